"""A key file that was damaged, rearranged or made cheaper opens for nobody."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemgr.core.errors import CaseError, StoreDamaged, StoreTooNew, WrongKey
from casemgr.core.founding import create
from casemgr.core.opened import Opened
from casemgr.core.stretch import Effort
from casemgr.core.vault import FILE, Vault
from tests.vaults import DEVICE, OMAR, ROSA, STORE, edit, load, refused_unchanged, same, saved


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / FILE


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


def test_dropping_the_device_flag_does_not_drop_the_device(path: Path) -> None:
    create(STORE, "rosa", ROSA, DEVICE, effort=Effort.TEST).vault.save(path)
    edit(path, lambda content: content["slots"][0]["kdf"].update(device=False))
    refused_unchanged(path, "rosa", ROSA, WrongKey)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b"9" * 10_000, b"{}"])
def test_what_is_no_key_file_is_damage(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(StoreDamaged):
        load(path)


def test_a_missing_file_is_said_to_be_missing(path: Path) -> None:
    with pytest.raises(StoreDamaged, match="missing"):
        load(path)


def test_a_newer_file_is_left_to_newer_programs(path: Path) -> None:
    path.write_text('{"format": 3, "something": "else"}')
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
