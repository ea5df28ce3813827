"""What search knows of organizations and services."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from casemgr.core.kind import Words
from casemgr.core.tx import Tx
from casemgr.records.directory.details import Address
from casemgr.records.directory.shown import term_names
from casemgr.records.directory.tables import Organization, Service, ServiceAtLocation
from casemgr.records.directory.terms import Attribute, TaxonomyTerm

MOST = 600
"""Characters of a description that search knows."""

_ORGANIZATION: tuple[Any, ...] = tuple(
    getattr(Organization, name) for name in ("id", "name", "alternate_name", "website", "description")
)
_SERVICE: tuple[Any, ...] = tuple(
    getattr(Service, name) for name in ("id", "name", "alternate_name", "organization_id", "description")
)


def organization_words(_tx: Tx, organization: Organization) -> Words:
    """What search knows of one organization."""
    return _organization(organization)


def service_words(tx: Tx, service: Service) -> Words:
    """What search knows of one service: its names, its organization, its cities, what it does, what it is called."""
    organization = tx.get(Organization, service.organization_id) if service.organization_id else None
    asked = (
        select(Address.city)
        .join(ServiceAtLocation, col(ServiceAtLocation.location_id) == Address.location_id)
        .where(ServiceAtLocation.service_id == service.id)
    )
    cities = sorted({city for city in tx.exec(asked) if city})
    called = organization.name if organization is not None else ""
    return _service(service, called, cities, term_names(tx, service.id))


def all_organizations(tx: Tx) -> dict[UUID, Words]:
    """The same of every organization in the directory."""
    asked = select(*_ORGANIZATION).where(col(Organization.gone).is_(False))
    return {row.id: _organization(row) for row in tx.execute(asked)}


def all_services(tx: Tx) -> dict[UUID, Words]:
    """The same of every service in the directory, in a few questions rather than one for each."""
    called = {id: name for id, name in tx.execute(select(Organization.id, Organization.name))}
    cities = _gathered(
        tx,
        select(ServiceAtLocation.service_id, Address.city)
        .join(Address, col(Address.location_id) == ServiceAtLocation.location_id)
        .where(col(Address.city).is_not(None)),
    )
    terms = _gathered(
        tx,
        select(Attribute.link_id, TaxonomyTerm.name).join(
            TaxonomyTerm, col(TaxonomyTerm.id) == Attribute.taxonomy_term_id
        ),
    )
    asked = select(*_SERVICE).where(col(Service.gone).is_(False))
    return {
        row.id: _service(row, called.get(row.organization_id, ""), cities.get(row.id, ()), terms.get(row.id, ()))
        for row in tx.execute(asked)
    }


def _gathered(tx: Tx, asked: Any) -> dict[UUID, list[str]]:
    found: dict[UUID, set[str]] = {}
    for about, word in tx.execute(asked):
        found.setdefault(about, set()).add(word)
    return {about: sorted(words) for about, words in found.items()}


def _organization(row: Any) -> Words:
    said = (row.alternate_name, (row.description or "")[:MOST])
    return Words(row.name, row.website or "", "\n".join(part for part in said if part))


def _service(row: Any, organization: str, cities: Sequence[str], terms: Sequence[str]) -> Words:
    line = " · ".join(part for part in (organization, ", ".join(cities)) if part)
    said = (row.alternate_name, (row.description or "")[:MOST], " · ".join(terms))
    return Words(row.name, line, "\n".join(part for part in said if part))
