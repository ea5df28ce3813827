"""What to say on the telephone about a referral: whom to ask for, the reference, and no more than may be said."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, select

from casemgr.core import codes
from casemgr.core.access import Label, May
from casemgr.core.errors import NoConsent
from casemgr.core.tx import Tx
from casemgr.core.verbs import query
from casemgr.i18n import _
from casemgr.records import directory, people, referrals
from casemgr.records.referrals import Referral, ReferralCard, Status
from casemgr.records.referrals.sending import leave_again
from casemgr.records.referrals.steps import the_referral


@dataclass(frozen=True)
class Script:
    """A call in plain words; `call` is false where one does not call at all, `phone` empty where none is known."""

    call: bool
    phone: str
    ask_for: str
    reference: str
    say: tuple[str, ...]
    keep: tuple[str, ...]


@dataclass(frozen=True)
class Told:
    """What was shared on the strength of a consent, and with whom."""

    referral_id: UUID
    number: str
    organization: str
    categories: tuple[str, ...]
    status: Status


@query(May.ANSWER_REFERRALS)
def call_script(tx: Tx, id: UUID) -> Script:
    """What to say when calling the organization about a referral."""
    card = referrals.referral(tx, id)
    row = the_referral(tx, id)
    service = directory.service(tx, card.service_id)
    contact = card.to_contact or next((one.name for one in service.contacts if one.name), "")
    if card.no_reply:
        keep = _("Do not call: a victim service is asked for nothing, not even whether someone came.")
        return Script(call=False, phone="", ask_for="", reference=card.number, say=(), keep=(keep,))
    wall = row.wall == Label.SUBSTANCE_USE_PART2
    shared = _still_shared(tx, row)
    return Script(
        call=True,
        phone=service.local.police_contact_phone or next((one.number for one in service.phones), ""),
        ask_for=contact or _("whoever takes referrals"),
        reference=card.external_id or card.number,
        say=tuple(_say(tx, card, shared)),
        keep=tuple(_keep(tx, shared, wall=wall)),
    )


def _still_shared(tx: Tx, row: Referral) -> frozenset[str]:
    """What of it may still be said today: by a consent that stands, or a basis stated today."""
    try:
        return leave_again(tx, row).categories
    except NoConsent:
        return frozenset()


def _say(tx: Tx, card: ReferralCard, shared: frozenset[str]) -> list[str]:
    opening = _("“I am calling about referral {number} to {service}.”")
    said = [opening.format(number=card.number, service=card.service_name)]
    if "identity" in shared and card.person_id is not None:
        name = people.names_of(tx, {card.person_id}).get(card.person_id, "")
        said += [_("“It is about {name}.”").format(name=name)] if name else []
    if "needs" in shared and card.need_domain:
        need = codes.label(tx, "need_domain", card.need_domain)
        said.append(_("“They were referred to you for: {need}.”").format(need=need))
    said.append(_ASKS[card.status]() if card.status in _ASKS else _("“How does it stand?”"))
    return said


_ASKS = {
    Status.REQUESTED: lambda: _("“Have you received it, and who has taken it?”"),
    Status.RECEIVED: lambda: _("“Can you take them, and what is the next step and its date?”"),
    Status.ACCEPTED: lambda: _("“Has the first service taken place?”"),
    Status.ON_HOLD: lambda: _("“Can it go on, or when should we look again?”"),
}


def _keep(tx: Tx, shared: frozenset[str], *, wall: bool) -> list[str]:
    if not shared:
        return [_("No consent stands for this today: give the number only, and name nobody.")]
    words = ", ".join(codes.label(tx, "information_category", code) for code in sorted(shared))
    kept = [_("Consent covers only: {categories}. Say nothing else about the person.").format(categories=words)]
    if wall:
        kept.append(_("A treatment program may not confirm who its patients are. Accept that, and do not press."))
    return kept


@query(May.READ_CASES)
def told_under(tx: Tx, consent_id: UUID) -> list[Told]:
    """Everything that was shared on the strength of a consent, latest first."""
    asked = select(Referral).where(Referral.consent_id == consent_id, col(Referral.requested_at).is_not(None))
    rows = sorted(tx.exec(asked), key=lambda row: (row.requested_at, row.id), reverse=True)
    return [
        Told(row.id, row.number, row.organization_name, tuple(row.information_shared), Status(row.status))
        for row in rows
    ]
