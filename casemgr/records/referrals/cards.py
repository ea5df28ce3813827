"""One referral opened: all that happened to it, what one may do with it now, and the Kind."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlmodel import select

from casemgr.core.access import Actor, Label, May
from casemgr.core.draft import specs
from casemgr.core.fields import FieldSpec
from casemgr.core.tx import Tx
from casemgr.core.verbs import query
from casemgr.disclosing import Allow
from casemgr.i18n import _
from casemgr.records import consents
from casemgr.records.referrals.asking import question_of
from casemgr.records.referrals.checks import outcomes_of
from casemgr.records.referrals.measures import loop_closed
from casemgr.records.referrals.states import open_lines
from casemgr.records.referrals.steps import BEHIND_THE_WALL, the_referral
from casemgr.records.referrals.tables import (
    DesiredOutcome,
    Referral,
    ReferralChange,
    ReferralEvent,
    ReferralParticipant,
    ReferralReply,
    ReferralSession,
    ReferralStep,
)
from casemgr.records.referrals.telling import untold
from casemgr.records.referrals.words import EVENT_NAMES, UNDER_WAY, Event, Lane, Status

P = TypeVar("P", ReferralEvent, ReferralStep, ReferralReply, ReferralChange, ReferralParticipant, ReferralSession)
SESSIONS_CATEGORY = "service_use"
"""What a consent must cover before the police see how many sessions there were."""


@dataclass(frozen=True)
class Happening:
    """One event; `withheld` where the receiver's words stand behind a wall this reader may not pass."""

    at: datetime
    event: Event
    actor_id: UUID
    role: Lane
    on_behalf: bool
    from_status: Status | None
    to_status: Status
    code: str
    note: str
    evidence: str
    withheld: bool
    method: str = ""


@dataclass(frozen=True)
class Hope:
    """A desired outcome, and how far it was reached."""

    id: UUID
    text: str
    achievement: str
    comment: str


@dataclass(frozen=True)
class Amended:
    """A field changed after sending."""

    at: datetime
    by: UUID
    field: str
    old: str
    new: str
    reason: str


@dataclass(frozen=True)
class Part:
    """Someone who takes part, by id or by name, and on which side."""

    lane: Lane
    staff_id: UUID | None
    name: str


@dataclass(frozen=True)
class Sessions:
    """How many sessions were planned, took place, and were attended."""

    planned: int
    held: int
    attended: int


@dataclass(frozen=True)
class ReferralCard:
    """One referral, whole. Behind a wall (`withheld`) a reader gets its status, and nothing the receiver said."""

    id: UUID
    number: str
    status: Status
    person_id: UUID | None
    anonymous_reason: str
    need_id: UUID | None
    need_domain: str
    service_id: UUID
    service_name: str
    organization_id: UUID | None
    organization_name: str
    program: str
    officer_id: UUID
    to_contact: str
    reason: str
    information_shared: tuple[str, ...]
    consent_id: UUID | None
    basis: str
    basis_reason: str
    capacity_override: str
    handoff: str
    urgency: str
    no_reply: bool
    requested_at: datetime | None
    acknowledge_by: datetime | None
    acknowledged_at: datetime | None
    acknowledged_by: str
    accepted_at: datetime | None
    appointment_at: datetime | None
    next_step_on: date | None
    rejected_at: datetime | None
    decline_reason: str
    first_service_at: datetime | None
    hold_reason: str
    review_on: date | None
    outcome: str
    evidence: str
    client_feedback: str
    cancel_reason: str
    closed_at: datetime | None
    feedback_seen_at: datetime | None
    when_unavailable: str
    has_other_responsibilities: str
    lead_door: str
    parent_referral_id: UUID | None
    external_id: str
    last_event_at: datetime
    loop_closed: bool
    withheld: bool
    desired_outcomes: tuple[Hope, ...]
    events: tuple[Happening, ...]
    question: str
    changes: tuple[Amended, ...]
    participants: tuple[Part, ...]
    sessions: Sessions | None


@dataclass(frozen=True)
class Action:
    """A step the actor may take now: its name for a button, the command that takes it, and what it asks."""

    event: Event
    title: str
    command: str
    asks: tuple[FieldSpec, ...]


_SAID_BACK: dict[str, Any] = {
    "acknowledged_by": "",
    "appointment_at": None,
    "next_step_on": None,
    "decline_reason": "",
    "first_service_at": None,
    "hold_reason": "",
    "review_on": None,
    "outcome": "",
    "evidence": "",
    "client_feedback": "",
}
"""What a receiver behind a wall says back, and what is shown of it to those who may not pass."""
_WORKED_OUT = {
    *("loop_closed", "withheld", "desired_outcomes", "events", "question", "changes", "participants", "sessions"),
}


