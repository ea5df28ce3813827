"""A service's answer lands: a reply file or a spoken code, known by its packet's token, becomes a step once."""

from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from uuid import UUID

from pydantic import AwareDatetime

from casemgr.core import codes
from casemgr.core.access import May
from casemgr.core.draft import Draft, entry
from casemgr.core.errors import BadFile, Invalid, Problem
from casemgr.core.fields import Answer as Kind
from casemgr.core.tx import Tx
from casemgr.core.verbs import command, query
from casemgr.i18n import N_, _
from casemgr.records import consents
from casemgr.records.referrals import (
    AcceptDraft,
    Achieved,
    AcknowledgeDraft,
    CompleteDraft,
    DeclineDraft,
    Evidence,
    FailDraft,
    Referral,
    StartDraft,
    Status,
    StepDraft,
)
from casemgr.records.referrals.packets import ReplyTaken, packet_named, said_by, taken_of
from casemgr.records.referrals.steps import step, the_referral
from casemgr.records.referrals.words import EVENT_NAMES, Event
from casemgr.services.packet.letter import Answer, Reply
from casemgr.services.packet.reply_file import MOST, open_reply, packet_of

_NOT_YET = frozenset({Status.REQUESTED, Status.RECEIVED})
_NEEDS_ACCEPT = frozenset({Event.START, Event.COMPLETE, Event.FAIL})


class ReplyDraft(Draft):
    """A reply as it came, and what only a person can add: the day that was said by phone, how far hopes were met."""

    content: bytes = entry(N_("Reply file"), default=b"", max_length=MOST, hidden=True)
    code: str = entry(N_("Code read out"), default="", max_length=40)
    on: date | None = entry(N_("Day they said"), default=None, hint=N_("With a code that asks for a day."))
    said_by: str = entry(N_("Who said it"), default="", max_length=100)
    achieved: list[Achieved] = entry(N_("Desired outcomes"), default_factory=list)


@dataclass(frozen=True)
class Said:
    """A reply that is known to be one, before it is taken: of which referral, and what it says in words."""

    referral_id: UUID
    number: str
    service: str
    packet: str
    event: Event
    detail: str
    words: str
    on: date | None
    note: str
    made_at: datetime | None


@query(May.ANSWER_REFERRALS)
def read_reply(tx: Tx, draft: ReplyDraft) -> Said:
    """What a reply says; BadFile or Invalid in words where it is none of ours, or for a referral one may not see."""
    return _from_code(tx, draft) if draft.code else _from_file(tx, draft.content)


@command(May.ANSWER_REFERRALS)
def take_reply(tx: Tx, draft: ReplyDraft, expected: UUID | None = None) -> UUID:
    """Take a reply once, as the steps it stands for; `expected` is the referral it is meant for, where one is open."""
    said = _from_code(tx, draft) if draft.code else _from_file(tx, draft.content)
    row = the_referral(tx, said.referral_id)
    field = "code" if draft.code else "content"
    if expected is not None and expected != row.id:
        sentence = _("This reply is for referral {number}, not for the one that is open.")
        raise Invalid(Problem(field, sentence.format(number=row.number)))
    _check_new(tx, said, field)
    for event, answer in _steps(tx, row, said, draft):
        step(tx, row, event, answer)
    tx.add(
        ReplyTaken(
            referral_id=row.id,
            packet=said.packet,
            event=said.event.value,
            detail=said.detail,
            made_at=said.made_at,
            taken_at=tx.now,
        )
    )
    return row.id


def reply_from(path: Path) -> bytes:
    """The bytes of a reply file; BadFile where it cannot be read or is too large to be one."""
    try:
        with path.open("rb") as file:
            content = file.read(MOST + 1)
    except OSError as error:
        raise BadFile(_("The file {name} cannot be read.").format(name=path.name)) from error
    packet_of(content)
    return content


def _from_file(tx: Tx, content: bytes) -> Said:
    packet = packet_named(tx, packet_of(content))
    if packet is None:
        raise BadFile(_("This reply belongs to no referral that you can see here."))
    reply = open_reply(content, bytes.fromhex(packet.token))
    row = the_referral(tx, packet.referral_id)
    if reply.referral != row.number:
        raise BadFile(_("This reply names another referral than the one it was sealed for."))
    return _said(tx, row, reply)


