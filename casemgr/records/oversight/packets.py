"""Review packets: what they are drawn from, the marks on them, two persons before release, questions (domain 2.16)."""

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlmodel import col, select

from casemgr.core.access import May
from casemgr.core.acts import act
from casemgr.core.draft import Draft, entry
from casemgr.core.errors import Invalid, NotFound, Problem
from casemgr.core.fields import Answer
from casemgr.core.record import new_id
from casemgr.core.tx import Tx
from casemgr.core.verbs import command
from casemgr.i18n import N_, _
from casemgr.records.oversight.tables import (
    MarkState,
    OversightBody,
    PacketMark,
    PacketQuestion,
    PacketStatus,
    Profile,
    ReviewPacket,
)

REVIEW_DAYS = 7
"""A gathered packet waits at most so many days for the second person."""


class PacketDraft(Draft):
    id: UUID = entry(N_("Id"), default_factory=new_id, hidden=True)
    title: str = entry(N_("Title"), min_length=2, max_length=120)
    body_id: UUID = entry(N_("For which body"), ref="oversight_bodies")
    month: str = entry(N_("Month"), min_length=7, max_length=7, hint=N_("Such as 2026-10."))
    topic: str = entry(N_("Topic"), default="", code="concern_allegation", hint=N_("Left empty, whatever was alleged."))
    sample: int = entry(N_("Closed concerns in it, at most"), default=10, ge=0, le=50)
    profile: Profile = entry(N_("Whose names are taken out"), default=Profile.EVERYBODY)
    left_out: str = entry(
        N_("What is left out, and on what ground"), default="", max_length=1000, answer=Answer.LONG_TEXT
    )


class DecideDraft(Draft):
    mark: int = entry(N_("Number of the mark"), ge=1, le=10_000)
    state: MarkState = entry(N_("Decision"))
    exemption: str = entry(N_("Exemption"), default="", code="redaction_exemption")
    reason: str = entry(N_("Reason"), default="", max_length=200)


class MarkDraft(Draft):
    words: str = entry(N_("Words to take out"), min_length=2, max_length=300)
    category: str = entry(N_("What they tell"), code="redaction_category", min_length=1)
    exemption: str = entry(N_("Exemption"), code="redaction_exemption", min_length=1)


class QuestionDraft(Draft):
    text: str = entry(N_("Question"), min_length=3, max_length=1000, answer=Answer.LONG_TEXT)
    asked_on: date = entry(N_("Day"))


class AnswerDraft(Draft):
    question: int = entry(N_("Number of the question"), ge=1, le=1000)
    answer: str = entry(N_("Answer"), min_length=2, max_length=2000, answer=Answer.LONG_TEXT)


@command(May.PREPARE_PACKETS)
def draft_packet(tx: Tx, draft: PacketDraft) -> UUID:
    """Begin a packet by its scope; what is in it is gathered by its own step."""
    if tx.get(ReviewPacket, draft.id) is None:
        _check(tx, draft)
        tx.add(ReviewPacket(**draft.model_dump() | {"profile": draft.profile.value, "made_at": tx.now}))
    return draft.id


@command(May.PREPARE_PACKETS)
def change_packet(tx: Tx, id: UUID, draft: PacketDraft) -> None:
    """Change the scope of a packet nothing was gathered for yet."""
    packet = tx.get(ReviewPacket, id)
    if packet is None:
        raise NotFound(_("There is no such packet, or you may not see it."))
    if packet.gathered_at is not None:
        raise Invalid(Problem("", _("It is gathered already; begin another for another scope.")))
    _check(tx, draft)
    for name, value in draft.model_dump(mode="json", exclude={"id", "body_id"}).items():
        setattr(packet, name, value)
    packet.body_id = draft.body_id
    tx.add(packet)


def _check(tx: Tx, draft: PacketDraft) -> None:
    if tx.get(OversightBody, draft.body_id) is None:
        raise Invalid(Problem("body_id", _("There is no such body, or you may not see it.")))
    if re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", draft.month) is None:
        raise Invalid(Problem("month", _("Write the month as year and month, such as 2026-10.")))


def marks_of(tx: Tx, packet_id: UUID) -> Sequence[PacketMark]:
    """The marks on a packet, in their order."""
    return tx.exec(select(PacketMark).where(PacketMark.packet_id == packet_id).order_by(col(PacketMark.n))).all()


def questions_of(tx: Tx, packet_id: UUID) -> Sequence[PacketQuestion]:
    """The questions asked on a packet, in their order."""
    asked = select(PacketQuestion).where(PacketQuestion.packet_id == packet_id)
    return tx.exec(asked.order_by(col(PacketQuestion.n))).all()


