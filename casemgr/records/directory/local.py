"""What we know of a service ourselves: room, drop-off, walls, and when someone last checked the entry."""

from uuid import UUID

from casemgr.core.access import May
from casemgr.core.errors import Invalid, Problem
from casemgr.core.tx import Tx
from casemgr.core.verbs import command
from casemgr.i18n import _
from casemgr.records.directory.drafts import LocalDraft
from casemgr.records.directory.tables import Service, ServiceCheck, ServiceLocal
from casemgr.records.directory.writing import the_service


def local_of(tx: Tx, service_id: UUID) -> ServiceLocal:
    """What is known here of a service; nothing yet is an empty one, not kept."""
    return tx.get(ServiceLocal, service_id) or ServiceLocal(id=service_id, service_id=service_id)


def _there(tx: Tx, service_id: UUID) -> Service:
    service = the_service(tx, service_id)
    if service.gone:
        raise Invalid(Problem("service_id", _("This service has left the directory.")))
    return service


@command(May.EDIT_DIRECTORY)
def set_local(tx: Tx, service_id: UUID, draft: LocalDraft) -> None:
    """Write down what we know of a service; imports leave it as it is."""
    service = _there(tx, service_id)
    local = local_of(tx, service.id)
    asked_now = draft.capacity_status != local.capacity_status and draft.capacity_checked_at is None
    for name, value in draft.model_dump().items():
        setattr(local, name, value)
    if asked_now and draft.capacity_status:
        local.capacity_checked_at = tx.now
    tx.add(local)


@command(May.EDIT_DIRECTORY)
def mark_checked(tx: Tx, service_id: UUID) -> None:
    """Say that the entry was checked today and holds."""
    service = _there(tx, service_id)
    local = local_of(tx, service.id)
    today = tx.now.astimezone(tx.store.zone).date()
    local.checked_on, local.checked_by = today, tx.actor.id
    tx.add(ServiceCheck(service_id=service.id, at=tx.now, by=tx.actor.id, assured_before=service.assured_date))
    service.assured_date = max(service.assured_date or today, today)
    tx.add(local)
    tx.add(service)
