"""The service directory: organizations, services and how to reach them, as HSDS 3.0 has them (domain 2.5)."""

from casemgr.records.directory import kinds  # noqa: F401  (declares them)
from casemgr.records.directory.cards import LocalFacts, ServiceCard, service
from casemgr.records.directory.details import (
    Accessibility,
    Address,
    CostOption,
    DirectoryContact,
    Funding,
    Language,
    RequiredDocument,
    Schedule,
    ServiceArea,
    ServicePhone,
)
from casemgr.records.directory.drafts import LocalDraft, OrganizationDraft, ServiceDraft, ServiceStatus, Weekday
from casemgr.records.directory.finding import AGAINST, WHY_WORDS, Suggestion, Why, services_for
from casemgr.records.directory.freshness import Freshness
from casemgr.records.directory.imports import DirectoryImport, Imported, Stock, imports, published, stock
from casemgr.records.directory.lists import organization_names, organizations, services
from casemgr.records.directory.loading import Change, Load, load_rows
from casemgr.records.directory.local import local_of, mark_checked, set_local
from casemgr.records.directory.need_words import NEED_WORDS
from casemgr.records.directory.open_now import open_now, open_states
from casemgr.records.directory.opening import OpenState
from casemgr.records.directory.published import directory_id
from casemgr.records.directory.receiving import Receiver, behind_walls, receiver
from casemgr.records.directory.shown import ContactShown, HoursShown, NumberShown, PlaceShown
from casemgr.records.directory.tables import (
    Location,
    Organization,
    OrganizationIdentifier,
    Program,
    Service,
    ServiceAtLocation,
    ServiceCheck,
    ServiceLocal,
)
from casemgr.records.directory.terms import Attribute, Metadata, MetaTable, Taxonomy, TaxonomyTerm
from casemgr.records.directory.writing import (
    add_organization,
    add_service,
    amend_organization,
    amend_service,
    the_service,
)

__all__ = [
    "AGAINST",
    "NEED_WORDS",
    "WHY_WORDS",
    "Accessibility",
    "Address",
    "Attribute",
    "Change",
    "ContactShown",
    "CostOption",
    "DirectoryContact",
    "DirectoryImport",
    "Freshness",
    "Funding",
    "HoursShown",
    "Imported",
    "Language",
    "Load",
    "LocalDraft",
    "LocalFacts",
    "Location",
    "MetaTable",
    "Metadata",
    "NumberShown",
    "OpenState",
    "Organization",
    "OrganizationDraft",
    "OrganizationIdentifier",
    "PlaceShown",
    "Program",
    "Receiver",
    "RequiredDocument",
    "Schedule",
    "Service",
    "ServiceArea",
    "ServiceAtLocation",
    "ServiceCard",
    "ServiceCheck",
    "ServiceDraft",
    "ServiceLocal",
    "ServicePhone",
    "ServiceStatus",
    "Stock",
    "Suggestion",
    "Taxonomy",
    "TaxonomyTerm",
    "Weekday",
    "Why",
    "add_organization",
    "add_service",
    "amend_organization",
    "amend_service",
    "behind_walls",
    "directory_id",
    "imports",
    "load_rows",
    "local_of",
    "mark_checked",
    "open_now",
    "open_states",
    "organization_names",
    "organizations",
    "published",
    "receiver",
    "service",
    "services",
    "services_for",
    "set_local",
    "stock",
    "the_service",
]
