"""What a decision rests on: who is told about, who is told what and why, and what was agreed to before."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

PART2, VICTIM, JUVENILE = "substance_use_part2", "victim_services", "juvenile"
CONSENT_ONLY = frozenset({PART2, VICTIM})
"""Categories no stated basis opens: they go out only with the person's own consent (domain 2.19)."""
OUTWARD_BASES = frozenset({"imminent_threat", "court_order", "mandated_report", "required_by_law"})
"""The bases on which a named person's facts may leave the agency without consent (codes of disclosure_basis)."""
FOR_A_MINOR = frozenset({"parent_or_guardian", "legal_representative"})
"""Who may answer for someone under 18 (codes of consent_given_by)."""


class Kind(StrEnum):
    """What a recipient is."""

    SELF = "self"
    ORGANIZATION = "organization"
    PUBLIC = "public"


class Purpose(StrEnum):
    """What something is shared for."""

    REFERRAL = "referral"
    COORDINATION = "coordination"
    OWN_COPY = "own_copy"
    YOUTH_PROGRAM = "youth_program"


class Standing(StrEnum):
    """Where a consent stands; codes of the list consent_status."""

    ACTIVE = "active"
    EXPIRED = "expired"
    REVOKED = "revoked"
    SUPERSEDED = "superseded"
    REFUSED = "refused"


@dataclass(frozen=True)
class Subject:
    """The person told about; `alone` are the categories a minor may open without a guardian in this state."""

    minor: bool = False
    alone: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Agreement:
    """What was agreed with a partner: the categories it may be told, from one day to another, both included."""

    categories: frozenset[str]
    begins: date
    ends: date


@dataclass(frozen=True)
class Recipient:
    """Who is told; where there are agreements with them, one must hold."""

    kind: Kind
    id: UUID | None = None
    victim_services: bool = False
    agreements: tuple[Agreement, ...] = ()


@dataclass(frozen=True)
class Given:
    """What a consent says; `elements` are those of 42 CFR 2.31 that it lacks, by name."""

    id: UUID
    state: Standing
    given_by: str
    begins: date
    ends: date
    recipients: frozenset[UUID]
    categories: frozenset[str]
    purposes: frozenset[str]
    classes: bool = False
    written: bool = True
    assent: bool = False
    elements: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Basis:
    """What allows sharing where no consent does: a code of disclosure_basis, and why it applies."""

    code: str
    reason: str


@dataclass(frozen=True)
class Ask:
    """What is to be shared, with whom, for what, on which day; `named` is the consent somebody vouches for."""

    subject: Subject
    categories: frozenset[str]
    recipient: Recipient
    purpose: Purpose
    on: date
    basis: Basis | None = None
    named: UUID | None = None
