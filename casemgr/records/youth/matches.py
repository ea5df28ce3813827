"""Matches of a mentor with a young person: made, begun once the standards are met, paused, closed."""

from datetime import timedelta
from uuid import UUID

from sqlmodel import col, func, select

from casemgr.core.access import Label, May, highest
from casemgr.core.acts import act
from casemgr.core.errors import Invalid, NotFound, Problem
from casemgr.core.numbers import next_number
from casemgr.core.tx import Tx
from casemgr.core.verbs import command
from casemgr.i18n import N_, _
from casemgr.records.consents import today
from casemgr.records.staff import member
from casemgr.records.youth.drafts import (
    AnswerDraft,
    BeginDraft,
    CheckInDraft,
    CloseDraft,
    MatchDraft,
    ReportDraft,
    SessionDraft,
    WhyDraft,
)
from casemgr.records.youth.mentees import report_made, the_mentee
from casemgr.records.youth.mentors import the_mentor
from casemgr.records.youth.programs import refuse_full, the_program
from casemgr.records.youth.standards import problems
from casemgr.records.youth.tables import LEAST_DAYS, CheckIn, Closure, MatchSession, MatchStatus, YouthMatch

GOING = {MatchStatus.ACTIVE, MatchStatus.PAUSED}
OPEN = {MatchStatus.PROPOSED, *GOING}


@command(May.EDIT_YOUTH)
def add_match(tx: Tx, draft: MatchDraft) -> UUID:
    """Propose a match; it begins by a step of its own, once the standards are met."""
    if tx.get(YouthMatch, draft.id) is not None:
        return draft.id
    refuse_full(tx, the_program(tx, draft.program_id))
    going = select(YouthMatch.id).where(
        YouthMatch.mentee_id == draft.mentee_id, YouthMatch.program_id == draft.program_id
    )
    if tx.all_of(going.where(YouthMatch.status != MatchStatus.CLOSED.value)):
        raise Invalid(Problem("mentee_id", _("This mentee has a match in this program that is not closed yet.")))
    values = draft.model_dump(exclude={"coordinator_id", "expected_end"})
    match = YouthMatch(number=next_number(tx, "Y"), expected_end=draft.starts_on, **values)
    return _fill(tx, match, draft)


@command(May.EDIT_YOUTH)
def change_match(tx: Tx, id: UUID, draft: MatchDraft) -> None:
    """Change what is agreed; who is matched stays once the match has begun."""
    match = the_match(tx, id)
    if match.status == MatchStatus.CLOSED:
        raise Invalid(Problem("status", _("This match is closed; it stays as it is.")))
    fixed = ("program_id", "mentor_id", "mentee_id", "starts_on")
    if match.status in GOING and any(getattr(draft, name) != getattr(match, name) for name in fixed):
        said = _("Who is matched, and since when, stays once they have begun. Close this match and make another.")
        raise Invalid(Problem("mentor_id", said))
    _fill(tx, match, draft)


def _fill(tx: Tx, match: YouthMatch, draft: MatchDraft) -> UUID:
    program, mentor = the_program(tx, draft.program_id), the_mentor(tx, draft.mentor_id)
    mentee = the_mentee(tx, draft.mentee_id)
    least = draft.starts_on + timedelta(days=LEAST_DAYS)
    if draft.expected_end is not None and draft.expected_end < least:
        raise Invalid(Problem("expected_end", _("A match is made for twelve months at least.")))
    if draft.coordinator_id not in (None, match.coordinator_id):
        member(tx, draft.coordinator_id)
    for name, value in draft.model_dump(exclude={"id"}).items():
        setattr(match, name, value)
    match.expected_end = draft.expected_end or least
    match.coordinator_id = draft.coordinator_id or program.coordinator_id or tx.actor.id
    match.officer_id = mentor.staff_id
    match.neighborhood_id = mentee.neighborhood_id
    match.unit = match.unit or mentee.unit
    match.sensitivity = highest(Label.JUVENILE, mentee.sensitivity)
    tx.add(match)
    return match.id


def the_match(tx: Tx, id: UUID) -> YouthMatch:
    """The match with this id, if the actor may see it."""
    match = tx.get(YouthMatch, id)
    if match is None:
        raise NotFound(_("There is no such match, or you may not see it."))
    return match


@act(YouthMatch, N_("Begin"), may=May.EDIT_YOUTH, since={MatchStatus.PROPOSED}, to="active")
def begin(tx: Tx, match: YouthMatch, draft: BeginDraft) -> None:
    """Begin a match: refused, with each thing that is missing, until the standards before it are met."""
    missing = problems(tx, match)
    if draft.introduced_on > today(tx):
        missing.append(Problem("introduced_on", _("They have not met yet; give the day once they have.")))
    if missing:
        raise Invalid(*missing)
    member(tx, draft.introduced_by)
    match.introduced_on, match.introduced_by = draft.introduced_on, draft.introduced_by
    match.begun_on = max(match.starts_on, draft.introduced_on)
    match.expected_end = max(match.expected_end, match.begun_on + timedelta(days=LEAST_DAYS))


