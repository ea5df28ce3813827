"""Watch groups: where they stand, who belongs to them, when they met, and how old their phone tree is."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from casemgr.core.access import May
from casemgr.core.acts import act
from casemgr.core.codes import label
from casemgr.core.days import long_day
from casemgr.core.draft import Draft, entry
from casemgr.core.errors import Invalid, NotFound, Problem
from casemgr.core.kind import Area, Due, Kind, Line, Section, SightBy, Words
from casemgr.core.numbers import next_number
from casemgr.core.page import SIZE, Page, page
from casemgr.core.tx import Tx
from casemgr.core.verbs import command, query
from casemgr.i18n import N_, _, plural
from casemgr.records.staff import member
from casemgr.records.watch.tables import WatchGroup, WatchMember

YEAR = timedelta(days=365)
"""A group meets at least once a year, and looks through its phone tree as often."""
DUE_HOUR = 17
MOST_MEMBERS = 300


class GroupStatus(StrEnum):
    """Where a watch group stands."""

    FORMING = "forming"
    ACTIVE = "active"
    PAUSED = "paused"
    CLOSED = "closed"


OPEN = {GroupStatus.FORMING, GroupStatus.ACTIVE, GroupStatus.PAUSED}


class GroupDraft(Draft):
    name: str = entry(N_("Name"), min_length=2, max_length=120)
    neighborhood_id: UUID = entry(N_("Neighborhood"), ref="neighborhoods")
    area_described: str = entry(
        N_("Blocks it looks after"), default="", max_length=300, hint=N_("Such as Dock Street between 1st and 4th.")
    )
    liaison_id: UUID | None = entry(N_("Police liaison"), default=None, ref="staff", hint=N_("Left empty, you."))
    founded_on: date | None = entry(N_("Founded on"), default=None)


class MemberDraft(Draft):
    name: str = entry(N_("Name"), min_length=2, max_length=100)
    role: str = entry(N_("Role"), code="watch_role", min_length=1)
    block: str = entry(N_("Block"), default="", max_length=120)
    households: int = entry(N_("Households in touch with"), default=0, ge=0, le=200, hint=N_("10 to 15 for a captain."))
    phone: str = entry(N_("Phone"), default="", max_length=40)
    called_by: int | None = entry(
        N_("Called by, number in the roster"), default=None, ge=1, le=MOST_MEMBERS, hint=N_("The phone tree.")
    )
    trained_on: date | None = entry(
        N_("Trained on"), default=None, hint=N_("To observe and report, without bias, and when to call 911.")
    )
    background_check_on: date | None = entry(N_("Background check on"), default=None)
    agreement_signed_on: date | None = entry(N_("Agreement signed on"), default=None)


class DayDraft(Draft):
    day: date | None = entry(N_("Day"), default=None, hint=N_("Left empty, today."))


class LeftDraft(Draft):
    n: int = entry(N_("Number in the roster"), ge=1, le=MOST_MEMBERS)


def the_group(tx: Tx, id: UUID) -> WatchGroup:
    """The watch group with this id; NotFound where there is none in sight."""
    group = tx.get(WatchGroup, id)
    if group is None:
        raise NotFound(_("There is no such watch group, or you may not see it."))
    return group


def roster(tx: Tx, id: UUID) -> list[WatchMember]:
    """Who has belonged to a group, by number; who left has a day."""
    return list(tx.exec(select(WatchMember).where(WatchMember.group_id == id).order_by(col(WatchMember.n))))


def _today(tx: Tx) -> date:
    return tx.now.astimezone(tx.store.zone).date()


def _past(tx: Tx, day: date | None, field: str) -> date:
    if day is not None and day > _today(tx):
        raise Invalid(Problem(field, _("This day has not come yet.")))
    return day or _today(tx)


def _fill(tx: Tx, group: WatchGroup, draft: GroupDraft) -> UUID:
    if draft.founded_on is not None:
        _past(tx, draft.founded_on, "founded_on")
    if draft.liaison_id is not None:
        member(tx, draft.liaison_id)
    for name, value in draft.model_dump(exclude={"liaison_id"}).items():
        setattr(group, name, value)
    group.liaison_id = draft.liaison_id or tx.actor.id
    tx.add(group)
    return group.id


@command(May.EDIT_COMMUNITY)
def start_group(tx: Tx, draft: GroupDraft) -> UUID:
    """Enter a watch group; it is forming until it is said to be active."""
    values = draft.model_dump(exclude={"liaison_id"})
    return _fill(tx, WatchGroup(**values, number=next_number(tx, "W"), liaison_id=tx.actor.id), draft)


@command(May.EDIT_COMMUNITY)
def change_group(tx: Tx, id: UUID, draft: GroupDraft) -> None:
    """Change a group's name, area or liaison."""
    _fill(tx, the_group(tx, id), draft)


@act(
    WatchGroup,
    N_("It is active"),
    may=May.EDIT_COMMUNITY,
    since={GroupStatus.FORMING, GroupStatus.PAUSED},
    to=GroupStatus.ACTIVE,
)
def activate(tx: Tx, group: WatchGroup) -> None:
    """Take up a group's work; somebody must coordinate it."""
    if not any(one.role == "coordinator" and one.left_on is None for one in roster(tx, group.id)):
        raise Invalid(Problem("status", _("Add a coordinator to the roster first.")))


