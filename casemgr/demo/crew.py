"""Everybody who works in the demo town, each at a desk of their own, with keys of their own."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from casemgr.core.desk import Desk
from casemgr.demo.books import Member, Town
from casemgr.records import staff
from casemgr.records.staff import StaffDraft
from casemgr.services import accounts
from casemgr.shift import Shift, desk_beside

PASSPHRASE = "borrowed lantern quay biscuit"
"""Opens every demo store, for everybody in it; there is nothing in one that anybody would have to keep."""


def founder(town: Town) -> Member:
    """The administrator, who is there first."""
    return town.staff[0]


@dataclass(frozen=True)
class Crew:
    """Everybody's id, and the desks of those who enter something, by sign-in name."""

    ids: Mapping[str, UUID]
    desks: Mapping[str, Desk]


def hire(shift: Shift, town: Town, providers: Mapping[str, UUID]) -> Crew:
    """Everybody but the founder added to the staff, with keys, and brought to their desks."""
    ids = {founder(town).user: shift.desk.actor.id}
    desks = {founder(town).user: shift.desk}
    for one in town.staff[1:]:
        id = ids[one.user] = shift.desk.do(staff.add_staff, _entry(one, providers))
        keys = shift.vault.add_user(shift.opened, one.user, PASSPHRASE, id=id)
        shift.desk.do(accounts.note_keys, id, "keys_given")
        if one.rounds:
            desks[one.user] = desk_beside(shift, keys)
    shift.vault.save(shift.home.vault)
    return Crew(ids, desks)


def _entry(one: Member, providers: Mapping[str, UUID]) -> StaffDraft:
    return StaffDraft(
        user_name=one.user,
        full_name=one.name,
        roles=list(one.roles),
        scope=one.scope,
        unit=one.unit,
        badge=one.badge,
        organization_id=providers.get(one.organization),
        labels=list(one.labels),
    )