@query(May.READ_CASES)
def referral(tx: Tx, id: UUID) -> ReferralCard:
    """One referral with its events, amendments, participants and desired outcomes."""
    row = the_referral(tx, id)
    withheld = not _passes_wall(tx.actor, row)
    values = {name: getattr(row, name) for name in ReferralCard.__dataclass_fields__ if name not in _WORKED_OUT}
    waiting = question_of(tx, id) if row.status in UNDER_WAY else None
    values |= {"question": waiting.code if waiting is not None else ""}
    values |= {"status": Status(row.status), "information_shared": tuple(row.information_shared)}
    if withheld:
        values |= _SAID_BACK
    unread = untold(row.person_id, row.information_shared) if _is_receiver(tx.actor, row) else frozenset()
    values |= dict.fromkeys(unread & values.keys(), "")
    return ReferralCard(
        **values,
        loop_closed=loop_closed(row),
        withheld=withheld,
        desired_outcomes=tuple(_hope(o, withheld=withheld) for o in outcomes_of(tx, id)),
        events=_events(tx, id, withheld=withheld),
        changes=tuple(change for change in _changes(tx, id) if change.field not in unread),
        participants=_participants(tx, id),
        sessions=_sessions(tx, row, withheld=withheld),
    )


@query(May.READ_CASES)
def actions_for(tx: Tx, id: UUID) -> list[Action]:
    """The steps this actor may take now, in the order of the state table, with what each asks for."""
    lines = open_lines(tx.actor, the_referral(tx, id), asked=question_of(tx, id) is not None)
    return [Action(x.event, _(EVENT_NAMES[x.event]), f"referrals.{x.event.value}", specs(x.asks)) for x in lines]


def _passes_wall(actor: Actor, row: Referral) -> bool:
    if not row.wall or Label(row.wall) in actor.labels:
        return True
    return _is_receiver(actor, row)


def _is_receiver(actor: Actor, row: Referral) -> bool:
    return actor.organization is not None and actor.organization == row.organization_id


def _events(tx: Tx, id: UUID, *, withheld: bool) -> tuple[Happening, ...]:
    replies = {reply.event_id: reply.text for reply in _rows(tx, ReferralReply, id)}
    methods = {step.about_id: step.method for step in _rows(tx, ReferralStep, id)}
    return tuple(
        _happening(event, replies.get(event.id, ""), methods.get(event.id, ""), withheld=withheld and _said_back(event))
        for event in sorted(_rows(tx, ReferralEvent, id), key=lambda event: (event.at, event.id))
    )


def _said_back(event: ReferralEvent) -> bool:
    """Whether an event tells something the receiver said."""
    return event.role == Lane.RECEIVER or event.event in BEHIND_THE_WALL


def _happening(event: ReferralEvent, reply: str, method: str, *, withheld: bool) -> Happening:
    return Happening(
        at=event.at,
        event=Event(event.event),
        actor_id=event.actor_id,
        role=Lane(event.role),
        on_behalf=event.on_behalf,
        from_status=Status(event.from_status) if event.from_status else None,
        to_status=Status(event.to_status),
        code="" if withheld and event.event != Event.ASK_BACK else event.code,
        note="" if withheld else event.note or reply,
        evidence="" if withheld else event.evidence,
        withheld=withheld,
        method="" if withheld else method,
    )


def _hope(outcome: DesiredOutcome, *, withheld: bool) -> Hope:
    return Hope(outcome.id, outcome.text, "" if withheld else outcome.achievement, outcome.comment)


def _changes(tx: Tx, id: UUID) -> tuple[Amended, ...]:
    rows = sorted(_rows(tx, ReferralChange, id), key=lambda change: (change.at, change.id))
    return tuple(Amended(c.at, c.by, c.field, c.old, c.new, c.reason) for c in rows)


def _participants(tx: Tx, id: UUID) -> tuple[Part, ...]:
    rows = sorted(_rows(tx, ReferralParticipant, id), key=lambda part: part.id)
    return tuple(Part(Lane(p.lane), p.staff_id, p.name) for p in rows)


def _sessions(tx: Tx, row: Referral, *, withheld: bool) -> Sessions | None:
    """The count, for the receiver; for others only where a consent covers the use of services."""
    if not _is_receiver(tx.actor, row) and (withheld or not _may_count(tx, row)):
        return None
    rows = _rows(tx, ReferralSession, row.id)
    return Sessions(len(rows), sum(s.happened for s in rows), sum(bool(s.attended) for s in rows))


def _may_count(tx: Tx, row: Referral) -> bool:
    if row.person_id is None:
        return False
    service = consents.organization(tx, row.organization_id)
    return isinstance(consents.decide(tx, row.person_id, service, [SESSIONS_CATEGORY], consents.today(tx)), Allow)


def _rows(tx: Tx, table: type[P], referral_id: UUID) -> list[P]:
    return list(tx.exec(select(table).where(table.referral_id == referral_id)))
