"""A file leaves: written beside, tested, registered, named; a sealed one under a passphrase of its own."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID

from casemgr.core.desk import Desk
from casemgr.core.passphrase import generate_passphrase
from casemgr.records.exports import ExportDraft, export_number
from casemgr.services.leaving import Outgoing
from casemgr.services.outgoing import Written, write_sealed
from casemgr.services.sealed_pdf import open_check, pages_of, seal_pdf
from casemgr.services.slip import Slip

GOOD_FOR_DAYS = 30
"""For so long a file is said to be good; nothing can call it back once it has left."""


def good_until(now: datetime) -> date:
    """The day until which a file made now is said to be good."""
    return now.date() + timedelta(days=GOOD_FOR_DAYS)


Enter = Callable[[ExportDraft], UUID]
"""Enters a file in the register before it gets its name, and says under which id."""


@dataclass(frozen=True)
class Exported:
    """A file that left; the passphrase is shown once and kept nowhere."""

    path: Path
    sha256: str
    size: int
    pages: int
    number: str = ""
    recipient: str = ""
    good_until: date | None = None
    passphrase: str = field(default="", repr=False)


def slip_of(left: Exported, language: str) -> Slip:
    """The slip that gives the passphrase of a file by another way."""
    until = left.good_until or date.today()
    return Slip(left.number, left.path, left.sha256, left.recipient, until, left.passphrase, language)


def leave(
    desk: Desk, content: Outgoing, to: Path, about: ExportDraft, enter: Enter, check: Callable[[Path], None]
) -> Exported:
    """Write a file into a folder or under a name; `about` says what it is, `check` opens it for a test."""
    until = good_until(desk.store.clock())
    entered: list[UUID] = []

    def register(written: Written) -> None:
        facts = {"sha256": written.sha256, "size": written.size, "expires_on": until}
        entered.append(enter(about.model_copy(update=facts)))

    written = write_sealed(content, to, check=check, before_rename=register)
    number = desk.ask(export_number, entered[0])
    return Exported(written.path, written.sha256, written.size, about.pages, number, about.recipient, until)


def leave_sealed(desk: Desk, pages: Outgoing, to: Path, about: ExportDraft, enter: Enter) -> Exported:
    """Write pages as a PDF under AES-256 (R6), with a passphrase of its own that is told once."""
    passphrase = generate_passphrase()

    def check(path: Path) -> None:
        open_check(path.read_bytes(), passphrase)

    about = about.model_copy(update={"pages": pages_of(pages)})
    left = leave(desk, seal_pdf(pages, passphrase), to, about, enter, check)
    return replace(left, passphrase=passphrase)
