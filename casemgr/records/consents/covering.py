"""What may be shared today: the facts of a person's consents brought before the rule, and its answer in force."""

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from sqlmodel import select

from casemgr.core.errors import Invalid, NoConsent, Problem
from casemgr.core.settings import MINOR_ALONE, listed, text_setting
from casemgr.core.tx import Tx
from casemgr.disclosing import (
    Agreement,
    Allow,
    Ask,
    Basis,
    Decision,
    Given,
    Kind,
    NeedsBasis,
    Purpose,
    Recipient,
    Standing,
    Subject,
    Why,
    can_disclose,
)
from casemgr.records.agreements import agreements_with
from casemgr.records.consents.refusals import sentence
from casemgr.records.consents.tables import Consent, ConsentSignature, Method
from casemgr.records.people import minor_at

_CODES = frozenset(Purpose)
_FIELD_OF = {Why.BASIS: "basis", Why.ACCOUNT: "basis_reason"}


def today(tx: Tx) -> date:
    """The day it is in the town."""
    return tx.now.astimezone(tx.store.zone).date()


def organization(tx: Tx, id: UUID | None, *, victim_services: bool = False) -> Recipient:
    """An organization as a recipient, bound by what was agreed with it."""
    agreed = agreements_with(tx, id) if id is not None else ()
    bounds = tuple(Agreement(frozenset(one.categories), one.begins, one.ends) for one in agreed)
    return Recipient(Kind.ORGANIZATION, id, victim_services, bounds)


def decide(
    tx: Tx,
    person_id: UUID | None,
    recipient: Recipient,
    categories: Collection[str],
    on: date,
    *,
    purpose: Purpose = Purpose.REFERRAL,
    basis: Basis | None = None,
    named: UUID | None = None,
) -> Decision:
    """Whether this may be shared about someone.

    A class of recipients in words counts only in the consent that is `named`: whoever names it vouches for it. Where
    nobody is named there is nothing about someone, and no categories.
    """
    asked = Ask(_subject(tx, person_id, on), frozenset(categories), recipient, purpose, on, basis, named)
    rows = {row.id: row for row in tx.exec(select(Consent).where(Consent.person_id == person_id))}
    return can_disclose(asked, [_given(tx, row, _state(row, rows, asked)) for row in rows.values()])


def require(
    tx: Tx,
    person_id: UUID | None,
    recipient: Recipient,
    categories: Collection[str],
    on: date,
    *,
    purpose: Purpose = Purpose.REFERRAL,
    basis: Basis | None = None,
    named: UUID | None = None,
) -> Allow:
    """Leave to share this; NoConsent says what is missing, Invalid what is wrong with the basis."""
    decision = decide(tx, person_id, recipient, categories, on, purpose=purpose, basis=basis, named=named)
    if isinstance(decision, Allow):
        return decision
    said = sentence(tx, decision, categories, basis, on)
    if decision.why in _FIELD_OF:
        raise Invalid(Problem(_FIELD_OF[decision.why], said))
    raise NoConsent("basis" if isinstance(decision, NeedsBasis) else "consent_id", said)


def _subject(tx: Tx, person_id: UUID | None, on: date) -> Subject:
    if person_id is None:
        return Subject()
    alone = text_setting(tx, MINOR_ALONE)
    return Subject(minor_at(tx, person_id, on), frozenset(listed(alone)))


def _state(row: Consent, rows: Mapping[UUID, Consent], asked: Ask) -> Standing:
    """Where a consent stands for what is asked: whoever was asked again since and said no to it, said so last."""
    widest = row
    while widest.supersedes is not None and widest.supersedes in rows:
        widest = rows[widest.supersedes]
    noes = (one for one in rows.values() if one.status == Standing.REFUSED and _later(one, widest))
    said = row.status == Standing.ACTIVE and any(_about(no, row, asked) for no in noes)
    return Standing.REFUSED if said else Standing(row.status)


def _later(no: Consent, row: Consent) -> bool:
    return no.entered_at is not None and row.entered_at is not None and no.entered_at > row.entered_at


def _about(no: Consent, row: Consent, asked: Ask) -> bool:
    """Whether a refusal is about this recipient and something of what is asked."""
    named = str(asked.recipient.id) in no.recipient_ids
    return (named or bool(no.recipient_classes and row.recipient_classes)) and bool(asked.categories & {*no.categories})


def _given(tx: Tx, row: Consent, state: Standing) -> Given:
    return Given(
        id=row.id,
        state=state,
        given_by=row.given_by,
        begins=row.effective_on,
        ends=row.expires_on,
        recipients=frozenset(UUID(id) for id in row.recipient_ids),
        categories=frozenset(row.categories),
        purposes=_purposes(row),
        classes=bool(row.recipient_classes),
        written=row.method != Method.VERBAL,
        assent=row.assent,
        elements=frozenset(_elements(tx, row)),
    )


def _purposes(row: Consent) -> frozenset[str]:
    """The codes of what it was given for; a purpose in words is the referral it was asked for."""
    return frozenset(one if one in _CODES else Purpose.REFERRAL for one in row.purposes)


def _elements(tx: Tx, row: Consent) -> list[str]:
    """What 42 CFR 2.31 asks for and this consent lacks; on paper the signature stands on the paper."""
    lacking = [] if row.notice_version else ["notice"]
    if row.method == Method.ELECTRONIC and not _signed(tx, row):
        lacking.append("signature")
    return lacking


def _signed(tx: Tx, row: Consent | None) -> bool:
    """Whether a consent was signed, or the wider one it was left of."""
    while row is not None:
        asked = select(ConsentSignature.id).where(ConsentSignature.consent_id == row.id)
        if tx.exec(asked).first() is not None:
            return True
        row = tx.get(Consent, row.supersedes) if row.supersedes is not None else None
    return False
