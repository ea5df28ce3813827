"""Completions and rosters from files: each row told, one wrong row and nothing is taken, a second time nothing new."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemgr.core import general
from casemgr.core.access import Role
from casemgr.core.desk import Desk
from casemgr.core.errors import BadFile, NotAllowed
from casemgr.records.training import Fate, completions_in, import_completions, import_roster, roster_in
from casemgr.records.training.rows import MOST_ROWS, rows_of
from tests.samples import made

DeskOf = Callable[..., Desk]
HEAD = "user,course,completed_on,hours,score,certificate"


@pytest.fixture
def course(coordinator: Desk) -> UUID:
    return made(coordinator, "courses", code="DEE-8", minutes=480)


def count(desk: Desk, kind: str) -> int:
    return len(desk.ask(general.listing, kind).rows)


@pytest.mark.usefixtures("officer", "course")
class TestCompletions:
    def test_every_row_is_told_before_anything_is_taken(self, coordinator: Desk) -> None:
        rows = [
            "o.example,dee-8,2026-01-05,,90,C 1",
            "B-7,DEE-8,2026-02-05,1.5,,",
            "nobody,DEE-8,2026-01-05,,,",
            "B-7,NONE,2026-01-05,,,",
            "B-7,DEE-8,5/1/2026,,,",
            "B-7,DEE-8,2126-01-05,,,",
            "B-7,DEE-8,2026-03-05,,900,",
            "B-7,DEE-8,2026-03-05,many,,",
        ]
        found = coordinator.ask(completions_in, "\n".join([HEAD, *rows]))
        assert [one.fate for one in found] == [Fate.READY] * 2 + [Fate.WRONG] * 6
        assert [one.line for one in found] == list(range(2, 10))
        assert all(one.why for one in found[2:])
        with pytest.raises(BadFile, match=r"Line 4 .*Nothing was taken"):
            coordinator.do(import_completions, "\n".join([HEAD, *rows]))
        assert count(coordinator, "completions") == 0

    def test_what_is_taken_is_verified_and_taken_once(self, coordinator: Desk) -> None:
        text = f"{HEAD}\no.example,DEE-8,2026-01-05,,,\nB-7,DEE-8,2026-02-05,2,,\nB-7,DEE-8,2026-02-05,2,,\n"
        assert coordinator.do(import_completions, text) == 2
        assert coordinator.do(import_completions, text) == 0
        rows = coordinator.ask(general.listing, "completions").rows
        assert sorted((row.minutes, row.status) for row in rows) == [(120, "verified"), (480, "verified")]

    def test_a_file_from_a_spanish_spreadsheet_is_read_too(self, coordinator: Desk) -> None:
        text = "\ufeffUser;Course;Completed_on;Hours\r\nB-7;DEE-8;2026-01-05;1,5\r\n"
        assert coordinator.do(import_completions, text) == 1

    def test_only_who_edits_training_brings_a_file(self, desk_of: DeskOf) -> None:
        with pytest.raises(NotAllowed):
            desk_of(Role.OFFICER).do(import_completions, HEAD)


@pytest.mark.usefixtures("officer")
class TestRoster:
    def lines(self, *rows: tuple[int, str, str]) -> str:
        day = date(2026, 3, 1)
        said = [f"{day + timedelta(days=n)},{shift},{beat},B-7" for n, shift, beat in rows]
        return "\n".join(["day,shift,beat,user", *said])

    def standing(self, desk: Desk) -> list[tuple[str, str, str]]:
        rows = desk.ask(general.listing, "roster").rows
        return sorted((str(row.key_0), row.shift, row.beat) for row in rows if row.status == "stands")

    def test_a_later_roster_replaces_its_days_and_no_others(self, coordinator: Desk) -> None:
        assert coordinator.do(import_roster, self.lines((0, "day", "N-1"), (1, "day", "N-1"))) == 2
        assert coordinator.do(import_roster, self.lines((1, "day", "N-2"), (2, "day", "N-2"))) == 2
        assert self.standing(coordinator) == [
            ("2026-03-01", "day", "N-1"),
            ("2026-03-02", "day", "N-2"),
            ("2026-03-03", "day", "N-2"),
        ]
        assert coordinator.do(import_roster, self.lines((1, "day", "N-2"), (2, "day", "N-2"))) == 0

    def test_two_beats_on_one_shift_are_refused_and_nothing_is_taken(self, coordinator: Desk) -> None:
        text = self.lines((0, "day", "N-1"), (0, "day", "N-2"))
        assert [one.fate for one in coordinator.ask(roster_in, text)] == [Fate.READY, Fate.WRONG]
        with pytest.raises(BadFile):
            coordinator.do(import_roster, text)
        assert count(coordinator, "roster") == 0


@pytest.mark.parametrize("text", ["", "day,shift\n", "\x00", "day;shift;beat\n1;2;3"])
def test_what_is_no_such_file_is_refused_in_a_sentence(coordinator: Desk, text: str) -> None:
    with pytest.raises(BadFile):
        coordinator.ask(roster_in, text)


def test_too_many_rows_are_refused() -> None:
    with pytest.raises(BadFile, match="rows"):
        list(rows_of("a\n" + "1\n" * (MOST_ROWS + 1), ("a",)))


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    with suppress(BadFile):
        assert all({"user", "course"} <= set(row) for _line, row in rows_of("user,course\n" + text, ("user", "course")))
