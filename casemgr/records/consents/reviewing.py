"""A liaison's look at a consent that ends soon or was withdrawn: what was decided, by whom and when."""

from enum import StrEnum
from uuid import UUID

from casemgr.core.access import May
from casemgr.core.draft import Draft, entry
from casemgr.core.errors import Invalid, NotFound, Problem
from casemgr.core.fields import Answer
from casemgr.core.tx import Tx
from casemgr.core.verbs import command
from casemgr.disclosing import Standing
from casemgr.i18n import N_, _
from casemgr.records.consents.tables import Consent, ConsentReview


class Decision(StrEnum):
    """What is done about a consent that ends or was withdrawn."""

    ASKED_AGAIN = "asked_again"
    LET_END = "let_end"
    SHARING_STOPPED = "sharing_stopped"
    RECIPIENTS_TOLD = "recipients_told"


DECISIONS = {
    Decision.ASKED_AGAIN: N_("Asked again"),
    Decision.LET_END: N_("Let it end"),
    Decision.SHARING_STOPPED: N_("Sharing stopped"),
    Decision.RECIPIENTS_TOLD: N_("Recipients told"),
}


class ConsentReviewDraft(Draft):
    decision: Decision = entry(N_("What was done"))
    note: str = entry(N_("Note"), default="", max_length=500, answer=Answer.LONG_TEXT)


@command(May.RECORD_CONSENT)
def review_consent(tx: Tx, id: UUID, draft: ConsentReviewDraft) -> UUID:
    """Write down what was done about a consent; it leaves the queue by this."""
    consent = tx.get(Consent, id)
    if consent is None:
        raise NotFound(_("There is no such consent, or you may not see it."))
    if consent.status == Standing.REVOKED and draft.decision is Decision.LET_END:
        raise Invalid(Problem("decision", _("This consent was withdrawn: sharing stops, or its recipients are told.")))
    review = ConsentReview(consent_id=id, at=tx.now, by=tx.actor.id, decision=draft.decision.value, note=draft.note)
    tx.add(review)
    return review.id
