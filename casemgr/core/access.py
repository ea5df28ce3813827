"""Who may do what, and who may see what: rights, roles, scopes, labels, and the actor who has them."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from casemgr.i18n import N_


class May(StrEnum):
    """One right; commands and queries name the one they need."""

    SIGN_IN = "sign_in"
    SEARCH = "search"
    READ_CASES = "read_cases"
    LOG_CONTACTS = "log_contacts"
    EDIT_PEOPLE = "edit_people"
    MERGE_PEOPLE = "merge_people"
    RECORD_CONSENT = "record_consent"
    REFER = "refer"
    ANSWER_REFERRALS = "answer_referrals"
    FOLLOW_UP = "follow_up"
    SUPERVISE = "supervise"
    READ_DIRECTORY = "read_directory"
    EDIT_DIRECTORY = "edit_directory"
    READ_COMMUNITY = "read_community"
    EDIT_COMMUNITY = "edit_community"
    READ_YOUTH = "read_youth"
    EDIT_YOUTH = "edit_youth"
    READ_CRISIS = "read_crisis"
    LOG_CRISIS = "log_crisis"
    READ_TRAINING = "read_training"
    EDIT_TRAINING = "edit_training"
    REVIEW_TRAINING = "review_training"
    TAKE_FEEDBACK = "take_feedback"
    READ_FEEDBACK = "read_feedback"
    DECIDE_FEEDBACK = "decide_feedback"
    READ_PACKETS = "read_packets"
    PREPARE_PACKETS = "prepare_packets"
    READ_SUMMARY = "read_summary"
    EXPORT = "export"
    EXPORT_PLAIN = "export_plain"
    READ_STAFF = "read_staff"
    MANAGE_STAFF = "manage_staff"
    MANAGE_PLACES = "manage_places"
    MANAGE_CODES = "manage_codes"
    IMPORT_LOGS = "import_logs"
    READ_AUDIT = "read_audit"
    BACK_UP = "back_up"
    HOLD_RECORDS = "hold_records"
    PROPOSE_DISPOSAL = "propose_disposal"
    APPROVE_DISPOSAL = "approve_disposal"
    EXPUNGE = "expunge"


class Role(StrEnum):
    """What someone works as; several add up, none takes away (domain 2.25)."""

    OFFICER = "officer"
    CO_RESPONDER = "co_responder"
    LIAISON = "liaison"
    SUPERVISOR = "supervisor"
    COMMANDER = "commander"
    RECORDS_CUSTODIAN = "records_custodian"
    TRAINING_COORDINATOR = "training_coordinator"
    OVERSIGHT_REVIEWER = "oversight_reviewer"
    PUBLISHER = "publisher"
    ADMINISTRATOR = "administrator"


class Scope(StrEnum):
    """How far someone sees, narrowest first."""

    OWN = "own"
    PARTNER_ORG = "partner_org"
    NEIGHBORHOOD = "neighborhood"
    UNIT = "unit"
    ALL = "all"


class Label(StrEnum):
    """How sensitive a record is, least first (domain 2.19)."""

    OPEN = "open"
    INTERNAL = "internal"
    RESTRICTED = "restricted"
    JUVENILE = "juvenile"
    VICTIM_SERVICES = "victim_services"
    SUBSTANCE_USE_PART2 = "substance_use_part2"


LABELS = tuple(Label)
LOGGED_LABELS = frozenset(LABELS[LABELS.index(Label.RESTRICTED) :])
"""Opening a record with one of these writes an audit entry."""
AUTHOR_KEEPS = frozenset({Label.RESTRICTED, Label.JUVENILE})
"""Whoever entered such a record goes on seeing it without holding the label."""

ROLE_NAMES = {
    Role.OFFICER: N_("Officer"),
    Role.CO_RESPONDER: N_("Co-responder"),
    Role.LIAISON: N_("Liaison"),
    Role.SUPERVISOR: N_("Supervisor"),
    Role.COMMANDER: N_("Commander"),
    Role.RECORDS_CUSTODIAN: N_("Records custodian"),
    Role.TRAINING_COORDINATOR: N_("Training coordinator"),
    Role.OVERSIGHT_REVIEWER: N_("Oversight reviewer"),
    Role.PUBLISHER: N_("Publisher"),
    Role.ADMINISTRATOR: N_("Administrator"),
}

_EVERYONE = frozenset({May.SIGN_IN, May.SEARCH, May.READ_DIRECTORY, May.READ_STAFF})
_REVIEWERS = frozenset({Role.OVERSIGHT_REVIEWER})
"""Who is nothing else, or nothing at all, has no search, no directory, no list of staff."""
_COMMUNITY = {May.READ_COMMUNITY, May.EDIT_COMMUNITY}
_FIELD = _COMMUNITY | {
    *(May.READ_CASES, May.LOG_CONTACTS, May.EDIT_PEOPLE, May.RECORD_CONSENT, May.REFER, May.FOLLOW_UP),
    *(May.READ_YOUTH, May.EDIT_YOUTH, May.READ_CRISIS, May.LOG_CRISIS, May.READ_TRAINING, May.TAKE_FEEDBACK),
}
_LEAD = _FIELD | {
    *(May.MERGE_PEOPLE, May.ANSWER_REFERRALS, May.SUPERVISE),
    *(May.READ_SUMMARY, May.EXPORT, May.EDIT_DIRECTORY, May.READ_FEEDBACK),
    *(May.EDIT_TRAINING, May.REVIEW_TRAINING),
}
_OVERSEE = {
    *(May.READ_CASES, May.READ_COMMUNITY, May.READ_CRISIS, May.READ_SUMMARY, May.EXPORT),
    *(May.READ_TRAINING, May.REVIEW_TRAINING),
    *(May.TAKE_FEEDBACK, May.READ_FEEDBACK, May.DECIDE_FEEDBACK, May.READ_PACKETS, May.READ_AUDIT),
}
_KEEP = frozenset({May.HOLD_RECORDS, May.APPROVE_DISPOSAL, May.EXPUNGE})
"""What the custodian and whoever countersigns have; nobody approves what they proposed."""

RIGHTS: dict[Role, frozenset[May]] = {
    Role.OFFICER: frozenset(_FIELD),
    Role.CO_RESPONDER: frozenset(_FIELD),
    Role.LIAISON: frozenset(
        _COMMUNITY
        | {
            May.READ_CASES,
            May.MERGE_PEOPLE,
            May.ANSWER_REFERRALS,
            May.FOLLOW_UP,
            May.RECORD_CONSENT,
            May.REFER,
            May.EDIT_DIRECTORY,
        }
    ),
    Role.SUPERVISOR: frozenset(_LEAD | {May.EXPORT_PLAIN, May.MANAGE_PLACES, May.READ_AUDIT, May.BACK_UP}),
    Role.COMMANDER: frozenset(_OVERSEE | _KEEP),
    Role.RECORDS_CUSTODIAN: frozenset(
        _OVERSEE | _KEEP | {May.READ_YOUTH, May.PREPARE_PACKETS, May.BACK_UP, May.IMPORT_LOGS, May.PROPOSE_DISPOSAL}
    ),
    Role.TRAINING_COORDINATOR: frozenset({May.READ_TRAINING, May.EDIT_TRAINING, May.REVIEW_TRAINING}),
    Role.OVERSIGHT_REVIEWER: frozenset({May.READ_PACKETS}),
    Role.PUBLISHER: frozenset({May.READ_SUMMARY}),
    Role.ADMINISTRATOR: frozenset(
        {
            May.MANAGE_STAFF,
            May.MANAGE_PLACES,
            May.MANAGE_CODES,
            May.IMPORT_LOGS,
            May.EDIT_DIRECTORY,
            May.READ_AUDIT,
            May.BACK_UP,
        }
    ),
}

SCOPES: dict[Role, Scope] = {
    Role.OFFICER: Scope.UNIT,
    Role.CO_RESPONDER: Scope.UNIT,
    Role.LIAISON: Scope.PARTNER_ORG,
    Role.SUPERVISOR: Scope.UNIT,
    Role.COMMANDER: Scope.ALL,
    Role.RECORDS_CUSTODIAN: Scope.ALL,
    Role.TRAINING_COORDINATOR: Scope.ALL,
}
"""The scope a role starts with; a role that is not named here sees only its own."""

_COMMON = {Label.OPEN, Label.INTERNAL}
ROLE_LABELS: dict[Role, frozenset[Label]] = {
    Role.SUPERVISOR: frozenset({Label.RESTRICTED, Label.JUVENILE}),
    Role.COMMANDER: frozenset({Label.RESTRICTED}),
    Role.RECORDS_CUSTODIAN: frozenset({Label.RESTRICTED, Label.JUVENILE}),
}
"""Labels a role opens beside open and internal; victim services and Part 2 come only by naming a person."""


@dataclass(frozen=True)
class Actor:
    """A signed-in user: rights, how far they see, and the labels they may open."""

    id: UUID
    name: str
    roles: frozenset[Role]
    scope: Scope
    unit: str = ""
    neighborhoods: frozenset[UUID] = frozenset()
    organization: UUID | None = None
    extra_labels: frozenset[Label] = frozenset()

    @property
    def rights(self) -> frozenset[May]:
        shared = frozenset({May.SIGN_IN}) if self.roles <= _REVIEWERS else _EVERYONE
        return shared.union(*(RIGHTS[role] for role in self.roles))

    @property
    def labels(self) -> frozenset[Label]:
        return frozenset(_COMMON | self.extra_labels).union(*(ROLE_LABELS.get(r, frozenset()) for r in self.roles))

    def may(self, right: May) -> bool:
        return right in self.rights


def highest(*labels: str) -> str:
    """The most sensitive of these labels: what hangs on a record carries at least the record's own."""
    return max(labels, key=lambda label: LABELS.index(Label(label)))


def default_scope(roles: frozenset[Role]) -> Scope:
    """The widest scope any of these roles starts with."""
    order = list(Scope)
    return max((SCOPES.get(role, Scope.OWN) for role in roles), key=order.index, default=Scope.OWN)
