"""Mentors: officers and volunteers, screened and trained before they meet anybody young."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from casemgr.core.access import May
from casemgr.core.acts import act
from casemgr.core.days import long_day
from casemgr.core.errors import Invalid, NotFound, Problem
from casemgr.core.kind import Area, Due, Kind, Line, Section, SightBy, Words
from casemgr.core.page import SIZE, Page, page
from casemgr.core.tx import Tx
from casemgr.core.verbs import command, query
from casemgr.i18n import N_, _
from casemgr.records.consents import today
from casemgr.records.staff import member
from casemgr.records.youth.drafts import MentorDraft, WhyDraft
from casemgr.records.youth.tables import Mentor, MentorStatus

REFERENCES = 2
HOURS = 2.0
"""Hours of training before a first match (MENTOR, Elements of Effective Practice)."""
WARNED = timedelta(days=30)
MORNING = time(9)


def lacking(mentor: Mentor, on: date) -> Iterator[tuple[str, str, str]]:
    """What a mentor lacks on a day before they may meet anybody young: the standard, the field, and the sentence."""
    if mentor.application_on is None:
        yield "recruitment", "application_on", _("The mentor has not applied yet.")
    if mentor.interview_on is None:
        yield "screening", "interview_on", _("The mentor was not interviewed yet.")
    if mentor.references < REFERENCES:
        said = _("The mentor has {n} of {least} references.").format(n=mentor.references, least=REFERENCES)
        yield "screening", "references", said
    if mentor.background_on is None or mentor.background_until is None:
        yield "screening", "background_until", _("The mentor has no background check.")
    elif mentor.background_until < on:
        said = _("The mentor's background check ran out on {day}.").format(day=long_day(mentor.background_until))
        yield "screening", "background_until", said
    if mentor.training_hours < HOURS:
        said = _("The mentor has {n:g} of {least:g} hours of training.").format(n=mentor.training_hours, least=HOURS)
        yield "training", "training_hours", said


@command(May.EDIT_YOUTH)
def add_mentor(tx: Tx, draft: MentorDraft) -> UUID:
    """Add an officer or volunteer who offers to mentor."""
    if tx.get(Mentor, draft.id) is not None:
        return draft.id
    return _fill(tx, Mentor(id=draft.id, name=draft.name), draft)


@command(May.EDIT_YOUTH)
def change_mentor(tx: Tx, id: UUID, draft: MentorDraft) -> None:
    """Enter how far the screening and training of a mentor have come."""
    _fill(tx, the_mentor(tx, id), draft)


def _fill(tx: Tx, mentor: Mentor, draft: MentorDraft) -> UUID:
    problems = list(_wrong(draft, today(tx)))
    if problems:
        raise Invalid(*problems)
    for name, value in draft.model_dump(exclude={"id"}).items():
        setattr(mentor, name, value)
    if draft.staff_id is not None:
        mentor.name = member(tx, draft.staff_id).full_name
    tx.add(mentor)
    return mentor.id


def _wrong(draft: MentorDraft, day: date) -> Iterator[Problem]:
    if draft.staff_id is None and len(draft.name) < 2:
        yield Problem("name", _("Choose an officer, or write the name of the volunteer."))
    for name in ("application_on", "interview_on", "background_on"):
        on = getattr(draft, name)
        if on is not None and on > day:
            yield Problem(name, _("This day lies in the future."))
    until = draft.background_until
    if until is not None and (draft.background_on is None or until <= draft.background_on):
        yield Problem("background_until", _("Give the day of the check, and a later one until which it is good."))


def the_mentor(tx: Tx, id: UUID) -> Mentor:
    """The mentor with this id, if the actor may see them."""
    mentor = tx.get(Mentor, id)
    if mentor is None:
        raise NotFound(_("There is no such mentor, or you may not see them."))
    return mentor


@act(Mentor, N_("Accept"), may=May.EDIT_YOUTH, since={MentorStatus.APPLICANT, MentorStatus.PAUSED}, to="ready")
def accept(tx: Tx, mentor: Mentor) -> None:
    """Say that a mentor is screened and trained and may be matched."""
    problems = [Problem(field, said) for _standard, field, said in lacking(mentor, today(tx))]
    if problems:
        raise Invalid(*problems)
    mentor.reason = ""


@act(Mentor, N_("Pause"), may=May.EDIT_YOUTH, since={MentorStatus.READY}, to="paused")
def pause_mentor(_tx: Tx, mentor: Mentor, draft: WhyDraft) -> None:
    """Have a mentor matched with nobody for a while."""
    mentor.reason = draft.reason


@act(
    Mentor,
    N_("Take off the list"),
    may=May.EDIT_YOUTH,
    since={MentorStatus.APPLICANT, MentorStatus.READY, MentorStatus.PAUSED},
    to="left",
)
def leave_off(_tx: Tx, mentor: Mentor, draft: WhyDraft) -> None:
    """Say that someone no longer mentors, or was not taken."""
    mentor.reason = draft.reason


@query(May.READ_YOUTH)
def mentors(tx: Tx, after: tuple[str, UUID] | None = None, size: int = SIZE) -> Page:
    """All mentors the actor may see, by name."""
    shown: list[Any] = [Mentor.id, Mentor.status, Mentor.background_until, Mentor.training_hours]
    return page(tx, select(*shown), (Mentor.name, Mentor.id), after, size, descending=False)


def _words(_tx: Tx, mentor: Mentor) -> Words:
    return Words(mentor.name, _("Officer") if mentor.staff_id else _("Volunteer"))


def _beside(tx: Tx, mentor: Mentor) -> list[Section]:
    missing = tuple(Line(said) for _standard, _field, said in lacking(mentor, today(tx)))
    told = (Line(mentor.reason),) if mentor.reason else ()
    return [
        Section(_("Screening and training"), missing or (Line(_("Screened, trained, and the check is good.")),)),
        Section(_("Said last"), told),
    ]


def _due(tx: Tx) -> Iterator[Due]:
    """A background check that runs out, of those who may be matched."""
    asked = select(Mentor).where(
        Mentor.status == MentorStatus.READY.value, col(Mentor.background_until) <= today(tx) + WARNED
    )
    for mentor in tx.exec(asked):
        assert mentor.background_until is not None
        at = datetime.combine(mentor.background_until, MORNING, tx.store.zone)
        owners = frozenset({mentor.entered_by} if mentor.entered_by else set())
        yield Due(mentor.id, at, _("Renew the background check of a mentor"), owners=owners, unit=mentor.unit)


Kind(
    "mentors",
    Mentor,
    N_("Mentors"),
    N_("Mentor"),
    read=May.READ_YOUTH,
    draft=MentorDraft,
    new=add_mentor,
    amend=change_mentor,
    page=mentors,
    columns=("name", "status", "background_until", "training_hours"),
    order=("name",),
    icon="user",
    sight=SightBy(own=("entered_by", "staff_id")),
    searched=_words,
    area=Area.YOUTH,
    states="mentor_status",
    beside=_beside,
    due=_due,
)
