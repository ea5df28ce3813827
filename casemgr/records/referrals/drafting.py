"""Drafting a referral, changing a draft, and drafting one again for the same need elsewhere."""

from uuid import UUID

from casemgr.core.access import Label, May, highest
from casemgr.core.errors import Invalid, Problem
from casemgr.core.numbers import next_number
from casemgr.core.tx import Tx
from casemgr.core.verbs import command
from casemgr.i18n import _
from casemgr.records import directory
from casemgr.records.needs import Need
from casemgr.records.people import the_person
from casemgr.records.referrals.checks import outcomes_of
from casemgr.records.referrals.drafts import ReferralDraft, ReReferDraft
from casemgr.records.referrals.sending import IDENTITY, name_receiver
from casemgr.records.referrals.steps import drafted, step, the_referral
from casemgr.records.referrals.tables import DesiredOutcome, Referral
from casemgr.records.referrals.telling import CONTACT_DETAILS
from casemgr.records.referrals.words import Event, Status

_PLAIN = frozenset(ReferralDraft.model_fields) - {"id", "desired_outcomes", "urgency", "officer_id"}
_CARRIED = {
    *("person_id", "anonymous_reason", "need_id", "need_domain", "neighborhood_id", "officer_id", "reason"),
    *("information_shared", "handoff", "urgency", "when_unavailable", "has_other_responsibilities", "lead_door"),
    *("sensitivity", "unit"),
}
"""What a re-referral takes over from the referral it follows."""


@command(May.REFER)
def draft_referral(tx: Tx, draft: ReferralDraft) -> UUID:
    """Draft a referral; nothing leaves until it is sent. The same draft saved twice is one referral."""
    if tx.get(Referral, draft.id) is not None:
        return draft.id
    referral = Referral(
        id=draft.id,
        number=next_number(tx, "R"),
        service_id=draft.service_id,
        service_name="",
        officer_id=draft.officer_id or tx.actor.id,
        handoff=draft.handoff,
        last_event_at=tx.now,
    )
    _fill(tx, referral, draft)
    drafted(tx, referral)
    _hope(tx, referral, draft.desired_outcomes)
    return referral.id


@command(May.REFER)
def change_referral(tx: Tx, id: UUID, draft: ReferralDraft) -> None:
    """Change a referral that is not yet sent."""
    referral = the_referral(tx, id)
    if referral.status != Status.DRAFT:
        raise Invalid(Problem("status", _("This referral has been sent; amend it instead, and say why.")))
    _fill(tx, referral, draft)
    for outcome in outcomes_of(tx, id):
        tx.delete(outcome)
    _hope(tx, referral, draft.desired_outcomes)


@command(May.REFER)
def re_refer(tx: Tx, id: UUID, answer: ReReferDraft) -> UUID:
    """Draft the same need to another service; the new draft names the referral it follows."""
    if tx.get(Referral, answer.id) is not None:
        return answer.id
    parent = the_referral(tx, id)
    step(tx, parent, Event.RE_REFER, answer)
    receiver = directory.receiver(tx, answer.service_id)
    carried = parent.model_dump(include=_CARRIED)
    child = Referral(
        **carried,
        id=answer.id,
        number=next_number(tx, "R"),
        service_id=answer.service_id,
        service_name="",
        parent_referral_id=parent.id,
        last_event_at=tx.now,
    )
    name_receiver(child, receiver)
    drafted(tx, child)
    _hope(tx, child, [outcome.text for outcome in outcomes_of(tx, parent.id)])
    return child.id


def _hope(tx: Tx, referral: Referral, texts: list[str]) -> None:
    wanted = [text.strip() for text in texts if text.strip()]
    for n, text in enumerate(wanted, start=1):
        tx.add(DesiredOutcome(referral_id=referral.id, n=n, text=text[:300]))


def _fill(tx: Tx, referral: Referral, draft: ReferralDraft) -> None:
    """Put the draft's facts in, with what the person, the need and the directory say of them."""
    problems = _who_problems(draft)
    if problems:
        raise Invalid(*problems)
    if draft.person_id is not None:
        draft.person_id = the_person(tx, draft.person_id).id
    for name in _PLAIN:
        setattr(referral, name, getattr(draft, name))
    referral.urgency = draft.urgency.value if draft.urgency is not None else ""
    referral.officer_id = draft.officer_id or referral.officer_id
    referral.need_domain = _domain(tx, draft)
    name_receiver(referral, directory.receiver(tx, draft.service_id))
    if draft.person_id is not None:
        person = the_person(tx, draft.person_id)
        referral.neighborhood_id = person.neighborhood_id
        referral.sensitivity = highest(Label.INTERNAL, person.sensitivity)
    tx.add(referral)


def _who_problems(draft: ReferralDraft) -> list[Problem]:
    if draft.person_id is not None:
        if draft.anonymous_reason:
            return [Problem("anonymous_reason", _("A person is chosen, so this stays empty."))]
        return []
    if not draft.anonymous_reason:
        return [Problem("person_id", _("Choose the person, or say why none is named."))]
    if {IDENTITY, CONTACT_DETAILS} & set(draft.information_shared):
        return [Problem("information_shared", _("Nobody is named, so identity and contact details cannot be shared."))]
    return []


def _domain(tx: Tx, draft: ReferralDraft) -> str:
    if draft.need_id is None:
        return ""
    need = tx.get(Need, draft.need_id)
    if need is None or need.person_id != draft.person_id:
        raise Invalid(Problem("need_id", _("Choose a need of this person.")))
    return need.domain
