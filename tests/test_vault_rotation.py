"""A change of keys: who is left out, and what a kill halfway leaves."""

from pathlib import Path

import pytest

from casemgr.core.errors import Conflict, WrongKey
from casemgr.core.recovery import read
from casemgr.core.vault import FILE
from tests.vaults import OMAR, ROSA, load, same, saved, unsealed


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / FILE


def test_a_leaver_cannot_open_what_comes_after(path: Path) -> None:
    made = saved(path)
    vault, leaver = made.vault, made.vault.open("omar", OMAR)
    vault.disable_user(made.opened, "omar")
    with pytest.raises(WrongKey):
        vault.open("omar", OMAR)
    begun = vault.begin_rotation(made.opened)
    vault.save(path)
    assert unsealed(path, leaver) == {1}
    done = vault.finish_rotation(begun)
    vault.save(path)
    assert unsealed(path, leaver) == set()
    assert unsealed(path, done) == {2}
    assert not same(done, made.opened)
    assert [user.name for user in vault.users] == ["rosa"]
    assert same(load(path).open("rosa", ROSA), done)
    assert same(load(path).open_with_recovery(read(made.recovery_code)), done)


def test_a_kill_at_any_step_of_a_change_of_keys_leaves_one_generation_that_opens(path: Path) -> None:
    made = saved(path)
    vault, database = made.vault, bytes(made.opened.store_keys.database)

    def opening() -> list[int]:
        opened = load(path).open("rosa", ROSA)
        return [each.number for each in opened.generations if each.keys.database == database]

    vault.disable_user(made.opened, "omar")
    vault.save(path)
    assert opening() == [1]
    begun = vault.begin_rotation(made.opened)
    assert opening() == [1]
    vault.save(path)
    assert opening() == [1]
    assert begun.pending
    database = bytes(begun.pending.keys.database)
    assert opening() == [2]
    vault.finish_rotation(begun)
    assert opening() == [2]
    vault.save(path)
    assert opening() == [2]
    assert load(path).open("rosa", ROSA).pending is None


def test_a_change_of_keys_found_half_done_is_finished_or_undone(path: Path) -> None:
    made = saved(path)
    made.vault.begin_rotation(made.opened)
    made.vault.save(path)
    for finish in (True, False):
        vault = load(path)
        opened = vault.open("omar", OMAR)
        with pytest.raises(Conflict):
            vault.begin_rotation(opened)
        assert opened.pending
        settled = vault.finish_rotation(opened) if finish else vault.abandon_rotation(opened)
        assert settled.generation == (2 if finish else 1)
        assert same(vault.open("rosa", ROSA), settled)
        assert vault.begin_rotation(settled).pending


def test_everything_works_while_a_change_of_keys_is_half_done(path: Path) -> None:
    made = saved(path)
    begun = made.vault.begin_rotation(made.opened)
    made.vault.add_user(begun, "lena", "lena's long passphrase")
    made.vault.change_passphrase("omar", OMAR, "another long passphrase")
    with pytest.raises(Conflict):
        made.vault.disable_user(begun, "omar")
    done = made.vault.finish_rotation(begun)
    assert same(made.vault.open("lena", "lena's long passphrase"), done)
    assert same(made.vault.open("omar", "another long passphrase"), done)


def test_keys_from_before_a_change_cannot_spoil_the_file(path: Path) -> None:
    made = saved(path)
    stale = made.opened
    done = made.vault.finish_rotation(made.vault.begin_rotation(stale))
    with pytest.raises(Conflict):
        made.vault.add_user(stale, "lena", "lena's long passphrase")
    done.forget()
    with pytest.raises(Conflict):
        made.vault.add_user(done, "lena", "lena's long passphrase")
    made.vault.open("rosa", ROSA)
