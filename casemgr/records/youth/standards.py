"""The six standards of mentoring, and what of each a match still lacks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from casemgr.core.days import long_day
from casemgr.core.errors import Problem
from casemgr.core.tx import Tx
from casemgr.i18n import N_, _
from casemgr.records.consents import today
from casemgr.records.youth.mentees import lacking as lacked_by_mentee
from casemgr.records.youth.mentors import lacking as lacked_by_mentor
from casemgr.records.youth.tables import LEAST_DAYS, Mentee, Mentor, MentorStatus, YouthMatch

STANDARDS = {
    "recruitment": N_("Recruitment"),
    "screening": N_("Screening"),
    "training": N_("Training"),
    "matching_and_initiation": N_("Matching and initiation"),
}
"""Those that must be met before a match begins; monitoring and closure come after."""


@dataclass(frozen=True)
class Missing:
    """What a match lacks of one standard, and the field of its form it concerns."""

    standard: str
    field: str
    said: str


def missing(tx: Tx, match: YouthMatch) -> Iterator[Missing]:
    """What a match lacks before it may begin or go on, as far as mentor, mentee and what was agreed go."""
    mentor, mentee = tx.get(Mentor, match.mentor_id), tx.get(Mentee, match.mentee_id)
    if mentor is None:
        yield Missing("screening", "mentor_id", _("You may not see the mentor's screening."))
    else:
        for standard, _field, said in lacked_by_mentor(mentor, today(tx)):
            yield Missing(standard, "mentor_id", said)
        if mentor.status != MentorStatus.READY:
            yield Missing("screening", "mentor_id", _("The mentor has not been accepted."))
    if mentee is None:
        yield Missing("matching_and_initiation", "mentee_id", _("You may not see the mentee's consent."))
    else:
        for standard, field, said in lacked_by_mentee(tx, mentee):
            yield Missing(standard, field, said)
    if not match.frequency:
        yield Missing("matching_and_initiation", "frequency", _("How often they meet is not agreed yet."))
    if match.expected_end < match.starts_on + timedelta(days=LEAST_DAYS):
        said = _("A match is made for twelve months at least: until {day} or later.")
        day = long_day(match.starts_on + timedelta(days=LEAST_DAYS))
        yield Missing("matching_and_initiation", "expected_end", said.format(day=day))


def problems(tx: Tx, match: YouthMatch) -> list[Problem]:
    """The same as problems of a form, each with the name of its standard before it."""
    said = _("{standard}: {missing}")
    return [
        Problem(one.field, said.format(standard=_(STANDARDS[one.standard]), missing=one.said))
        for one in missing(tx, match)
    ]
