"""One record from the shell: what can be done with it now, doing it, and its sheets on paper."""

from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from casemgr.cli.output import run_shown, show
from casemgr.cli.shell import app, asked, shift
from casemgr.core import general
from casemgr.core.acts import ACTS
from casemgr.core.draft import specs
from casemgr.i18n import Language, _, language
from casemgr.records.followups import Whose
from casemgr.services.calendar import save_calendar
from casemgr.services.sheets import SHEETS, save_sheet, sheet_named

Kind = Annotated[str, typer.Argument(help="The kind of record, such as issues.")]
Id = Annotated[UUID, typer.Argument(help="The id of the record.")]


@app.command(name="open")
def open_record(kind: Kind, id: Id) -> None:
    """Show one record: its answers, what belongs to it, and what can be done with it now."""
    with shift() as begun:
        reading = begun.desk.ask(general.reading, kind, id)
    show(reading, as_json=asked().json)


@app.command()
def acts(kind: Kind, id: Id) -> None:
    """List what can be done with a record as it stands, and what each asks; do it with: casemgr do KIND.ACT."""
    with shift() as begun:
        reading = begun.desk.ask(general.reading, kind, id)
    known = ACTS.get(general.kind_named(kind).table, {})
    said = [
        {
            "act": known[name].command.declared.name,  # type: ignore[attr-defined]
            "title": _(known[name].title),
            "asks": " ".join(spec.name + "*" * spec.required for spec in specs(known[name].draft)),
        }
        for name in reading.acts
    ]
    show(said, as_json=asked().json)


@app.command(name="calendar")
def save_due_days(
    out: Annotated[Path, typer.Option(help="File to write, or a folder for a name that says nothing.")],
    whose: Annotated[Whose, typer.Option(help="One's own, one's neighborhoods', or the unit's.")] = Whose.MINE,
) -> None:
    """Save meetings and due days as an iCalendar file, by kind and number; nobody is named in it."""
    with shift() as begun:
        left = run_shown(save_calendar(begun.desk, whose, out), quiet=asked().json)
    show({name: getattr(left, name) for name in ("number", "path", "sha256")}, as_json=asked().json)


@app.command()
def sheets() -> None:
    """List the papers there are: of which kind, and whether of one record or of the whole list."""
    said = [
        {"sheet": one.name, "kind": one.kind, "title": _(one.title), "of": _("record") if one.of_one else _("list")}
        for one in SHEETS.values()
    ]
    show(said, as_json=asked().json)


@app.command()
def sheet(
    name: Annotated[str, typer.Argument(help="One of: casemgr sheets")],
    out: Annotated[Path, typer.Option(help="File to write, or a folder for a name that says nothing.")],
    id: Annotated[UUID | None, typer.Option(help="The id of the record, where it is of one.")] = None,
    spoken: Annotated[Language | None, typer.Option("--language", help="Else the language of words.")] = None,
) -> None:
    """Save a paper as an encrypted PDF and enter it in the register; its passphrase is shown this once."""
    one = sheet_named(name)
    if one.of_one and id is None:
        raise typer.BadParameter(_("This sheet is of one record: name it with --id."))
    with shift() as begun:
        number = begun.desk.ask(general.reading, one.kind, id).number if one.of_one and id is not None else ""
        pages = begun.desk.ask(one.pages, *one.about(id), language=spoken or language())
        left = run_shown(save_sheet(begun.desk, name, number, pages, out), quiet=asked().json)
    said = {name: getattr(left, name) for name in ("number", "path", "sha256", "pages", "passphrase")}
    show(said, as_json=asked().json)
