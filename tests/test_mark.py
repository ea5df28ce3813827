"""The high-water mark: what it remembers through torn writes, wrong keys and damage."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemgr.core.errors import Unwritable
from casemgr.core.mark import FILE, SLOT_BYTES, HighWaterMark, MarkState, Reading

KEY = bytes(range(32))


def head(number: int) -> bytes:
    return bytes([number]) * 32


def found(number: int) -> Reading:
    return Reading(MarkState.FOUND, number, head(number))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / FILE


def write(path: Path, *numbers: int, key: bytes = KEY) -> None:
    mark = HighWaterMark(path, key)
    for number in numbers:
        mark.write(number, head(number))
    mark.close()


def read(path: Path, key: bytes = KEY) -> Reading:
    return HighWaterMark(path, key).read()


def test_there_is_none_at_first(path: Path) -> None:
    assert read(path).state is MarkState.ABSENT
    assert not path.exists()
    path.write_bytes(bytes(2 * SLOT_BYTES))
    assert read(path).state is MarkState.ABSENT


def test_the_newest_is_read_by_the_next_program(path: Path) -> None:
    write(path, 1, 2, 3)
    write(path, 7)
    assert read(path) == found(7)
    assert path.stat().st_size == 1024


def test_it_never_falls(path: Path) -> None:
    write(path, 5, 9, 7, 9, 2)
    assert read(path) == found(9)


def test_a_torn_newest_slot_falls_back_one(path: Path) -> None:
    write(path, 1, 2, 3)
    whole = path.read_bytes()
    at = whole.index(head(3))
    path.write_bytes(whole[:at] + bytes(16) + whole[at + 16 :])
    assert read(path) == found(2)
    write(path, 4)
    assert read(path) == found(4)


def test_damage_to_both_is_told_and_mended_by_the_next_write(path: Path) -> None:
    write(path, 1, 2)
    path.write_bytes(b"\xff" * 1024)
    assert read(path).state is MarkState.INVALID
    write(path, 3)
    assert read(path) == found(3)


@pytest.mark.parametrize("size", [0, 1, 60, 520])
def test_a_cut_file_is_read_as_far_as_it_goes(path: Path, size: int) -> None:
    write(path, 1, 2)
    path.write_bytes(path.read_bytes()[:size])
    assert read(path) == (found(1) if size == 520 else Reading(MarkState.INVALID))
    write(path, 3)
    assert read(path) == found(3)


def test_a_mark_under_another_key_is_invalid(path: Path) -> None:
    write(path, 8)
    assert read(path, bytes(32)).state is MarkState.INVALID
    write(path, 2, key=bytes(32))
    assert read(path, bytes(32)) == found(2)


def test_an_accepted_gap_lowers_it(path: Path) -> None:
    write(path, 5, 9)
    mark = HighWaterMark(path, KEY)
    mark.accept(6, head(6))
    assert mark.read() == found(6)
    mark.write(7, head(7))
    assert mark.read() == found(7)
    mark.close()


def test_two_programs_raise_the_same_mark(path: Path) -> None:
    one, other = HighWaterMark(path, KEY), HighWaterMark(path, KEY)
    for number in range(1, 20):
        (one if number % 3 else other).write(number, head(number))
        assert read(path) == found(number)
    one.close()
    other.close()


def test_a_disk_that_refuses_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(Unwritable):
        HighWaterMark(tmp_path / "gone" / FILE, KEY).write(1, head(1))
    (tmp_path / FILE).mkdir()
    assert read(tmp_path / FILE).state is MarkState.INVALID


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("mark") / FILE
    write(path, 1, 2)
    return path


@given(at=st.integers(0, 1023), byte=st.integers(0, 255))
def test_a_changed_byte_never_makes_up_a_mark(written: Path, at: int, byte: int) -> None:
    content = bytearray(written.read_bytes())
    content[at] = byte
    changed = written.with_name("changed.mark")
    changed.write_bytes(content)
    assert read(changed) in (found(1), found(2))
