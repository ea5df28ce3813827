"""Search: one box over everything, as one types, accents or not, saying why; nothing beyond sight."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemgr.core import general
from casemgr.core.access import Role, Scope
from casemgr.core.desk import Desk
from casemgr.core.finding import Hit
from casemgr.core.store import Store
from casemgr.records import places
from casemgr.records.places import PlaceDraft
from tests.builders import a_member, a_neighborhood, a_person, a_place

DeskOf = Callable[..., Desk]


@pytest.fixture
def desk(desk_of: DeskOf) -> Desk:
    return desk_of(Role.OFFICER)


def titles(desk: Desk, typed: str, *kinds: str) -> list[str]:
    return [hit.title for hit in desk.ask(general.find, typed, kinds)]


class TestFinding:
    def test_the_beginnings_of_words_are_enough_in_any_order(self, desk: Desk) -> None:
        a_place(desk, "Laundry on Elm", address_1="12 Harbor Street")
        for typed in ("laun", "elm lau", "12 har", "LAUNDRY", " laundry ", "laundry, elm!", "har lau elm 12"):
            assert titles(desk, typed) == ["Laundry on Elm"], typed
        for typed in ("aundry", "laundry oak", "elmo"):
            assert titles(desk, typed) == [], typed

    @pytest.mark.parametrize("typed", ["munoz", "Muñoz", "MUÑOZ", "jose munoz", "José", "mun"])
    def test_accents_are_written_or_left_out(self, desk: Desk, typed: str) -> None:
        a_person(desk, "José", "Muñoz")
        assert len(titles(desk, typed, "people")) == 1

    @pytest.mark.parametrize(
        "name", ["Łukasz Wójcik", "Nguyễn Văn", "Müller", "O'Brien", "Смирнова", "王秀英", "Al-Din"]
    )
    def test_names_of_many_origins_are_found_as_they_are_written(self, desk: Desk, name: str) -> None:
        a_place(desk, name)
        assert titles(desk, name) == [name]

    def test_it_finds_across_kinds_and_in_one(self, desk_of: DeskOf) -> None:
        desk = desk_of(*Role, scope=Scope.ALL)
        a_place(desk, "Harbor House")
        a_neighborhood(desk, name="Harbor Flats")
        a_member(desk, full_name="Rosa Harbor")
        assert {hit.kind for hit in desk.ask(general.find, "harbor")} == {"places", "neighborhoods", "staff"}
        assert {hit.kind for hit in desk.ask(general.find, "harbor", ("staff",))} == {"staff"}

    def test_newest_first_and_no_more_than_asked_for(self, desk: Desk) -> None:
        for n in range(6):
            a_place(desk, f"Bench {n}")
        assert [hit.title for hit in desk.ask(general.find, "bench", size=4)] == [f"Bench {n}" for n in (5, 4, 3, 2)]

    def test_what_was_changed_is_found_by_its_new_words_only(self, desk: Desk) -> None:
        id = a_place(desk, "Laundry on Elm", address_1="Elm Street")
        desk.do(places.change_place, id, PlaceDraft(name="Bakery on Oak"))
        assert titles(desk, "laundry") == titles(desk, "street") == []
        assert titles(desk, "oak") == ["Bakery on Oak"]

    def test_what_was_refused_is_not_found(self, desk: Desk) -> None:
        id = a_place(desk, "Laundry on Elm")
        for wrong in ("x", "y" * 200):
            with pytest.raises(Exception, match="Name"):
                desk.do(places.change_place, id, PlaceDraft.model_construct(name=wrong))
        assert titles(desk, "laundry") == ["Laundry on Elm"]


class TestWhy:
    def marked(self, hit: Hit) -> str:
        return hit.why.replace("\x02", "[").replace("\x03", "]")

    def test_a_hit_says_what_matched(self, desk: Desk) -> None:
        a_place(desk, "Laundry on Elm", address_1="12 Harbor Street", postal_code="60601")
        said = {typed: self.marked(desk.ask(general.find, typed)[0]) for typed in ("elm", "harb", "606")}
        assert said["elm"] == "Laundry on [Elm]"
        assert "[Harbor]" in said["harb"]
        assert "[60601]" in said["606"]


class TestAnythingTyped:
    @given(typed=st.text(max_size=60))
    def test_nothing_typed_is_an_error(self, desk: Desk, typed: str) -> None:
        assert isinstance(desk.ask(general.find, typed), list)

    @pytest.mark.parametrize(
        "typed",
        [
            '"',
            "*",
            "laundry*",
            'title:"laundry"',
            "scope : e",
            "kplaces",
            "NEAR(a b)",
            "a AND b OR c NOT d",
            "- - -",
            "^a",
        ],
    )
    def test_the_language_of_the_index_is_not_spoken_here(self, desk: Desk, store: Store, typed: str) -> None:
        """Its operators are words like others, and the words that guard sight cannot be searched for."""
        a_place(desk, "Somewhere else")
        assert titles(desk, typed) == []

    @given(st.lists(st.text(alphabet="abcdé ñ'-.", min_size=1, max_size=10), min_size=1, max_size=3))
    def test_whatever_is_named_is_found_by_each_of_its_words(self, desk: Desk, parts: list[str]) -> None:
        """A letter alone is no word: too much begins with it to answer while somebody types."""
        name = " ".join(parts).strip()
        words = [word for part in name.split() for word in part.replace("'", " ").replace("-", " ").split(".") if word]
        if len(name) < 2 or not words:
            return
        id = a_place(desk, name)
        for word in (word for several in words for word in several.split() if word[1:]):
            assert id in {hit.id for hit in desk.ask(general.find, word, ("places",), 10_000)}, word


def test_out_of_sight_never_costs_a_place_among_the_hits(desk: Desk, desk_of: DeskOf) -> None:
    """Newer records of another unit do not push one's own out of a short answer, nor are they counted."""
    a_place(desk, "Bench of ours")
    other = desk_of(Role.OFFICER, unit="South")
    for n in range(30):
        a_place(other, f"Bench {n}")
    assert titles(desk, "bench") == ["Bench of ours"]
    assert [hit.title for hit in desk.ask(general.find, "bench", size=1)] == ["Bench of ours"]
