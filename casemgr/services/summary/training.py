"""Section 10: whose training is due within sixty days, what was completed, and shifts with someone CIT-trained."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from uuid import UUID

from sqlmodel import col, select

from casemgr.core.access import May
from casemgr.core.tx import Tx
from casemgr.i18n import _
from casemgr.records.neighborhoods import beats
from casemgr.records.training import AHEAD, Completion, CompletionStatus, Standing, coverage, standings
from casemgr.services.summary.figures import Figure, SectionFigures
from casemgr.services.summary.period import Month


def training(tx: Tx, month: Month, neighborhood: UUID | None) -> SectionFigures:
    """As it stood at the end of a month, or stands today; of one neighborhood, the shifts on its beats alone.

    It differs by whose training someone sees, and so is not signed.
    """
    of_people = () if neighborhood else (*_gaps(tx, month), *_completed(tx, month))
    shifts = _covered(tx, month, neighborhood) if tx.actor.may(May.REVIEW_TRAINING) else ()
    return SectionFigures(10, "training", _("Training"), (*of_people, *shifts), signed=False)


def _gaps(tx: Tx, month: Month) -> Sequence[Figure]:
    _first, end = month.borders(tx.store.zone)
    day = (min(end - timedelta(seconds=1), tx.now)).astimezone(tx.store.zone).date()
    found = standings(tx, on=day)
    asked = _people(found)
    short = _people(one for one in found if one.short)
    soon = _people(one for one in found if not one.short and one.due is not None and one.due <= day + AHEAD)
    return (
        Figure("short", _("People who lack a training"), len(short), of=len(asked), behind=short),
        Figure("due_60", _("People with a training due within 60 days"), len(soon), of=len(asked), behind=soon),
    )


def _people(found: Iterable[Standing]) -> tuple[tuple[str, UUID], ...]:
    return tuple(("staff", id) for id in dict.fromkeys(one.staff_id for one in found))


def _completed(tx: Tx, month: Month) -> Sequence[Figure]:
    first, end = (at.astimezone(tx.store.zone).date() for at in month.borders(tx.store.zone))
    asked = select(Completion).where(
        col(Completion.completed_on) >= first,
        col(Completion.completed_on) < end,
        Completion.status == CompletionStatus.VERIFIED.value,
    )
    done = tx.exec(asked.order_by(col(Completion.number))).all()
    behind = tuple(("completions", one.id) for one in done)
    minutes = sum(one.minutes for one in done)
    return (
        Figure("completed", _("Courses completed"), len(done), behind=behind),
        Figure("hours", _("Hours of training"), round(minutes / 60, 1)),
    )


def _covered(tx: Tx, month: Month, neighborhood: UUID | None) -> Sequence[Figure]:
    first, end = (at.astimezone(tx.store.zone).date() for at in month.borders(tx.store.zone))
    there = coverage(tx, first, end - timedelta(days=1))
    if neighborhood:
        own = set(beats(tx, neighborhood))
        there = tuple(one for one in there if one.beat in own)
    covered, worked = sum(one.covered for one in there), sum(one.worked for one in there)
    return (Figure("cit_shifts", _("Shifts with a CIT-trained officer"), covered, of=worked),) if worked else ()
