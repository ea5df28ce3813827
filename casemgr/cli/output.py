"""What the command line prints: words for people, JSON for programs, a bar for long work."""

import dataclasses
import json
import sys
from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

import typer
from pydantic import BaseModel
from sqlalchemy import Row

from casemgr.core.durable import replace_whole
from casemgr.core.errors import CaseError, Invalid
from casemgr.core.jobs import Job, Progress, run
from casemgr.i18n import _
from casemgr.services.leaving import Outgoing, checked_out

R = TypeVar("R")


def plain(value: Any) -> Any:
    """A value as JSON knows it."""
    if isinstance(value, Row):
        return {k: plain(v) for k, v in value._mapping.items() if not k.startswith("key_")}
    if isinstance(value, BaseModel):
        return plain(value.model_dump())
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(plain(k)): plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(v) for v in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, UUID | Path):
        return str(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value


def show(value: Any, *, as_json: bool) -> None:
    """Print a result."""
    said = plain(value)
    typer.echo(json.dumps(said, indent=2, ensure_ascii=False) if as_json else "\n".join(_lines(said)))


def _lines(said: Any, indent: str = "") -> list[str]:
    if isinstance(said, Mapping):
        lines: list[str] = []
        for name, value in said.items():
            inner = isinstance(value, Mapping | list) and value
            lines += (
                [f"{indent}{name}:", *_lines(value, indent + "  ")] if inner else [f"{indent}{name}: {_word(value)}"]
            )
        return lines
    if said == [] and not indent:
        return [_("Nothing.")]
    if isinstance(said, list):
        if said and all(isinstance(one, Mapping) for one in said):
            return [f"{indent}- " + "  ".join(f"{k}={_word(v)}" for k, v in one.items()) for one in said]
        return [f"{indent}- {_word(one)}" for one in said]
    return [f"{indent}{_word(said)}"]


def _word(value: Any) -> str:
    if value is None or value == [] or value == {}:
        return "–"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else str(value)


def save(path: Path, content: Outgoing) -> None:
    """Write what may leave, whole or not at all; Unwritable when the disk refuses."""
    replace_whole(path, checked_out(content))


def show_refusal(error: CaseError, *, as_json: bool) -> None:
    """Print a refusal to the error stream: the sentence, and for a draft each field with its rule."""
    problems = error.problems if isinstance(error, Invalid) else ()
    if as_json:
        said = {"refused": error.sentence, "problems": [dataclasses.asdict(p) for p in problems]}
        typer.echo(json.dumps(said, ensure_ascii=False), err=True)
    elif problems:
        for problem in problems:
            typer.echo(f"{problem.field}: {problem.sentence}" if problem.field else problem.sentence, err=True)
    else:
        typer.echo(error.sentence, err=True)


def run_shown(job: Job[R], *, quiet: bool) -> R:
    """Run a job with a bar on the error stream, where someone is looking."""
    if quiet or not sys.stderr.isatty():
        return run(job)
    with typer.progressbar(length=100, file=sys.stderr) as bar:

        def tell(progress: Progress) -> None:
            bar.label = progress.note
            bar.pos = int(100 * progress.done / progress.total) if progress.total else bar.pos
            bar.render_progress()

        return run(job, tell)
