"""Consents: who agreed to what, with whom, until when; and whether that covers what is to be shared (domain 2.19)."""

from casemgr.disclosing import Standing
from casemgr.records.consents.commands import (
    expire_consent,
    narrow_consent,
    record_consent,
    refuse_consent,
    revoke_consent,
)
from casemgr.records.consents.covering import decide, organization, require, today
from casemgr.records.consents.joining import Age, ended_by_joining, ended_by_parting
from casemgr.records.consents.queries import (
    ConsentCard,
    consent,
    consents,
    consents_ending,
    consents_of,
    signature_of,
)
from casemgr.records.consents.reviewing import (
    DECISIONS,
    ConsentReviewDraft,
    Decision,
    review_consent,
)
from casemgr.records.consents.signatures import Point, Signature
from casemgr.records.consents.tables import (
    Consent,
    ConsentDraft,
    ConsentReview,
    ConsentSignature,
    Method,
    NarrowDraft,
    RefusalDraft,
    RevokeDraft,
)

__all__ = [
    "DECISIONS",
    "Age",
    "Consent",
    "ConsentCard",
    "ConsentDraft",
    "ConsentReview",
    "ConsentReviewDraft",
    "ConsentSignature",
    "Decision",
    "Method",
    "NarrowDraft",
    "Point",
    "RefusalDraft",
    "RevokeDraft",
    "Signature",
    "Standing",
    "consent",
    "consents",
    "consents_ending",
    "consents_of",
    "decide",
    "ended_by_joining",
    "ended_by_parting",
    "expire_consent",
    "narrow_consent",
    "organization",
    "record_consent",
    "refuse_consent",
    "require",
    "review_consent",
    "revoke_consent",
    "signature_of",
    "today",
]
