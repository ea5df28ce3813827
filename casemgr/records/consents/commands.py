"""Recording a consent or a refusal, narrowing it, ending it, taking it back."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from casemgr.core.access import Label, May, highest
from casemgr.core.errors import Invalid, NotFound, Problem
from casemgr.core.settings import THRESHOLDS, text_setting, threshold
from casemgr.core.tx import Tx
from casemgr.core.verbs import command
from casemgr.disclosing import CONSENT_ONLY, Standing
from casemgr.i18n import _
from casemgr.records.consents.covering import today
from casemgr.records.consents.signatures import checked_strokes
from casemgr.records.consents.tables import (
    Asked,
    Consent,
    ConsentDraft,
    ConsentSignature,
    Method,
    NarrowDraft,
    RefusalDraft,
    RevokeDraft,
)
from casemgr.records.people import of_age_at, the_person

LONGEST_DAYS = THRESHOLDS["consent_days"].most
"""No consent lasts longer than this, whatever it says (VAWA: reasonably time-limited)."""
GUARDIAN = "parent_or_guardian"
NEEDS_AUTHORITY = frozenset({"legal_representative", "other"})


@command(May.RECORD_CONSENT)
def record_consent(tx: Tx, draft: ConsentDraft) -> UUID:
    """Record what someone agreed to: what is shared, with whom, for what, until when."""
    if tx.get(Consent, draft.id) is not None:
        return draft.id
    effective = draft.effective_on or today(tx)
    expires = draft.expires_on or _end(tx, effective, event=draft.expires_event)
    if draft.given_by == GUARDIAN:
        expires = _before_of_age(tx, draft.person_id, effective, expires)
    problems = [*_asked_problems(draft), *_given_problems(draft), *_date_problems(draft, effective, expires)]
    if problems:
        raise Invalid(*problems)
    consent = _made(tx, draft, effective, expires, Standing.ACTIVE)
    consent.notice_version = draft.notice_version or text_setting(tx, "consent_notice_version", "1")
    tx.add(consent)
    _keep_signature(tx, draft)
    return consent.id


@command(May.RECORD_CONSENT)
def refuse_consent(tx: Tx, draft: RefusalDraft) -> UUID:
    """Record that someone was asked and said no; nothing is held against them for it."""
    if tx.get(Consent, draft.id) is not None:
        return draft.id
    problems = _asked_problems(draft)
    if problems:
        raise Invalid(*problems)
    tx.add(_made(tx, draft, today(tx), today(tx), Standing.REFUSED))
    return draft.id


@command(May.RECORD_CONSENT)
def narrow_consent(tx: Tx, id: UUID, draft: NarrowDraft) -> UUID:
    """Put a narrower consent in the place of one in force; what was agreed before stays readable."""
    if tx.get(Consent, draft.id) is not None:
        return draft.id
    old = _in_force(tx, id)
    left = _left(old, draft)
    new = Consent(**old.model_dump(exclude=_OF_THE_ROW) | left, id=draft.id, supersedes=old.id)
    new.effective_on = max(today(tx), old.effective_on)
    _end_it(tx, old, Standing.SUPERSEDED, draft.reason, _("Narrowed; a later consent stands in its place."))
    tx.add(new)
    return new.id


@command(May.RECORD_CONSENT)
def revoke_consent(tx: Tx, id: UUID, draft: RevokeDraft) -> None:
    """Record that a consent is withdrawn from now on; referrals resting on it can be asked for."""
    consent = _in_force(tx, id)
    _end_it(tx, consent, Standing.REVOKED, draft.reason, draft.scope or _("All further sharing."))


@command(May.RECORD_CONSENT)
def expire_consent(tx: Tx, id: UUID) -> None:
    """Record that the event a consent was to last until has happened."""
    consent = _in_force(tx, id)
    if not consent.expires_event:
        raise Invalid(Problem("expires_event", _("This consent ends on a day, not with an event.")))
    consent.status, consent.expires_on = Standing.EXPIRED.value, today(tx)
    tx.add(consent)


_OF_THE_ROW = {
    "id",
    "version",
    "entered_by",
    "entered_at",
    "updated_at",
    "device",
    "supersedes",
    "recipient_ids",
    "recipient_classes",
    "categories",
    "purposes",
}


def _keep_signature(tx: Tx, draft: ConsentDraft) -> None:
    strokes = checked_strokes(draft.signature)
    if not strokes and not draft.signed_name:
        return
    tx.flush()
    tx.add(ConsentSignature(consent_id=draft.id, at=tx.now, strokes=strokes, typed_name=draft.signed_name))


def _in_force(tx: Tx, id: UUID) -> Consent:
    consent = tx.get(Consent, id)
    if consent is None:
        raise NotFound(_("There is no such consent, or you may not see it."))
    if consent.status != Standing.ACTIVE or consent.expires_on < today(tx):
        raise Invalid(Problem("status", _("This consent is not in force any more.")))
    return consent


def _end_it(tx: Tx, consent: Consent, status: Standing, reason: str, scope: str) -> None:
    consent.status = status.value
    consent.revoked_at, consent.revoked_by = tx.now, tx.actor.id
    consent.revocation_reason, consent.revocation_scope = reason, scope
    tx.add(consent)


def _end(tx: Tx, effective: date, *, event: str) -> date:
    """The last day of a consent that names none; one that waits for an event still ends some day."""
    return effective + timedelta(days=LONGEST_DAYS if event else threshold(tx, "consent_days"))


def _before_of_age(tx: Tx, person_id: UUID, effective: date, expires: date) -> date:
    """A guardian's consent ends before the 18th birthday, so that the review asks for the person's own in time."""
    birthday = of_age_at(tx, person_id)
    return min(expires, birthday - timedelta(days=1)) if birthday is not None and birthday > effective else expires


def _made(tx: Tx, draft: Asked, effective: date, expires: date, status: Standing) -> Consent:
    person = the_person(tx, draft.person_id)
    values: dict[str, Any] = draft.model_dump(exclude={"effective_on", "expires_on", "signature", "signed_name"})
    values["recipient_ids"], values["person_id"] = [str(id) for id in draft.recipient_ids], person.id
    return Consent(
        **values,
        effective_on=effective,
        expires_on=expires,
        status=status.value,
        sensitivity=highest(Label.INTERNAL, person.sensitivity),
        unit=person.unit,
        neighborhood_id=person.neighborhood_id,
    )


def _asked_problems(draft: Asked) -> list[Problem]:
    problems = []
    if not draft.recipient_ids and not any(words.strip() for words in draft.recipient_classes):
        problems.append(Problem("recipient_ids", _("Name at least one organization, or a class of them in words.")))
    if draft.given_by in NEEDS_AUTHORITY and not draft.authority_doc:
        problems.append(Problem("authority_doc", _("Say what gives them the authority to answer for the person.")))
    return problems


def _given_problems(draft: ConsentDraft) -> list[Problem]:
    problems = []
    if draft.method is Method.VERBAL and not draft.witness:
        problems.append(Problem("witness", _("A spoken consent needs a witness.")))
    if draft.method is Method.VERBAL and CONSENT_ONLY & set(draft.categories):
        sentence = _("Victim services and substance use treatment need a written consent.")
        problems.append(Problem("method", sentence))
    if draft.method is Method.ELECTRONIC and not draft.signature and not draft.signed_name:
        problems.append(Problem("signed_name", _("Have them sign in the box, or type their name.")))
    if not draft.not_a_condition_of_service:
        sentence = _("Tell the person that no service depends on this consent, and attest it.")
        problems.append(Problem("not_a_condition_of_service", sentence))
    return problems


def _date_problems(draft: ConsentDraft, effective: date, expires: date) -> list[Problem]:
    if expires < effective:
        return [Problem("expires_on", _("The consent ends before it begins."))]
    if (expires - effective).days > LONGEST_DAYS:
        sentence = _("A consent lasts at most {days} days; ask again then.").format(days=LONGEST_DAYS)
        return [Problem("expires_on", sentence)]
    return []


def _left(old: Consent, draft: NarrowDraft) -> dict[str, Any]:
    """What stays, or Invalid where it is more than before or no less."""
    left: dict[str, Any] = {
        "recipient_ids": [str(id) for id in draft.recipient_ids],
        "recipient_classes": draft.recipient_classes,
        "categories": draft.categories,
        "purposes": draft.purposes,
    }
    added = [name for name, kept in left.items() if set(kept) - set(getattr(old, name))]
    if added:
        sentence = _("This was not agreed to before; record a new consent instead.")
        raise Invalid(*(Problem(name, sentence) for name in added))
    if not draft.recipient_ids and not draft.recipient_classes:
        raise Invalid(Problem("recipient_ids", _("Nobody is left to share with; withdraw the consent instead.")))
    if all(set(kept) == set(getattr(old, name)) for name, kept in left.items()):
        raise Invalid(Problem("categories", _("Nothing is left out; this is the consent as it was.")))
    return left
