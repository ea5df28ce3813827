"""Files on records from the shell: add, list, show, take off, and save encrypted."""

from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from casemgr.cli.output import run_shown, show
from casemgr.cli.shell import app, asked, shift
from casemgr.core.draft import checked
from casemgr.i18n import _, language
from casemgr.records.attachments import (
    AttachDraft,
    Sort,
    TakeOffDraft,
    attach,
    attached,
    brought,
    content,
    take_off,
    text_in,
)
from casemgr.services.attachments_out import save_attachment

attachments = typer.Typer(help="Files on records: add, list, show, take off, save encrypted.", no_args_is_help=True)
app.add_typer(attachments, name="attachments")
Kind = Annotated[str, typer.Argument(help="The kind of record, such as issues.")]
Record = Annotated[UUID, typer.Argument(help="The id of the record.")]
File = Annotated[UUID, typer.Argument(help="The id of the file, as the list says it.")]


@attachments.command()
def add(
    kind: Kind,
    record: Record,
    file: Annotated[Path, typer.Argument(help="The file: jpg, png, pdf, txt, docx, xlsx, m4a or mp3, 20 MB at most.")],
    note: Annotated[str, typer.Option(help="What it is.")] = "",
    evidence: Annotated[str, typer.Option(help="Keep the original as well, for this reason.")] = "",
) -> None:
    """Attach a file; place, device, author and times are taken out of pictures and documents."""
    came = brought(file)
    about = {"about_kind": kind, "about_id": record, "name": came.name}
    draft = checked(AttachDraft, about | {"note": note, "evidence_reason": evidence})
    with shift() as begun:
        made = begun.desk.do(attach, draft, came.content)
        cards = begun.desk.ask(attached, kind, record).cards
    show(next(card for card in cards if card.id == made), as_json=asked().json)


@attachments.command(name="list")
def list_files(kind: Kind, record: Record) -> None:
    """List the files of a record, those taken off at the end."""
    with shift() as begun:
        show(begun.desk.ask(attached, kind, record).cards, as_json=asked().json)


@attachments.command(name="show")
def show_file(file: File) -> None:
    """Show a file of plain text; others are seen in the window. Each showing is written into the audit."""
    with shift() as begun:
        held = begun.desk.ask(content, file)
    said = {"name": held.name, "sort": held.sort, "size": len(held.content)}
    words = text_in(held.content) if held.sort == Sort.TXT else _("Files of this sort cannot be shown here.")
    show(said | {"content": words}, as_json=asked().json)


@attachments.command(name="take-off")
def take_off_file(file: File, reason: Annotated[str, typer.Option(help="Why it does not belong there.")]) -> None:
    """Take a file off its record; it stays in the history with the reason."""
    with shift() as begun:
        begun.desk.do(take_off, file, checked(TakeOffDraft, {"reason": reason}))
    show({"taken_off": file}, as_json=asked().json)


@attachments.command()
def save(
    file: File,
    out: Annotated[Path, typer.Option(help="File to write, or a folder for a name that says nothing.")],
    original: Annotated[bool, typer.Option("--original", help="The original that was kept as evidence.")] = False,
) -> None:
    """Save a file inside an encrypted PDF, entered in the register; its passphrase is shown this once."""
    with shift() as begun:
        job = save_attachment(begun.desk, file, out, original=original, language=language())
        left = run_shown(job, quiet=asked().json)
    show({name: getattr(left, name) for name in ("number", "path", "sha256", "passphrase")}, as_json=asked().json)
