"""Needs: what someone lacks, noticed at a contact; referrals answer them (domain 2.4)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from pydantic import AwareDatetime
from sqlmodel import Field, Index, select

from casemgr.core import codes
from casemgr.core.access import Label, May, highest
from casemgr.core.columns import told
from casemgr.core.draft import Draft, entry
from casemgr.core.errors import Invalid, NotFound, Problem
from casemgr.core.fields import Answer
from casemgr.core.kind import Kind, SightBy, Words
from casemgr.core.page import SIZE, Page, page
from casemgr.core.record import Moment, Record, new_id
from casemgr.core.tx import Tx
from casemgr.core.verbs import command, query
from casemgr.i18n import N_, _
from casemgr.records.people import the_person


class Priority(StrEnum):
    """How pressing a need is."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


PRESSING = [p.value for p in Priority]
TELLING = frozenset(
    {
        *("intimate-partner-violence", "elder-abuse", "local-victim-support", "local-youth-violence"),
        *("local-mental-health", "local-substance-use"),
    }
)
"""The domains that could put someone in danger, or shame them, where another reads a paper of theirs."""


class NeedStatus(StrEnum):
    """Where a need stands."""

    OPEN = "open"
    ADDRESSED = "addressed"
    DECLINED = "declined"


class NeedDraft(Draft):
    id: UUID = entry(N_("Id"), default_factory=new_id, hidden=True)
    person_id: UUID = entry(N_("Person"), ref="people")
    domain: str = entry(N_("Need"), code="need_domain", min_length=1)
    priority: Priority = entry(N_("Priority"), default=Priority.MEDIUM)
    noticed_at: AwareDatetime | None = entry(
        N_("Noticed"), default=None, answer=Answer.MOMENT, hint=N_("Left empty, now.")
    )
    contact_id: UUID | None = entry(N_("Noticed at this contact"), default=None, ref="contacts")


@told(code="domain priority status", quiet="status_note", rest="fact")
class Need(Record, table=True):
    __table_args__ = (
        Index("ix_need_page", "noticed_at", "id"),
        Index("ix_need_person", "person_id", "status"),
        Index("ix_need_domain", "domain", "noticed_at", "id"),
    )
    person_id: UUID = Field(foreign_key="person.id")
    neighborhood_id: UUID | None = None
    domain: str = Field(max_length=60)
    priority: str = Field(max_length=10)
    noticed_at: datetime = Field(sa_type=Moment)  # type: ignore[call-overload]
    contact_id: UUID | None = Field(default=None, index=True)
    status: str = Field(default=NeedStatus.OPEN.value, max_length=12)
    status_at: datetime | None = Field(default=None, sa_type=Moment)  # type: ignore[call-overload]
    status_note: str = Field(default="", max_length=500)


_COLUMNS: tuple[Any, ...] = (Need.person_id, Need.domain, Need.priority, Need.status)


@dataclass(frozen=True)
class NeedLine:
    """One need of a person, most pressing first in lists."""

    id: UUID
    domain: str
    priority: Priority
    noticed_at: datetime
    contact_id: UUID | None
    status: NeedStatus
    status_note: str


def _open(tx: Tx, person_id: UUID, domain: str) -> Need | None:
    asked = select(Need).where(Need.person_id == person_id, Need.domain == domain, Need.status == NeedStatus.OPEN.value)
    return tx.exec(asked).first()


@command(May.EDIT_PEOPLE)
def note_need(tx: Tx, draft: NeedDraft) -> UUID:
    """Note a need of a person; one that is open already is not noted twice, only made as pressing as it is now."""
    person = the_person(tx, draft.person_id)
    there = tx.get(Need, draft.id) or _open(tx, person.id, draft.domain)
    if there is not None:
        there.priority = min(there.priority, draft.priority.value, key=PRESSING.index)
        tx.add(there)
        return there.id
    noticed = draft.noticed_at or tx.now
    if noticed > tx.now:
        raise Invalid(Problem("noticed_at", _("A need cannot have been noticed in the future.")))
    need = Need(
        id=draft.id,
        person_id=person.id,
        domain=draft.domain,
        priority=draft.priority.value,
        noticed_at=noticed,
        contact_id=draft.contact_id,
        neighborhood_id=person.neighborhood_id,
        sensitivity=highest(Label.INTERNAL, person.sensitivity),
        unit=person.unit,
    )
    tx.add(need)
    return need.id


@command(May.EDIT_PEOPLE)
def set_need_status(tx: Tx, id: UUID, status: NeedStatus, note: str = "") -> None:
    """Say that a need is addressed, declined by the person, or open again; declining needs a word on why."""
    need = tx.get(Need, id)
    if need is None:
        raise NotFound(_("There is no such need, or you may not see it."))
    if status is NeedStatus.DECLINED and not note.strip():
        raise Invalid(Problem("note", _("Write in a few words why help with this need is not wanted.")))
    need.status, need.status_at, need.status_note = status.value, tx.now, note.strip()[:500]
    tx.add(need)


@query(May.READ_CASES)
def needs(tx: Tx, after: tuple[datetime, UUID] | None = None, size: int = SIZE) -> Page:
    """All needs the actor may see, latest first."""
    return page(tx, select(Need.id, *_COLUMNS), (Need.noticed_at, Need.id), after, size)


@query(May.READ_CASES)
def needs_of(tx: Tx, person_id: UUID, *, open_only: bool = False) -> list[NeedLine]:
    """The needs of a person: open before settled, pressing before slight, latest first."""
    asked = select(Need).where(Need.person_id == person_id)
    if open_only:
        asked = asked.where(Need.status == NeedStatus.OPEN.value)
    latest = sorted(tx.exec(asked), key=lambda need: (need.noticed_at, need.id), reverse=True)
    latest.sort(key=lambda need: (need.status != NeedStatus.OPEN, PRESSING.index(need.priority)))
    return [_line(need) for need in latest]


def _line(need: Need) -> NeedLine:
    return NeedLine(
        need.id,
        need.domain,
        Priority(need.priority),
        need.noticed_at,
        need.contact_id,
        NeedStatus(need.status),
        need.status_note,
    )


def _words(tx: Tx, need: Need) -> Words:
    return Words(codes.label(tx, "need_domain", need.domain))


Kind(
    "needs",
    Need,
    N_("Needs"),
    N_("Need"),
    read=May.READ_CASES,
    draft=NeedDraft,
    new=note_need,
    page=needs,
    columns=("domain", "person_id", "priority", "status", "noticed_at"),
    order=("noticed_at",),
    icon="hand-heart",
    sight=SightBy(neighborhood="neighborhood_id"),
    searched=_words,
    retention="promise",
)
