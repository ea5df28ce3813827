"""What cannot be written down is not done, and says so: by a real fault in the store file, and its mending."""

from collections.abc import Callable

import pytest

from casemgr.core import unsent
from casemgr.core.access import Label, Role
from casemgr.core.audit_reading import audit_entries
from casemgr.core.desk import Desk
from casemgr.core.errors import Unlogged
from casemgr.core.record import new_id
from casemgr.core.store import FILE, Store
from casemgr.records import people, places
from tests.builders import a_person, a_place
from tests.conftest import KEY, Logged
from tests.tampering import sqlcipher

DeskOf = Callable[..., Desk]


def break_log(store: Store) -> None:
    """Let the file refuse every entry from now on."""
    shell(store, "CREATE TRIGGER broken BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'no'); END")


def mend_log(store: Store) -> None:
    shell(store, "DROP TRIGGER broken")


def shell(store: Store, statement: str) -> None:
    with sqlcipher.connect(str(store.home / FILE)) as raw:
        raw.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
        raw.execute(statement)


def test_no_place_is_kept_whose_audit_entry_is_refused(store: Store, desk_of: DeskOf, logged: Logged) -> None:
    officer = desk_of(Role.OFFICER)
    a_place(officer, "Before")
    break_log(store)
    with pytest.raises(Unlogged, match="Nothing can be saved"):
        a_place(officer, "After")
    assert logged.lines == ["no audit entry can be written: SQLITE_CONSTRAINT"]
    logged.take("no audit entry")
    assert [row.name for row in officer.ask(places.places).rows] == ["Before"]
    mend_log(store)
    a_place(officer, "Mended")
    assert [row.name for row in officer.ask(places.places).rows] == ["Before", "Mended"]


def test_no_restricted_record_is_shown_that_cannot_be_written_down(
    store: Store, desk_of: DeskOf, logged: Logged
) -> None:
    officer = desk_of(Role.OFFICER, extra_labels=frozenset({Label.RESTRICTED}))
    id = a_person(officer, "Ana", "Quetzal", sensitivity=Label.RESTRICTED)
    break_log(store)
    with pytest.raises(Unlogged):
        officer.ask(people.person, id)
    logged.take("no audit entry")


def test_what_is_being_typed_is_kept_all_the_same(store: Store, desk_of: DeskOf) -> None:
    officer = desk_of(Role.OFFICER)
    break_log(store)
    officer.do(unsent.keep, new_id(), "contacts", {"headline": "Half written"})
    mend_log(store)
    assert [one.values for one in officer.ask(unsent.kept)] == [{"headline": "Half written"}]


def test_a_refusal_is_not_told_where_it_cannot_be_written_down(store: Store, desk_of: DeskOf, logged: Logged) -> None:
    officer = desk_of(Role.OFFICER)
    break_log(store)
    with pytest.raises(Unlogged):
        officer.ask(audit_entries)
    logged.take("no audit entry")
