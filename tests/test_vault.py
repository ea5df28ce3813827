"""Who can open the store: slots, passphrases, device secrets, recovery, and changes of keys."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemgr.core.errors import CaseError, Conflict, Invalid, NotFound, StoreDamaged, StoreTooNew, WrongKey
from casemgr.core.header import read
from casemgr.core.opened import Opened
from casemgr.core.signing import check_session, new_session_key, sign, verify
from casemgr.core.stretch import Effort
from casemgr.core.vault import FILE, Created, Vault, create

STORE = UUID(int=7)
DEVICE = bytes(range(32))
ROSA, OMAR = "rosa's long passphrase", "omar's long passphrase"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / FILE


def saved(path: Path) -> Created:
    """A saved vault with two users, Rosa and Omar."""
    made = create(STORE, "rosa", ROSA, effort=Effort.TEST)
    made.vault.add_user(made.opened, "omar", OMAR)
    made.vault.save(path)
    return made


def load(path: Path) -> Vault:
    return Vault.load(path, effort=Effort.TEST)


def edit(path: Path, change: Callable[[Any], None]) -> None:
    content = json.loads(path.read_bytes())
    change(content)
    path.write_text(json.dumps(content))


def unsealed(path: Path, opened: Opened) -> set[int]:
    """The generations whose root key a private key gets out of any seal in the file."""
    header, _macs = read(path.read_bytes(), Effort.TEST)
    return {number for slot in header.slots for number in slot.sealed if slot.root(opened.private_key, number)}


def refused_unchanged(path: Path, name: str, passphrase: str, error: type[CaseError]) -> None:
    before = path.read_bytes()
    with pytest.raises(error):
        load(path).open(name, passphrase)
    assert path.read_bytes() == before


def same(one: Opened, other: Opened) -> bool:
    return one.store_keys.database == other.store_keys.database


def test_every_user_and_the_recovery_code_open_the_same_store(path: Path) -> None:
    made = saved(path)
    vault = load(path)
    assert same(vault.open("rosa", ROSA), made.opened)
    assert same(vault.open(" Omar ", OMAR), made.opened)
    assert same(vault.open_with_recovery(made.recovery_code.lower()), made.opened)
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
    load(path).open_with_recovery(made.recovery_code)


def test_dropping_the_device_flag_does_not_drop_the_device(path: Path) -> None:
    create(STORE, "rosa", ROSA, DEVICE, effort=Effort.TEST).vault.save(path)
    edit(path, lambda content: content["slots"][0]["kdf"].update(device=False))
    refused_unchanged(path, "rosa", ROSA, WrongKey)


def test_a_recovery_code_of_another_store_is_refused(path: Path) -> None:
    saved(path)
    other = create(uuid4(), "rosa", ROSA, effort=Effort.TEST)
    with pytest.raises(WrongKey):
        load(path).open_with_recovery(other.recovery_code)
    with pytest.raises(Invalid, match="mistyped"):
        load(path).open_with_recovery(other.recovery_code[:-1])


def test_a_new_recovery_code_replaces_the_old(path: Path) -> None:
    made = saved(path)
    code = made.vault.renew_recovery(made.opened)
    made.vault.save(path)
    assert same(load(path).open_with_recovery(code), made.opened)
    with pytest.raises(WrongKey):
        load(path).open_with_recovery(made.recovery_code)


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


def swap_seals(content: Any) -> None:
    one, other = content["slots"][0], content["slots"][2]
    one["sealed"], other["sealed"] = other["sealed"], one["sealed"]


def swap_names(content: Any) -> None:
    one, other = content["slots"][0], content["slots"][2]
    one["name"], other["name"] = other["name"], one["name"]


def add_a_copy(content: Any) -> None:
    content["slots"].append(content["slots"][2] | {"id": str(uuid4()), "name": "intruder"})


def drop_a_slot(content: Any) -> None:
    del content["slots"][2]


def disable_one(content: Any) -> None:
    content["slots"][2]["disabled"] = True


@pytest.mark.parametrize("change", [swap_seals, add_a_copy, drop_a_slot, disable_one])
def test_a_rearranged_file_is_damage(path: Path, change: Callable[[Any], None]) -> None:
    saved(path)
    edit(path, change)
    refused_unchanged(path, "rosa", ROSA, StoreDamaged)


def test_swapped_slots_open_for_nobody(path: Path) -> None:
    saved(path)
    edit(path, swap_names)
    refused_unchanged(path, "rosa", ROSA, WrongKey)
    refused_unchanged(path, "rosa", OMAR, StoreDamaged)


@pytest.mark.parametrize(
    ("params", "why"),
    [
        ({"memory": 8}, "cheaper than even the tests"),
        ({"memory": 1 << 40}, "absurd memory"),
        ({"memory": (1 << 20) + 1}, "more memory than any store asks"),
        ({"passes": 10**9}, "absurd time"),
        ({"lanes": 10**6}, "absurd lanes"),
        ({"memory": -1}, "nonsense"),
        ({"memory": True}, "nonsense"),
        ({"memory": "64"}, "nonsense"),
    ],
)
def test_a_cost_out_of_bounds_is_refused_before_any_work(path: Path, params: dict[str, Any], why: str) -> None:
    saved(path)
    edit(path, lambda content: content["slots"][0]["kdf"]["params"].update(params))
    with pytest.raises(StoreDamaged):
        load(path)


def test_real_stores_refuse_the_effort_of_tests(path: Path) -> None:
    saved(path)
    with pytest.raises(StoreDamaged):
        Vault.load(path)


def test_a_cost_lowered_within_bounds_opens_for_nobody(path: Path) -> None:
    create(STORE, "rosa", ROSA, effort=Effort(memory=128, passes=2, lanes=1)).vault.save(path)
    edit(path, lambda content: content["slots"][0]["kdf"]["params"].update(memory=64))
    refused_unchanged(path, "rosa", ROSA, WrongKey)


def test_the_real_effort_opens(path: Path) -> None:
    made = create(STORE, "rosa", ROSA)
    made.vault.save(path)
    assert same(Vault.load(path).open("rosa", ROSA), made.opened)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b"9" * 10_000, b"{}"])
def test_what_is_no_key_file_is_damage(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(StoreDamaged):
        load(path)


def test_a_missing_file_is_said_to_be_missing(path: Path) -> None:
    with pytest.raises(StoreDamaged, match="missing"):
        load(path)


def test_a_newer_file_is_left_to_newer_programs(path: Path) -> None:
    path.write_text('{"format": 2, "something": "else"}')
    with pytest.raises(StoreTooNew):
        load(path)


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Opened]:
    path = tmp_path_factory.mktemp("flips") / FILE
    return path, saved(path).opened


@given(at=st.integers(min_value=0), byte=st.integers(0, 255), cut=st.booleans())
def test_any_changed_byte_is_refused_or_harmless(
    original: tuple[Path, Opened], *, at: int, byte: int, cut: bool
) -> None:
    path, opened = original
    content = bytearray(path.read_bytes())
    at %= len(content)
    content[at : len(content) if cut else at + 1] = bytes([byte])
    changed = path.with_name("changed.json")
    changed.write_bytes(content)
    try:
        reopened = load(changed).open("rosa", ROSA)
    except CaseError:
        return
    assert same(reopened, opened)


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
    assert same(load(path).open_with_recovery(made.recovery_code), done)


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


def test_a_session_key_is_its_users_and_of_its_session_only(path: Path) -> None:
    made = saved(path)
    rosa, omar = made.vault.public_key("rosa"), made.vault.public_key("omar")
    session = new_session_key(made.opened, uuid4())
    assert made.opened.public == rosa
    assert check_session(rosa, session.session_id, session.public, session.certificate)
    assert not check_session(omar, session.session_id, session.public, session.certificate)
    assert not check_session(rosa, uuid4(), session.public, session.certificate)
    assert not check_session(rosa, session.session_id, bytes(32), session.certificate)


def test_a_signature_holds_for_the_message_alone(path: Path) -> None:
    made = saved(path)
    rosa = made.vault.public_key("rosa")
    signature = sign(made.opened, b"a manifest")
    assert verify(rosa, signature, b"a manifest")
    assert not verify(rosa, signature, b"another manifest")
    assert not verify(rosa, b"", b"a manifest")
    assert not verify(b"no key", signature, b"a manifest")


def test_no_key_shows_when_printed() -> None:
    made = create(STORE, "rosa", ROSA, effort=Effort.TEST)
    for secret in (made, made.opened, made.opened.store_keys, made.opened.current):
        assert "bytearray" not in repr(secret)
