"""The audit: check it, read it."""

from typing import Annotated
from uuid import UUID

import typer

from casemgr.cli.output import run_shown, show
from casemgr.cli.shell import REFUSED, app, asked, shift
from casemgr.core.access import May
from casemgr.core.audit_reading import audit_entries
from casemgr.core.calling import LARGEST, MOST_ROWS

audits = typer.Typer(help="The audit: check it, read it.", no_args_is_help=True)
app.add_typer(audits, name="audit")


@audits.command()
def verify() -> None:
    """Check every entry, signature and record; the first entry that does not hold is named."""
    with shift() as begun:
        begun.desk.require(May.READ_AUDIT, "audit.verify")
        verdict = run_shown(begun.desk.store.auditing(), quiet=asked().json)
    show(verdict, as_json=asked().json)
    if verdict.broken:
        raise typer.Exit(REFUSED)


@audits.command(name="list")
def list_entries(
    before: Annotated[int | None, typer.Option(help="Entries before this number.", min=1, max=LARGEST)] = None,
    record: Annotated[UUID | None, typer.Option(help="Only of this record.")] = None,
    size: Annotated[int, typer.Option(help="How many at most.", min=1, max=MOST_ROWS)] = 100,
) -> None:
    """Entries, newest first."""
    with shift() as begun:
        show(begun.desk.ask(audit_entries, before, record, size), as_json=asked().json)
