"""Settings: what is chosen is worn at once, by hand, by the clock and as the desktop; and the way to About."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from casemgr.core.access import Role
from tests.ui.screens import settled
from tests.ui.typing import type_text
from ui.desk import UiDesk
from ui.lighting import Lighting, look_now
from ui.look import current_look
from ui.menu import fill_menu
from ui.page import Go
from ui.preferences import Colors, Preferences
from ui.settings_page import ABOUT, BY_CLOCK, LOCK, SYSTEM, SettingsPage
from ui.theme import apply_theme
from ui.tokens import Density, Look, Theme
from ui.unlock import SCOPE
from ui.window import MainWindow


class Wall:
    """A clock on the wall that a test sets."""

    def __init__(self, hour: int) -> None:
        self.hour = hour

    def __call__(self) -> datetime:
        return datetime(2026, 11, 22, self.hour, 30)


@pytest.fixture
def light_again(qapp: QApplication) -> Iterator[None]:
    yield
    apply_theme(qapp, Look())


@pytest.fixture
def settings_of(
    qtbot: QtBot, light_again: None, ui_desk_of: Callable[..., UiDesk], tmp_path: Path
) -> Iterator[Callable[..., tuple[MainWindow, SettingsPage]]]:
    made: list[MainWindow] = []

    def make(role: Role = Role.OFFICER, hour: int = 12) -> tuple[MainWindow, SettingsPage]:
        window = MainWindow(ui_desk_of(role), Preferences(tmp_path, Wall(hour)))
        made.append(window)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        window.open()
        settled(qtbot, window)
        qtbot.keyClick(window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
        page = window.pages.page()
        assert isinstance(page, SettingsPage)
        settled(qtbot, window)
        return window, page

    yield make
    for window in made:
        window.hide()
        window.deleteLater()


def press(row: object, value: str) -> None:
    next(chip for chip in row.chips() if chip.value == value).click()  # type: ignore[attr-defined]


def test_each_theme_is_worn_at_once_and_remembered(
    settings_of: Callable[..., tuple[MainWindow, SettingsPage]], tmp_path: Path
) -> None:
    _window, page = settings_of()
    for theme in (Theme.DARK, Theme.CONTRAST, Theme.NIGHT, Theme.LIGHT):
        press(page.theme, theme.value)
        assert current_look().theme is theme
        assert Preferences(tmp_path).colors.theme is theme


def test_room_and_size_are_worn_at_once(
    settings_of: Callable[..., tuple[MainWindow, SettingsPage]], tmp_path: Path
) -> None:
    _window, page = settings_of()
    press(page.density, "touch")
    press(page.scale, "1.5")
    assert (current_look().density, current_look().scale) == (Density.TOUCH, 1.5)
    assert Preferences(tmp_path).look == Look(Theme.LIGHT, Density.TOUCH, 1.5)


def test_night_comes_with_the_hour_that_was_set(
    qtbot: QtBot, settings_of: Callable[..., tuple[MainWindow, SettingsPage]]
) -> None:
    _window, page = settings_of(hour=17)
    press(page.clock, BY_CLOCK)
    assert current_look().theme is Theme.LIGHT
    line = page.night_from.field.editor()
    line.setFocus()
    line.selectAll()  # type: ignore[attr-defined]
    type_text(line, "16")
    assert current_look().theme is Theme.NIGHT


def test_the_clock_turns_the_window_to_night_and_back(
    qtbot: QtBot, qapp: QApplication, light_again: None, tmp_path: Path
) -> None:
    wall = Wall(19)
    preferences = Preferences(tmp_path, wall)
    preferences.colors = Colors(by_clock=True)
    lighting = Lighting(preferences, tick_ms=1)
    lighting.wear()
    for hour, theme in ((20, Theme.NIGHT), (6, Theme.LIGHT)):
        with qtbot.waitSignal(lighting.changed):
            wall.hour = hour
        assert current_look().theme is theme
    lighting.turn_moon()
    assert current_look().theme is Theme.NIGHT, "by hand, in the middle of the day"
    lighting.deleteLater()


def test_as_the_desktop_asks_the_desktop(qapp: QApplication, light_again: None, tmp_path: Path) -> None:
    preferences = Preferences(tmp_path, Wall(12))
    apply_theme(qapp, Look(Theme.DARK))
    preferences.colors = Colors(Theme.DARK, system=True)
    assert look_now(qapp, preferences).theme is Theme.LIGHT, "the desktop of these tests says nothing"


@given(st.integers(0, 23), st.integers(0, 23), st.integers(0, 23))
def test_night_lasts_from_its_first_hour_to_its_last(begins: int, ends: int, hour: int) -> None:
    hours = [(begins + step) % 24 for step in range((ends - begins) % 24)]
    assert Colors(by_clock=True, night_from=begins, night_until=ends).night_at(hour) is (hour in hours)


def test_choosing_as_the_desktop_is_marked_and_kept(
    settings_of: Callable[..., tuple[MainWindow, SettingsPage]], tmp_path: Path
) -> None:
    _window, page = settings_of()
    press(page.theme, SYSTEM)
    assert Preferences(tmp_path).colors.system
    assert page.theme.value() == SYSTEM


@pytest.mark.parametrize("role", [Role.OFFICER, Role.LIAISON, Role.PUBLISHER, Role.ADMINISTRATOR])
def test_about_is_there_for_every_role(settings_of: Callable[..., tuple[MainWindow, SettingsPage]], role: Role) -> None:
    window, page = settings_of(role)
    window.open_about()
    assert any(SCOPE in label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_it_says_when_it_locks_and_locks_now(
    qtbot: QtBot, settings_of: Callable[..., tuple[MainWindow, SettingsPage]]
) -> None:
    window, page = settings_of()
    page.turn_to(LOCK)
    assert any("after 10 minutes without use" in label.text() for label in page.findChildren(QLabel))
    now = next(b for b in page.findChildren(QPushButton) if b.text() == "Lock now")
    with qtbot.waitSignal(window.locking):
        now.click()


def test_the_platforms_own_menu_has_its_roles(settings_of: Callable[..., tuple[MainWindow, SettingsPage]]) -> None:
    window, page = settings_of()
    window.go(Go("today"))
    bar = fill_menu(window, window.menu_deeds())
    actions = {action.menuRole(): action for menu in bar.actions() for action in menu.menu().actions()}  # type: ignore[union-attr]
    actions[QAction.MenuRole.AboutRole].trigger()
    assert window.pages.key == "settings"
    assert page.groups.value() == ABOUT
    assert set(actions) == {QAction.MenuRole.PreferencesRole, QAction.MenuRole.AboutRole, QAction.MenuRole.QuitRole}


def test_a_spoiled_file_is_as_at_first(tmp_path: Path) -> None:
    preferences = Preferences(tmp_path)
    preferences.keep_layout("month", QByteArray(b"x"))
    (tmp_path / "window.ini").write_text("[General]\nnight_from=99\nmoon=maybe\ntheme=pink\nsystem=2\n")
    assert Preferences(tmp_path).colors == Colors()
