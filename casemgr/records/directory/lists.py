"""Lists of the directory: its services and its organizations, by name."""

from uuid import UUID

from sqlmodel import select

from casemgr.core.access import May
from casemgr.core.page import SIZE, Page, page
from casemgr.core.tx import Tx
from casemgr.core.verbs import query
from casemgr.records.directory.tables import Organization, Service


@query(May.READ_DIRECTORY)
def services(tx: Tx, after: tuple[str, UUID] | None = None, size: int = SIZE) -> Page:
    """All services of the directory, by name."""
    columns = (
        select(
            Service.id,
            Service.name,
            Organization.name.label("organization"),  # type: ignore[attr-defined]
            Service.status,
            Service.assured_date,
        )
        .outerjoin(Organization, Organization.id == Service.organization_id)  # type: ignore[arg-type]
        .where(Service.gone.is_(False))  # type: ignore[attr-defined]
    )
    return page(tx, columns, (Service.sort_key, Service.id), after, size, descending=False)


@query(May.READ_DIRECTORY)
def organizations(tx: Tx, after: tuple[str, UUID] | None = None, size: int = SIZE) -> Page:
    """All organizations of the directory, by name."""
    columns = select(
        Organization.id, Organization.name, Organization.alternate_name, Organization.website, Organization.email
    ).where(Organization.gone.is_(False))  # type: ignore[attr-defined]
    return page(tx, columns, (Organization.sort_key, Organization.id), after, size, descending=False)


@query(May.READ_DIRECTORY)
def organization_names(tx: Tx) -> dict[UUID, str]:
    """Name by id of every organization, those that have left the directory too."""
    return {id: name for id, name in tx.exec(select(Organization.id, Organization.name))}
