"""Older contact logs from the shell: a mapping to begin with, a dry run, an import, undoing one."""

from pathlib import Path
from typing import Annotated

import typer

from casemgr.cli.output import show
from casemgr.cli.shell import app, asked, shift
from casemgr.core import general
from casemgr.core.errors import BadFile
from casemgr.i18n import _
from casemgr.records.imports import MOST_BYTES, contacts_in, decoded, import_contacts, mapping_for, saved_mapping

contacts = typer.Typer(help="Older contact logs: take a file over, by a mapping of its columns.", no_args_is_help=True)
app.add_typer(contacts, name="contacts")
File = Annotated[Path, typer.Argument(help="A CSV file with a first line that names its columns.")]


@contacts.command(name="mapping")
def mapping_of_file(file: File) -> None:
    """Print a mapping to begin with, guessed from the names of the columns."""
    text = decoded(_read(file))
    with shift() as begun:
        typer.echo(begun.desk.ask(mapping_for, text))


@contacts.command(name="import")
def import_file(
    file: File,
    mapping: Annotated[str, typer.Option(help="A JSON file, or the name of a mapping that was saved.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be entered, and enter nothing.")] = False,
) -> None:
    """Enter every contact of a file as one batch, or none; each row is told with what becomes of it."""
    text = decoded(_read(file))
    with shift() as begun:
        path = Path(mapping)
        said = decoded(_read(path)) if path.is_file() else begun.desk.ask(saved_mapping, mapping)
        found = begun.desk.ask(contacts_in, text, said)
        batch = None if dry_run else begun.desk.do(import_contacts, file.name, text, said)
        number = None if batch is None else begun.desk.ask(general.titles, "contact_imports", [batch])[batch]
    rows = [{"line": one.line, "row": one.said, "found": one.fate, "why": one.why} for one in found]
    show({"batch": batch, "number": number, "rows": rows}, as_json=asked().json)


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise BadFile(_("The file {name} cannot be read.").format(name=file.name)) from error
