"""Recommendations of a body of oversight: answered by a day, carried out, and said in public (domain 2.16)."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from casemgr.core.access import May
from casemgr.core.acts import act
from casemgr.core.days import long_day
from casemgr.core.draft import Draft, entry
from casemgr.core.errors import Invalid, NotFound, Problem
from casemgr.core.fields import Answer
from casemgr.core.kind import Area, Due, Kind, Line, Section, SightBy, Words
from casemgr.core.numbers import next_number
from casemgr.core.page import SIZE, Page, page
from casemgr.core.record import new_id
from casemgr.core.settings import threshold
from casemgr.core.tx import Tx
from casemgr.core.verbs import command, query
from casemgr.i18n import N_, _
from casemgr.records.oversight.tables import OversightBody, Recommendation, RecommendationStatus, ReviewPacket

CLOCK = "response_days"
ANSWERED = frozenset(
    {RecommendationStatus.ACCEPTED, RecommendationStatus.PARTLY_ACCEPTED, RecommendationStatus.DECLINED}
)


class RecommendationDraft(Draft):
    id: UUID = entry(N_("Id"), default_factory=new_id, hidden=True)
    body_id: UUID = entry(N_("By which body"), ref="oversight_bodies")
    text: str = entry(N_("Recommendation"), min_length=3, max_length=2000, answer=Answer.LONG_TEXT)
    topic: str = entry(N_("Topic"), default="", max_length=120)
    made_on: date = entry(N_("Made on"))
    response_due: date | None = entry(
        N_("Response due"), default=None, hint=N_("Left empty, as many days later as the settings say.")
    )
    due_on: date | None = entry(N_("To be carried out by"), default=None)
    packet_id: UUID | None = entry(N_("On which packet"), default=None, ref="packets")
    public_line: str = entry(N_("Line for the public"), default="", max_length=300)


class ResponseDraft(Draft):
    status: RecommendationStatus = entry(N_("Response"))
    response: str = entry(N_("Words of the response"), min_length=3, max_length=2000, answer=Answer.LONG_TEXT)
    responded_on: date = entry(N_("Day"))
    due_on: date | None = entry(N_("To be carried out by"), default=None)
    public_line: str = entry(N_("Line for the public"), default="", max_length=300)


class ProofDraft(Draft):
    on: date = entry(N_("Day"))
    evidence: str = entry(N_("What shows it"), min_length=3, max_length=1000, answer=Answer.LONG_TEXT)


@command(May.PREPARE_PACKETS)
def make(tx: Tx, draft: RecommendationDraft) -> UUID:
    """Enter a recommendation; the days for a response run from the day it was made."""
    if tx.get(Recommendation, draft.id) is None:
        number = next_number(tx, "Q")
        _fill(tx, Recommendation(number=number, **draft.model_dump() | _reckoned(tx, draft)), draft)
    return draft.id


@command(May.PREPARE_PACKETS)
def change_recommendation(tx: Tx, id: UUID, draft: RecommendationDraft) -> None:
    """Put a recommendation right."""
    one = tx.get(Recommendation, id)
    if one is None:
        raise NotFound(_("There is no such recommendation, or you may not see it."))
    _fill(tx, one, draft)


def _reckoned(tx: Tx, draft: RecommendationDraft) -> dict[str, Any]:
    return {"response_due": draft.response_due or draft.made_on + timedelta(days=threshold(tx, CLOCK))}


def _fill(tx: Tx, one: Recommendation, draft: RecommendationDraft) -> None:
    if tx.get(OversightBody, draft.body_id) is None:
        raise Invalid(Problem("body_id", _("There is no such body, or you may not see it.")))
    if draft.packet_id is not None and tx.get(ReviewPacket, draft.packet_id) is None:
        raise Invalid(Problem("packet_id", _("There is no such packet, or you may not see it.")))
    if draft.made_on > _today(tx):
        raise Invalid(Problem("made_on", _("This day has not come yet.")))
    for name, value in (draft.model_dump(exclude={"id"}) | _reckoned(tx, draft)).items():
        setattr(one, name, value)
    tx.add(one)


@act(Recommendation, N_("Respond"), may=May.DECIDE_FEEDBACK, since={RecommendationStatus.MADE, *ANSWERED})
def respond(tx: Tx, one: Recommendation, draft: ResponseDraft) -> None:
    """Enter the department's response; the first day it was given counts."""
    if draft.status not in ANSWERED:
        raise Invalid(Problem("status", _("A response accepts, accepts in part, or declines with a reason.")))
    if not one.made_on <= draft.responded_on <= _today(tx):
        raise Invalid(Problem("responded_on", _("The day lies between that on which it was made and today.")))
    one.responded_on = one.responded_on or draft.responded_on
    one.status, one.response = draft.status.value, draft.response
    one.due_on, one.public_line = draft.due_on or one.due_on, draft.public_line or one.public_line


