"""What must hold for a referral to go out: an active service, room in it, and leave to share what is shared."""

from datetime import datetime, timedelta
from uuid import UUID

from casemgr.core.access import Label, May
from casemgr.core.errors import Invalid, NeedsAnswer, NoConsent, Problem
from casemgr.core.settings import threshold
from casemgr.core.sight import open_to
from casemgr.core.tx import Tx
from casemgr.disclosing import Allow, Basis
from casemgr.i18n import _
from casemgr.records import consents, directory, disclosures, followups, staff
from casemgr.records.disclosures import Medium
from casemgr.records.referrals.checks import outcomes_of
from casemgr.records.referrals.diversion import intake
from casemgr.records.referrals.drafts import SendDraft
from casemgr.records.referrals.tables import Referral
from casemgr.records.referrals.telling import NEEDS
from casemgr.records.referrals.words import GIVEN_TO_PERSON, URGENCY_HOURS, WARM, Handoff, Urgency

NAME_LENGTH = 300
NO_CAPACITY = "no-capacity"
IDENTITY = "identity"


def sent(tx: Tx, referral: Referral, answer: SendDraft) -> str:
    """Everything checked, the organization let in, and someone promised to ask for its answer."""
    receiver = directory.receiver(tx, referral.service_id)
    _check_ready(tx, referral, receiver)
    _check_room(referral, receiver, answer)
    _check_sharing(tx, referral, receiver, answer)
    name_receiver(referral, receiver)
    referral.requested_at = tx.now
    asks_reply = not referral.no_reply and referral.handoff != Handoff.INFO_ONLY
    if told(referral) and asks_reply:
        referral.acknowledge_by = _due(tx, referral)
    let_in = _open_up(tx, referral) if told(referral) else False
    if asks_reply:
        followup = _promise(tx, referral)
        if let_in and referral.organization_id is not None:
            open_to(tx, followup, [referral.organization_id])
        if referral.lead_door:
            days = timedelta(days=threshold(tx, "lead_intake_days"))
            _schedule(tx, referral, intake(referral), tx.now + days)
    return ""


def told(referral: Referral) -> bool:
    """Whether the provider itself is told, rather than the person given its details."""
    return referral.handoff not in GIVEN_TO_PERSON


def name_receiver(referral: Referral, receiver: directory.Receiver) -> None:
    """Write down who receives it, and the wall its answers go behind."""
    referral.service_name = receiver.service_name[:NAME_LENGTH]
    referral.organization_name = receiver.organization_name[:NAME_LENGTH]
    referral.organization_id = receiver.organization_id
    referral.no_reply = receiver.vawa
    referral.wall = ""
    if receiver.part2:
        referral.wall = Label.SUBSTANCE_USE_PART2.value
    elif receiver.vawa:
        referral.wall = Label.VICTIM_SERVICES.value


def _check_ready(tx: Tx, referral: Referral, receiver: directory.Receiver) -> None:
    problems = []
    if not receiver.active:
        sentence = _("The directory says that {service} is not active; choose another service.")
        problems.append(Problem("service_id", sentence.format(service=receiver.service_name)))
    if referral.handoff != Handoff.INFO_ONLY and not outcomes_of(tx, referral.id):
        problems.append(Problem("desired_outcomes", _("Write one to three outcomes the person hopes for.")))
    if told(referral) and referral.person_id is not None and IDENTITY not in referral.information_shared:
        sentence = _("The service is told who comes: tick “identity”, or hand the details to the person instead.")
        problems.append(Problem("information_shared", sentence))
    if problems:
        raise Invalid(*problems)


def _check_room(referral: Referral, receiver: directory.Receiver, answer: SendDraft) -> None:
    if receiver.capacity_status == NO_CAPACITY and not answer.capacity_override:
        sentence = _("{service} says it has no capacity. Choose another, or write why you send it all the same.")
        raise NeedsAnswer("capacity_override", sentence.format(service=receiver.service_name))
    referral.capacity_override = answer.capacity_override


