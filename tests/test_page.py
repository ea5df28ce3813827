"""Pages of a list: every row once and none twice, in order, whatever the order in which rows arrive meanwhile."""

from collections.abc import Callable
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemgr.core import general
from casemgr.core.access import Role
from casemgr.core.desk import Desk
from casemgr.core.page import Page
from casemgr.core.store import Store
from casemgr.records import places
from casemgr.records.places import Place
from tests.builders import a_follow_up, a_place

DeskOf = Callable[..., Desk]
names = st.text(alphabet="aábcB Ñz0_", min_size=2, max_size=4).filter(lambda name: len(name.strip()) > 1)


@pytest.fixture
def desk(desk_of: DeskOf) -> Desk:
    return desk_of(Role.OFFICER)


def pages(ask: Callable[[tuple[object, ...] | None], Page], between: Callable[[], object] = lambda: None) -> list[UUID]:
    """The ids of a list, read page by page, with something happening before each page but the first."""
    seen: list[UUID] = []
    page = ask(None)
    seen += [row.id for row in page.rows]
    while page.next is not None:
        between()
        page = ask(page.next)
        seen += [row.id for row in page.rows]
    return seen


class TestPlaces:
    @given(at_first=st.lists(names, max_size=12), later=st.lists(names, max_size=12), size=st.integers(1, 5))
    def test_no_row_is_lost_or_shown_twice_while_rows_arrive(
        self, desk: Desk, at_first: list[str], later: list[str], size: int
    ) -> None:
        """Rows that were there are shown once each; one that arrives is shown once, or lies behind on earlier pages."""
        there = [a_place(desk, name) for name in at_first]
        before = {row.id for row in desk.ask(places.places, size=10_000).rows}
        arrived: list[UUID] = []

        def one_arrives() -> None:
            if len(arrived) < len(later):
                arrived.append(a_place(desk, later[len(arrived)]))

        seen = pages(lambda after: desk.ask(places.places, after, size), one_arrives)
        assert len(seen) == len(set(seen))
        assert set(there) <= before <= set(seen) <= before | set(arrived)

    @given(some=st.lists(names, min_size=1, max_size=15), size=st.integers(1, 20))
    def test_the_pages_together_are_the_list(self, desk: Desk, some: list[str], size: int) -> None:
        for name in some:
            a_place(desk, name)
        whole = desk.ask(places.places, size=10_000)
        assert whole.next is None
        assert pages(lambda after: desk.ask(places.places, after, size)) == [row.id for row in whole.rows]
        ordered = [(row.name, row.id) for row in whole.rows]
        assert ordered == sorted(ordered, key=lambda key: (key[0].encode(), key[1].hex))


def test_a_list_that_runs_backwards_in_time_is_paged_alike(desk: Desk, store: Store) -> None:
    """Newest first: what is due in any order, read two by two, while more is promised."""
    place = a_place(desk)
    ids = [a_follow_up(desk, "places", place) for _each in range(7)]
    arrived: list[UUID] = []
    seen = pages(
        lambda after: desk.ask(general.listing, "followups", after, 2),
        lambda: arrived.append(a_follow_up(desk, "places", place)),
    )
    assert len(seen) == len(set(seen))
    assert set(ids) <= set(seen) <= set(ids) | set(arrived)


def test_a_page_that_is_just_full_says_whether_there_is_more(desk: Desk) -> None:
    for n in range(4):
        a_place(desk, f"Place {n}")
    assert desk.ask(places.places, size=4).next is None
    assert desk.ask(places.places, size=3).next is not None


def test_rows_that_go_out_of_sight_meanwhile_leave_the_rest_whole(desk: Desk, store: Store) -> None:
    ids = [a_place(desk, f"Place {n}") for n in range(6)]

    def one_is_sealed() -> None:
        with store.tx(desk.actor, desk.signer, "places.change_place") as tx:
            place = tx.get(Place, ids[4])
            assert place is not None
            place.sensitivity = "victim_services"
            tx.finish()

    assert pages(lambda after: desk.ask(places.places, after, 4), one_is_sealed) == [*ids[:4], ids[5]]
