"""Section 13: what should be there and is not, each with the records it is missing from."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from casemgr.core.settings import threshold
from casemgr.core.tx import Tx
from casemgr.i18n import _
from casemgr.records.contacts import Contact, dismissed, unfinished
from casemgr.records.directory import Service
from casemgr.records.followups import FollowUp
from casemgr.records.followups import Status as PromiseStatus
from casemgr.records.referrals import FINAL, Referral, Status
from casemgr.records.staff import Staff
from casemgr.services.summary.contacts import counting
from casemgr.services.summary.figures import Missing
from casemgr.services.summary.funnel import sent_in
from casemgr.services.summary.period import Month

NO_OUTCOME_NEEDED = {Status.CANCELLED.value, Status.ENTERED_IN_ERROR.value}


def missing(tx: Tx, month: Month, neighborhood: UUID | None) -> tuple[Missing, ...]:
    """The data-quality gaps of a month, the same records in each place they are shown."""
    return (
        Missing("drafts", _("Contact drafts left unfinished"), _drafts(tx, neighborhood)),
        Missing("late", _("Contacts entered late"), _late(tx, month, neighborhood)),
        Missing("stops", _("Stop guards answered by a reason alone"), _stops(tx, month, neighborhood)),
        Missing("unanswered", _("Referrals not acknowledged in time"), _unanswered(tx, month, neighborhood)),
        Missing("outcome", _("Ended referrals without an outcome"), _without_outcome(tx, month, neighborhood)),
        Missing("unseen", _("Ended referrals the officer has not seen"), _unseen(tx, month, neighborhood)),
        Missing("unassigned", _("Open follow-ups of someone who has left"), _unassigned(tx, neighborhood)),
        Missing("unverified", _("Services referred to whose entry is stale"), _unverified(tx, month, neighborhood)),
    )


def _ids(tx: Tx, kind: str, statement: Any) -> tuple[tuple[str, UUID], ...]:
    return tuple((kind, id) for id in sorted(tx.exec(statement)))


def _drafts(tx: Tx, neighborhood: UUID | None) -> tuple[tuple[str, UUID], ...]:
    before = tx.now - timedelta(hours=threshold(tx, "draft_warning_hours"))
    rules: list[Any] = [unfinished(), col(Contact.updated_at) < before]
    if neighborhood:
        rules.append(Contact.neighborhood_id == neighborhood)
    return _ids(tx, "contacts", select(Contact.id).where(*rules))


def _late(tx: Tx, month: Month, neighborhood: UUID | None) -> tuple[tuple[str, UUID], ...]:
    rules = [*counting(month, neighborhood), Contact.late_entry]
    return _ids(tx, "contacts", select(Contact.id).where(*rules))


def _stops(tx: Tx, month: Month, neighborhood: UUID | None) -> tuple[tuple[str, UUID], ...]:
    return _ids(tx, "contacts", select(Contact.id).where(*dismissed(month.number, neighborhood)))


def _ended(tx: Tx, month: Month, neighborhood: UUID | None) -> list[Any]:
    ended = sorted({status.value for status in FINAL} - NO_OUTCOME_NEEDED)
    return [*sent_in(tx, month, neighborhood), col(Referral.status).in_(ended)]


def _without_outcome(tx: Tx, month: Month, neighborhood: UUID | None) -> tuple[tuple[str, UUID], ...]:
    rules = [
        *_ended(tx, month, neighborhood),
        Referral.outcome == "",
        Referral.decline_reason == "",
    ]
    return _ids(tx, "referrals", select(Referral.id).where(*rules))


def _unanswered(tx: Tx, month: Month, neighborhood: UUID | None) -> tuple[tuple[str, UUID], ...]:
    rules = [
        *sent_in(tx, month, neighborhood),
        Referral.status == Status.REQUESTED.value,
        col(Referral.acknowledged_at).is_(None),
        col(Referral.acknowledge_by) < tx.now,
    ]
    return _ids(tx, "referrals", select(Referral.id).where(*rules))


def _unseen(tx: Tx, month: Month, neighborhood: UUID | None) -> tuple[tuple[str, UUID], ...]:
    rules = [*_ended(tx, month, neighborhood), col(Referral.feedback_seen_at).is_(None)]
    return _ids(tx, "referrals", select(Referral.id).where(*rules))


def _unassigned(tx: Tx, neighborhood: UUID | None) -> tuple[tuple[str, UUID], ...]:
    gone = list(tx.exec(select(Staff.id).where(col(Staff.active).is_(False))))
    rules: list[Any] = [
        FollowUp.status == PromiseStatus.OPEN.value,
        col(FollowUp.assigned_to).in_(gone),
    ]
    if neighborhood:
        rules.append(FollowUp.neighborhood_id == neighborhood)
    return _ids(tx, "followups", select(FollowUp.id).where(*rules))


def _unverified(tx: Tx, month: Month, neighborhood: UUID | None) -> tuple[tuple[str, UUID], ...]:
    used = set(tx.exec(select(Referral.service_id).where(*sent_in(tx, month, neighborhood))))
    stale_since = tx.now.date() - timedelta(days=threshold(tx, "stale_red_days"))
    columns: list[Any] = [Service.id, Service.assured_date]
    rows = tx.execute(select(*columns).where(col(Service.id).in_(used))).all()
    stale = sorted(row.id for row in rows if not _fresh(row.assured_date, stale_since))
    return tuple(("services", id) for id in stale)


def _fresh(assured: date | None, since: date) -> bool:
    return assured is not None and assured >= since
