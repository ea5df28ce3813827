"""Who can open the store: users, passphrases, device secrets, the recovery code."""

import json
from pathlib import Path
from uuid import uuid4

import pytest

from casemgr.core import recovery
from casemgr.core.errors import Conflict, Invalid, NotFound, WrongKey
from casemgr.core.founding import create
from casemgr.core.header import read
from casemgr.core.stretch import Effort
from casemgr.core.vault import FILE, Vault
from tests.vaults import DEVICE, OMAR, ROSA, STORE, load, refused_unchanged, same, saved


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / FILE


def test_every_user_and_the_recovery_code_open_the_same_store(path: Path) -> None:
    made = saved(path)
    vault = load(path)
    assert same(vault.open("rosa", ROSA), made.opened)
    assert same(vault.open(" Omar ", OMAR), made.opened)
    assert same(vault.open_with_recovery(recovery.read(made.recovery_code.lower())), made.opened)
    assert [user.name for user in vault.users] == ["rosa", "omar"]


def test_the_keys_differ_by_use_and_by_store() -> None:
    first, second = (create(uuid4(), "rosa", ROSA, effort=Effort.TEST).opened.store_keys for _ in range(2))
    keys = [bytes(k) for s in (first, second) for k in (s.database, s.header, s.mark, s.log)]
    assert len(set(keys)) == 8
    first.forget()
    assert first.database == first.header == first.mark == first.log == bytes(32)


def test_a_wrong_passphrase_and_an_unknown_user_are_told_alike(path: Path) -> None:
    saved(path)
    said: list[str] = []
    for name in ("rosa", "nobody"):
        with pytest.raises(WrongKey) as told:
            load(path).open(name, "not the passphrase")
        said.append(told.value.sentence)
    assert said[0] == said[1]
    refused_unchanged(path, "rosa", OMAR, WrongKey)


def test_a_passphrase_is_the_same_however_its_accents_are_typed(path: Path) -> None:
    create(STORE, "rosa", "caf\u00e9 on the corner", effort=Effort.TEST).vault.save(path)
    load(path).open("rosa", "cafe\u0301 on the corner")


def test_the_device_secret_is_needed_where_there_was_one(path: Path) -> None:
    made = create(STORE, "rosa", ROSA, DEVICE, effort=Effort.TEST)
    made.vault.save(path)
    assert same(load(path).open("rosa", ROSA, DEVICE), made.opened)
    with pytest.raises(WrongKey, match="keyring"):
        load(path).open("rosa", ROSA)
    with pytest.raises(WrongKey, match="name or the passphrase"):
        load(path).open("rosa", ROSA, bytes(32))
    load(path).open_with_recovery(recovery.read(made.recovery_code))


def test_a_recovery_code_of_another_store_is_refused(path: Path) -> None:
    saved(path)
    other = create(uuid4(), "rosa", ROSA, effort=Effort.TEST)
    with pytest.raises(WrongKey):
        load(path).open_with_recovery(recovery.read(other.recovery_code))


def test_a_new_recovery_code_replaces_the_old(path: Path) -> None:
    made = saved(path)
    code = made.vault.renew_recovery(made.opened)
    made.vault.save(path)
    assert same(load(path).open_with_recovery(code), made.opened)
    with pytest.raises(WrongKey):
        load(path).open_with_recovery(recovery.read(made.recovery_code))


def test_changing_a_passphrase_rewrites_only_that_slot(path: Path) -> None:
    made = saved(path)
    before = json.loads(path.read_bytes())["slots"]
    vault = load(path)
    assert same(vault.change_passphrase("omar", OMAR, "another long passphrase"), made.opened)
    vault.save(path)
    after = json.loads(path.read_bytes())["slots"]
    assert [slot for slot in after if slot["name"] != "omar"] == [slot for slot in before if slot["name"] != "omar"]
    assert after[2]["pub"] == before[2]["pub"]
    assert same(load(path).open("omar", "another long passphrase"), made.opened)
    refused_unchanged(path, "omar", OMAR, WrongKey)


def test_a_forgotten_passphrase_is_renewed_with_a_new_key_pair(path: Path) -> None:
    made = saved(path)
    before = made.vault.public_key("omar")
    made.vault.renew_user(made.opened, "omar", "a passphrase for the day")
    made.vault.save(path)
    vault = load(path)
    assert same(vault.open("omar", "a passphrase for the day"), made.opened)
    assert vault.public_key("omar") != before
    refused_unchanged(path, "omar", OMAR, WrongKey)


def test_sign_in_names_are_given_once_and_fit_a_line(path: Path) -> None:
    made = saved(path)
    for name in ("OMAR", "", "   ", "two\nlines", "x" * 65):
        with pytest.raises(Invalid):
            made.vault.add_user(made.opened, name, "a long passphrase")
    with pytest.raises(NotFound):
        made.vault.disable_user(made.opened, "nobody")
    with pytest.raises(Invalid):
        made.vault.disable_user(made.opened, "rosa")


def test_the_real_effort_opens(path: Path) -> None:
    made = create(STORE, "rosa", ROSA)
    made.vault.save(path)
    assert same(Vault.load(path).open("rosa", ROSA), made.opened)


def test_a_passphrase_that_stands_alone_costs_more_to_try(path: Path) -> None:
    """The first user's, and of those who are let in later; with a secret of the device it is the usual cost."""
    alone = create(STORE, "rosa", ROSA)
    alone.vault.add_user(alone.opened, "omar", OMAR)
    alone.vault.save(path)
    assert memory_of(path) == [Effort.ALONE.memory] * 2
    path.unlink()
    create(STORE, "rosa", ROSA, DEVICE).vault.save(path)
    assert memory_of(path) == [Effort.REAL.memory]


def memory_of(path: Path) -> list[int]:
    """What a try costs in KiB, of each user's passphrase."""
    header, _macs = read(path.read_bytes(), Effort.REAL)
    return [slot.stretching.effort.memory for slot in header.slots if slot.stretching.effort is not None]


def test_what_another_program_saved_meanwhile_is_not_overwritten(path: Path) -> None:
    saved(path)
    one, other = load(path), load(path)
    one.change_passphrase("omar", OMAR, "another long passphrase")
    one.save(path)
    other.change_passphrase("rosa", ROSA, "a third long passphrase")
    with pytest.raises(Conflict):
        other.save(path)
    load(path).open("omar", "another long passphrase")
    with pytest.raises(Conflict):
        create(STORE, "eve", "eve's long passphrase", effort=Effort.TEST).vault.save(path)


def test_saving_leaves_one_file_for_its_owner_only(path: Path) -> None:
    saved(path)
    assert [each.name for each in path.parent.iterdir()] == [FILE]
    assert path.stat().st_mode & 0o077 == 0


def test_no_key_shows_when_printed() -> None:
    made = create(STORE, "rosa", ROSA, effort=Effort.TEST)
    for secret in (made, made.opened, made.opened.store_keys, made.opened.current):
        assert "bytearray" not in repr(secret)
