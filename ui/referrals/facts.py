"""What is said of a referral: why, what was agreed, what is shared on which ground, what came of it, what happened."""

from collections.abc import Iterator
from datetime import date, datetime, tzinfo

from casemgr.i18n import _, plural
from casemgr.records.referrals import ReferralCard, Urgency
from casemgr.records.referrals.cards import Hope
from casemgr.records.referrals.words import HoldReason
from ui.facts_view import Fact, Section
from ui.fields.when import say_day
from ui.labels import Labels
from ui.referrals.rows import HOLDS, URGENCIES, say_event, say_evidence, say_moment
from ui.wording import sentence_case


def sections_of(card: ReferralCard, labels: Labels, zone: tzinfo) -> tuple[Section, ...]:
    """Everything shown under the head of a referral, in this order."""
    return (
        Section(_("Why"), tuple(_why(card, labels))),
        Section(_("Desired outcomes"), tuple(_hoped(hope, labels) for hope in card.desired_outcomes)),
        Section(_("What is shared"), tuple(_shared(card, labels))),
        Section(_("What was agreed"), tuple(_agreed(card, labels, zone))),
        Section(_("What came of it"), tuple(_came(card, labels))),
        Section(_("What happened so far"), tuple(_happened(card, labels, zone))),
    )


def _code(labels: Labels, list_name: str, code: str) -> str:
    return sentence_case(labels.code(list_name, code)) if code else ""


def _why(card: ReferralCard, labels: Labels) -> Iterator[Fact]:
    if card.reason:
        yield Fact(card.reason)
    if card.need_domain:
        yield Fact(_code(labels, "need_domain", card.need_domain), _("Need"))
    if card.anonymous_reason:
        yield Fact(card.anonymous_reason, _("Why nobody is named"))


def _hoped(hope: Hope, labels: Labels) -> Fact:
    reached = _code(labels, "outcome_achievement", hope.achievement) or _("Not said yet")
    return Fact(hope.text, second=" · ".join(part for part in (reached, hope.comment) if part))


def _shared(card: ReferralCard, labels: Labels) -> Iterator[Fact]:
    if card.person_id is None:
        yield Fact(_("Nobody is named."))
        return
    said = ", ".join(labels.code("information_category", code) for code in card.information_shared)
    yield Fact(sentence_case(said) if said else _("Nothing about the person."), _("Shared"))
    if card.consent_id is not None:
        yield Fact(labels.record("consents", card.consent_id), _("Rests on"))
    elif card.basis:
        basis = _code(labels, "disclosure_basis", card.basis)
        yield Fact(basis, _("Basis without consent"), second=card.basis_reason)


def _agreed(card: ReferralCard, labels: Labels, zone: tzinfo) -> Iterator[Fact]:
    def moment(at: datetime | None) -> str:
        return say_moment(at, zone) if at is not None else ""

    def day(on: date | None) -> str:
        return say_day(on) if on is not None else ""

    urgency = sentence_case(_(URGENCIES[Urgency(card.urgency)])) if card.urgency else ""
    answers = (
        (_("Hand-off"), _code(labels, "referral_handoff", card.handoff)),
        (_("Acknowledge"), urgency),
        (_("Acknowledge by"), moment(card.acknowledge_by)),
        (_("Acknowledged by"), card.acknowledged_by),
        (_("Appointment"), moment(card.appointment_at)),
        (_("Next step"), day(card.next_step_on)),
        (_("First service"), moment(card.first_service_at)),
        (_("On hold"), _(HOLDS[HoldReason(card.hold_reason)]) if card.hold_reason else ""),
        (_("Look again on"), day(card.review_on)),
        (_("Program"), card.program),
        (_("Contact there"), card.to_contact),
        (_("Cannot come"), card.when_unavailable),
        (_("Plan around"), card.has_other_responsibilities),
        (_("Number at the receiver"), card.external_id),
        (_("Sent although there was no room"), card.capacity_override),
    )
    for title, said in answers:
        if said:
            yield Fact(said, title)
    if card.sessions is not None and card.sessions.planned:
        said = plural("{n} session planned", "{n} sessions planned", card.sessions.planned)
        yield Fact(_("{planned}, {attended} attended").format(planned=said, attended=card.sessions.attended))


def _came(card: ReferralCard, labels: Labels) -> Iterator[Fact]:
    answers = (
        (_("Outcome"), _code(labels, "referral_outcome", card.outcome)),
        (_("Known from"), sentence_case(say_evidence(card.evidence)) if card.evidence else ""),
        (_("Declined because"), _code(labels, "referral_decline_reason", card.decline_reason)),
        (_("Canceled because"), _code(labels, "referral_cancel_reason", card.cancel_reason)),
        (_("What the person says"), card.client_feedback),
    )
    for title, said in answers:
        if said:
            yield Fact(said, title)
    if card.withheld:
        yield Fact(_("What the organization answered is not shown to you."))


def _happened(card: ReferralCard, labels: Labels, zone: tzinfo) -> Iterator[Fact]:
    for happening in reversed(card.events):
        said, second = say_event(happening, labels)
        yield Fact(said, say_moment(happening.at, zone), second)
