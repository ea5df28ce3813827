"""The two kinds of this slice: the referral, and the reply behind a wall."""

from casemgr.core.access import May
from casemgr.core.kind import Kind, SightBy, Words
from casemgr.core.tx import Tx
from casemgr.i18n import N_
from casemgr.records.referrals.checks import outcomes_of
from casemgr.records.referrals.drafting import change_referral, draft_referral
from casemgr.records.referrals.drafts import ReferralDraft
from casemgr.records.referrals.lists import referrals
from casemgr.records.referrals.packets import ReferralPacket, ReplyTaken
from casemgr.records.referrals.tables import (
    DesiredOutcome,
    Referral,
    ReferralChange,
    ReferralEvent,
    ReferralParticipant,
    ReferralQuestion,
    ReferralReply,
    ReferralSession,
    ReferralStep,
)


def _words(_tx: Tx, row: Referral) -> Words:
    """Found by number and service; the reason is left out, for it may say what only the receiver should read."""
    return Words(row.number, row.service_name)


def _fill(tx: Tx, row: Referral) -> dict[str, object]:
    """What the form shows that lies in parts, and what was left open as the draft knows it."""
    outcomes = [outcome.text for outcome in outcomes_of(tx, row.id)]
    return {"desired_outcomes": outcomes, "urgency": row.urgency or None}


Kind(
    "referrals",
    Referral,
    N_("Referrals"),
    N_("Referral"),
    read=May.READ_CASES,
    draft=ReferralDraft,
    new=draft_referral,
    amend=change_referral,
    page=referrals,
    fill=_fill,
    columns=(
        "number",
        "person_id",
        "service_name",
        "need_domain",
        "status",
        "urgency",
        "requested_at",
        "last_event_at",
        "acknowledge_by",
    ),
    order=("last_event_at",),
    letter="R",
    icon="waypoints",
    sight=SightBy(own=("entered_by", "officer_id"), neighborhood="neighborhood_id"),
    parts={
        DesiredOutcome: "referral_id",
        ReferralEvent: "referral_id",
        ReferralChange: "referral_id",
        ReferralParticipant: "referral_id",
        ReferralSession: "referral_id",
        ReferralStep: "referral_id",
        ReferralQuestion: "referral_id",
        ReferralPacket: "referral_id",
        ReplyTaken: "referral_id",
    },
    kept_back=frozenset({ReferralPacket}),
    searched=_words,
    retention="referral",
)
Kind(
    "referral_replies",
    ReferralReply,
    N_("Replies to referrals"),
    N_("Reply to a referral"),
    read=May.READ_CASES,
    icon="lock",
    listed=False,
)
