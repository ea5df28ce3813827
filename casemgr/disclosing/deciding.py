"""The decision: allowed with the notices to attach, denied for one reason, or in need of a basis."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from casemgr.disclosing.facts import (
    CONSENT_ONLY,
    FOR_A_MINOR,
    JUVENILE,
    OUTWARD_BASES,
    PART2,
    VICTIM,
    Ask,
    Given,
    Kind,
    Purpose,
    Recipient,
    Standing,
)

ACCOUNT_LENGTH = 30
"""The fewest characters that pass as an account of why: some two lines (domain 2.19)."""


class Notice(StrEnum):
    """A text that goes with what is shared."""

    PART2 = "part2"
    VICTIM = "victim_services"
    JUVENILE = "juvenile"


class Why(StrEnum):
    """Why something may not be shared; among several consents the one that comes nearest says why."""

    PUBLIC = "public"
    NO_CONSENT = "no_consent"
    OTHER_RECIPIENT = "other_recipient"
    ENDED = "ended"
    OTHER_PURPOSE = "other_purpose"
    NOT_COVERED = "not_covered"
    GUARDIAN = "guardian"
    ASSENT = "assent"
    GREW_UP = "grew_up"
    NOT_WRITTEN = "not_written"
    INCOMPLETE = "incomplete"
    AGREEMENT = "agreement"
    BASIS = "basis"
    ACCOUNT = "account"
    CONSENT_ONLY = "consent_only"


@dataclass(frozen=True)
class Allow:
    """Leave to share: whatever writes, prints or sends something about a person asks for it."""

    categories: frozenset[str]
    recipient: Recipient
    purpose: Purpose
    on: date
    consent: UUID | None = None
    basis: str = ""
    notices: frozenset[Notice] = frozenset()


@dataclass(frozen=True)
class Deny:
    """No, for one reason: `nearest` is the consent it speaks of, `lacking` the categories or elements missing."""

    why: Why
    nearest: UUID | None = None
    lacking: frozenset[str] = frozenset()


@dataclass(frozen=True)
class NeedsBasis(Deny):
    """No consent allows it, but a basis in law might."""


Decision = Allow | Deny


def can_disclose(ask: Ask, consents: Iterable[Given]) -> Decision:
    """Whether this may be shared: with the person always, with the public never, else by consent or basis."""
    if not ask.categories or ask.recipient.kind is Kind.SELF:
        return _allowed(ask)
    if ask.recipient.kind is Kind.PUBLIC:
        return Deny(Why.PUBLIC, lacking=ask.categories)
    beyond = _beyond_agreements(ask)
    if beyond is not None:
        return _by_basis(ask, beyond)
    faults: list[tuple[int, int, UUID, Deny]] = []
    for given in sorted(consents, key=lambda one: (one.ends, one.id), reverse=True):
        fault = _fault(given, ask)
        if fault is None:
            return _allowed(ask, consent=given.id)
        if ask.named in (None, given.id):
            shared = len(given.categories & ask.categories) if fault.why is Why.NOT_COVERED else 0
            faults.append((_NEARER.index(fault.why), shared, given.id, fault))
    nearest = max(faults, key=lambda one: one[:3])[3] if faults else Deny(Why.NO_CONSENT, lacking=ask.categories)
    return _by_basis(ask, nearest)


_NEARER = list(Why)


def _allowed(ask: Ask, *, consent: UUID | None = None, basis: str = "") -> Allow:
    notices = set()
    if ask.recipient.kind is Kind.ORGANIZATION:
        for category, notice in ((PART2, Notice.PART2), (VICTIM, Notice.VICTIM), (JUVENILE, Notice.JUVENILE)):
            if category in ask.categories:
                notices.add(notice)
        if ask.subject.minor and ask.categories:
            notices.add(Notice.JUVENILE)
    return Allow(ask.categories, ask.recipient, ask.purpose, ask.on, consent, basis, frozenset(notices))


def _beyond_agreements(ask: Ask) -> Deny | None:
    """What no agreement in force lets this partner be told; a partner without agreements is not bound by any.

    A basis in law does not wait for an agreement to be prolonged.
    """
    agreements = ask.recipient.agreements
    if not agreements:
        return None
    standing = [one for one in agreements if one.begins <= ask.on <= one.ends]
    if any(ask.categories <= one.categories for one in standing):
        return None
    covered: frozenset[str] = frozenset().union(*(one.categories for one in standing))
    return Deny(Why.AGREEMENT, lacking=ask.categories - covered)


def _fault(given: Given, ask: Ask) -> Deny | None:
    """Why a consent does not allow this; None when it does."""
    vouched = ask.named == given.id and given.classes
    standing = given.state is Standing.ACTIVE and given.begins <= ask.on <= given.ends
    lacking = ask.categories - given.categories
    if ask.named not in (None, given.id) or not (vouched or ask.recipient.id in given.recipients):
        return Deny(Why.OTHER_RECIPIENT, given.id) if standing else Deny(Why.NO_CONSENT, lacking=ask.categories)
    if not standing:
        return Deny(Why.ENDED, given.id)
    if ask.purpose not in given.purposes:
        return Deny(Why.OTHER_PURPOSE, given.id)
    if lacking:
        return Deny(Why.NOT_COVERED, given.id, lacking)
    return _age_fault(given, ask) or _form_fault(given, ask)


def _age_fault(given: Given, ask: Ask) -> Deny | None:
    """A minor's consent needs a guardian and the minor; at 18 the guardian's ends."""
    if not ask.subject.minor:
        return Deny(Why.GREW_UP, given.id) if given.given_by == "parent_or_guardian" else None
    if ask.categories <= ask.subject.alone:
        return None
    if given.given_by not in FOR_A_MINOR:
        return Deny(Why.GUARDIAN, given.id)
    return None if given.assent else Deny(Why.ASSENT, given.id)


def _form_fault(given: Given, ask: Ask) -> Deny | None:
    """What is told on a written consent only, and for a treatment program on one that says all 42 CFR 2.31 asks."""
    if not given.written and (ask.categories & CONSENT_ONLY or ask.recipient.victim_services):
        return Deny(Why.NOT_WRITTEN, given.id)
    if PART2 in ask.categories and given.elements:
        return Deny(Why.INCOMPLETE, given.id, given.elements)
    return None


def _by_basis(ask: Ask, nearest: Deny) -> Decision:
    """What a stated basis makes of a refusal."""
    sealed = ask.categories & CONSENT_ONLY
    closed = bool(sealed) or ask.recipient.victim_services
    if ask.basis is None:
        return nearest if closed else NeedsBasis(nearest.why, nearest.nearest, nearest.lacking)
    if ask.basis.code not in OUTWARD_BASES:
        return Deny(Why.BASIS)
    if len(ask.basis.reason.strip()) < ACCOUNT_LENGTH:
        return Deny(Why.ACCOUNT)
    return Deny(Why.CONSENT_ONLY, lacking=sealed) if closed else _allowed(ask, basis=ask.basis.code)
