"""A change whose audit entry cannot be written is not made: by a real fault in the store file."""

from collections.abc import Callable

import pytest
from sqlalchemy.exc import DBAPIError

from casemgr.core.access import Role
from casemgr.core.desk import Desk
from casemgr.core.store import FILE, Store
from casemgr.records import places
from tests.builders import a_place
from tests.conftest import KEY
from tests.tampering import sqlcipher


def test_no_place_is_kept_whose_audit_entry_is_refused(store: Store, desk_of: Callable[..., Desk]) -> None:
    officer = desk_of(Role.OFFICER)
    a_place(officer, "Before")
    with sqlcipher.connect(str(store.home / FILE)) as raw:
        raw.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
        raw.execute("CREATE TRIGGER broken BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'no'); END")
    with pytest.raises(DBAPIError):
        a_place(officer, "After")
    assert [row.name for row in officer.ask(places.places).rows] == ["Before"]
