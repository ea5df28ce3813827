"""The service directory: organizations, services and how to reach them, as HSDS 3.0 has them (domain 2.5)."""

from casemgr.records.directory import kinds  # noqa: F401  (declares them)
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
from casemgr.records.directory.lists import organization_names, organizations, services
from casemgr.records.directory.local import local_of, mark_checked, set_local
from casemgr.records.directory.published import directory_id
from casemgr.records.directory.receiving import Receiver, receiver
from casemgr.records.directory.tables import (
    Location,
    Organization,
    OrganizationIdentifier,
    Program,
    Service,
    ServiceAtLocation,
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
    "Accessibility",
    "Address",
    "Attribute",
    "CostOption",
    "DirectoryContact",
    "Funding",
    "Language",
    "LocalDraft",
    "Location",
    "MetaTable",
    "Metadata",
    "Organization",
    "OrganizationDraft",
    "OrganizationIdentifier",
    "Program",
    "Receiver",
    "RequiredDocument",
    "Schedule",
    "Service",
    "ServiceArea",
    "ServiceAtLocation",
    "ServiceDraft",
    "ServiceLocal",
    "ServicePhone",
    "ServiceStatus",
    "Taxonomy",
    "TaxonomyTerm",
    "Weekday",
    "add_organization",
    "add_service",
    "amend_organization",
    "amend_service",
    "directory_id",
    "local_of",
    "mark_checked",
    "organization_names",
    "organizations",
    "receiver",
    "services",
    "set_local",
    "the_service",
]
