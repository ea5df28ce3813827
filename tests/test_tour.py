"""The tour beside the walk itself: its book is whole, and only a demo town is walked; `tests/blackbox` walks it."""

from hashlib import sha256
from pathlib import Path

import pytest

from casemgr.core.errors import CaseError
from casemgr.core.home import Home
from casemgr.core.jobs import run
from casemgr.core.stretch import Effort
from casemgr.core.verbs import COMMANDS, QUERIES
from casemgr.demo import books
from casemgr.demo.tour import tour
from casemgr.services.sheets import SHEETS

ORDER = (
    "assigning officers",
    "community meetings",
    "neighborhood watch",
    "problem solving",
    "local stakeholders",
    "substance abuse",
    "mentorship",
    "law-enforcement roles",
    "mental-health crises",
    "transparency",
    "civilian oversight",
    "open forums",
    "cultural competency",
    "legal rights",
)
"""A word or two of each statement of the founding study, in its order."""


def test_the_book_holds_every_statement_in_order() -> None:
    said = [one.statement.casefold() for one in books.tour().statements]
    assert len(said) == len(ORDER)
    assert all(words in statement for words, statement in zip(ORDER, said, strict=True))


def test_every_step_is_a_declared_verb_done_by_someone_of_the_town() -> None:
    crew = {one.user for one in books.town().staff}
    for one in books.tour().statements:
        assert {step.do for step in one.steps} <= set(COMMANDS | QUERIES), one.statement
        assert {one.record.who, one.paper.who, *(step.who for step in one.steps)} <= crew, one.statement
        assert not one.paper.sheet or one.paper.sheet in SHEETS, one.statement


def test_a_store_that_is_no_demo_town_is_left_alone(home: Home, tmp_path: Path) -> None:
    before = {path.name: sha256(path.read_bytes()).digest() for path in home.folder.iterdir() if path.is_file()}
    with pytest.raises(CaseError, match="no demo town"):
        run(tour(home, tmp_path / "papers", effort=Effort.TEST))
    after = {path.name: sha256(path.read_bytes()).digest() for path in home.folder.iterdir() if path.is_file()}
    assert after == before
    assert not (tmp_path / "papers").exists()


def test_where_there_is_no_store_the_town_is_built_first(tmp_path: Path) -> None:
    home = Home(tmp_path / "demo")
    job = tour(home, tmp_path / "papers", effort=Effort.TEST)
    assert next(job).note == "Founding the town"
    job.close()
    assert not home.there


def test_papers_that_cannot_be_put_there_are_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "papers").write_text("in the way", encoding="utf-8")
    with pytest.raises(CaseError, match="cannot be made"):
        run(tour(Home(tmp_path / "demo"), tmp_path / "papers", effort=Effort.TEST))
    assert not (tmp_path / "demo").exists(), "said before a town is built"
