"""Reading the audit: who did what to which record, for those whose task it is."""

from dataclasses import dataclass
from uuid import UUID

from casemgr.core.access import May
from casemgr.core.audit import Entry, entries, staff_of_key
from casemgr.core.tx import Tx
from casemgr.core.verbs import query


@dataclass(frozen=True)
class AuditPage:
    """Entries, newest first; `next` is where to go on, None at the end."""

    entries: tuple[Entry, ...]
    next: int | None


@query(May.READ_AUDIT, logged=True)
def audit_entries(tx: Tx, before: int | None = None, record: UUID | None = None, size: int = 100) -> AuditPage:
    """Audit entries, newest first, of all records or of one."""
    found = entries(tx.inside(), before, record, size + 1)
    return AuditPage(tuple(found[:size]), found[size - 1].seq if len(found) > size else None)


@query(May.SIGN_IN)
def whose_key(tx: Tx, public_key: bytes) -> UUID | None:
    """Which member of staff of this store signs with this key, or once did; None for a stranger's."""
    return staff_of_key(tx.inside(), public_key)
