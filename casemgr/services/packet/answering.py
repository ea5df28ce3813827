"""A service's answer lands: a reply file or a spoken code, known by its packet's token, becomes a step once."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path
from uuid import UUID

from casemgr.core import codes
from casemgr.core.access import Label, May
from casemgr.core.days import long_day
from casemgr.core.draft import Draft, entry
from casemgr.core.errors import BadFile, Invalid, Problem
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
from casemgr.records.referrals.packets import ReplyTaken, answers, packet_named, said_by, taken_of
from casemgr.records.referrals.steps import step, the_referral
from casemgr.records.referrals.words import EVENT_NAMES, Event
from casemgr.services.packet.reply_file import MAX_BYTES, open_reply, packet_of

_NOT_YET = frozenset({Status.REQUESTED, Status.RECEIVED})
_NEEDS_ACCEPT = frozenset({Event.START, Event.COMPLETE, Event.FAIL})


class ReplyDraft(Draft):
    """A reply as it came, and what only a person can add: the day that was said by phone, how far hopes were met."""

    content: str = entry(N_("Reply file"), default="", max_length=MAX_BYTES, hidden=True)
    code: str = entry(N_("Code read out"), default="", max_length=40)
    on: date | None = entry(N_("Day they said"), default=None, hint=N_("With a code that asks for a day."))
    said_by: str = entry(N_("Who said it"), default="", max_length=100)
    achieved: list[Achieved] = entry(N_("Desired outcomes"), default_factory=list)


@dataclass(frozen=True)
class Told:
    """What is said of a packet; `made_at` is the clock of whoever wrote it, none for a spoken code."""

    packet: str
    event: Event
    detail: str
    on: date | None
    note: str
    made_at: datetime | None


@dataclass(frozen=True)
class Said:
    """A reply that is known to be one, before it is taken: of which referral, and in words what it says."""

    referral_id: UUID
    number: str
    service: str
    words: str
    told: Told


@query(May.ANSWER_REFERRALS)
def read_reply(tx: Tx, draft: ReplyDraft) -> Said:
    """What a reply says; BadFile or Invalid in words where it is none of ours, or for a referral one may not see.

    What stands behind a wall is not among it for those who may not pass: it is taken over unread.
    """
    said = _read(tx, draft)
    wall = the_referral(tx, said.referral_id).wall
    if wall and Label(wall) not in tx.actor.labels:
        told = replace(said.told, note="", detail="")
        return replace(said, words=_(EVENT_NAMES[told.event]), told=told)
    return said


@command(May.ANSWER_REFERRALS)
def take_reply(tx: Tx, draft: ReplyDraft, expected: UUID | None = None) -> UUID:
    """Take a reply once, as the steps it stands for; `expected` is the referral it is meant for, where one is open."""
    said = _read(tx, draft)
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
            packet=said.told.packet,
            event=said.told.event.value,
            detail=said.told.detail,
            made_at=said.told.made_at,
            taken_at=tx.now,
        )
    )
    return row.id


def _read(tx: Tx, draft: ReplyDraft) -> Said:
    return _from_code(tx, draft) if draft.code else _from_file(tx, draft.content.encode())


def reply_from(path: Path) -> str:
    """The text of a reply file; BadFile where it cannot be read or is too large to be one."""
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise BadFile(_("The file {name} cannot be read.").format(name=path.name)) from error
    packet_of(content)
    return content.decode()


def _from_file(tx: Tx, content: bytes) -> Said:
    packet = packet_named(tx, packet_of(content))
    if packet is None:
        raise BadFile(_("This reply belongs to no referral that you can see here."))
    reply = open_reply(content, bytes.fromhex(packet.token))
    row = the_referral(tx, packet.referral_id)
    if reply.referral != row.number:
        raise BadFile(_("This reply names another referral than the one it was sealed for."))
    if (Event(reply.answer.value), reply.detail) not in set(answers(tx)):
        raise BadFile(_("This reply says something that was not asked for. Nothing was taken over."))
    facts = reply.packet, Event(reply.answer.value), reply.detail, reply.on, reply.note, reply.made_at
    return _said(tx, row, Told(*facts))


def _from_code(tx: Tx, draft: ReplyDraft) -> Said:
    spoken = said_by(tx, draft.code)
    if spoken is None:
        sentence = _("No referral has this code. Have it read out again; it is eight letters and digits.")
        raise Invalid(Problem("code", sentence))
    row = the_referral(tx, spoken.packet.referral_id)
    return _said(tx, row, Told(spoken.packet.packet, spoken.event, spoken.detail, draft.on, "", None))


def _said(tx: Tx, row: Referral, told: Told) -> Said:
    listed = "referral_decline_reason" if told.event is Event.DECLINE else "referral_outcome"
    why = codes.label(tx, listed, told.detail) if told.detail else ""
    words = ": ".join(part for part in (_(EVENT_NAMES[told.event]), why) if part)
    return Said(row.id, row.number, row.service_name, words, told)


def _check_new(tx: Tx, said: Said, field: str) -> None:
    """A reply counts once, and none that is older than one that was taken."""
    for one in taken_of(tx, said.referral_id):
        same = (one.packet, one.event, one.detail) == (said.told.packet, said.told.event.value, said.told.detail)
        if same and (said.told.made_at is None or one.made_at in (None, said.told.made_at)):
            day = one.taken_at.astimezone(tx.store.zone).date()
            raise Invalid(Problem(field, _("This reply was taken already, on {day}.").format(day=long_day(day))))
        if (
            said.told.made_at is not None
            and one.made_at is not None
            and said.told.made_at < min(one.made_at, one.taken_at)
        ):
            sentence = _("A later reply of this service was taken already; this one is older and changes nothing.")
            raise Invalid(Problem(field, sentence))


def _steps(tx: Tx, row: Referral, said: Said, draft: ReplyDraft) -> list[tuple[Event, StepDraft]]:
    """The steps a reply stands for: who reports a first service or an end has taken the person on before."""
    day = said.told.on or consents.today(tx)
    steps: list[tuple[Event, StepDraft]] = []
    if row.status in _NOT_YET and said.told.event in _NEEDS_ACCEPT:
        steps.append((Event.ACCEPT, AcceptDraft(next_step_on=day)))
    if row.status == Status.ON_HOLD and said.told.event is Event.COMPLETE:
        steps.append((Event.RESUME, StepDraft()))
    return [*steps, (said.told.event, _answer(tx, row, said, draft))]


def _answer(tx: Tx, row: Referral, said: Said, draft: ReplyDraft) -> StepDraft:
    if said.told.event is Event.ACKNOWLEDGE:
        by = draft.said_by or said.service[:100]
        return AcknowledgeDraft(acknowledged_by=by, note=said.told.note)
    if said.told.event is Event.ACCEPT:
        return AcceptDraft(next_step_on=_asked_day(said), note=said.told.note)
    if said.told.event is Event.START:
        return StartDraft(first_service_at=_moment(tx, row, _asked_day(said)), note=said.told.note)
    if said.told.event is Event.DECLINE:
        note = said.told.note or (_("Said by code.") if said.told.detail == "other" else "")
        return DeclineDraft(reason=said.told.detail, note=note)
    ended = CompleteDraft if said.told.event is Event.COMPLETE else FailDraft
    return ended(outcome=said.told.detail, evidence=Evidence.PROVIDER, achieved=draft.achieved, note=said.told.note)


def _asked_day(said: Said) -> date:
    if said.told.on is None:
        raise Invalid(Problem("on", _("This answer comes with a day: ask for it and enter it here.")))
    return said.told.on


def _moment(tx: Tx, row: Referral, day: date) -> datetime:
    """Noon of a day, no later than now and not before it was sent: a service says the day and no hour."""
    noon = datetime.combine(day, time(12), tx.store.zone)
    if row.requested_at is not None and row.requested_at.astimezone(tx.store.zone).date() == day:
        noon = max(noon, row.requested_at)
    return min(noon, tx.now) if day == consents.today(tx) else noon
