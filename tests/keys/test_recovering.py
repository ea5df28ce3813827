"""Back in with the recovery sheet when every passphrase is lost."""

from pathlib import Path

import pytest

from casemgr import app
from casemgr.app import Shift
from casemgr.core import audit_reading, recovery
from casemgr.core.access import Label, Role
from casemgr.core.errors import Invalid, NotAllowed, WrongKey
from casemgr.core.home import Home
from casemgr.core.jobs import run
from casemgr.core.sealed_rounds import role_key_standing
from casemgr.core.stretch import Effort
from casemgr.core.ways_in import ByRecovery
from casemgr.records import contacts, people
from casemgr.records.staff import StaffDraft
from casemgr.recovering import recover
from casemgr.services import accounts
from tests.builders import a_contact, a_neighborhood
from tests.stations import ADMIN, OFFICER, OFFICER_PHRASE, SETUP, opened

NEW_PHRASE = "mango trellis octave plain skies"


@pytest.fixture
def lost(tmp_path: Path) -> tuple[Home, bytes]:
    """A store of which only the sheet is left; and an officer who knows theirs."""
    home = Home(tmp_path / "store")
    shift, code = app.create(home, SETUP)
    draft = StaffDraft(user_name=OFFICER, full_name="Lena Okafor", roles=[Role.OFFICER], unit="North")
    accounts.add_user(shift.desk, home, shift.vault, shift.opened, draft, OFFICER_PHRASE)
    shift.end()
    return home, recovery.read(code)


def recovered(home: Home, sheet: bytes, user: str = ADMIN) -> tuple[Shift, bytes]:
    return recover(home, sheet, user, NEW_PHRASE, effort=Effort.TEST)


def test_the_sheet_gives_an_administrator_a_new_passphrase_and_is_replaced(lost: tuple[Home, bytes]) -> None:
    home, sheet = lost
    shift, fresh = recovered(home, sheet)
    assert shift.desk.actor.name == "Rosa Delgado"
    assert run(shift.desk.store.auditing()).broken is None
    said = shift.desk.ask(audit_reading.audit_entries, size=100).entries
    assert "by recovery sheet" in {entry.reason for entry in said}
    assert {"keys_renewed", "keys_removed", "store_rekeyed"} <= {entry.action for entry in said}
    shift.end()
    with pytest.raises(WrongKey):
        recovered(home, sheet)
    opened(home, OFFICER, OFFICER_PHRASE).end()
    again, _code = recovered(home, fresh)
    assert run(again.desk.store.auditing()).broken is None
    again.end()


def test_who_holds_the_sheet_sees_no_record(lost: tuple[Home, bytes]) -> None:
    home, sheet = lost
    held = app.enter(home, ByRecovery(sheet), effort=Effort.TEST)
    with pytest.raises(NotAllowed):
        held.desk.ask(people.people)
    held.end()


def test_others_get_theirs_from_the_administrator(lost: tuple[Home, bytes]) -> None:
    home, sheet = lost
    with pytest.raises(Invalid, match="administrator"):
        recovered(home, sheet, OFFICER)
    shift, _code = recovered(home, sheet)
    shift.end()


def test_a_weak_passphrase_is_refused_and_the_sheet_still_opens(lost: tuple[Home, bytes]) -> None:
    home, sheet = lost
    with pytest.raises(Invalid):
        recover(home, sheet, ADMIN, "short", effort=Effort.TEST)
    shift, _code = recovered(home, sheet)
    shift.end()


def test_the_sheet_brings_back_what_was_sealed_to_one_who_lost_their_passphrase(lost: tuple[Home, bytes]) -> None:
    """The only holder of the label's key has nothing left to open it with; the sheet holds it as well."""
    home, sheet = lost
    held = opened(home)
    quarter = a_neighborhood(held.desk)
    id = a_contact(held.desk, quarter, note="The heron statue.", sensitivity="restricted")
    held.end()
    shift, fresh = recovered(home, sheet)
    assert shift.desk.ask(contacts.contact, id).note == "The heron statue."
    standing = {one.label: one for one in shift.desk.ask(role_key_standing)}
    assert (standing[Label.RESTRICTED].generation, standing[Label.RESTRICTED].waiting) == (2, 0)
    assert run(shift.desk.store.auditing()).broken is None
    shift.end()
    again, _last = recovered(home, fresh)
    assert again.desk.ask(contacts.contact, id).note == "The heron statue."
    again.end()