def _from_code(tx: Tx, draft: ReplyDraft) -> Said:
    spoken = said_by(tx, draft.code)
    if spoken is None:
        sentence = _("No referral has this code. Have it read out again; it is eight letters and digits.")
        raise Invalid(Problem("code", sentence))
    row = the_referral(tx, spoken.packet.referral_id)
    reply = Reply(spoken.packet.packet, row.number, Answer(spoken.event.value), spoken.detail, draft.on, "", None)
    return _said(tx, row, reply)


def _said(tx: Tx, row: Referral, reply: Reply) -> Said:
    event = Event(reply.answer.value)
    listed = "referral_decline_reason" if event is Event.DECLINE else "referral_outcome"
    why = codes.label(tx, listed, reply.detail) if reply.detail else ""
    words = ": ".join(part for part in (_(EVENT_NAMES[event]), why) if part)
    facts = reply.packet, event, reply.detail, words, reply.on, reply.note, reply.made_at
    return Said(row.id, row.number, row.service_name, *facts)


def _check_new(tx: Tx, said: Said, field: str) -> None:
    """A reply counts once, and none that is older than one that was taken."""
    for one in taken_of(tx, said.referral_id):
        same = (one.packet, one.event, one.detail) == (said.packet, said.event.value, said.detail)
        if same and (said.made_at is None or one.made_at in (None, said.made_at)):
            day = one.taken_at.astimezone(tx.store.zone).date()
            raise Invalid(Problem(field, _("This reply was taken already, on {day}.").format(day=day)))
        if said.made_at is not None and one.made_at is not None and said.made_at < one.made_at:
            sentence = _("A later reply of this service was taken already; this one is older and changes nothing.")
            raise Invalid(Problem(field, sentence))


def _steps(tx: Tx, row: Referral, said: Said, draft: ReplyDraft) -> list[tuple[Event, StepDraft]]:
    """The steps a reply stands for: who reports a first service or an end has taken the person on before."""
    day = said.on or consents.today(tx)
    steps: list[tuple[Event, StepDraft]] = []
    if row.status in _NOT_YET and said.event in _NEEDS_ACCEPT:
        steps.append((Event.ACCEPT, AcceptDraft(next_step_on=day)))
    if row.status == Status.ON_HOLD and said.event is Event.COMPLETE:
        steps.append((Event.RESUME, StepDraft()))
    return [*steps, (said.event, _answer(tx, said, draft))]


def _answer(tx: Tx, said: Said, draft: ReplyDraft) -> StepDraft:
    if said.event is Event.ACKNOWLEDGE:
        by = draft.said_by or said.service[:100]
        return AcknowledgeDraft(acknowledged_by=by, note=said.note)
    if said.event is Event.ACCEPT:
        return AcceptDraft(next_step_on=_asked_day(said), note=said.note)
    if said.event is Event.START:
        return StartDraft(first_service_at=_moment(tx, _asked_day(said)), note=said.note)
    if said.event is Event.DECLINE:
        note = said.note or (_("Said by code.") if said.detail == "other" else "")
        return DeclineDraft(reason=said.detail, note=note)
    ended = CompleteDraft if said.event is Event.COMPLETE else FailDraft
    return ended(outcome=said.detail, evidence=Evidence.PROVIDER, achieved=draft.achieved, note=said.note)


def _asked_day(said: Said) -> date:
    if said.on is None:
        raise Invalid(Problem("on", _("This answer comes with a day: ask for it and enter it here.")))
    return said.on


def _moment(tx: Tx, day: date) -> AwareDatetime:
    """Noon of a day, or now where that is still to come: a service says the day and no hour."""
    return min(datetime.combine(day, time(12), tx.store.zone), tx.now) if day <= consents.today(tx) else _noon(tx, day)


def _noon(tx: Tx, day: date) -> AwareDatetime:
    return datetime.combine(day, time(12), tx.store.zone)
