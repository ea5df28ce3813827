"""Crisis encounters: what was seen and done when someone was in crisis, and what came of it (domain 2.12)."""

from casemgr.records.crisis.drafts import AdditionDraft, CrisisDraft, Hold, InErrorDraft, NoticeDraft, Transport
from casemgr.records.crisis.kind import SPANS, Before, encounters, met_before
from casemgr.records.crisis.steps import (
    NOTICE_WITHIN,
    add_to,
    check_ins,
    entered_in_error,
    log_sealed,
    partner_told,
    seal,
)
from casemgr.records.crisis.tables import CrisisAddition, CrisisEncounter, CrisisStatus, CrisisText
from casemgr.records.crisis.writing import change_crisis, log_crisis, text_of

__all__ = [
    "NOTICE_WITHIN",
    "SPANS",
    "AdditionDraft",
    "Before",
    "CrisisAddition",
    "CrisisDraft",
    "CrisisEncounter",
    "CrisisStatus",
    "CrisisText",
    "Hold",
    "InErrorDraft",
    "NoticeDraft",
    "Transport",
    "add_to",
    "change_crisis",
    "check_ins",
    "encounters",
    "entered_in_error",
    "log_crisis",
    "log_sealed",
    "met_before",
    "partner_told",
    "seal",
    "text_of",
]
