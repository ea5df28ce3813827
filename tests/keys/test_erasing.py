"""A store erased from a computer: no key is left there, what is left opens by nothing, and no hold is passed."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from casemgr.core.access import Role
from casemgr.core.desk import Desk
from casemgr.core.device import ToyKeyring, device_secret
from casemgr.core.errors import CaseError, Invalid, NotAllowed
from casemgr.core.holding import Held
from casemgr.core.home import Home
from casemgr.core.jobs import run
from casemgr.core.wiping import wipe_store
from casemgr.records.holds import HoldBasis, HoldDraft, place_hold
from casemgr.services.backup import back_up
from casemgr.services.erasure_record import note_erasing
from tests.builders import a_person
from tests.shell import DONE, REFUSED, Shell
from tests.stations import opened


def test_no_key_of_it_is_left_and_the_rest_of_the_folder_is(home: Home) -> None:
    shift = opened(home)
    a_person(shift.desk, "Zebulon", "Quetzalcoatl")
    run(back_up(shift.desk, home, home.backups))
    store, secrets = str(shift.vault.store_id), [home.vault.read_bytes(), home.people.read_bytes()]
    shift.end()
    (home.folder / "notes of somebody.txt").write_text("not ours")
    outside = home.folder / "another store"
    outside.mkdir()
    (outside / "vault.json").write_bytes(secrets[0])
    handle = home.vault.open("rb")
    wipe_store(home, store, None)
    assert handle.read() not in secrets
    handle.close()
    left = [path.name for path in home.folder.rglob("*") if path.is_file()]
    assert sorted(left) == ["notes of somebody.txt", "store.lock", "vault.json"]
    assert (outside / "vault.json").read_bytes() == secrets[0]
    assert not home.there
    with pytest.raises(CaseError, match="no store"):
        opened(home)


def test_the_secret_of_the_computer_goes_too(home: Home) -> None:
    keyring = ToyKeyring()
    shift = opened(home)
    store = shift.vault.store_id
    shift.end()
    assert device_secret(store, keyring, make=True) is not None
    wipe_store(home, str(store), keyring)
    assert device_secret(store, keyring, make=False) is None


def test_killed_after_the_keys_what_is_left_opens_by_nothing(home: Home) -> None:
    opened(home).end()
    whole = home.store.read_bytes()
    shift = opened(home)
    store = str(shift.vault.store_id)
    shift.end()
    wipe_store(home, store, None)
    home.store.write_bytes(whole)
    with pytest.raises(CaseError, match="no store"):
        opened(home)


def test_another_code_is_refused_and_a_hold_is_not_passed(desk_of: Callable[..., Desk]) -> None:
    admin, custodian = desk_of(Role.ADMINISTRATOR), desk_of(Role.RECORDS_CUSTODIAN)
    with pytest.raises(Invalid, match="not the code"):
        admin.do(note_erasing, "NOPE")
    with pytest.raises(NotAllowed):
        custodian.do(note_erasing, admin.store.code)
    admin.do(note_erasing, admin.store.code.lower())
    custodian.do(place_hold, HoldDraft(matter="26-CV-9", basis=HoldBasis.LEGAL, only_kind="contacts"))
    with pytest.raises(Held):
        admin.do(note_erasing, admin.store.code)


def test_the_shell_writes_the_record_and_erases(shell: Shell, tmp_path: Path) -> None:
    out = tmp_path / "record.pdf"
    refused = shell.run("keys", "erase", "--code", "NOPE", "--out", str(out))
    assert (refused.code, out.exists()) == (REFUSED, False)
    assert "not the code" in refused.err
    assert shell.run("ask", "places.places").code == DONE
    code = shell.run("--json", "keys", "lost-laptop", "--out", str(tmp_path / "lost.pdf"))
    assert code.code == DONE
    foot = " ".join(PdfReader(tmp_path / "lost.pdf").pages[0].extract_text().split())
    named = foot.partition("Store code ")[2].split()[0]
    done = shell.run("--json", "keys", "erase", "--code", named.lower(), "--out", str(out))
    assert done.code == DONE
    assert "A store erased from a computer" in PdfReader(BytesIO(out.read_bytes())).pages[0].extract_text()
    again = shell.run("ask", "places.places")
    assert (again.code, "no store" in again.err) == (REFUSED, True)