def review_by(packet: ReviewPacket) -> datetime | None:
    """When the second person should have looked at a gathered packet, at the latest."""
    return None if packet.gathered_at is None else packet.gathered_at + timedelta(days=REVIEW_DAYS)


def _gathered(_tx: Tx, packet: ReviewPacket) -> None:
    if packet.gathered_at is None:
        raise Invalid(Problem("", _("Gather what is in it first.")))


@act(
    ReviewPacket,
    N_("Decide on a mark"),
    may=May.PREPARE_PACKETS,
    since={PacketStatus.DRAFTED},
    holds=_gathered,
)
def decide_mark(tx: Tx, packet: ReviewPacket, draft: DecideDraft) -> None:
    """Accept or refuse one mark; who refuses one says why."""
    mark = next((one for one in marks_of(tx, packet.id) if one.n == draft.mark), None)
    if mark is None:
        raise Invalid(Problem("mark", _("There is no mark of this number.")))
    if draft.state is MarkState.REFUSED and len(draft.reason) < 5:
        raise Invalid(Problem("reason", _("Say why these words may stay.")))
    mark.state, mark.reason = draft.state.value, draft.reason
    mark.exemption = draft.exemption or mark.exemption
    tx.add(mark)


@act(ReviewPacket, N_("Mark words"), may=May.PREPARE_PACKETS, since={PacketStatus.DRAFTED}, holds=_gathered)
def mark_words(tx: Tx, packet: ReviewPacket, draft: MarkDraft) -> None:
    """Mark words of one's own finding: they go wherever they stand in the packet."""
    there = marks_of(tx, packet.id)
    mark = next((one for one in there if one.words == draft.words), None)
    mark = mark or PacketMark(packet_id=packet.id, n=len(there) + 1, words=draft.words, category="", exemption="")
    mark.category, mark.exemption, mark.state = draft.category, draft.exemption, MarkState.ACCEPTED.value
    tx.add(mark)


def _second(tx: Tx, packet: ReviewPacket) -> None:
    _gathered(tx, packet)
    if tx.actor.id in (packet.entered_by, packet.gathered_by):
        raise Invalid(Problem("", _("Somebody else than who drafted it has to look at it.")))


@act(
    ReviewPacket,
    N_("Confirm as second person"),
    may=May.DECIDE_FEEDBACK,
    since={PacketStatus.DRAFTED},
    to=PacketStatus.REVIEWED,
    holds=_second,
)
def confirm(tx: Tx, packet: ReviewPacket) -> None:
    """Say, as another than who drafted it, that every mark is decided on and nothing more has to go."""
    if (left := sum(one.state == MarkState.SUGGESTED for one in marks_of(tx, packet.id))) > 0:
        raise Invalid(Problem("", _("Marks not decided on yet: {n}.").format(n=left)))
    packet.checked_at, packet.checked_by = tx.now, tx.actor.id


@act(
    ReviewPacket,
    N_("Send back"),
    may=May.DECIDE_FEEDBACK,
    since={PacketStatus.REVIEWED},
    to=PacketStatus.DRAFTED,
)
def send_back(_tx: Tx, packet: ReviewPacket) -> None:
    """Take the second person's word back before it is released."""
    packet.checked_at = packet.checked_by = None


@act(ReviewPacket, N_("Note that it was opened"), may=May.READ_PACKETS, since={PacketStatus.RELEASED})
def note_opened(tx: Tx, packet: ReviewPacket) -> None:
    """Say that the body opened it; the first time counts."""
    packet.opened_at = packet.opened_at or tx.now


@act(ReviewPacket, N_("Enter a question"), may=May.PREPARE_PACKETS, since={PacketStatus.RELEASED})
def ask(tx: Tx, packet: ReviewPacket, draft: QuestionDraft) -> None:
    """Enter what the body asks on the packet."""
    n = len(questions_of(tx, packet.id)) + 1
    tx.add(PacketQuestion(packet_id=packet.id, n=n, text=draft.text, asked_on=draft.asked_on))


@act(ReviewPacket, N_("Answer a question"), may=May.DECIDE_FEEDBACK, since={PacketStatus.RELEASED})
def answer(tx: Tx, packet: ReviewPacket, draft: AnswerDraft) -> None:
    """Enter the department's answer; the body reads it with the packet."""
    question = next((one for one in questions_of(tx, packet.id) if one.n == draft.question), None)
    if question is None:
        raise Invalid(Problem("question", _("There is no question of this number.")))
    question.answer, question.answered_on = draft.answer, tx.now.astimezone(tx.store.zone).date()
    tx.add(question)