@act(WatchGroup, N_("Add to the roster"), may=May.EDIT_COMMUNITY, since=OPEN)
def add_member(tx: Tx, group: WatchGroup, draft: MemberDraft) -> None:
    """Add someone who agreed to belong to the group."""
    there = roster(tx, group.id)
    if len(there) >= MOST_MEMBERS:
        raise Invalid(Problem("name", _("A roster holds 300 at most; begin another group.")))
    for field in ("trained_on", "background_check_on", "agreement_signed_on"):
        if getattr(draft, field) is not None:
            _past(tx, getattr(draft, field), field)
    if draft.called_by is not None and draft.called_by not in {one.n for one in there if one.left_on is None}:
        raise Invalid(Problem("called_by", _("Nobody in the roster has this number.")))
    tx.add(WatchMember(group_id=group.id, n=len(there) + 1, **draft.model_dump()))


@act(WatchGroup, N_("Someone left"), may=May.EDIT_COMMUNITY, since=OPEN)
def member_left(tx: Tx, group: WatchGroup, draft: LeftDraft) -> None:
    """Take someone off the roster; their phone number goes."""
    one = next((row for row in roster(tx, group.id) if row.n == draft.n and row.left_on is None), None)
    if one is None:
        raise Invalid(Problem("n", _("Nobody in the roster has this number.")))
    one.left_on, one.phone = _today(tx), ""
    tx.add(one)


@act(WatchGroup, N_("Note a group meeting"), may=May.EDIT_COMMUNITY, since=OPEN)
def note_meeting(tx: Tx, group: WatchGroup, draft: DayDraft) -> None:
    """Write down that the group met; the latest day counts."""
    day = _past(tx, draft.day, "day")
    group.last_meeting_on = max(group.last_meeting_on or day, day)


@act(WatchGroup, N_("Phone tree looked through"), may=May.EDIT_COMMUNITY, since=OPEN)
def renew_phone_tree(tx: Tx, group: WatchGroup, draft: DayDraft) -> None:
    """Write down that all numbers were tried; the latest day counts."""
    day = _past(tx, draft.day, "day")
    group.phone_tree_on = max(group.phone_tree_on or day, day)


@act(WatchGroup, N_("Pause"), may=May.EDIT_COMMUNITY, since={GroupStatus.ACTIVE}, to=GroupStatus.PAUSED)
def pause(_tx: Tx, _group: WatchGroup) -> None:
    """Let a group rest: nothing is awaited of it."""


@act(WatchGroup, N_("Close"), may=May.EDIT_COMMUNITY, since=OPEN, to=GroupStatus.CLOSED)
def close(_tx: Tx, _group: WatchGroup) -> None:
    """End a group; it stays on record."""


@query(May.READ_COMMUNITY)
def watch_groups(tx: Tx, after: tuple[str, UUID] | None = None, size: int = SIZE) -> Page:
    """All watch groups the actor may see, by name."""
    shown: list[Any] = [
        *(WatchGroup.id, WatchGroup.number, WatchGroup.neighborhood_id, WatchGroup.last_meeting_on),
        *(WatchGroup.phone_tree_on, WatchGroup.status),
    ]
    return page(tx, select(*shown), (WatchGroup.name, WatchGroup.id), after, size, descending=False)


def _due(tx: Tx) -> Iterator[Due]:
    asked = select(WatchGroup).where(WatchGroup.status == GroupStatus.ACTIVE.value)
    for group in tx.exec(asked):
        since = group.founded_on or (group.entered_at or tx.now).astimezone(tx.store.zone).date()
        for last, what in (
            (group.last_meeting_on, _("A watch group has not met for a year")),
            (group.phone_tree_on, _("A phone tree has not been looked through for a year")),
        ):
            at = datetime.combine((last or since) + YEAR, time(DUE_HOUR), tx.store.zone)
            owners = frozenset({group.liaison_id})
            yield Due(group.id, at, what, group.number, owners, group.unit, group.neighborhood_id)


def _beside(tx: Tx, group: WatchGroup) -> list[Section]:
    there = [one for one in roster(tx, group.id) if one.left_on is None]
    lines = [Line(f"{one.n}. {one.name} · {label(tx, 'watch_role', one.role)}", _told(one)) for one in there]
    return [Section(_("Roster"), tuple(lines))]


def _told(one: WatchMember) -> str:
    homes = plural("{n} household", "{n} households", one.households) if one.households else ""
    trained = _("trained {day}").format(day=long_day(one.trained_on)) if one.trained_on else _("not trained yet")
    signed = "" if one.agreement_signed_on else _("no agreement signed")
    return " · ".join(said for said in (one.block, homes, trained, signed) if said)


Kind(
    "watch",
    WatchGroup,
    N_("Watch groups"),
    N_("Watch group"),
    read=May.READ_COMMUNITY,
    draft=GroupDraft,
    new=start_group,
    amend=change_group,
    page=watch_groups,
    columns=("number", "name", "neighborhood_id", "last_meeting_on", "phone_tree_on", "status"),
    order=("name",),
    letter="W",
    icon="users",
    area=Area.NEIGHBORHOODS,
    sight=SightBy(own=("entered_by", "liaison_id"), neighborhood="neighborhood_id"),
    parts={WatchMember: "group_id"},
    searched=lambda _tx, group: Words(group.name, group.number, group.area_described),
    states="watch_status",
    beside=_beside,
    due=_due,
)
