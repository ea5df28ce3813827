"""Whether a consent covers what is to be shared; where none does, one sentence says what is missing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import select

from casemgr.core import codes
from casemgr.core.errors import Invalid, NoConsent, Problem
from casemgr.core.tx import Tx
from casemgr.i18n import _
from casemgr.records.consents.tables import Consent, Standing

OUTWARD_BASES = frozenset({"imminent_threat", "court_order", "mandated_report", "required_by_law"})
"""The bases on which a named person's facts may leave the agency without consent."""
CONSENT_ONLY = frozenset({"substance_use_part2", "victim_services"})
"""Categories no stated basis opens: they go out only with the person's own consent (domain 2.19)."""
ACCOUNT_LENGTH = 10
"""The fewest characters that pass as an account of why."""


@dataclass(frozen=True)
class Basis:
    """What allows sharing where no consent does: a code of disclosure_basis, and why it applies."""

    code: str
    reason: str


def today(tx: Tx) -> date:
    """The day it is in the town."""
    return tx.now.astimezone(tx.store.zone).date()


def covers(
    tx: Tx,
    person_id: UUID,
    organization_id: UUID | None,
    categories: Iterable[str],
    on: date,
    *,
    named: UUID | None = None,
) -> UUID | None:
    """The consent that allows sharing all these categories with this organization on a day; None where none does.

    A class of recipients in words counts only in the consent that is `named`: whoever names it vouches for it.
    """
    wanted = set(categories)
    for consent in _of_person(tx, person_id):
        if (
            _in_force(consent, on)
            and _names(consent, organization_id, named)
            and wanted <= set(consent.categories)
            and (named is None or consent.id == named)
        ):
            return consent.id
    return None


def require(
    tx: Tx,
    person_id: UUID,
    organization_id: UUID | None,
    categories: Sequence[str],
    on: date,
    basis: Basis | None = None,
    *,
    named: UUID | None = None,
) -> UUID | None:
    """The consent that allows sharing, None where a stated basis does; NoConsent says what is missing."""
    if not categories:
        return None
    found = covers(tx, person_id, organization_id, categories, on, named=named)
    if found is not None:
        return found
    if basis is None:
        raise NoConsent("basis", _missing(tx, person_id, organization_id, categories, on, named))
    _check_basis(tx, basis, categories)
    return None


def _of_person(tx: Tx, person_id: UUID) -> list[Consent]:
    """A person's consents, the one that lasts longest first."""
    found = tx.exec(select(Consent).where(Consent.person_id == person_id))
    return sorted(found, key=lambda consent: (consent.expires_on, consent.id), reverse=True)


def _in_force(consent: Consent, on: date) -> bool:
    return consent.status == Standing.ACTIVE and consent.effective_on <= on <= consent.expires_on


def _names(consent: Consent, organization_id: UUID | None, named: UUID | None) -> bool:
    vouched = named == consent.id and bool(consent.recipient_classes)
    return vouched or str(organization_id) in consent.recipient_ids


def _check_basis(tx: Tx, basis: Basis, categories: Sequence[str]) -> None:
    if basis.code not in OUTWARD_BASES:
        label = codes.label(tx, "disclosure_basis", basis.code)
        sentence = _("“{basis}” does not allow telling another organization about a named person.")
        raise Invalid(Problem("basis", sentence.format(basis=label)))
    if len(basis.reason.strip()) < ACCOUNT_LENGTH:
        raise Invalid(Problem("basis_reason", _("Write why this basis applies here.")))
    sealed = [c for c in categories if c in CONSENT_ONLY]
    if sealed:
        sentence = _("{categories}: shared only with the person's own consent, whatever the basis.")
        raise NoConsent("consent_id", sentence.format(categories=_words(tx, sealed)))


def _words(tx: Tx, categories: Iterable[str]) -> str:
    return ", ".join(codes.label(tx, "information_category", code) for code in categories)


def _missing(
    tx: Tx, person_id: UUID, organization_id: UUID | None, categories: Sequence[str], on: date, named: UUID | None
) -> str:
    """One sentence about the consent that comes nearest."""
    given = [c for c in _of_person(tx, person_id) if named is None or c.id == named]
    for_them = [c for c in given if _names(c, organization_id, named)]
    standing = [c for c in for_them if _in_force(c, on)]
    if standing:
        nearest = max(standing, key=lambda consent: len(set(consent.categories) & set(categories)))
        lacking = [c for c in categories if c not in nearest.categories]
        return _("The consent covers {covered}, not {missing}; it expires on {day}.").format(
            covered=_words(tx, nearest.categories), missing=_words(tx, lacking), day=nearest.expires_on
        )
    if for_them:
        return _ended(tx, max(for_them, key=lambda consent: consent.id), on)
    if any(_in_force(c, on) for c in given):
        return _("No consent names this organization as a recipient.")
    return _("No consent is recorded for sharing {categories}.").format(categories=_words(tx, categories))


def _ended(tx: Tx, consent: Consent, on: date) -> str:
    """Why a consent that names the organization is not in force."""
    if consent.revoked_at is not None:
        withdrawn = consent.status == Standing.REVOKED
        said = (
            _("The consent was withdrawn on {day}.")
            if withdrawn
            else _("The consent was replaced by a narrower one on {day}.")
        )
        return said.format(day=consent.revoked_at.astimezone(tx.store.zone).date())
    if consent.status == Standing.REFUSED:
        return _("Consent was asked for and refused on {day}.").format(day=consent.effective_on)
    if consent.effective_on > on:
        return _("The consent begins only on {day}.").format(day=consent.effective_on)
    return _("The consent expired on {day}.").format(day=min(consent.expires_on, on))
