"""Training from the shell: completions and rosters from files, who stands where, and crisis cover."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Any

import typer

from casemgr.cli.output import show
from casemgr.cli.shell import app, asked, shift
from casemgr.core.errors import BadFile
from casemgr.core.tx import Tx
from casemgr.i18n import _
from casemgr.records.training import (
    MOST_SIGNS,
    RowFound,
    completions_in,
    coverage,
    import_completions,
    import_roster,
    roster_in,
    standings,
)

training = typer.Typer(help="Training: completions, rosters, what is due.", no_args_is_help=True)
app.add_typer(training, name="training")
File = Annotated[Path, typer.Argument(help="A CSV file with a first line that names its columns.")]
Dry = Annotated[bool, typer.Option("--dry-run", help="Say what would be entered, and enter nothing.")]


@training.command()
def completions(file: File, dry_run: Dry = False) -> None:
    """Enter completed courses: columns user, course, completed_on; hours, score, certificate where there are some."""
    _bring_in(file, completions_in, import_completions, dry_run=dry_run)


@training.command()
def roster(file: File, dry_run: Dry = False) -> None:
    """Enter a duty roster: columns day, shift, beat, user; it replaces the roster of its days."""
    _bring_in(file, roster_in, import_roster, dry_run=dry_run)


@training.command()
def due() -> None:
    """Who stands where with each requirement, soonest due first."""
    with shift() as begun:
        show(begun.desk.ask(standings), as_json=asked().json)


@training.command()
def cover(days: Annotated[int, typer.Option(min=1, max=366, help="How many days back.")] = 28) -> None:
    """On how many days each shift and beat had someone CIT-trained on duty."""
    with shift() as begun:
        last: date = begun.desk.store.clock().astimezone(begun.desk.store.zone).date()
        show(begun.desk.ask(coverage, last - timedelta(days=days), last), as_json=asked().json)


def _bring_in(
    file: Path, look: Callable[[Tx, str], tuple[RowFound, ...]], take: Callable[[Tx, str], int], *, dry_run: bool
) -> None:
    text = _read(file)
    with shift() as begun:
        found = begun.desk.ask(look, text)
        count = 0 if dry_run else begun.desk.do(take, text)
    rows: list[Any] = [{"line": one.line, "row": one.said, "found": one.fate, "why": one.why} for one in found]
    show({"entered": count, "rows": rows}, as_json=asked().json)


def _read(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            return opened.read(MOST_SIGNS + 1).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadFile(_("This file is not text in UTF-8.")) from error
    except OSError as error:
        raise BadFile(_("The file {name} cannot be read.").format(name=file.name)) from error
