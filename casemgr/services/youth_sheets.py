"""Papers of youth work: the file of one match for its coordinator, and an academy's attendance by initials."""

from collections.abc import Iterator
from uuid import UUID

from reportlab.platypus import Flowable

from casemgr.core import codes
from casemgr.core.access import May
from casemgr.core.days import long_day
from casemgr.core.kind import KINDS, Section
from casemgr.core.settings import text_setting
from casemgr.core.tx import Tx
from casemgr.i18n import N_, _, speaking
from casemgr.records.youth import Mentor, YouthMatch, YouthProgram, initials_of, members_of, sessions_held, the_cohort
from casemgr.records.youth import the_match as found_match
from casemgr.services.leaving import Outgoing, Within
from casemgr.services.paper import BODY, HEADING, SMALL, TITLE, PageFrame, document, para, table
from casemgr.services.sheets import sheet

HEADER = N_("Juvenile record. Disclosure limited by law.")
FOOT = N_("For use inside the agency. Not to be handed on.")


@sheet("youth_matches", N_("Match file"), May.EDIT_YOUTH, logged=True)
def match_file(tx: Tx, id: UUID, language: str = "en") -> Outgoing:
    """The file of one match, for its coordinator: by initials, with standards, check-ins and sessions."""
    with speaking(language):
        match = found_match(tx, id)
        title = f"{match.number} · {initials_of(tx, match.mentee_id)}"
        return document(_frame(tx, _("Match file"), language), [para(title, TITLE), *_file(tx, match)], Within.DUTY)


def _frame(tx: Tx, title: str, language: str) -> PageFrame:
    said = " · ".join(part for part in (_(HEADER), text_setting(tx, "agency")) if part)
    return PageFrame(title, said, _(FOOT), language)


def _file(tx: Tx, match: YouthMatch) -> Iterator[Flowable]:
    program, mentor = tx.get(YouthProgram, match.program_id), tx.get(Mentor, match.mentor_id)
    who = " · ".join(one.name for one in (program, mentor) if one is not None)
    yield para(who, BODY)
    status = codes.label(tx, "youth_match_status", match.status)
    often = codes.label(tx, "youth_frequency", match.frequency) if match.frequency else ""
    span = _("{first} to {last}").format(first=long_day(match.starts_on), last=long_day(match.expected_end))
    yield para(" · ".join(part for part in (status, often, span) if part), SMALL)
    for section in _sections(tx, match):
        yield para(section.title, HEADING)
        for line in section.lines:
            yield para(" — ".join(part for part in (line.title, line.detail) if part), BODY)


def _sections(tx: Tx, match: YouthMatch) -> Iterator[Section]:
    """What is read under the match, without where to report abuse: that stands in the window, always at hand."""
    beside = KINDS["youth_matches"].beside
    assert beside is not None
    *told, _reporting = beside(tx, match)
    yield from (section for section in told if section.lines)


@sheet("academy_cohorts", N_("Attendance sheet"), May.EDIT_YOUTH, logged=True)
def attendance_sheet(tx: Tx, id: UUID, language: str = "en") -> Outgoing:
    """Who of a cohort was at which session, by initials alone; a name stands nowhere on it."""
    with speaking(language):
        cohort = the_cohort(tx, id)
        held, taking_part = sessions_held(tx, cohort.id), members_of(tx, cohort.id)
        rows = []
        for one in taking_part:
            came = [str(session.n) for session in held if str(one.mentee_id) in session.present]
            of = _("{n} of {held}").format(n=len(came), held=len(held))
            rows.append([initials_of(tx, one.mentee_id), of, ", ".join(came)])
        rows.sort()
        sessions = [[f"{one.n}. {one.topic}", long_day(one.on), f"{len(one.present)} / {one.enrolled}"] for one in held]
        story: list[Flowable] = [
            para(cohort.name, TITLE),
            para(_("Who takes part"), HEADING),
            table([_("Initials and age"), _("Sessions"), _("Which")], rows, (0.4, 0.25, 0.35)),
            para(_("Sessions"), HEADING),
            table([_("Session"), _("Day"), _("There")], sessions, (0.5, 0.3, 0.2)),
        ]
        return document(_frame(tx, _("Attendance sheet"), language), story, Within.DUTY)
