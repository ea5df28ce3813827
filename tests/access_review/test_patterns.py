"""The eight patterns of the review of access: each fires on what it is for, and is silent beside it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from casemgr.services.access_review.patterns import PATTERNS, Look, Reader, Week
from tests.conftest import NOON

ROSA, MILES = UUID(int=11), UUID(int=12)
READERS = {
    ROSA: Reader(ROSA, ("rosa", "delgado"), (("14", "elm", "street"),)),
    MILES: Reader(MILES, ("miles", "oconnor")),
}
TODAY = NOON.date()


def a_look(**facts: Any) -> Look:
    """Rosa opens someone who has nothing to do with her, as part of her work."""
    values: dict[str, Any] = {"at": NOON, "day": TODAY, "by": ROSA, "kind": "people", "record": UUID(int=90)}
    return Look(**(values | {"names": ("ana", "petrov"), "places": ("9", "oak", "lane"), "works": True} | facts))


def shown(*looks: Look, **facts: Any) -> set[str]:
    """The patterns that the last of some looks shows."""
    week = Week(looks, READERS, **facts)
    return {name for name, (_title, shows) in PATTERNS.items() if shows(looks[-1], week)}


def opens(count: int) -> list[Look]:
    """So many records opened one after the other on a day."""
    return [a_look(at=NOON + timedelta(seconds=n), record=UUID(int=100 + n)) for n in range(count)]


@pytest.mark.parametrize(
    ("look", "pattern"),
    [
        (a_look(names=("delgado", "maria", "rosa")), "own"),
        (a_look(places=("14", "elm", "street", "3b")), "own"),
        (a_look(names=("jorge", "delgado")), "same_surname"),
        (a_look(places=("20", "elm", "street")), "same_street"),
        (a_look(names=("miles", "oconnor")), "colleague"),
        (a_look(works=False), "no_open_work"),
    ],
)
def test_a_look_shows_its_pattern_and_no_other(look: Look, pattern: str) -> None:
    assert shown(look) == {pattern}


@pytest.mark.parametrize(
    "look",
    [
        a_look(),
        a_look(names=("rosa", "petrov")),
        a_look(names=("miles", "petrov")),
        a_look(places=("14", "elmwood", "street")),
        a_look(places=("elm", "park", "street")),
        a_look(kind="", record=None, search=UUID(int=5), works=False),
    ],
)
def test_a_look_that_only_comes_near_shows_nothing(look: Look) -> None:
    assert shown(look) == set()


def test_a_public_figure_is_one_of_the_list_by_their_whole_name() -> None:
    figures = (("lena", "vasquez"),)
    assert shown(a_look(names=("vasquez", "lena")), figures=figures) == {"figure"}
    assert shown(a_look(names=("paul", "vasquez")), figures=figures) == set()


def test_many_records_in_a_day_are_told_once_and_the_same_one_again_does_not_count() -> None:
    assert shown(*opens(3), most=3) == set()
    assert shown(*opens(3), a_look(at=NOON + timedelta(hours=1), record=UUID(int=100)), most=3) == set()
    assert shown(*opens(4), most=3) == {"bulk"}
    assert shown(*opens(5), most=3) == set()


def test_many_records_over_two_days_are_not_many_in_one() -> None:
    next_day = a_look(at=NOON + timedelta(days=1), day=TODAY + timedelta(days=1), record=UUID(int=200))
    assert shown(*opens(3), next_day, most=3) == set()


def test_off_shift_is_a_rostered_day_without_the_reader() -> None:
    other_day = TODAY - timedelta(days=3)
    assert shown(a_look(), rostered={TODAY: frozenset({MILES}), other_day: frozenset({ROSA})}) == {"off_shift"}
    assert shown(a_look(), rostered={TODAY: frozenset({MILES, ROSA})}) == set()
    assert shown(a_look(), rostered={other_day: frozenset({ROSA})}) == set(), "that day has no roster"
    assert shown(a_look(), rostered={TODAY: frozenset({MILES})}) == set(), "she is on no roster at all"
