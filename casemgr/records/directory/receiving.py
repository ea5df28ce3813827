"""A service as the receiver of a referral: what the rules of referring ask of it."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, or_, select

from casemgr.core.tx import Tx
from casemgr.records.directory.drafts import ServiceStatus
from casemgr.records.directory.local import local_of
from casemgr.records.directory.tables import Organization, Service, ServiceLocal
from casemgr.records.directory.writing import the_service


@dataclass(frozen=True)
class Receiver:
    """Who would receive a referral; a service whose status no source tells counts as active."""

    service_id: UUID
    service_name: str
    organization_id: UUID | None
    organization_name: str
    active: bool
    capacity_status: str
    part2: bool
    vawa: bool


def is_active(service: Service) -> bool:
    """Whether one may refer to it: still in the directory, and not said to be closed."""
    return not service.gone and service.status in (None, ServiceStatus.ACTIVE)


def receiver(tx: Tx, service_id: UUID) -> Receiver:
    """The service as a receiver; NotFound when there is none."""
    service = the_service(tx, service_id)
    organization = tx.get(Organization, service.organization_id) if service.organization_id else None
    local = local_of(tx, service.id)
    return Receiver(
        service_id=service.id,
        service_name=service.name,
        organization_id=service.organization_id,
        organization_name=organization.name if organization is not None else "",
        active=is_active(service),
        capacity_status=local.capacity_status,
        part2=local.part2_program,
        vawa=local.vawa_provider,
    )


def behind_walls(tx: Tx, organizations: Collection[UUID]) -> set[UUID]:
    """Of these organizations those with a treatment program or a victim service: their name alone may tell too much."""
    if not organizations:
        return set()
    asked = select(Service.organization_id).join(ServiceLocal, col(ServiceLocal.service_id) == Service.id)
    walled = or_(col(ServiceLocal.part2_program), col(ServiceLocal.vawa_provider))
    found = tx.exec(asked.where(walled, col(Service.organization_id).in_(organizations)))
    return {id for id in found if id is not None}
