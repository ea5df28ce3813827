"""A sign-in name belongs to one person for good: nobody takes over that of someone who left."""

from collections.abc import Callable

import pytest

from casemgr.core.access import Role
from casemgr.core.desk import Desk
from casemgr.core.errors import Invalid
from casemgr.records.staff import StaffDraft, add_staff, change_staff, set_active


def _draft(name: str) -> StaffDraft:
    return StaffDraft(user_name=name, full_name="Omar Haddad", roles=[Role.OFFICER])


@pytest.mark.parametrize("again", ["o.haddad", "O.Haddad"])
def test_the_name_of_a_closed_account_is_not_given_again(desk_of: Callable[..., Desk], again: str) -> None:
    admin = desk_of(Role.ADMINISTRATOR)
    left = admin.do(add_staff, _draft("o.haddad"))
    admin.do(set_active, left, active=False)
    with pytest.raises(Invalid, match="taken, or was once"):
        admin.do(add_staff, _draft(again))
    other = admin.do(add_staff, _draft("o.haddad2"))
    with pytest.raises(Invalid, match="stays as it is"):
        admin.do(change_staff, other, _draft(again))
