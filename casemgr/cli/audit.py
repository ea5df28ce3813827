"""The audit: check it, read it."""

from datetime import datetime
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from casemgr.cli.output import run_shown, save, show
from casemgr.cli.shell import REFUSED, app, asked, shift
from casemgr.core.audit_anchor import anchored
from casemgr.core.audit_reading import audit_entries
from casemgr.core.audit_standing import audit_standing, check_whole
from casemgr.core.calling import LARGEST, MOST_ROWS
from casemgr.i18n import language
from casemgr.records.access_reviews import (
    AnswerDraft,
    Answered,
    WatchDraft,
    Watched,
    answer_finding,
    sign_access_review,
    watch_for,
)
from casemgr.services.access_review import begin_review, review_lines, review_weeks
from casemgr.services.audit_archive import archive_audit
from casemgr.services.audit_export import export_audit
from casemgr.services.exported import Exported
from casemgr.services.seal_sheet import seal_sheet

audits = typer.Typer(help="The audit: check it, read it.", no_args_is_help=True)
app.add_typer(audits, name="audit")
reviews = typer.Typer(help="The weekly review of who looked at what.", no_args_is_help=True)
audits.add_typer(reviews, name="review")


@audits.command()
def verify() -> None:
    """Check every entry, signature and record; the first entry that does not hold is named."""
    with shift() as begun:
        verdict = run_shown(check_whole(begun.desk), quiet=asked().json)
    show(verdict, as_json=asked().json)
    if verdict.broken:
        raise typer.Exit(REFUSED)


@audits.command()
def standing() -> None:
    """When the whole audit was last checked and how it came out, whether the next check is due, and its last entry."""
    with shift() as begun:
        show(begun.desk.ask(audit_standing), as_json=asked().json)


@audits.command()
def anchor(
    check: Annotated[list[str], typer.Argument(help="As on the paper: its number and letters, or the letters alone.")],
) -> None:
    """Say whether the entry at the foot of a paper, or in a bundle, is in today's log."""
    with shift() as begun:
        found = begun.desk.ask(anchored, " ".join(check))
    show(found, as_json=asked().json)
    if not found.holds:
        raise typer.Exit(REFUSED)


@audits.command()
def seal(out: Annotated[Path, typer.Option(help="PDF file to write.")]) -> None:
    """Write the seal sheet: where the log stands, to print, sign and keep away from the laptop."""
    with shift() as begun:
        pages = begun.desk.ask(seal_sheet, language())
    save(out, pages)
    show({"path": out}, as_json=asked().json)


@audits.command(name="list")
def list_entries(
    before: Annotated[int | None, typer.Option(help="Entries before this number.", min=1, max=LARGEST)] = None,
    record: Annotated[UUID | None, typer.Option(help="Only of this record.")] = None,
    size: Annotated[int, typer.Option(help="How many at most.", min=1, max=MOST_ROWS)] = 100,
) -> None:
    """Entries, newest first."""
    with shift() as begun:
        show(begun.desk.ask(audit_entries, before, record, size), as_json=asked().json)


@audits.command()
def export(
    first: Annotated[datetime, typer.Argument(formats=["%Y-%m-%d"], help="The first day.")],
    last: Annotated[datetime, typer.Argument(formats=["%Y-%m-%d"], help="The last day.")],
    out: Annotated[Path, typer.Option(help="File to write, or a folder for a name that says nothing.")],
    recipient: Annotated[str, typer.Option("--for", help="Who gets it.")] = "",
) -> None:
    """Save the entries of some days with their proof in an encrypted bundle; its passphrase is shown this once."""
    with shift() as begun:
        job = export_audit(begun.desk, begun.opened.private_key, first.date(), last.date(), out, recipient)
        made = run_shown(job, quiet=asked().json)
    _show_left(made)


@audits.command()
def archive(
    out: Annotated[Path, typer.Option(help="File to write, or a folder for a name that says nothing.")],
    recipient: Annotated[str, typer.Option("--for", help="Who keeps it.")] = "",
) -> None:
    """Put entries past their years into an encrypted archive with their proof, and take them out of the store."""
    with shift() as begun:
        job = archive_audit(begun.desk, begun.opened.private_key, out, recipient)
        made = run_shown(job, quiet=asked().json)
    _show_left(made)


def _show_left(made: Exported) -> None:
    said = {"number": made.number, "path": made.path, "sha256": made.sha256, "size": made.size}
    show(said | {"passphrase": made.passphrase}, as_json=asked().json)


@reviews.command()
def weeks() -> None:
    """The last weeks, and where the review of each stands."""
    with shift() as begun:
        show(begun.desk.ask(review_weeks), as_json=asked().json)


@reviews.command()
def begin(day: Annotated[datetime, typer.Argument(formats=["%Y-%m-%d"], help="Any day of the week.")]) -> None:
    """Begin the review of a week, or go on with it; its findings are shown."""
    with shift() as begun:
        review = begun.desk.do(begin_review, day.date())
        show({"review": review, "findings": begun.desk.ask(review_lines, review)}, as_json=asked().json)


@reviews.command()
def answer(finding: UUID, answered: Answered, why: Annotated[str, typer.Option(help="In a few words.")] = "") -> None:
    """Answer one finding."""
    with shift() as begun:
        begun.desk.do(answer_finding, finding, AnswerDraft(answer=answered, words=why))
        show({"answered": finding}, as_json=asked().json)


@reviews.command()
def sign(review: UUID) -> None:
    """Sign a week off; each of its findings has to be answered."""
    with shift() as begun:
        begun.desk.do(sign_access_review, review)
        show({"signed": review}, as_json=asked().json)


@reviews.command()
def watch(
    sort: Watched, text: str, staff: Annotated[UUID | None, typer.Option(help="Who lives there.")] = None
) -> None:
    """Put a public figure, or the home of a member of staff, on the list the review compares with."""
    with shift() as begun:
        show({"id": begun.desk.do(watch_for, WatchDraft(sort=sort, text=text, staff_id=staff))}, as_json=asked().json)
