"""Lists of any length: pages come as one scrolls, none is shown twice, and old answers are dropped."""

from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from casemgr.core import general
from casemgr.core.access import Role
from casemgr.core.desk import Desk
from casemgr.core.kind import KINDS
from casemgr.records import neighborhoods, places
from tests.builders import a_member, a_neighborhood
from ui.columns import columns_of
from ui.desk import UiDesk
from ui.labels import Labels
from ui.table import ID, PagedTable

COUNT, SIZE = 23, 10


@pytest.fixture
def table_of(ui_desk_of: Callable[..., UiDesk]) -> Iterator[Callable[..., PagedTable]]:
    """The table of a kind, tested by Qt's own tester all the time."""
    kept: list[object] = []

    def make(kind: str, *roles: Role, **options: int) -> PagedTable:
        desk = ui_desk_of(*roles)
        labels = Labels(desk)
        table = PagedTable(desk, columns_of(KINDS[kind]), labels, **options)
        kept.extend([labels, table, QAbstractItemModelTester(table)])
        return table

    yield make
    kept.clear()


def shown(table: PagedTable, row: int) -> list[str]:
    return [str(table.index(row, c).data()) for c in range(table.columnCount())]


def all_ids(table: PagedTable) -> list[UUID]:
    return [table.index(row, 0).data(ID) for row in range(table.rowCount())]


def fetch_all(qtbot: QtBot, table: PagedTable) -> None:
    def fetched() -> bool:
        table.fetchMore(QModelIndex())
        return table.rowCount() == COUNT

    qtbot.waitUntil(fetched)
    assert not table.canFetchMore(QModelIndex())


def many_neighborhoods(desk: Desk, count: int) -> None:
    for n in range(count):
        a_neighborhood(desk, f"N{n}", f"Block {n:04}")


def test_pages_come_one_after_another_with_no_row_lost_or_twice(
    qtbot: QtBot, desk_of: Callable[..., Desk], table_of: Callable[..., PagedTable]
) -> None:
    many_neighborhoods(desk_of(Role.ADMINISTRATOR), COUNT)
    table, counts = table_of("neighborhoods", Role.OFFICER), list[int]()
    table.came.connect(lambda: counts.append(table.rowCount()))
    with qtbot.waitSignal(table.came):
        table.show(general.listing, "neighborhoods", size=SIZE)
    fetch_all(qtbot, table)
    assert counts == [10, 20, 23]
    assert len(set(all_ids(table))) == COUNT
    assert shown(table, 7)[:2] == ["N7", "Block 0007"]
    assert table.headerData(0, Qt.Orientation.Horizontal) == "Code"


def test_a_page_of_an_older_turn_is_dropped(
    qtbot: QtBot, desk_of: Callable[..., Desk], table_of: Callable[..., PagedTable]
) -> None:
    many_neighborhoods(desk_of(Role.ADMINISTRATOR), COUNT)
    table = table_of("neighborhoods", Role.OFFICER)
    with qtbot.waitSignal(table.came):
        table.show(general.listing, "neighborhoods", size=SIZE)
    table.fetchMore(QModelIndex())
    table.reload()
    fetch_all(qtbot, table)
    assert len(set(all_ids(table))) == table.rowCount() == COUNT


def test_codes_records_and_choices_are_shown_in_words(
    qtbot: QtBot, desk_of: Callable[..., Desk], table_of: Callable[..., PagedTable]
) -> None:
    desk = desk_of(Role.ADMINISTRATOR)
    member, place = a_member(desk), a_neighborhood(desk)
    when = desk.store.clock().date()
    draft = neighborhoods.AssignmentDraft(officer_id=member, neighborhood_id=place, start=when)
    desk.do(neighborhoods.assign_officer, draft)
    table = table_of("assignments", Role.OFFICER)
    table.show(general.listing, "assignments")
    wanted = ["Rosa Delgado", "Harbor Flats", "Beat officer", "10/14/2026", "", "Yes"]
    qtbot.waitUntil(lambda: table.rowCount() == 1 and shown(table, 0) == wanted)


def test_a_refused_list_is_told(qtbot: QtBot, table_of: Callable[..., PagedTable]) -> None:
    table = table_of("neighborhoods", Role.ADMINISTRATOR)
    with qtbot.waitSignal(table.refused):
        table.show(general.listing, "places")
    assert not table.loading


def test_changed_rows_show_after_a_reload(
    qtbot: QtBot, desk_of: Callable[..., Desk], table_of: Callable[..., PagedTable]
) -> None:
    desk = desk_of(Role.OFFICER)
    id = desk.do(places.add_place, places.PlaceDraft(name="Pier 4"))
    table = table_of("places", Role.OFFICER)
    with qtbot.waitSignal(table.came):
        table.show(general.listing, "places")
    desk.do(places.change_place, id, places.PlaceDraft(name="Pier 5"))
    with qtbot.waitSignal(table.came):
        table.reload()
    assert shown(table, 0)[:2] == ["Pier 5", "Other"]
    assert table.row_of(id) == 0
    assert table.id_at(0) == id


def test_a_very_long_list_stops_and_says_so(
    qtbot: QtBot, desk_of: Callable[..., Desk], table_of: Callable[..., PagedTable]
) -> None:
    many_neighborhoods(desk_of(Role.ADMINISTRATOR), 4)
    table = table_of("neighborhoods", Role.OFFICER, most=3)
    with qtbot.waitSignal(table.came):
        table.show(general.listing, "neighborhoods", size=3)
    assert table.full
    assert not table.canFetchMore(QModelIndex())


def test_what_no_draft_asks_has_a_heading_in_words_and_shows_no_code() -> None:
    columns = {column.name: column for kind in KINDS.values() for column in columns_of(kind)}
    assert (columns["finding"].of, columns["routed_to"].of) == ("concern_finding", "feedback_routed_to")
    said = ("last_contact_on", "phone_tree_on", "made_at", "responded_on")
    assert [columns[name].title for name in said] == ["Last contact", "Phone tree looked through", "Made", "Responded"]
