"""The general page of a kind: list, find, open, make new, and hear what others saved."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from casemgr.core import general
from casemgr.core.access import Role
from casemgr.core.desk import Desk
from casemgr.core.kind import KINDS
from casemgr.records import contacts, neighborhoods
from tests.builders import a_contact, a_member, a_neighborhood, a_place
from tests.ui.typing import type_text
from ui.corrections import marked
from ui.desk import UiDesk
from ui.list_page import ListPage
from ui.reading_view import ReadingView

PageOf = Callable[..., ListPage]


@pytest.fixture
def page_of(qtbot: QtBot, ui_desk_of: Callable[..., UiDesk], open_window: Callable[[QWidget], QWidget]) -> PageOf:
    """The page of a kind for someone who works as these roles, its first rows shown."""

    def make(kind: str, *roles: Role, desk: Desk | None = None) -> ListPage:
        ui_desk = ui_desk_of(*roles, desk=desk)
        page = ListPage(ui_desk, KINDS[kind])
        ui_desk.changed.connect(page.refresh)
        open_window(page)
        qtbot.waitUntil(lambda: not ui_desk.busy)
        return page

    return make


def shown(page: ListPage) -> list[str]:
    model = page.list.table
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_a_record_is_found_and_opened_by_keyboard(qtbot: QtBot, desk_of: Callable[..., Desk], page_of: PageOf) -> None:
    desk = desk_of(Role.OFFICER)
    for name in ("Laundry on Elm", "Café Ñandú", "Pier 4"):
        a_place(desk, name)
    page = page_of("places", desk=desk)
    assert shown(page) == ["Café Ñandú", "Laundry on Elm", "Pier 4"]
    type_text(page.list.search, "nandu")
    qtbot.waitUntil(lambda: page.list.line() == "1 found")
    qtbot.keyClick(page.list.search, Qt.Key.Key_Return)
    qtbot.waitUntil(page.can_go_back)
    assert page.title == "Café Ñandú"
    form = page.pane.form
    assert form is not None
    assert form.fields.field("name").value() == "Café Ñandú"


def test_a_new_record_is_made_and_is_in_the_list_afterwards(qtbot: QtBot, page_of: PageOf) -> None:
    page = page_of("places", Role.OFFICER)
    assert page.list.empty.isVisible()
    page.list.new.click()
    form = page.pane.form
    assert form is not None
    assert page.title == "New: Place"
    type_text(form.fields.field("name").field.editor(), "Pier 4")
    with qtbot.waitSignal(page.said) as said:
        form.save()
    assert said.args == ["Place saved"]
    qtbot.waitUntil(lambda: shown(page) == ["Pier 4"])
    assert page.list.view.isVisible()
    qtbot.waitUntil(lambda: page.list.view.currentIndex().row() == 0)


def test_what_others_save_comes_by_itself_and_the_chosen_row_stays(
    qtbot: QtBot, desk_of: Callable[..., Desk], page_of: PageOf
) -> None:
    desk = desk_of(Role.OFFICER)
    a_place(desk, "Pier 4")
    page = page_of("places", desk=desk)
    page.list.view.setCurrentIndex(page.list.table.index(0, 0))
    a_place(desk, "Arcade")
    qtbot.waitUntil(lambda: shown(page) == ["Arcade", "Pier 4"])
    assert page.list.view.currentIndex().row() == 1


def test_enter_on_a_row_opens_it_and_escape_comes_back(
    qtbot: QtBot, desk_of: Callable[..., Desk], page_of: PageOf
) -> None:
    desk = desk_of(Role.OFFICER)
    a_place(desk, "Pier 4")
    page = page_of("places", desk=desk)
    page.list.view.setCurrentIndex(page.list.table.index(0, 0))
    qtbot.keyClick(page.list.view, Qt.Key.Key_Return)
    qtbot.waitUntil(page.can_go_back)
    form = page.pane.form
    assert form is not None
    qtbot.keyClick(form.fields.field("name").field.editor(), Qt.Key.Key_Escape)
    assert not page.can_go_back()


def test_a_double_click_opens_a_row(qtbot: QtBot, desk_of: Callable[..., Desk], page_of: PageOf) -> None:
    desk = desk_of(Role.OFFICER)
    a_place(desk, "Pier 4")
    page = page_of("places", desk=desk)
    view = page.list.view
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    qtbot.waitUntil(page.can_go_back)


def test_who_may_not_change_a_record_reads_it(qtbot: QtBot, desk_of: Callable[..., Desk], page_of: PageOf) -> None:
    admin = desk_of(Role.ADMINISTRATOR)
    a_member(admin, full_name="Rosa Delgado")
    a_neighborhood(admin, "N1", "Harbor Flats")
    page = page_of("neighborhoods", Role.OFFICER)
    assert not page.list.new.isVisible()
    qtbot.keyClick(page.list.view, Qt.Key.Key_Down)
    page.list.view.setCurrentIndex(page.list.table.index(0, 0))
    qtbot.keyClick(page.list.view, Qt.Key.Key_Return)
    qtbot.waitUntil(page.can_go_back)
    view = page.pane.findChild(ReadingView)
    assert isinstance(view, ReadingView)
    assert view.said() == {"Code": "N1", "Name": "Harbor Flats", "Beats": "N1-1, N1-2"}


def test_references_are_read_by_name(qtbot: QtBot, desk_of: Callable[..., Desk], page_of: PageOf) -> None:
    admin = desk_of(Role.ADMINISTRATOR)
    member, place = a_member(admin), a_neighborhood(admin)
    draft = neighborhoods.AssignmentDraft(officer_id=member, neighborhood_id=place, start=admin.store.clock().date())
    id = admin.do(neighborhoods.assign_officer, draft)
    page = page_of("assignments", Role.OFFICER)
    page.open(id)
    qtbot.waitUntil(page.can_go_back)
    view = page.pane.findChild(ReadingView)
    assert isinstance(view, ReadingView)
    wanted = {"Rosa Delgado", "Harbor Flats", "Beat officer"}
    qtbot.waitUntil(lambda: wanted < set(view.said().values()))


def test_nothing_found_says_so(qtbot: QtBot, page_of: PageOf) -> None:
    page = page_of("places", Role.OFFICER)
    type_text(page.list.search, "zz")
    qtbot.waitUntil(lambda: page.list.empty.isVisible() and not page.desk.busy)
    page.list.search.clear()
    assert page.list.empty.isVisible()


def test_a_corrected_contact_shows_what_was_struck_out(
    qtbot: QtBot, desk_of: Callable[..., Desk], page_of: PageOf
) -> None:
    here = a_neighborhood(desk_of(Role.ADMINISTRATOR))
    officer = desk_of(Role.OFFICER, neighborhoods=frozenset({here}))
    first = a_contact(officer, here, note="It was <b>brown</b>")
    values = officer.ask(general.reading, "contacts", first).values | {"note": "It was black"}
    second = officer.do(contacts.amend_contact, first, contacts.ContactDraft.model_validate(values))
    page = page_of("contacts", desk=officer)
    page.open(second)
    qtbot.waitUntil(page.pane.corrections.isVisible)
    assert page.pane.corrections.opener.text() == "Corrected 1 time"
    page.pane.corrections.opener.click()
    qtbot.waitUntil(lambda: not page.desk.busy)
    (said,) = page.pane.corrections.said()
    assert said == "Note: before “It was <b>brown</b>”, now “It was black”"
    assert marked("It was <b>brown</b>", "It was black") == "It was <s>&lt;b&gt;brown&lt;/b&gt;</s> <u><b>black</b></u>"
    page.open(a_contact(officer, here))
    qtbot.waitUntil(lambda: not page.desk.busy)
    assert not page.pane.corrections.isVisible()
