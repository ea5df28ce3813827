"""Why something may not be shared, in one plain sentence."""

from collections.abc import Collection, Iterable
from datetime import date

from sqlmodel import select

from casemgr.core import codes
from casemgr.core.days import long_day
from casemgr.core.tx import Tx
from casemgr.disclosing import Basis, Deny, Standing, Why
from casemgr.i18n import N_, _
from casemgr.records.consents.tables import Consent

_PLAIN = {
    Why.PUBLIC: N_("Facts about a person are never published."),
    Why.OTHER_RECIPIENT: N_("No consent names this organization as a recipient."),
    Why.OTHER_PURPOSE: N_("The consent was given for another purpose."),
    Why.GUARDIAN: N_("They are under 18: a parent, guardian or legal representative has to agree."),
    Why.ASSENT: N_("They are under 18: ask them too, and note in the consent that they agree."),
    Why.GREW_UP: N_("They are 18 now, and a parent's consent has ended: ask them themselves."),
    Why.NOT_WRITTEN: N_("Victim services and substance use treatment need a written consent."),
    Why.ACCOUNT: N_("Write why this basis applies here."),
}
_ELEMENTS = {"notice": N_("the version of the notice given"), "signature": N_("a signature")}


def sentence(tx: Tx, denied: Deny, categories: Collection[str], basis: Basis | None, on: date) -> str:
    """The reason of a refusal, with the names of what is missing."""
    nearest = tx.get(Consent, denied.nearest) if denied.nearest is not None else None
    lacking = [code for code in categories if code in denied.lacking]
    if denied.why in _PLAIN:
        return _(_PLAIN[denied.why])
    if denied.why is Why.BASIS and basis is not None:
        label = codes.label(tx, "disclosure_basis", basis.code)
        return _("“{basis}” does not allow telling another organization about a named person.").format(basis=label)
    if denied.why is Why.CONSENT_ONLY:
        return _consent_only(tx, lacking)
    if denied.why is Why.AGREEMENT:
        said = _("No agreement with this partner that is in force covers {categories}.")
        return said.format(categories=_words(tx, lacking))
    if nearest is None:
        return _("No consent is recorded for sharing {categories}.").format(categories=_words(tx, categories))
    if denied.why is Why.ENDED:
        return _ended(tx, nearest, on)
    if denied.why is Why.INCOMPLETE:
        missing = ", ".join(_(_ELEMENTS[name]) for name in sorted(denied.lacking))
        return _("For a treatment program the consent lacks {missing}.").format(missing=missing)
    return _("The consent covers {covered}, not {missing}; it expires on {day}.").format(
        covered=_words(tx, nearest.categories), missing=_words(tx, lacking), day=long_day(nearest.expires_on)
    )


def _consent_only(tx: Tx, sealed: Collection[str]) -> str:
    if not sealed:
        return _("This service serves victims: it is told only what the person wishes. Record their consent.")
    said = _("{categories}: shared only with the person's own consent, whatever the basis.")
    return said.format(categories=_words(tx, sealed))


def _words(tx: Tx, categories: Iterable[str]) -> str:
    return ", ".join(codes.label(tx, "information_category", code) for code in categories)


def _ended(tx: Tx, consent: Consent, on: date) -> str:
    """Why a consent that names the organization is not in force on a day."""
    if consent.revoked_at is not None:
        return _taken_back(tx, consent).format(day=long_day(consent.revoked_at.astimezone(tx.store.zone).date()))
    if consent.status == Standing.REFUSED:
        return _("Consent was asked for and refused on {day}.").format(day=long_day(consent.effective_on))
    if consent.effective_on > on:
        return _("The consent begins only on {day}.").format(day=long_day(consent.effective_on))
    if consent.status == Standing.ACTIVE and consent.expires_on >= on:
        return _("They were asked again since, and refused.")
    return _("The consent expired on {day}.").format(day=long_day(min(consent.expires_on, on)))


def _taken_back(tx: Tx, consent: Consent) -> str:
    if consent.status == Standing.REVOKED:
        return _("The consent was withdrawn on {day}.")
    narrower = select(Consent.id).where(Consent.supersedes == consent.id)
    if tx.exec(narrower).first() is not None:
        return _("The consent was replaced by a narrower one on {day}.")
    return _("The consent ended on {day}, when two entries of this person were merged. Ask for it again.")
