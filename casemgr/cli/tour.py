"""The tour, from the shell: what the founding study asks for, each done in the demo town and shown."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Annotated

import typer

from casemgr.cli.demo import demo_place
from casemgr.cli.output import run_shown, show
from casemgr.cli.shell import app, asked
from casemgr.demo.tour import Stop, tour
from casemgr.i18n import _


@app.command(name="tour")
def walk(
    out: Annotated[Path, typer.Option(help="Folder for the papers, each an encrypted PDF.")] = Path("tour"),
) -> None:
    """Walk the demo town statement by statement: a record, a figure of the month and a paper from each."""
    stops = run_shown(tour(demo_place(), out), quiet=asked().json)
    if asked().json:
        show(stops, as_json=True)
    else:
        typer.echo("\n\n".join(_said(n, stop) for n, stop in enumerate(stops, start=1)))


def _in_a_row(done: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Each step, and how often it was done one time after another."""
    return ((step, len(list(same))) for step, same in groupby(done))


def _paper(stop: Stop) -> str:
    if not stop.passphrase:
        return _("   Package: {path}, for everybody").format(path=stop.paper)
    said = _("   Paper: {path} ({pages} pages), opens with: {passphrase}")
    return said.format(path=stop.paper, pages=stop.pages, passphrase=stop.passphrase)


def _said(n: int, stop: Stop) -> str:
    lines = [
        f"{n}. {stop.statement}",
        f"   {stop.shown_by}",
        *(f"   - {step}" + (f" × {n}" if n > 1 else "") for step, n in _in_a_row(stop.done)),
        _("   Record: {record}").format(record=stop.record),
        _("   Month: {figure}: {before} -> {after}").format(figure=stop.figure, before=stop.before, after=stop.after),
        _paper(stop),
    ]
    return "\n".join(lines)
