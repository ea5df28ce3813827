"""Section 9: young people matched and met, checked on in time, and who came to the academy; counts only."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from casemgr.core import codes
from casemgr.core.settings import threshold
from casemgr.core.tx import Tx
from casemgr.i18n import _
from casemgr.records.youth import (
    AcademySession,
    CheckIn,
    Cohort,
    MatchSession,
    Party,
    YouthMatch,
    kept,
    slots,
)
from casemgr.services.summary.figures import Figure, SectionFigures
from casemgr.services.summary.period import Month


def youth(tx: Tx, month: Month, neighborhood: UUID | None) -> SectionFigures:
    """Matches that were going in a month, their sessions and check-ins, those closed, and the academy's attendance."""
    first, end = (moment.astimezone(tx.store.zone).date() for moment in month.borders(tx.store.zone))
    rules: list[Any] = [YouthMatch.neighborhood_id == neighborhood] if neighborhood else []
    asked = select(YouthMatch).where(col(YouthMatch.begun_on) < end, *rules).order_by(YouthMatch.number)
    begun = list(tx.exec(asked))
    going = [one for one in begun if one.closed_on is None or one.closed_on >= first]
    figures = [
        Figure("active", _("Matches under way"), len(going), behind=_of(going)),
        *_sessions(tx, month, [one.id for one in begun]),
        *_check_ins(tx, going, first, min(end, tx.now.astimezone(tx.store.zone).date())),
        *_closures(tx, [*tx.exec(select(YouthMatch).where(*rules))], first, end),
        *_academy(tx, first, end, neighborhood),
    ]
    return SectionFigures(9, "youth", _("Youth"), tuple(figures), signed=False)


def _of(matches: Sequence[YouthMatch]) -> tuple[tuple[str, UUID], ...]:
    return tuple(("youth_matches", one.id) for one in matches)


def _sessions(tx: Tx, month: Month, ids: list[UUID]) -> list[Figure]:
    first, end = month.borders(tx.store.zone)
    held = [one for one in tx.exec(select(MatchSession).where(MatchSession.at >= first, MatchSession.at < end))]
    held = [one for one in held if one.match_id in set(ids)]
    alone = [one for one in held if not one.two_adults]
    return [
        Figure("sessions", _("Mentoring sessions"), len(held)),
        Figure("hours", _("Hours spent together"), round(sum(one.minutes for one in held) / 60, 1), unit=_("hours")),
        Figure("alone", _("Sessions without a second adult"), len(alone), of=len(held)),
    ]


def _check_ins(tx: Tx, matches: Sequence[YouthMatch], first: date, end: date) -> list[Figure]:
    """Check-ins that fell due in the month, with any of the three parties, and those of them made in time."""
    often, every = threshold(tx, "check_ins_first_month"), threshold(tx, "check_in_days")
    due = made = 0
    for match in matches:
        there = list(tx.exec(select(CheckIn).where(CheckIn.match_id == match.id)))
        assert match.begun_on is not None
        until = match.closed_on or end
        fell = [
            slot
            for slot in slots(match.begun_on, end + timedelta(days=1), often, every)
            if first <= slot.by < end and slot.by <= until
        ]
        for party in Party:
            days = [one.on for one in there if one.party == party]
            due += len(fell)
            made += sum(kept(slot, days) for slot in fell)
    return [Figure("check_ins", _("Check-ins made of those due"), made, of=due)]


def _closures(tx: Tx, matches: Sequence[YouthMatch], first: date, end: date) -> list[Figure]:
    closed = [one for one in matches if one.closed_on is not None and first <= one.closed_on < end]
    figures = []
    for choice in codes.choices(tx, "youth_closure"):
        some = [one for one in closed if one.closure == choice.code]
        title = _("Matches closed: {how}").format(how=choice.label)
        figures.append(Figure(f"closed_{choice.code}", title, len(some), behind=_of(some)))
    return figures


def _academy(tx: Tx, first: date, end: date, neighborhood: UUID | None) -> list[Figure]:
    asked = select(AcademySession).join(Cohort, col(Cohort.id) == AcademySession.cohort_id)
    asked = asked.where(col(AcademySession.on) >= first, col(AcademySession.on) < end)
    if neighborhood:
        asked = asked.where(Cohort.neighborhood_id == neighborhood)
    held = list(tx.exec(asked))
    there, enrolled = sum(len(one.present) for one in held), sum(one.enrolled for one in held)
    return [
        Figure("academy", _("Academy sessions"), len(held)),
        Figure("attendance", _("Academy attendance"), there, of=enrolled),
    ]
