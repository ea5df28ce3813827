"""The disclosure register: what went out about whom, to whom, for what and on which ground (domain 2.19)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON
from sqlmodel import Field, Index, col, select

from casemgr.core.access import Label, May, highest
from casemgr.core.columns import told
from casemgr.core.draft import Draft, entry
from casemgr.core.errors import Invalid, NotFound, Problem
from casemgr.core.fields import Answer
from casemgr.core.kind import Kind, SightBy, Words
from casemgr.core.numbers import next_number
from casemgr.core.page import SIZE, Page, page
from casemgr.core.record import Moment, Record, joined
from casemgr.core.tx import Tx
from casemgr.core.verbs import command, query
from casemgr.disclosing import Allow
from casemgr.i18n import N_, _
from casemgr.records.people import the_person

REVIEW_DAYS = 5
"""What went out on a basis instead of a consent is looked at by a supervisor within so many days (domain 2.19)."""


class Medium(StrEnum):
    """How something went out."""

    REFERRAL = "referral"
    PRINT = "print"
    FILE = "encrypted_file"
    SPOKEN = "spoken"


MEDIUM_NAMES = {
    Medium.REFERRAL: N_("referral"),
    Medium.PRINT: N_("paper"),
    Medium.FILE: N_("encrypted file"),
    Medium.SPOKEN: N_("spoken word"),
}


class DisclosureDraft(Draft):
    """What an entry of the register says; nobody writes one but the paths by which something goes out."""

    person_id: UUID = entry(N_("About whom"), ref="people")
    at: datetime = entry(N_("When"))
    by: UUID = entry(N_("By whom"), ref="staff")
    recipient: str = entry(N_("Told to"))
    categories: list[str] = entry(N_("What was shared"), code="information_category")
    basis: str = entry(N_("Ground"), code="disclosure_basis")
    reason: str = entry(N_("Why without consent"), default="")
    medium: Medium = entry(N_("By what way"))
    approved_by: UUID | None = entry(N_("Supervisor who agreed"), default=None, ref="staff")
    review_by: date | None = entry(N_("Review by"), default=None)
    reviewed_at: datetime | None = entry(N_("Reviewed"), default=None)
    finding: str = entry(N_("What the review found"), default="", answer=Answer.LONG_TEXT)


class ReviewDraft(Draft):
    finding: str = entry(N_("What the review found"), min_length=5, max_length=500, answer=Answer.LONG_TEXT)


@told(
    number="number",
    title="recipient",
    code="categories purpose basis medium notices",
    quiet="reason",
    key="about_kind sha256",
    text="finding",
    rest="fact",
)
class Disclosure(Record, table=True):
    __table_args__ = (
        Index("ix_disclosure_page", "at", "id"),
        Index("ix_disclosure_open", "reviewed_at", "review_by", "id"),
    )
    number: str = Field(max_length=24, unique=True)
    at: datetime = Field(sa_type=Moment)  # type: ignore[call-overload]
    by: UUID
    person_id: UUID = Field(foreign_key="person.id", index=True)
    neighborhood_id: UUID | None = None
    recipient_id: UUID | None = None
    recipient: str = Field(max_length=200)
    categories: list[str] = Field(default_factory=list, sa_type=JSON)
    purpose: str = Field(max_length=30)
    basis: str = Field(max_length=40)
    reason: str = Field(default="", max_length=500)
    consent_id: UUID | None = Field(default=None, foreign_key="consent.id", index=True)
    medium: str = Field(max_length=20)
    about_kind: str = Field(default="", max_length=20)
    about_id: UUID | None = Field(default=None, index=True)
    sha256: str = Field(default="", max_length=64)
    notices: list[str] = Field(default_factory=list, sa_type=JSON)
    review_by: date | None = None
    reviewed_at: datetime | None = Field(default=None, sa_type=Moment)  # type: ignore[call-overload]
    reviewed_by: UUID | None = None
    finding: str = ""
    approved_by: UUID | None = Field(default=None, sa_column_kwargs=joined())


def disclose(tx: Tx, leave: Allow, person_id: UUID, recipient: str, medium: Medium, **facts: Any) -> UUID:
    """Enter what goes out by leave of the rule; facts may give reason, approved_by, about_kind, about_id and sha256."""
    person = the_person(tx, person_id)
    row = Disclosure(
        number=next_number(tx, "S"),
        at=tx.now,
        by=tx.actor.id,
        person_id=person.id,
        neighborhood_id=person.neighborhood_id,
        recipient_id=leave.recipient.id,
        recipient=recipient[:200],
        categories=sorted(leave.categories),
        purpose=leave.purpose.value,
        basis=leave.basis or "consent",
        consent_id=leave.consent,
        medium=medium.value,
        notices=sorted(leave.notices),
        review_by=leave.on + timedelta(days=REVIEW_DAYS) if leave.basis else None,
        sensitivity=highest(Label.INTERNAL, person.sensitivity),
        unit=person.unit,
        **facts,
    )
    tx.add(row)
    return row.id


def agreed_by(tx: Tx, about_id: UUID) -> UUID | None:
    """The supervisor who agreed to what last went out about this without consent."""
    asked = select(Disclosure).where(Disclosure.about_id == about_id, col(Disclosure.review_by).is_not(None))
    last = tx.exec(asked.order_by(col(Disclosure.at).desc(), col(Disclosure.number).desc())).first()
    return last.approved_by if last is not None else None


@command(May.SUPERVISE)
def review_disclosure(tx: Tx, id: UUID, draft: ReviewDraft) -> None:
    """Write down what the review of something shared without consent found; nobody reviews their own."""
    row = _the(tx, id)
    if row.review_by is None:
        raise Invalid(Problem("finding", _("This was shared with consent and needs no review.")))
    if row.reviewed_at is not None:
        raise Invalid(Problem("finding", _("This was reviewed already; what was found stays as it was written.")))
    if row.by == tx.actor.id:
        raise Invalid(Problem("finding", _("You shared this yourself; another supervisor has to review it.")))
    row.reviewed_at, row.reviewed_by, row.finding = tx.now, tx.actor.id, draft.finding
    tx.add(row)


def _the(tx: Tx, id: UUID) -> Disclosure:
    row = tx.get(Disclosure, id)
    if row is None:
        raise NotFound(_("There is no such entry in the register, or you may not see it."))
    return row


@query(May.READ_CASES)
def disclosures(tx: Tx, after: tuple[datetime, UUID] | None = None, size: int = SIZE) -> Page:
    """What went out, latest first."""
    shown: list[Any] = [
        Disclosure.id,
        Disclosure.number,
        Disclosure.at,
        Disclosure.person_id,
        Disclosure.recipient,
        Disclosure.categories,
        Disclosure.basis,
        Disclosure.review_by,
        Disclosure.reviewed_at,
    ]
    return page(tx, select(*shown), (Disclosure.at, Disclosure.id), after, size)


@dataclass(frozen=True)
class Entry:
    """One entry of the register."""

    id: UUID
    number: str
    at: datetime
    by: UUID
    person_id: UUID
    recipient_id: UUID | None
    recipient: str
    categories: tuple[str, ...]
    purpose: str
    basis: str
    reason: str
    medium: str
    notices: tuple[str, ...]
    review_by: date | None
    approved_by: UUID | None
    reviewed_at: datetime | None
    reviewed_by: UUID | None
    finding: str


@query(May.READ_CASES)
def disclosures_of(tx: Tx, person_id: UUID, since: date, until: date) -> list[Entry]:
    """What went out about someone on the days from one to another, both included; latest first."""
    asked = select(Disclosure).where(
        Disclosure.person_id == person_id,
        Disclosure.at >= datetime.combine(since, time(), tx.store.zone),
        Disclosure.at < datetime.combine(until + timedelta(days=1), time(), tx.store.zone),
    )
    return [_entry(row) for row in tx.exec(asked.order_by(col(Disclosure.at).desc(), col(Disclosure.id).desc()))]


@query(May.SUPERVISE)
def reviews_due(tx: Tx) -> list[Entry]:
    """What was shared without consent and nobody has looked at yet, the first due first."""
    asked = select(Disclosure).where(col(Disclosure.reviewed_at).is_(None), col(Disclosure.review_by).is_not(None))
    return [_entry(row) for row in tx.exec(asked.order_by(col(Disclosure.review_by), col(Disclosure.id)))]


def _entry(row: Disclosure) -> Entry:
    values: dict[str, Any] = {name: getattr(row, name) for name in Entry.__dataclass_fields__}
    values |= {"categories": tuple(row.categories), "notices": tuple(row.notices)}
    return Entry(**values)


Kind(
    "disclosures",
    Disclosure,
    N_("Disclosures"),
    N_("Disclosure"),
    read=May.READ_CASES,
    draft=DisclosureDraft,
    page=disclosures,
    columns=("at", "person_id", "recipient", "categories", "basis", "review_by", "reviewed_at"),
    order=("at",),
    letter="S",
    icon="file-lock",
    sight=SightBy(own=("entered_by", "by"), neighborhood="neighborhood_id"),
    searched=lambda _tx, row: Words(row.number),
    retention="disclosure",
)
