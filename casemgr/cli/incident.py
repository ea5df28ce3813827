"""Reporting a privacy incident from the shell."""

from pathlib import Path
from typing import Annotated

import typer

from casemgr.cli.output import save, show
from casemgr.cli.shell import app, asked, shift
from casemgr.i18n import language
from casemgr.services.incident import What, incident_sheet, report_incident, whom_to_call


@app.command()
def incident(
    what: Annotated[What, typer.Argument(help="What happened.")],
    out: Annotated[Path | None, typer.Option(help="The PDF to write for whom you call.")] = None,
) -> None:
    """Report a privacy incident: written down with the time and your name, and told to those who answer for it."""
    with shift() as begun:
        begun.desk.do(report_incident, what)
        whom = begun.desk.ask(whom_to_call)
        if out is not None:
            save(out, begun.desk.ask(incident_sheet, language()))
    show({"reported": what.value, "call": whom, "saved": out}, as_json=asked().json)
