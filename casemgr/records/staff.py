"""Officers, liaisons and everyone else who signs in; what each works as and how far each sees."""

from typing import Any
from uuid import UUID

from sqlalchemy import JSON
from sqlmodel import Field, Index, select

from casemgr.core.access import RIGHTS, Label, May, Role, Scope, default_scope
from casemgr.core.columns import told
from casemgr.core.draft import Draft, entry
from casemgr.core.errors import Invalid, NotFound, Problem
from casemgr.core.kind import Kind, SightBy, Words
from casemgr.core.page import SIZE, Page, page
from casemgr.core.record import Record, new_id
from casemgr.core.tx import Tx
from casemgr.core.verbs import command, query
from casemgr.i18n import N_, _


class StaffDraft(Draft):
    id: UUID = entry(N_("Id"), default_factory=new_id, hidden=True)
    user_name: str = entry(N_("Sign-in name"), min_length=2, max_length=40)
    full_name: str = entry(N_("Full name"), min_length=2, max_length=100)
    roles: list[Role] = entry(N_("Works as"), min_length=1)
    scope: Scope | None = entry(N_("Sees"), default=None, hint=N_("Left empty, as far as the role needs."))
    unit: str = entry(N_("Unit"), default="", max_length=60)
    badge: str = entry(N_("Badge number"), default="", max_length=20)
    organization_id: UUID | None = entry(N_("Partner organization"), default=None, ref="organizations")
    labels: list[Label] = entry(N_("May also open"), default_factory=list)

    def resolved_scope(self) -> Scope:
        return self.scope or default_scope(frozenset(self.roles))


@told(name="user_name full_name", code="roles scope labels", number="badge", kept="standing", rest="fact")
class Staff(Record, table=True):
    __table_args__ = (Index("ix_staff_name", "full_name", "id"),)
    user_name: str = Field(max_length=40, unique=True)
    full_name: str = Field(max_length=100)
    roles: list[str] = Field(default_factory=list, sa_type=JSON)
    scope: str = Field(max_length=20)
    badge: str = Field(default="", max_length=20)
    organization_id: UUID | None = None
    labels: list[str] = Field(default_factory=list, sa_type=JSON)
    active: bool = True


def _fill(tx: Tx, staff: Staff, draft: StaffDraft) -> None:
    if Role.LIAISON in draft.roles and draft.resolved_scope() is Scope.PARTNER_ORG and draft.organization_id is None:
        raise Invalid(Problem("organization_id", _("A partner's liaison needs the partner organization.")))
    staff.full_name = draft.full_name
    staff.roles = [role.value for role in draft.roles]
    staff.scope = draft.resolved_scope().value
    staff.unit, staff.badge, staff.organization_id = draft.unit, draft.badge, draft.organization_id
    staff.labels = [label.value for label in draft.labels]
    tx.add(staff)


def good_user_name(name: str) -> str:
    """A sign-in name as it is kept; Invalid when it holds anything but letters, digits, dots and dashes."""
    name = name.lower()
    if not name.replace(".", "").replace("-", "").replace("_", "").isalnum() or not name.isascii():
        raise Invalid(Problem("user_name", _("Use letters, digits, dots and dashes only.")))
    return name


@command(May.MANAGE_STAFF)
def add_staff(tx: Tx, draft: StaffDraft) -> UUID:
    """Add someone who works here; a sign-in name is never used twice."""
    name = good_user_name(draft.user_name)
    if tx.exec(select(Staff.id).where(Staff.user_name == name)).first() is not None:
        raise Invalid(Problem("user_name", _("This sign-in name is taken, or was once; choose another.")))
    staff = Staff(id=draft.id, user_name=name, full_name=draft.full_name, scope=Scope.OWN.value)
    _fill(tx, staff, draft)
    return staff.id


@command(May.MANAGE_STAFF)
def change_staff(tx: Tx, id: UUID, draft: StaffDraft) -> None:
    """Change what someone works as, sees, or is called; the sign-in name stays."""
    staff = member(tx, id)
    if staff.user_name != draft.user_name.lower():
        raise Invalid(Problem("user_name", _("The sign-in name stays as it is.")))
    _fill(tx, staff, draft)


@command(May.MANAGE_STAFF)
def set_active(tx: Tx, id: UUID, *, active: bool) -> None:
    """Close an account, or open it again; nobody closes their own."""
    staff = member(tx, id)
    if staff.id == tx.actor.id:
        raise Invalid(Problem("", _("You cannot close your own account.")))
    staff.active = active
    tx.add(staff)


def supervises(tx: Tx, id: UUID) -> bool:
    """Whether this member of staff is at work here as a supervisor."""
    staff = tx.get(Staff, id)
    return staff is not None and staff.active and any(May.SUPERVISE in RIGHTS[Role(role)] for role in staff.roles)


def member(tx: Tx, id: UUID) -> Staff:
    """The member of staff with this id."""
    staff = tx.get(Staff, id)
    if staff is None:
        raise NotFound(_("There is no such member of staff."))
    return staff


@query(May.READ_STAFF)
def staff(tx: Tx, after: tuple[str, UUID] | None = None, size: int = SIZE) -> Page:
    """Everyone who works here, by name."""
    shown: list[Any] = [Staff.id, Staff.user_name, Staff.full_name, Staff.roles, Staff.scope, Staff.unit, Staff.active]
    columns = select(*shown)
    return page(tx, columns, (Staff.full_name, Staff.id), after, size, descending=False)


@query(May.READ_STAFF)
def staff_names(tx: Tx) -> dict[UUID, str]:
    """Name by id, for lists that show who."""
    return {id: name for id, name in tx.exec(select(Staff.id, Staff.full_name))}


def _words(_tx: Tx, staff: Staff) -> Words:
    return Words(staff.full_name, staff.unit, f"{staff.user_name} {staff.badge}")


Kind(
    "staff",
    Staff,
    N_("Staff"),
    N_("Member of staff"),
    read=May.READ_STAFF,
    draft=StaffDraft,
    new=add_staff,
    amend=change_staff,
    page=staff,
    columns=("full_name", "roles", "unit", "active"),
    order=("full_name",),
    icon="users",
    sight=SightBy(everyone=True),
    searched=_words,
)
