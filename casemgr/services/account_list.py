"""Accounts at a glance: how long each has rested, and what one is told of since one last signed in."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlmodel import col, select

from casemgr.core.access import May
from casemgr.core.account_use import last_uses
from casemgr.core.audit_reading import came_by_sheet, changed_by_others, signed_in_before, told_by_others
from casemgr.core.desk import Desk
from casemgr.core.second_factor import with_second_factor
from casemgr.core.settings import threshold
from casemgr.core.tx import Tx
from casemgr.core.verbs import query
from casemgr.i18n import _, plural
from casemgr.records.staff import Staff
from casemgr.services.incident import REPORTED


@dataclass(frozen=True)
class Account:
    """How an account stands; `used_at` is None for one never used, `shut` says it rested too long to let anyone in."""

    id: UUID
    user_name: str
    full_name: str
    roles: tuple[str, ...]
    active: bool
    used_at: datetime | None
    shut: bool
    second_factor: bool


@query(May.MANAGE_STAFF)
def account_list(tx: Tx) -> tuple[Account, ...]:
    """Every account, the open ones first, and of these the longest unused (CJIS AC-2(3))."""
    uses, phones = last_uses(tx), with_second_factor(tx)
    oldest = tx.now - timedelta(days=threshold(tx, "idle_account_days"))
    found = [
        Account(
            one.id,
            one.user_name,
            one.full_name,
            tuple(one.roles),
            one.active,
            used_at=(at := uses.get(one.id)),
            shut=one.active and at is not None and at < oldest,
            second_factor=one.id in phones,
        )
        for one in tx.exec(select(Staff))
    ]
    never = datetime.min.replace(tzinfo=UTC)
    return tuple(sorted(found, key=lambda one: (not one.active, one.used_at or never, one.user_name)))


@dataclass(frozen=True)
class NewFaces:
    """What everyone is told of the accounts since they last signed in: whose is new or changed; whether somebody
    came in by the recovery sheet; and, for those who answer for it, how many privacy incidents others reported."""

    names: tuple[str, ...] = ()
    by_sheet: bool = False
    incidents: int = 0


@query(May.READ_STAFF)
def new_faces(tx: Tx) -> NewFaces:
    """Accounts others made or changed since the actor's last sign-in but this: nobody lets themselves in unseen."""
    since = signed_in_before(tx)
    if since is None:
        return NewFaces()
    ids = changed_by_others(tx, "staff", since) - {tx.actor.id}
    rows = tx.exec(select(Staff.full_name).where(col(Staff.id).in_(ids), Staff.active))
    answers = any(map(tx.actor.may, (May.MANAGE_STAFF, May.SUPERVISE, May.READ_AUDIT)))
    incidents = told_by_others(tx, REPORTED, since) if answers else 0
    return NewFaces(tuple(sorted(rows)), came_by_sheet(tx, since), incidents)


def told_of(desk: Desk) -> str:
    """The same in a sentence or two; empty where there is nothing to tell, or nobody it may be told to."""
    return said(desk.ask(new_faces)) if desk.actor.may(May.READ_STAFF) else ""


def said(faces: NewFaces) -> str:
    """New faces in a sentence or two; empty for none."""
    names = _("New or changed since you last signed in: {names}.").format(names=", ".join(faces.names))
    sheet = _("The recovery sheet was used since you last signed in. If you do not know why, ask your administrator.")
    incidents = plural(
        "{n} privacy incident was reported since you last signed in: see the audit.",
        "{n} privacy incidents were reported since you last signed in: see the audit.",
        faces.incidents,
    )
    lines = ((incidents, faces.incidents), (names, faces.names), (sheet, faces.by_sheet))
    return " ".join(line for line, told in lines if told)
