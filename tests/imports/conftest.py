"""An older log, a mapping that reads it, and who may take it over."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from casemgr.core.access import Role
from casemgr.core.desk import Desk
from tests.builders import a_member, a_neighborhood

DeskOf = Callable[..., Desk]
HEAD = "Date,Type,Officer,Area,Subject,Notes,First,Last,Phone,Role"
MAPPING: dict[str, Any] = {
    "columns": {
        "occurred_at": "Date",
        "contact_type": "Type",
        "officer": "Officer",
        "neighborhood": "Area",
        "headline": "Subject",
        "note": "Notes",
    },
    "codes": {"contact_type": {"Walk & talk": "foot_patrol_conversation"}, "role": {"Shop owner": "business"}},
    "date_formats": ["%m/%d/%Y %H:%M", "%m/%d/%Y"],
    "people": [{"given": "First", "family": "Last", "phone": "Phone", "role": "Role"}],
}
ROWS = (
    "03/05/2019 14:30,Walk & talk,B-7,N1,Street lights,Two lamps are dark,Ines,Duarte,555-0101,Shop owner",
    '03/06/2019,door knock,o.example,Harbor Flats,"Noise, again",Quiet hours,Ines,Duarte,555-0101,resident',
    "03/07/2019,welfare check,B-7,n1,Asked for the bus line,,,,,",
)


def log(*rows: str) -> str:
    """The text of a log with these rows."""
    return "\n".join((HEAD, *rows)) + "\n"


def said(**changes: Any) -> str:
    """The mapping as JSON, with these parts instead."""
    return json.dumps(MAPPING | changes)


@pytest.fixture
def custodian(desk_of: DeskOf) -> Desk:
    return desk_of(Role.RECORDS_CUSTODIAN)


@pytest.fixture
def officer(desk_of: DeskOf) -> UUID:
    admin = desk_of(Role.ADMINISTRATOR)
    a_neighborhood(admin)
    return a_member(admin, "o.example", "Olive Example", badge="B-7", unit="North")
