"""What tests start from, each made through the Desk, so that no test has data the program could not make."""

from uuid import UUID

from casemgr.core.access import Role
from casemgr.core.desk import Desk
from casemgr.records import neighborhoods, staff


def a_member(
    desk: Desk, user_name: str = "r.delgado", full_name: str = "Rosa Delgado", **facts: object
) -> UUID:
    """Someone on the staff; `desk` is an administrator's."""
    values = {"roles": [Role.OFFICER], "unit": "North"} | facts
    draft = staff.StaffDraft(user_name=user_name, full_name=full_name, **values)  # type: ignore[arg-type]
    return desk.do(staff.add_staff, draft)


def a_neighborhood(desk: Desk, code: str = "N1", name: str = "Harbor Flats") -> UUID:
    """A neighborhood with two beats; `desk` is an administrator's."""
    draft = neighborhoods.NeighborhoodDraft(code=code, name=name, beats=[f"{code}-1", f"{code}-2"])
    return desk.do(neighborhoods.add_neighborhood, draft)
