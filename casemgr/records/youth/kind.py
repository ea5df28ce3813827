"""Matches as a kind: their list, what is read under one, and what each awaits of its coordinator."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from casemgr.core import codes
from casemgr.core.access import May
from casemgr.core.days import long_day
from casemgr.core.kind import Area, Due, Kind, Line, Section, SightBy, Words
from casemgr.core.page import SIZE, Page, page
from casemgr.core.settings import threshold
from casemgr.core.tx import Tx
from casemgr.core.verbs import query
from casemgr.i18n import N_, _
from casemgr.records.consents import today
from casemgr.records.youth.drafts import MatchDraft
from casemgr.records.youth.matches import add_match, change_match, check_ins_of, sessions_of
from casemgr.records.youth.mentees import initials_of, reporting
from casemgr.records.youth.schedule import awaited
from casemgr.records.youth.standards import STANDARDS, missing
from casemgr.records.youth.tables import (
    CheckIn,
    MatchSession,
    MatchStatus,
    Mentor,
    Party,
    YouthMatch,
    YouthProgram,
)

SOON = timedelta(days=30)
EVENING = time(17)
CHECK_IN = {
    Party.MENTOR: N_("Check in with the mentor of a match"),
    Party.MENTEE: N_("Check in with the mentee of a match"),
    Party.GUARDIAN: N_("Check in with the guardian of a mentee"),
}


@query(May.READ_YOUTH)
def youth_matches(tx: Tx, after: tuple[date, UUID] | None = None, size: int = SIZE) -> Page:
    """All matches the actor may see, the last begun first."""
    shown: list[Any] = [
        *(YouthMatch.id, YouthMatch.number, YouthMatch.program_id, YouthMatch.mentor_id),
        *(YouthMatch.expected_end, YouthMatch.status),
    ]
    return page(tx, select(*shown), (YouthMatch.starts_on, YouthMatch.id), after, size)


def party_due(tx: Tx, match: YouthMatch, party: str, there: list[CheckIn] | None = None) -> date | None:
    """The day by which one party of a match is to be checked on; None where nobody meets now."""
    if match.status != MatchStatus.ACTIVE or match.begun_on is None:
        return None
    days = [one.on for one in (check_ins_of(tx, match.id) if there is None else there) if one.party == party]
    first, every = threshold(tx, "check_ins_first_month"), threshold(tx, "check_in_days")
    days += [match.resumed_on] if match.resumed_on is not None else []
    return awaited(match.begun_on, days, today(tx), first, every)


def _words(tx: Tx, match: YouthMatch) -> Words:
    """By number, initials and mentor: no name of anybody young is in the words of a match."""
    program, mentor = tx.get(YouthProgram, match.program_id), tx.get(Mentor, match.mentor_id)
    line = " · ".join(one.name for one in (program, mentor) if one is not None)
    return Words(f"{match.number} {initials_of(tx, match.mentee_id)}", line)


def _beside(tx: Tx, match: YouthMatch) -> list[Section]:
    return [
        Section(_("Standards"), tuple(_standards(tx, match))),
        Section(_("Check-ins"), tuple(_check_ins(tx, match))),
        Section(_("Sessions"), tuple(_session(tx, one) for one in reversed(sessions_of(tx, match.id)))),
        Section(_("How it ended"), tuple(_ended(tx, match))),
        reporting(tx, match.mentee_id),
    ]


def _standards(tx: Tx, match: YouthMatch) -> Iterator[Line]:
    if match.status == MatchStatus.CLOSED:
        return
    lacked = list(missing(tx, match))
    for code, title in STANDARDS.items():
        lacks = [one.said for one in lacked if one.standard == code]
        yield Line(_("{standard}: met").format(standard=_(title)) if not lacks else _(title), " ".join(lacks))


def _check_ins(tx: Tx, match: YouthMatch) -> Iterator[Line]:
    there = check_ins_of(tx, match.id)
    for party in Party:
        due = party_due(tx, match, party, there)
        if due is not None:
            who = codes.label(tx, "youth_party", party)
            said = _("{who}: missed, due by {day}") if due < today(tx) else _("{who}: due by {day}")
            yield Line(said.format(who=who.capitalize(), day=long_day(due)))
    for one in reversed(there):
        yield Line(f"{long_day(one.on)} · {codes.label(tx, 'youth_party', one.party)}", one.note)


def _session(tx: Tx, one: MatchSession) -> Line:
    facts = [_("{n} minutes").format(n=one.minutes), codes.label(tx, "youth_place", one.place_kind), one.note]
    if not one.two_adults:
        facts.append(_("no second adult"))
    if one.concern:
        facts.append(_("gave concern: {answer}").format(answer=one.answer or _("not answered yet")))
    day = long_day(one.at.astimezone(tx.store.zone).date())
    return Line(f"{one.n}. {day} · {one.activity}", " · ".join(fact for fact in facts if fact))


def _ended(tx: Tx, match: YouthMatch) -> Iterator[Line]:
    if match.status == MatchStatus.PAUSED:
        yield Line(_("Paused"), match.reason)
    if match.closed_on is not None:
        said = f"{codes.label(tx, 'youth_closure', match.closure).capitalize()} · {long_day(match.closed_on)}"
        yield Line(said, match.reason)
        if match.closing_meeting_on is not None:
            yield Line(_("Closing meeting on {day}").format(day=long_day(match.closing_meeting_on)))


def _due(tx: Tx) -> Iterator[Due]:
    """Check-ins with each party, concerns nobody answered, and matches that reach their expected end."""
    asked = select(YouthMatch).where(col(YouthMatch.status).in_([MatchStatus.ACTIVE.value, MatchStatus.PAUSED.value]))
    for match in tx.exec(asked.order_by(YouthMatch.number)):
        there = check_ins_of(tx, match.id)
        for party in Party:
            by = party_due(tx, match, party, there)
            if by is not None:
                yield _awaited(match, datetime.combine(by, EVENING, tx.store.zone), _(CHECK_IN[party]))
        if any(one.concern and one.answered_at is None for one in sessions_of(tx, match.id)):
            yield _awaited(match, tx.now, _("A session of a match gave concern: answer it"))
        if match.expected_end <= today(tx) + SOON:
            at = datetime.combine(match.expected_end, EVENING, tx.store.zone)
            yield _awaited(match, at, _("A match reaches its expected end: close or prolong it"))


def _awaited(match: YouthMatch, at: datetime, what: str) -> Due:
    owner = match.coordinator_id or match.entered_by
    return Due(
        id=match.id,
        at=at,
        what=what,
        number=match.number,
        owners=frozenset({owner} if owner else set()),
        unit=match.unit,
        neighborhood_id=match.neighborhood_id,
    )


Kind(
    "youth_matches",
    YouthMatch,
    N_("Mentoring matches"),
    N_("Mentoring match"),
    read=May.READ_YOUTH,
    draft=MatchDraft,
    new=add_match,
    amend=change_match,
    page=youth_matches,
    columns=("number", "program_id", "mentor_id", "starts_on", "expected_end", "status"),
    order=("starts_on",),
    letter="Y",
    icon="users",
    sight=SightBy(own=("entered_by", "coordinator_id", "officer_id"), neighborhood="neighborhood_id"),
    parts={MatchSession: "match_id", CheckIn: "match_id"},
    searched=_words,
    area=Area.YOUTH,
    states="youth_match_status",
    beside=_beside,
    due=_due,
)
