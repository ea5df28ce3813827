"""The service directory: entering services, what we know of them, finding one, and whether it is open."""

from collections.abc import Callable

import pytest

from casemgr.core.access import Role
from casemgr.core.desk import Desk
from casemgr.core.errors import NotAllowed
from casemgr.records import directory
from tests.builders import a_service

Desks = Callable[..., Desk]


@pytest.fixture
def supervisor(desk_of: Desks) -> Desk:
    return desk_of(Role.SUPERVISOR)


class TestByHand:
    def test_services_of_one_organization_share_it(self, supervisor: Desk) -> None:
        a_service(supervisor, "Night Shelter", "Harbor House")
        a_service(supervisor, "Day Room", "harbor house")
        assert len(supervisor.ask(directory.organizations).rows) == 1
        assert [row.name for row in supervisor.ask(directory.services).rows] == ["Day Room", "Night Shelter"]
        assert [row.organization for row in supervisor.ask(directory.services).rows] == ["Harbor House"] * 2

    def test_officers_read_but_do_not_edit(self, desk_of: Desks, supervisor: Desk) -> None:
        id = a_service(supervisor)
        officer = desk_of(Role.OFFICER)
        assert officer.ask(directory.services).rows[0].id == id
        with pytest.raises(NotAllowed):
            officer.do(directory.mark_checked, id)
