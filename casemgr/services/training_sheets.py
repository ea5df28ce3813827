"""Training on paper: whose is due when, one officer's record, and shifts without someone trained for a crisis."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from uuid import UUID

from reportlab.platypus import Flowable
from sqlmodel import col, select

from casemgr.core.access import May
from casemgr.core.codes import label
from casemgr.core.days import long_day
from casemgr.core.settings import text_setting, threshold
from casemgr.core.tx import Tx
from casemgr.i18n import N_, _, speaking
from casemgr.records.staff import member
from casemgr.records.training import (
    AHEAD,
    Completion,
    Course,
    Standing,
    coverage,
    hours,
    standing_of,
    standings,
)
from casemgr.services.leaving import Outgoing, Within
from casemgr.services.paper import HEADING, SMALL, TITLE, PageFrame, document, para, table
from casemgr.services.sheets import sheet

INSIDE = N_("For use inside the agency. Not to be handed on.")
WEEKS = 4


def _frame(tx: Tx, head: str, language: str) -> PageFrame:
    return PageFrame(head, text_setting(tx, "agency"), f"{head} · {_(INSIDE)}", language)


@sheet("requirements", N_("Training due"), May.REVIEW_TRAINING)
def gap_list(tx: Tx, language: str = "en") -> Outgoing:
    """Whoever lacks a training or will within sixty days, soonest first, with the authority that asks for it."""
    today = tx.now.astimezone(tx.store.zone).date()
    with speaking(language):
        found = standings(tx)
        due = [one for one in found if one.due is not None and one.due <= today + AHEAD]
        pages: list[Flowable] = [para(_("Training due"), TITLE), para(long_day(today), SMALL)]
        if due:
            rows = [(one.name, one.title, _part(one), _day(one)) for one in due]
            titles = (_("Who"), _("Training"), _("Hours done"), _("Due"))
            pages.append(table(titles, rows, (0.24, 0.3, 0.14, 0.32), texts=2))
        else:
            pages.append(para(_("Nobody lacks a training, or will within sixty days.")))
        pages += _authorities(due)
        return document(_frame(tx, _("Training due"), language), pages, Within.DUTY)


@sheet("staff", N_("Training record"), May.READ_TRAINING)
def training_record(tx: Tx, id: UUID, language: str = "en") -> Outgoing:
    """Where one member of staff stands with each requirement, and what they completed."""
    who = member(tx, id)
    with speaking(language):
        found = standing_of(tx, id)
        pages: list[Flowable] = [para(who.full_name, TITLE), para(who.unit, SMALL), para(_("Required"), HEADING)]
        if found:
            rows = [(one.title, _part(one), _day(one), hours(one.waiting) if one.waiting else "") for one in found]
            titles = (_("Training"), _("Hours done"), _("Due"), _("Not verified yet"))
            pages.append(table(titles, rows, (0.4, 0.16, 0.28, 0.16)))
        else:
            pages.append(para(_("Nothing is required of them, or you may not see it.")))
        pages += [*_authorities(found), *_completed(tx, id)]
        return document(_frame(tx, _("Training record"), language), pages, Within.DUTY)


@sheet("roster", N_("Crisis training on duty"), May.REVIEW_TRAINING)
def crisis_cover(tx: Tx, language: str = "en") -> Outgoing:
    """Each shift and beat of the last four weeks: how often someone CIT-trained was there, and when nobody was."""
    last = tx.now.astimezone(tx.store.zone).date()
    first = last - timedelta(weeks=WEEKS)
    with speaking(language):
        said = _("{first} to {last}. CIT-trained: at least {hours} hours of crisis training.")
        pages: list[Flowable] = [para(_("Crisis training on duty"), TITLE)]
        needed = threshold(tx, "cit_hours")
        pages.append(para(said.format(first=long_day(first), last=long_day(last), hours=needed), SMALL))
        found = coverage(tx, first, last)
        if found:
            rows = [
                (one.shift, one.beat, ", ".join(f"{day:%m-%d}" for day in one.bare), f"{one.covered} / {one.worked}")
                for one in found
            ]
            titles = (_("Shift"), _("Beat"), _("Days without"), _("Covered"))
            pages.append(table(titles, rows, (0.16, 0.16, 0.54, 0.14), texts=3))
        else:
            pages.append(para(_("No roster of these weeks was taken over yet.")))
        return document(_frame(tx, _("Crisis training on duty"), language), pages, Within.DUTY)


def _part(one: Standing) -> str:
    return _("{earned} of {required}").format(earned=hours(one.earned), required=hours(one.required))


def _day(one: Standing) -> str:
    if one.due is None:
        return _("met")
    return _("since {day}").format(day=long_day(one.due)) if one.short else long_day(one.due)


def _authorities(found: Sequence[Standing]) -> Iterator[Flowable]:
    asked = dict.fromkeys((one.title, one.authority) for one in found)
    if asked:
        yield para(_("Authority"), HEADING)
    for title, authority in asked:
        yield para(f"{title}: {authority}", SMALL)


def _completed(tx: Tx, id: UUID) -> Iterator[Flowable]:
    asked = select(Completion, Course.title).join(Course, col(Course.id) == Completion.course_id)
    rows = [
        (long_day(done.completed_on), title, label(tx, "completion_status", done.status), hours(done.minutes))
        for done, title in tx.exec(
            asked.where(Completion.staff_id == id).order_by(col(Completion.completed_on).desc(), col(Completion.id))
        )
    ]
    if rows:
        yield para(_("Completed"), HEADING)
        yield table((_("Day"), _("Course"), _("State"), _("Hours done")), rows, (0.27, 0.41, 0.18, 0.14), texts=3)