@act(
    Recommendation,
    N_("Enter that it is carried out"),
    may=May.DECIDE_FEEDBACK,
    since={RecommendationStatus.ACCEPTED, RecommendationStatus.PARTLY_ACCEPTED},
    to=RecommendationStatus.IMPLEMENTED,
)
def implement(tx: Tx, one: Recommendation, draft: ProofDraft) -> None:
    """Say when it was carried out, and what shows it."""
    if not one.made_on <= draft.on <= _today(tx):
        raise Invalid(Problem("on", _("The day lies between that on which it was made and today.")))
    one.implemented_on, one.evidence = draft.on, draft.evidence


@act(
    Recommendation,
    N_("Enter that the body verified it"),
    may=May.PREPARE_PACKETS,
    since={RecommendationStatus.IMPLEMENTED},
    to=RecommendationStatus.VERIFIED,
)
def verify(_tx: Tx, _one: Recommendation) -> None:
    """Say that the body has looked at the proof and found it good."""


def days_late(one: Recommendation, today: date) -> int:
    """By how many days the response came late, or is late by today; 0 where it is in time."""
    return max(0, ((one.responded_on or today) - one.response_due).days)


def _today(tx: Tx) -> date:
    return tx.now.astimezone(tx.store.zone).date()


@query(May.READ_FEEDBACK)
def recommendations(tx: Tx, after: tuple[date, UUID] | None = None, size: int = SIZE) -> Page:
    """All recommendations the actor may see, latest first."""
    shown: list[Any] = [
        Recommendation.id,
        Recommendation.number,
        Recommendation.topic,
        Recommendation.status,
        Recommendation.response_due,
        Recommendation.responded_on,
    ]
    return page(tx, select(*shown), (Recommendation.made_on, Recommendation.id), after, size)


def _words(_tx: Tx, one: Recommendation) -> Words:
    return Words(f"{one.number} {one.topic}".rstrip(), one.text[:80], f"{one.text} {one.response}")


def _beside(tx: Tx, one: Recommendation) -> list[Section]:
    lines = [Line(_("Response due {day}").format(day=long_day(one.response_due)), one.response)]
    if one.responded_on is not None:
        lines.append(Line(_("Responded"), long_day(one.responded_on)))
    if late := days_late(one, _today(tx)):
        lines.append(Line(_("Late by {n} days").format(n=late)))
    if one.implemented_on is not None:
        lines.append(Line(_("Carried out {day}").format(day=long_day(one.implemented_on)), one.evidence))
    return [Section(_("Response"), tuple(lines))]


def _due(tx: Tx) -> list[Due]:
    """Responses that are awaited, of those who decide on them; and what was accepted, by its day."""
    waits = select(Recommendation).where(col(Recommendation.implemented_on).is_(None))
    owners = frozenset({tx.actor.id} if tx.actor.may(May.DECIDE_FEEDBACK) else ())
    found = []
    for one in tx.exec(waits):
        day = one.response_due if one.status == RecommendationStatus.MADE else one.due_on
        if day is None or one.status == RecommendationStatus.DECLINED:
            continue
        said = _("Respond to a recommendation") if day == one.response_due else _("Carry out a recommendation")
        at = datetime.combine(day, time(17), tx.store.zone)
        found.append(Due(id=one.id, at=at, what=said, number=one.number, owners=owners, unit=one.unit))
    return found


Kind(
    "recommendations",
    Recommendation,
    N_("Recommendations"),
    N_("Recommendation"),
    read=May.READ_FEEDBACK,
    draft=RecommendationDraft,
    new=make,
    amend=change_recommendation,
    page=recommendations,
    columns=("number", "topic", "made_on", "response_due", "responded_on", "status"),
    order=("made_on",),
    letter="Q",
    icon="list",
    area=Area.OVERSIGHT,
    sight=SightBy(),
    searched=_words,
    states="recommendation_status",
    beside=_beside,
    due=_due,
)
