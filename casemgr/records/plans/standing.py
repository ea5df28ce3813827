"""Whether a plan guides anybody today: approved, not run out, and its consent still given."""

from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from sqlmodel import select

from casemgr.core.errors import Invalid, Problem
from casemgr.core.settings import threshold
from casemgr.core.tx import Tx
from casemgr.disclosing import Purpose
from casemgr.i18n import N_, _
from casemgr.records import consents
from casemgr.records.consents import Consent, Standing
from casemgr.records.plans.tables import PlanStatus, ResponsePlan


class Guidance(StrEnum):
    """Whether a plan is guidance today, or why it is none."""

    GUIDES = "guides"
    NOT_APPROVED = "not_approved"
    EXPIRED = "expired"
    CONSENT_ENDED = "consent_ended"
    WITHDRAWN = "withdrawn"


WHY_NOT = {
    Guidance.NOT_APPROVED: N_("This plan is not approved yet. Nothing of it is guidance."),
    Guidance.EXPIRED: N_("This plan ran out and was not reviewed. Nothing of it is guidance any more."),
    Guidance.CONSENT_ENDED: N_(
        "The consent this plan rests on has ended or cannot be seen. Nothing of it is guidance."
    ),
    Guidance.WITHDRAWN: N_("This plan was withdrawn. Nothing of it is guidance any more."),
}


def guidance_of(tx: Tx, plan: ResponsePlan) -> Guidance:
    """Whether this plan may guide anybody today."""
    if plan.status == PlanStatus.WITHDRAWN:
        return Guidance.WITHDRAWN
    if plan.status != PlanStatus.ACTIVE:
        return Guidance.NOT_APPROVED
    if plan.review_on < consents.today(tx):
        return Guidance.EXPIRED
    if plan.consent_id is not None and not holds(tx, plan.person_id, plan.consent_id):
        return Guidance.CONSENT_ENDED
    return Guidance.GUIDES


def holds(tx: Tx, person_id: UUID, consent_id: UUID) -> bool:
    """Whether someone's consent to work together stands today; one out of sight is taken to have ended."""
    row = tx.get(Consent, consent_id)
    return row is not None and row.person_id == person_id and _stands(row, consents.today(tx))


def consent_for(tx: Tx, person_id: UUID) -> UUID | None:
    """The consent to work together that someone gave and that lasts longest, if there is one."""
    day = consents.today(tx)
    rows = [row for row in tx.exec(select(Consent).where(Consent.person_id == person_id)) if _stands(row, day)]
    return max(rows, key=lambda row: (row.expires_on, row.id)).id if rows else None


def _stands(row: Consent, day: date) -> bool:
    return (
        row.status == Standing.ACTIVE
        and row.effective_on <= day <= row.expires_on
        and Purpose.COORDINATION.value in row.purposes
    )


def review_day(tx: Tx, wanted: date | None) -> date:
    """The day a plan is to be reviewed by; Invalid for one gone by or further off than the setting allows."""
    day, most = consents.today(tx), threshold(tx, "plan_review_days")
    latest = day + timedelta(days=most)
    if wanted is None:
        return latest
    if not day < wanted <= latest:
        said = _("Review a plan after today and within {days} days.").format(days=most)
        raise Invalid(Problem("review_on", said))
    return wanted
