"""The export register: what left this laptop, for whom, under which digest; a plain export says why (domain 2.21)."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlmodel import Field, Index, select

from casemgr.core.access import May
from casemgr.core.audit import Happened
from casemgr.core.columns import told
from casemgr.core.draft import Draft, entry
from casemgr.core.errors import Invalid, NotFound, Problem
from casemgr.core.kind import Kind, Words
from casemgr.core.numbers import next_number
from casemgr.core.page import SIZE, Page, page
from casemgr.core.record import Record, new_id
from casemgr.core.tx import Tx
from casemgr.core.verbs import command, query
from casemgr.i18n import N_, _
from casemgr.records.training import Gated, refuse_untrained


class Form(StrEnum):
    """The shape in which something leaves."""

    PDF = "encrypted_pdf"
    BUNDLE = "case_bundle"
    PLAIN_PDF = "plain_pdf"
    PRINT = "print"
    PAGE = "self_opening_page"
    CALENDAR = "calendar"
    OPEN_DATA = "open_data"


class ExportDraft(Draft):
    id: UUID = entry(N_("Id"), default_factory=new_id, hidden=True)
    form: Form = entry(N_("Form"))
    what: str = entry(N_("What"), min_length=2, max_length=120)
    recipient: str = entry(N_("For whom"), default="", max_length=120)
    sha256: str = entry(N_("Digest (SHA-256)"), default="", max_length=64)
    size: int = entry(N_("Size in bytes"), default=0, ge=0, le=10**15)
    pages: int = entry(N_("Pages"), default=0, ge=0, le=100_000)
    reason: str = entry(N_("Reason"), default="", max_length=300)
    expires_on: date | None = entry(N_("Good until"), default=None)


@told(number="number", code="form", title="what recipient", key="sha256", quiet="reason", rest="fact")
class Export(Record, table=True):
    __table_args__ = (Index("ix_export_made", "entered_at", "id"),)
    number: str = Field(max_length=24, unique=True)
    form: str = Field(max_length=20)
    what: str = Field(max_length=120)
    recipient: str = ""
    sha256: str = ""
    size: int = 0
    pages: int = 0
    reason: str = ""
    expires_on: date | None = None


@command(May.EXPORT)
def register_export(tx: Tx, draft: ExportDraft) -> UUID:
    """Enter what is about to leave encrypted or on paper; the file gets its name only after this."""
    if draft.form is Form.PLAIN_PDF:
        raise Invalid(Problem("form", _("A plain file has a register entry of its own kind.")))
    return _enter(tx, draft)


@command(May.EXPORT_PLAIN)
def register_plain_export(tx: Tx, draft: ExportDraft) -> UUID:
    """Enter a file that leaves unencrypted; it needs a reason, which the month counts."""
    if len(draft.reason) < 5:
        raise Invalid(Problem("reason", _("Say why this file has to leave unencrypted.")))
    return _enter(tx, draft)


def _enter(tx: Tx, draft: ExportDraft) -> UUID:
    refuse_untrained(tx, Gated.EXPORT)
    values: dict[str, Any] = draft.model_dump() | {"form": draft.form.value}
    row = Export(number=next_number(tx, "D"), **values)
    tx.add(row)
    tx.say(Happened("export", "exports", row.id, payload={"form": row.form, "sha256": row.sha256}))
    return row.id


@query(May.SIGN_IN)
def export_number(tx: Tx, id: UUID) -> str:
    """The number of a register entry: by it people speak of a file that left."""
    row = tx.get(Export, id)
    if row is None:
        raise NotFound(_("There is no such entry in the register, or you may not see it."))
    return row.number


@query(May.READ_SUMMARY)
def exports(tx: Tx, after: tuple[datetime, UUID] | None = None, size: int = SIZE) -> Page:
    """What left, latest first."""
    shown: list[Any] = [
        Export.id,
        Export.number,
        Export.form,
        Export.what,
        Export.recipient,
        Export.sha256,
        Export.pages,
        Export.reason,
    ]
    columns = select(*shown)
    return page(tx, columns, (Export.entered_at, Export.id), after, size)


Kind(
    "exports",
    Export,
    N_("Exports"),
    N_("Export"),
    read=May.READ_SUMMARY,
    draft=ExportDraft,
    page=exports,
    columns=("number", "form", "what", "recipient", "pages", "reason"),
    letter="D",
    icon="file-lock",
    searched=lambda _tx, row: Words(row.number, row.what, row.recipient),
    retention="disclosure",
)
