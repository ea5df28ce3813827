"""The review of a month from the shell: what is missing, notes, and sign-off."""

from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from casemgr.cli.output import show
from casemgr.cli.shell import app, asked, shift
from casemgr.core.desk import Desk
from casemgr.core.draft import checked
from casemgr.core.errors import BadFile
from casemgr.i18n import _, language
from casemgr.records.months import MonthNotesDraft
from casemgr.records.neighborhoods import neighborhood_named
from casemgr.services.summary import figures, totals
from casemgr.services.summary.gaps import gaps
from casemgr.services.summary.review import note_month, review, sign_month
from casemgr.services.summary.signed import said_signed

months = typer.Typer(help="The review of a month: what is missing, notes, sign-off.", no_args_is_help=True)
app.add_typer(months, name="month")

Month = Annotated[str, typer.Argument(help="Such as 2026-10.")]
Neighborhood = Annotated[str | None, typer.Option(help="Code, name or id of one neighborhood; else all you see.")]


def _place(desk: Desk, named: str | None) -> UUID | None:
    return None if named is None else desk.ask(neighborhood_named, named)


@months.command(name="show")
def show_month(month: Month, neighborhood: Neighborhood = None) -> None:
    """Show what is missing, the notes, who signed, and the digest that would be signed."""
    with shift() as begun:
        place = _place(begun.desk, neighborhood)
        now = begun.desk.ask(figures, month, place)
        found = begun.desk.ask(review, month, place)
        missing = begun.desk.ask(gaps, now.missing)
        signed = said_signed(found, now, language())
    said = {"notes": found.notes, "signed": list(signed), "digest": totals.digest(now), "missing": missing}
    show(said, as_json=asked().json)


@months.command()
def notes(
    month: Month,
    text: Annotated[Path, typer.Argument(help="A file with the notes, or - for standard input.")],
    neighborhood: Neighborhood = None,
) -> None:
    """Write the notes that are printed at the end of a month's pages."""
    draft = checked(MonthNotesDraft, {"notes": _read(text)})
    with shift() as begun:
        begun.desk.do(note_month, month, draft, _place(begun.desk, neighborhood))


@months.command()
def sign(
    month: Month,
    digest: Annotated[str, typer.Option(help="The digest `month show` gave, so that you sign what you have read.")],
    neighborhood: Neighborhood = None,
) -> None:
    """Sign a month's figures and notes as they stand."""
    with shift() as begun:
        place = _place(begun.desk, neighborhood)
        begun.desk.do(sign_month, month, digest.strip().lower(), place)
        now = begun.desk.ask(figures, month, place)
        signed = said_signed(begun.desk.ask(review, month, place), now, language())
    show({"signed": list(signed)}, as_json=asked().json)


def _read(path: Path) -> str:
    try:
        return typer.get_text_stream("stdin").read() if str(path) == "-" else path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadFile(_("The file {name} cannot be read.").format(name=path)) from error
