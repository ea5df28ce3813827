"""Failed sign-ins are counted across restarts, and lock after five in a quarter of an hour."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemgr.core.errors import Unwritable
from casemgr.core.signin import FILE, Attempts, Standing

ROSA, OMAR = UUID(int=1), UUID(int=2)


class Clock(Protocol):
    def __call__(self) -> datetime: ...
    def move(self, **by: float) -> None: ...


def now() -> datetime:
    return datetime(2026, 10, 14, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / FILE


def fail(path: Path, clock: Clock, times: int, who: UUID | None = ROSA) -> Standing:
    """Each failure in a program started anew."""
    standing = Standing()
    for _ in range(times):
        standing = Attempts(path, clock).failed(who)
    return standing


def test_five_failures_lock_until_released(path: Path, clock: Clock) -> None:
    assert fail(path, clock, 4) == Standing(4)
    assert fail(path, clock, 1) == Standing(5, locked=True)
    clock.move(days=3)
    attempts = Attempts(path, clock)
    assert attempts.standing(ROSA) == Standing(0, locked=True)
    assert attempts.standing(OMAR) == Standing()
    attempts.release(ROSA)
    assert Attempts(path, clock).standing(ROSA) == Standing()


def test_failures_far_apart_do_not_add_up(path: Path, clock: Clock) -> None:
    for _ in range(10):
        assert fail(path, clock, 1) == Standing(1)
        clock.move(minutes=15)
    fail(path, clock, 4)
    clock.move(minutes=14)
    assert fail(path, clock, 1).locked


def test_a_success_starts_the_count_again_but_opens_no_lock(path: Path, clock: Clock) -> None:
    fail(path, clock, 4)
    Attempts(path, clock).succeeded(ROSA)
    assert fail(path, clock, 4) == Standing(4)
    fail(path, clock, 1)
    Attempts(path, clock).succeeded(ROSA)
    assert Attempts(path, clock).standing(ROSA).locked


def test_a_clock_set_back_wins_no_tries_and_locks_nobody_for_years(path: Path, clock: Clock) -> None:
    fail(path, clock, 3)
    clock.move(days=-1000)
    assert Attempts(path, clock).standing(ROSA) == Standing(3)
    assert fail(path, clock, 1) == Standing(4)
    clock.move(minutes=16)
    assert fail(path, clock, 1) == Standing(1)


def test_unknown_names_are_counted_together_kept_nowhere_and_never_locked(path: Path, clock: Clock) -> None:
    assert fail(path, clock, 7, None) == Standing(5)
    assert set(json.loads(path.read_bytes())["counts"]) == {"unknown"}


def test_damage_is_told_and_locks_nobody_out(path: Path, clock: Clock) -> None:
    fail(path, clock, 5)
    path.write_bytes(path.read_bytes()[:-9])
    attempts = Attempts(path, clock)
    assert attempts.standing(ROSA) == Standing()
    assert attempts.failed(ROSA) == Standing(1)
    assert attempts.damaged
    assert not Attempts(path, clock).damaged


def test_looking_writes_nothing(path: Path, clock: Clock) -> None:
    attempts = Attempts(path, clock)
    attempts.standing(ROSA)
    attempts.succeeded(ROSA)
    attempts.release(ROSA)
    assert not path.exists()
    assert not attempts.damaged


def test_a_count_that_cannot_be_kept_is_refused(tmp_path: Path, clock: Clock) -> None:
    with pytest.raises(Unwritable):
        Attempts(tmp_path / "gone" / FILE, clock).failed(ROSA)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.just("0001-01-01T00:00:00+23:00"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["failed_at", "locked"]), inner),
    max_leaves=8,
)


@given(counts=st.dictionaries(st.sampled_from([str(ROSA), "unknown", "x"]), json_values), cut=st.integers(0, 300))
def test_no_content_of_the_file_stops_a_sign_in(
    tmp_path_factory: pytest.TempPathFactory, counts: dict[str, object], cut: int
) -> None:
    path = tmp_path_factory.getbasetemp() / f"{os.getpid()}-{FILE}"
    path.write_bytes(json.dumps({"format": 1, "counts": counts}).encode()[: cut or None])
    attempts = Attempts(path, now)
    before = attempts.standing(ROSA)
    assert attempts.failed(ROSA).failures == min(5, before.failures + 1)
