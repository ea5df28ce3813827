"""What is done with a concern or commendation: acknowledged, routed, its finding copied in, thanked, closed (2.15)."""

from datetime import date
from uuid import UUID

from casemgr.core.access import May
from casemgr.core.acts import act
from casemgr.core.errors import Invalid, Problem
from casemgr.core.sight import open_to
from casemgr.core.tx import Tx
from casemgr.i18n import N_, _
from casemgr.records.feedback.drafts import (
    AcknowledgeDraft,
    CloseDraft,
    FindingDraft,
    NamedDraft,
    RouteDraft,
    ThankDraft,
)
from casemgr.records.feedback.tables import FeedbackItem, FeedbackStatus, Sort
from casemgr.records.feedback.writing import AGAINST, NAMED, name_staff, raise_wall

OPEN = frozenset(FeedbackStatus) - {FeedbackStatus.CLOSED}


def _no_praise(_tx: Tx, item: FeedbackItem) -> None:
    if item.kind == Sort.COMMENDATION:
        raise Invalid(Problem("", _("A commendation is passed on to the officer, and needs no answer of this sort.")))


def _alleges(_tx: Tx, item: FeedbackItem) -> None:
    if item.kind not in AGAINST:
        raise Invalid(Problem("", _("Only a concern or a complaint has a finding.")))


def _praises(_tx: Tx, item: FeedbackItem) -> None:
    if item.kind != Sort.COMMENDATION:
        raise Invalid(Problem("", _("Only a commendation is passed on to the officer.")))


def _answerable(tx: Tx, item: FeedbackItem) -> None:
    _no_praise(tx, item)
    if not item.reachable:
        raise Invalid(Problem("", _("Nobody said how to be answered; route it as it is.")))


def _answered(_tx: Tx, item: FeedbackItem) -> None:
    if item.kind in AGAINST and not item.finding:
        raise Invalid(Problem("", _("A concern is closed when its finding is recorded.")))


@act(
    FeedbackItem,
    N_("Acknowledge"),
    may=May.TAKE_FEEDBACK,
    since={FeedbackStatus.RECEIVED},
    to=FeedbackStatus.ACKNOWLEDGED,
    holds=_answerable,
)
def acknowledge(tx: Tx, item: FeedbackItem, draft: AcknowledgeDraft) -> None:
    """Say that they were told it has come in, and under which number."""
    item.acknowledged_at, item.acknowledged_how = tx.now, draft.how.value
    raise_wall(tx, item)


@act(FeedbackItem, N_("Name officers"), may=May.TAKE_FEEDBACK, since=OPEN)
def name_officers(tx: Tx, item: FeedbackItem, draft: NamedDraft) -> None:
    """Put down who else is named, was there, or supervises; nobody is taken out."""
    name_staff(tx, item, {name: getattr(draft, name) for name in NAMED})
    if item.thanked_at is not None:
        open_to(tx, item.id, draft.officer_ids)


@act(
    FeedbackItem,
    N_("Route"),
    may=May.DECIDE_FEEDBACK,
    since={FeedbackStatus.RECEIVED, FeedbackStatus.ACKNOWLEDGED, FeedbackStatus.ROUTED},
    to=FeedbackStatus.ROUTED,
    holds=_no_praise,
)
def route(tx: Tx, item: FeedbackItem, draft: RouteDraft) -> None:
    """Hand it to those who look into it; one that can be answered is acknowledged first."""
    if item.reachable and item.acknowledged_at is None:
        raise Invalid(Problem("to", _("Acknowledge it first: they said how to be answered.")))
    item.routed_to, item.routed_at = draft.to.value, tx.now
    item.ia_number = draft.ia_number or item.ia_number
    raise_wall(tx, item)


@act(
    FeedbackItem,
    N_("Record the finding"),
    may=May.DECIDE_FEEDBACK,
    since={FeedbackStatus.ROUTED, FeedbackStatus.FINDING_RECORDED},
    to=FeedbackStatus.FINDING_RECORDED,
    holds=_alleges,
)
def record_finding(tx: Tx, item: FeedbackItem, draft: FindingDraft) -> None:
    """Copy in what those found who looked into it; this program finds nothing by itself."""
    if not item.received_at.astimezone(tx.store.zone).date() <= draft.finding_on <= _today(tx):
        raise Invalid(Problem("finding_on", _("The day lies between that on which it came in and today.")))
    item.finding, item.finding_on, item.ia_number = draft.finding, draft.finding_on, draft.ia_number
    item.copied_by = tx.actor.id
    raise_wall(tx, item)


@act(
    FeedbackItem,
    N_("Thank the officer"),
    may=May.READ_FEEDBACK,
    since={FeedbackStatus.RECEIVED},
    to=FeedbackStatus.THANKED,
    holds=_praises,
)
def thank(tx: Tx, item: FeedbackItem, draft: ThankDraft) -> None:
    """Pass a commendation on: the officers it names read it from now on."""
    if not item.officer_ids:
        raise Invalid(Problem("", _("Name the officer first whom it commends.")))
    item.thanks, item.thanked_at = draft.thanks, tx.now
    open_to(tx, item.id, [UUID(id) for id in item.officer_ids])


@act(
    FeedbackItem,
    N_("Close"),
    may=May.READ_FEEDBACK,
    since={FeedbackStatus.FINDING_RECORDED, FeedbackStatus.THANKED, FeedbackStatus.ROUTED, FeedbackStatus.ACKNOWLEDGED},
    to=FeedbackStatus.CLOSED,
    holds=_answered,
)
def close(tx: Tx, item: FeedbackItem, draft: CloseDraft) -> None:
    """Close it when who said it was told what came of it, if they can be."""
    if item.reachable and item.kind != Sort.COMMENDATION and (draft.notified_on is None or draft.how is None):
        raise Invalid(Problem("notified_on", _("Tell them first what came of it; then say when and how.")))
    if draft.notified_on is not None and draft.notified_on > _today(tx):
        raise Invalid(Problem("notified_on", _("This day has not come yet.")))
    item.notified_on, item.notified_how, item.closed_at = draft.notified_on, draft.how or "", tx.now
    raise_wall(tx, item)


def _today(tx: Tx) -> date:
    return tx.now.astimezone(tx.store.zone).date()
