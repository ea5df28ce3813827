"""Section 12: what people said of the agency, by kind, tier and finding, and whether it was answered in time."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from casemgr.core import codes
from casemgr.core.tx import Tx
from casemgr.i18n import _
from casemgr.records.feedback import FeedbackItem, Sort, acknowledge_by, tier
from casemgr.records.oversight import Recommendation, days_late
from casemgr.services.summary.figures import Figure, SectionFigures
from casemgr.services.summary.period import Month


def oversight(tx: Tx, month: Month, neighborhood: UUID | None) -> SectionFigures:
    """What came in within a month; it differs by who may see what, and so is not signed."""
    figures = (*_feedback(tx, month, neighborhood), *_recommendations(tx, month))
    return SectionFigures(12, "oversight", _("Concerns, commendations, recommendations"), figures, signed=False)


def _feedback(tx: Tx, month: Month, neighborhood: UUID | None) -> Iterator[Figure]:
    received = _items(tx, month, neighborhood, FeedbackItem.received_at)
    for sort in codes.choices(tx, "feedback_kind"):
        some = [one for one in received if one.kind == sort.code]
        yield Figure(f"kind_{sort.code}", sort.label.capitalize(), len(some), behind=_of(some))
    for n in (1, 2, 3):
        some = [one for one in received if tier(one) == n]
        yield Figure(f"tier_{n}", _("Alleging something of tier {n}").format(n=n), len(some), behind=_of(some))
    clocked = [one for one in received if one.reachable and one.kind != Sort.COMMENDATION]
    due = [one for one in clocked if one.acknowledged_at is not None or acknowledge_by(tx, one) < tx.now]
    timely = [one for one in due if one.acknowledged_at is not None and one.acknowledged_at <= acknowledge_by(tx, one)]
    yield Figure("acknowledged", _("Acknowledged in time"), len(timely), of=len(due), behind=_of(timely))
    found = [one for one in _found(tx, month, neighborhood) if one.finding]
    for finding in codes.choices(tx, "concern_finding"):
        some = [one for one in found if one.finding == finding.code]
        if some:
            said = _("Finding: {finding}").format(finding=finding.label)
            yield Figure(f"finding_{finding.code}", said, len(some), behind=_of(some))
    thanked = _items(tx, month, neighborhood, FeedbackItem.thanked_at)
    yield Figure("thanked", _("Commendations passed on to the officer"), len(thanked), behind=_of(thanked))


def _items(tx: Tx, month: Month, neighborhood: UUID | None, moment: Any) -> Sequence[FeedbackItem]:
    first, end = month.borders(tx.store.zone)
    return _those(tx, neighborhood, col(moment) >= first, col(moment) < end)


def _found(tx: Tx, month: Month, neighborhood: UUID | None) -> Sequence[FeedbackItem]:
    first, end = (at.astimezone(tx.store.zone).date() for at in month.borders(tx.store.zone))
    return _those(tx, neighborhood, col(FeedbackItem.finding_on) >= first, col(FeedbackItem.finding_on) < end)


def _those(tx: Tx, neighborhood: UUID | None, *rules: Any) -> Sequence[FeedbackItem]:
    placed = [FeedbackItem.neighborhood_id == neighborhood] if neighborhood else []
    return tx.exec(select(FeedbackItem).where(*rules, *placed).order_by(col(FeedbackItem.number))).all()


def _of(items: Sequence[FeedbackItem]) -> tuple[tuple[str, UUID], ...]:
    return tuple(("feedback", one.id) for one in items)


def _recommendations(tx: Tx, month: Month) -> Iterator[Figure]:
    """Responses that fell due in a month, and what had been carried out by its end; of the whole town."""
    first, end = (at.astimezone(tx.store.zone).date() for at in month.borders(tx.store.zone))
    made = tx.exec(select(Recommendation).where(col(Recommendation.made_on) < end)).all()
    due = [one for one in made if first <= one.response_due < end]
    timely = [one for one in due if one.responded_on is not None and not days_late(one, one.responded_on)]
    done = [one for one in made if one.implemented_on is not None and one.implemented_on < end]
    yield Figure("responses", _("Responses in time"), len(timely), of=len(due), behind=_these(timely))
    yield Figure("implemented", _("Recommendations carried out"), len(done), of=len(made), behind=_these(done))


def _these(some: Sequence[Recommendation]) -> tuple[tuple[str, UUID], ...]:
    return tuple(("recommendations", one.id) for one in some)
