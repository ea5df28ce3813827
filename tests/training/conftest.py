"""A coordinator, an officer, and courses they speak of."""

from collections.abc import Callable
from uuid import UUID

import pytest

from casemgr.core.access import Role
from casemgr.core.desk import Desk
from tests.samples import made

DeskOf = Callable[..., Desk]


@pytest.fixture
def coordinator(desk_of: DeskOf) -> Desk:
    return desk_of(Role.TRAINING_COORDINATOR)


@pytest.fixture
def hired(desk_of: DeskOf) -> Callable[..., UUID]:
    """What adds a member of staff; facts are those of its draft."""
    admin = desk_of(Role.ADMINISTRATOR)
    return lambda **facts: made(admin, "staff", **facts)


@pytest.fixture
def officer(hired: Callable[..., UUID]) -> UUID:
    return hired(user_name="o.example", badge="B-7", full_name="Olive Example")