def _check_sharing(tx: Tx, referral: Referral, receiver: directory.Receiver, answer: SendDraft) -> None:
    """NoConsent unless a consent or a stated basis allows every category."""
    referral.consent_id, referral.basis, referral.basis_reason = None, "", ""
    if referral.person_id is None or not referral.information_shared:
        return
    basis = Basis(answer.basis, answer.basis_reason) if answer.basis else None
    leave = _leave(tx, referral, receiver, basis, answer.consent_id)
    referral.consent_id = leave.consent
    if leave.basis:
        _check_approved(tx, answer)
        referral.basis, referral.basis_reason = leave.basis, answer.basis_reason
    if told(referral):
        disclosures.disclose(
            tx,
            leave,
            referral.person_id,
            f"{receiver.organization_name} · {receiver.service_name}",
            Medium.REFERRAL,
            reason=referral.basis_reason,
            approved_by=answer.approved_by if leave.basis else None,
            about_kind="referrals",
            about_id=referral.id,
        )


def _check_approved(tx: Tx, answer: SendDraft) -> None:
    """What goes out without consent goes out with a supervisor's word: their own, or that of the one who is named."""
    if answer.approved_by is None and tx.actor.may(May.SUPERVISE):
        answer.approved_by = tx.actor.id
    elif answer.approved_by is None or not staff.supervises(tx, answer.approved_by):
        sentence = _("Without consent a supervisor has to agree. Call one, and name them here.")
        raise Invalid(Problem("approved_by", sentence))


def leave_again(tx: Tx, referral: Referral) -> Allow:
    """Leave to tell the service today what it was told when it was sent; NoConsent where it has ended since.

    A basis holds on the day it was stated; a consent that took the place of the first one counts as well.
    """
    receiver = directory.receiver(tx, referral.service_id)
    sent = referral.requested_at.astimezone(tx.store.zone).date() if referral.requested_at is not None else None
    stated = bool(referral.basis) and sent == consents.today(tx)
    basis = Basis(referral.basis, referral.basis_reason) if stated else None
    try:
        return _leave(tx, referral, receiver, basis, referral.consent_id)
    except NoConsent:
        return _leave(tx, referral, receiver, basis, None)


def _leave(tx: Tx, referral: Referral, receiver: directory.Receiver, basis: Basis | None, named: UUID | None) -> Allow:
    service = consents.organization(tx, receiver.organization_id, victim_services=receiver.vawa)
    told, on = referral.information_shared if referral.person_id else (), consents.today(tx)
    return consents.require(tx, referral.person_id, service, told, on, basis=basis, named=named)


def _due(tx: Tx, referral: Referral) -> datetime:
    if referral.lead_door and referral.handoff in WARM:
        return tx.now + timedelta(minutes=threshold(tx, "lead_handoff_minutes"))
    if referral.urgency:
        return tx.now + timedelta(hours=URGENCY_HOURS[Urgency(referral.urgency)])
    return tx.now + timedelta(days=threshold(tx, "acknowledge_days"))


def _open_up(tx: Tx, referral: Referral) -> bool:
    """Let the receiving organization see the referral, and of the person and the need what is shared."""
    if referral.organization_id is None:
        return False
    shown: list[UUID] = [referral.id]
    if referral.person_id is not None and IDENTITY in referral.information_shared:
        shown.append(referral.person_id)
    if referral.need_id is not None and NEEDS in referral.information_shared:
        shown.append(referral.need_id)
    for record in shown:
        open_to(tx, record, [referral.organization_id])
    return True


def _promise(tx: Tx, referral: Referral) -> UUID:
    """A follow-up for the referring officer: nobody is forgotten because nobody answered."""
    words = _("Ask {service} for an answer") if told(referral) else _("Ask whether they reached {service}")
    referral.promised = words.format(service=referral.service_name)[:120]
    return _schedule(tx, referral, referral.promised, _due(tx, referral))


def _schedule(tx: Tx, referral: Referral, what: str, due_at: datetime) -> UUID:
    return followups.schedule(
        tx,
        parent_kind="referrals",
        parent_id=referral.id,
        what=what,
        due_at=due_at,
        assigned_to=referral.officer_id,
        person_id=referral.person_id,
        neighborhood_id=referral.neighborhood_id,
    )
