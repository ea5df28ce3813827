"""Response plans: how to meet someone in crisis, as agreed with them; and the patrol card (domain 2.12)."""

from casemgr.records.plans.card import Call, PatrolCard, PlanMark, note_outcome, patrol_card, plan_of, said_until
from casemgr.records.plans.drafts import CallDraft, DropCallDraft, PlanDraft, ReviewedDraft, WhyDraft
from casemgr.records.plans.kind import plans
from casemgr.records.plans.standing import Guidance, guidance_of
from casemgr.records.plans.steps import add_call, approve, drop_call, review, revise, send_back, submit, withdraw
from casemgr.records.plans.tables import PlanContact, PlanNotes, PlanStatus, ResponsePlan
from casemgr.records.plans.writing import add_plan, change_plan

__all__ = [
    "Call",
    "CallDraft",
    "DropCallDraft",
    "Guidance",
    "PatrolCard",
    "PlanContact",
    "PlanDraft",
    "PlanMark",
    "PlanNotes",
    "PlanStatus",
    "ResponsePlan",
    "ReviewedDraft",
    "WhyDraft",
    "add_call",
    "add_plan",
    "approve",
    "change_plan",
    "drop_call",
    "guidance_of",
    "note_outcome",
    "patrol_card",
    "plan_of",
    "plans",
    "review",
    "revise",
    "said_until",
    "send_back",
    "submit",
    "withdraw",
]
