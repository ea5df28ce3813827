"""A youth officer's desk, in a store with someone on the staff."""

from collections.abc import Callable

import pytest

from casemgr.core.access import Label, Role
from casemgr.core.desk import Desk
from tests.builders import a_member


@pytest.fixture
def desk(desk_of: Callable[..., Desk]) -> Desk:
    """An officer who works with the young."""
    a_member(desk_of(Role.ADMINISTRATOR))
    return desk_of(Role.OFFICER, unit="North", extra_labels=frozenset({Label.JUVENILE}))
