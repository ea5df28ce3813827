"""Picking a record for a field: by the first letters, or from the beginning of all."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from casemgr.core.access import Role
from casemgr.core.desk import Desk
from tests.builders import a_neighborhood
from tests.ui.typing import type_text
from ui.desk import UiDesk
from ui.fields.ref import RefField
from ui.picker import Picker, PickPanel
from ui.widgets.rows import ROW


def panel_of(field: RefField) -> PickPanel:
    panel = field.findChild(PickPanel)
    assert isinstance(panel, PickPanel)
    return panel


def titles(panel: PickPanel) -> list[str]:
    model = panel.rows.model()
    return [model.index(row, 0).data(ROW).title for row in range(model.rowCount())]


def test_letters_find_and_enter_picks(
    qtbot: QtBot,
    desk_of: Callable[..., Desk],
    ui_desk_of: Callable[..., UiDesk],
    open_window: Callable[[QWidget], QWidget],
) -> None:
    admin = desk_of(Role.ADMINISTRATOR)
    a_neighborhood(admin, "N1", "Harbor Flats")
    mill = a_neighborhood(admin, "N2", "Mill Hill")
    desk = ui_desk_of(Role.OFFICER)
    field = RefField("neighborhoods", Picker(desk))
    open_window(field)
    field.editor().setFocus()
    qtbot.keyClick(field.editor(), "m")
    panel = panel_of(field)
    qtbot.waitUntil(lambda: titles(panel) == ["Harbor Flats", "Mill Hill"])  # One letter says too little.
    type_text(panel.box, "i")
    qtbot.waitUntil(lambda: titles(panel) == ["Mill Hill"])
    with qtbot.waitSignal(field.changed):
        qtbot.keyClick(panel.box, Qt.Key.Key_Return)
    assert (field.value(), field.title()) == (mill, "Mill Hill")


def test_before_anything_is_typed_all_are_offered(
    qtbot: QtBot,
    desk_of: Callable[..., Desk],
    ui_desk_of: Callable[..., UiDesk],
    open_window: Callable[[QWidget], QWidget],
) -> None:
    admin = desk_of(Role.ADMINISTRATOR)
    a_neighborhood(admin, "N1", "Harbor Flats")
    a_neighborhood(admin, "N2", "Mill Hill")
    field = RefField("neighborhoods", Picker(ui_desk_of(Role.OFFICER)))
    open_window(field)
    qtbot.keyClick(field.editor(), Qt.Key.Key_Space)
    panel = panel_of(field)
    qtbot.waitUntil(lambda: titles(panel) == ["Harbor Flats", "Mill Hill"])
    type_text(panel.box, "zz")
    qtbot.waitUntil(lambda: titles(panel) == [])
    qtbot.keyClick(panel.box, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert field.value() is None


def test_a_record_named_already_is_shown_by_its_words(
    qtbot: QtBot, desk_of: Callable[..., Desk], ui_desk_of: Callable[..., UiDesk]
) -> None:
    place = a_neighborhood(desk_of(Role.ADMINISTRATOR), "N1", "Harbor Flats")
    field = RefField("neighborhoods", Picker(ui_desk_of(Role.OFFICER)))
    qtbot.addWidget(field)
    field.set_value(place)
    qtbot.waitUntil(lambda: field.title() == "Harbor Flats")
