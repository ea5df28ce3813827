"""The register of columns: none is undeclared, and whoever reads columns takes the answer from it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import Column, Date, MetaData, String, Table, Uuid

from casemgr.core import columns, register
from casemgr.core.columns import SORTS, STANDING, Goes, told
from casemgr.core.desk import Desk
from casemgr.core.retention import schedule

DeskOf = Callable[..., Desk]


@pytest.fixture
def scratch() -> Iterator[Callable[..., Table]]:
    """A table of nobody's, told as wanted and forgotten after."""
    made: list[str] = []

    def make(**said: str) -> Table:
        table = Table(
            f"scratch_{len(made)}",
            MetaData(),
            Column("id", Uuid, primary_key=True),
            Column("on", Date),
            Column("remark", String(80)),
        )
        made.append(table.name)
        return told(**said)(table) if said else table

    yield make
    for name in made:
        columns.TOLD.pop(name, None)


@pytest.mark.parametrize("table", list(register.tables()), ids=str)
def test_every_column_says_what_it_is(table: Any) -> None:
    assert register.untold(table) == ()
    assert register.retention_of(table) in {STANDING, *schedule()}


@pytest.mark.parametrize("table", list(register.tables()), ids=str)
def test_nothing_is_said_of_a_column_that_is_not_there(table: Any) -> None:
    key = table if isinstance(table, type) else table.name
    said = columns.TOLD[key].sorts if key in columns.TOLD else {}
    names = {column.name for column in register.columns_of(table)}
    assert set(said) <= names


def test_a_column_nobody_told_is_refused(scratch: Callable[..., Table]) -> None:
    assert register.untold(scratch()) == ("id", "on", "remark", "retention")
    assert register.untold(scratch(rest="fact", kept=STANDING)) == ("remark",), "words are always named"
    assert register.untold(scratch(rest="fact", text="remark")) == ("retention",)
    assert register.untold(scratch(key="id", text="remark", kept=STANDING)) == ("on",)
    whole = scratch(key="id", text="remark", rest="fact", kept=STANDING)
    assert register.untold(whole) == ()
    assert register.redacted(whole) == ("remark",)
    with pytest.raises(register.Untold):
        register.redacted(scratch(rest="fact", kept=STANDING))


def test_words_cannot_be_told_for_all_the_rest(scratch: Callable[..., Table]) -> None:
    with pytest.raises(ValueError, match="text"):
        scratch(rest="text")
    with pytest.raises(KeyError):
        scratch(nonsense="remark")


def test_what_is_secret_goes_nowhere_and_is_not_found() -> None:
    assert not SORTS["secret"].goes
    assert not SORTS["secret"].searched
    assert {name for name, sort in SORTS.items() if Goes.OPEN_DATA in sort.goes} == {"counted"}