@act(YouthMatch, N_("Log a session"), may=May.EDIT_YOUTH, since=GOING)
def log_session(tx: Tx, match: YouthMatch, draft: SessionDraft) -> None:
    """Write down one time they spent together, in public, at school or at a program's site."""
    if draft.at > tx.now:
        raise Invalid(Problem("at", _("This session has not begun yet.")))
    if (draft.concern or not draft.two_adults) and len(draft.note) < 3:
        said = _("Say why no second adult was there, or what gave concern.")
        raise Invalid(Problem("note", said))
    there = tx.exec(select(func.max(MatchSession.n)).where(MatchSession.match_id == match.id)).one() or 0
    tx.add(MatchSession(match_id=match.id, n=there + 1, **draft.model_dump()))


@act(YouthMatch, N_("Answer a concern"), may=May.EDIT_YOUTH)
def answer_concern(tx: Tx, match: YouthMatch, draft: AnswerDraft) -> None:
    """Say what was done about a session that gave concern."""
    session = next((one for one in sessions_of(tx, match.id) if one.n == draft.session and one.concern), None)
    if session is None:
        raise Invalid(Problem("session", _("No session with this number gave concern.")))
    session.answered_at, session.answer = tx.now, draft.answer
    tx.add(session)


@act(YouthMatch, N_("Note a check-in"), may=May.EDIT_YOUTH, since=GOING)
def check_in(tx: Tx, match: YouthMatch, draft: CheckInDraft) -> None:
    """Write down a talk with the mentor, the mentee or the guardian about how it goes."""
    on = draft.on or today(tx)
    if on > today(tx):
        raise Invalid(Problem("on", _("This day lies in the future.")))
    if match.begun_on is not None and on < match.begun_on:
        raise Invalid(Problem("on", _("The match had not begun on this day.")))
    tx.add(CheckIn(match_id=match.id, party=draft.party, on=on, note=draft.note))


@act(YouthMatch, N_("Suspected abuse: a report was made"), may=May.READ_YOUTH)
def note_match_report(tx: Tx, match: YouthMatch, draft: ReportDraft) -> None:
    """Keep with the mentee that a mandated report was made and when, never what it said."""
    report_made(tx, the_mentee(tx, match.mentee_id).id, draft)


@act(YouthMatch, N_("Pause"), may=May.EDIT_YOUTH, since={MatchStatus.ACTIVE}, to="paused")
def pause_match(_tx: Tx, match: YouthMatch, draft: WhyDraft) -> None:
    """Have them not meet for a while."""
    match.reason = draft.reason


@act(YouthMatch, N_("Resume"), may=May.EDIT_YOUTH, since={MatchStatus.PAUSED}, to="active")
def resume_match(tx: Tx, match: YouthMatch) -> None:
    """Let them meet again: what must stand at the beginning must stand again."""
    missing = problems(tx, match)
    if missing:
        raise Invalid(*missing)
    match.resumed_on, match.reason = today(tx), ""


@act(YouthMatch, N_("Close"), may=May.EDIT_YOUTH, since=OPEN, to="closed")
def close_match(tx: Tx, match: YouthMatch, draft: CloseDraft) -> None:
    """End a match: as planned with a closing meeting and exit interviews, or early or failed, and why."""
    wrong = []
    if draft.closing_meeting_on is not None and draft.closing_meeting_on > today(tx):
        wrong.append(Problem("closing_meeting_on", _("This day lies in the future.")))
    if draft.closure == Closure.PLANNED and match.status == MatchStatus.PROPOSED:
        wrong.append(Problem("closure", _("A match that never began does not end as planned.")))
    elif draft.closure == Closure.PLANNED:
        if draft.closing_meeting_on is None:
            wrong.append(Problem("closing_meeting_on", _("A planned end has a closing meeting; give its day.")))
        if not (draft.exit_mentor and draft.exit_mentee):
            said = _("A planned end has exit interviews with mentor and mentee.")
            wrong.append(Problem("exit_mentor" if not draft.exit_mentor else "exit_mentee", said))
    elif len(draft.reason) < 3:
        wrong.append(Problem("reason", _("Say why it ends early or did not work out.")))
    if wrong:
        raise Invalid(*wrong)
    for name, value in draft.model_dump().items():
        setattr(match, name, value)
    match.closed_on = today(tx)


def sessions_of(tx: Tx, match_id: UUID) -> list[MatchSession]:
    """The sessions of a match, in the order they were entered."""
    return list(tx.exec(select(MatchSession).where(MatchSession.match_id == match_id).order_by(col(MatchSession.n))))


def check_ins_of(tx: Tx, match_id: UUID) -> list[CheckIn]:
    """The check-ins of a match, first first."""
    asked = select(CheckIn).where(CheckIn.match_id == match_id).order_by(col(CheckIn.on), col(CheckIn.id))
    return list(tx.exec(asked))
