"""Longer words and other directions: no screen cuts a word that grew by two fifths, nor mixes up right and left."""

import gettext
from collections.abc import Callable, Iterator
from datetime import date, time
from itertools import chain
from pathlib import Path

import pytest
from babel.numbers import format_decimal
from PySide6.QtCore import QLocale, QPoint, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from casemgr import i18n
from casemgr.core.access import Role, Scope
from casemgr.core.desk import Desk
from tests.ui.faults import clipped, disordered, outside, overlapping, told
from tests.ui.screens import a_town, screens, settled, unlock_steps
from ui.desk import UiDesk
from ui.fields.when import say_day, say_time
from ui.icons import MIRRORED, drawn
from ui.language import speak
from ui.page import Go
from ui.preferences import Preferences
from ui.unlock import UnlockWindow
from ui.window import MainWindow

SIZE = QSize(1280, 800)
ACCENTED = str.maketrans("aeioucnyAEIOUCNY", "áéíöüçñýÁÉÍÖÜÇÑÝ")
LONGER = 0.4


class Pseudo(gettext.NullTranslations):
    """Every word with accents, two fifths longer, in brackets: what is cut loses its last bracket."""

    def gettext(self, message: str) -> str:
        parts = message.split("{")
        grown = "{".join([parts[0].translate(ACCENTED), *(_outside(part) for part in parts[1:])])
        letters = round(len(message) * LONGER)
        more = " ".join("ñandú"[: max(2, min(5, letters - place))] for place in range(0, letters, 6))
        return f"[{grown} {more}]" if message else message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


def _outside(part: str) -> str:
    name, brace, rest = part.partition("}")
    return f"{name}{brace}{rest.translate(ACCENTED)}"


@pytest.fixture
def english_again(qapp: QApplication) -> Iterator[None]:
    yield
    speak(qapp, "en")
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.fixture
def window_of(
    qtbot: QtBot, english_again: None, ui_desk_of: Callable[..., UiDesk], tmp_path: Path
) -> Iterator[Callable[[Role], MainWindow]]:
    made: list[MainWindow] = []

    def make(role: Role) -> MainWindow:
        window = MainWindow(ui_desk_of(role, scope=Scope.ALL, idle_ms=0), Preferences(tmp_path))
        made.append(window)
        window.resize(SIZE)
        with qtbot.waitExposed(window):
            window.show()
        window.open()
        return window

    yield make
    for window in made:
        window.hide()
        window.deleteLater()


def walk(
    qtbot: QtBot, window: MainWindow, desk_of: Callable[..., Desk], check: Callable[[QWidget], Iterator[str]]
) -> list[str]:
    found: list[str] = []
    for screen in screens(window, a_town(desk_of)):
        screen.show(window)
        settled(qtbot, window)
        found += told(screen.name, check(window))
    return sorted(set(found))


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.ADMINISTRATOR])
def test_no_word_is_cut_when_all_are_two_fifths_longer(
    qtbot: QtBot, window_of: Callable[[Role], MainWindow], desk_of: Callable[..., Desk], role: Role
) -> None:
    i18n.use("en", Pseudo())
    window = window_of(role)
    assert window.width() <= SIZE.width(), "the window fits the screen"
    faults = walk(qtbot, window, desk_of, lambda root: chain(clipped(root), outside(root)))
    assert not faults, "\n".join(faults)


def test_the_way_in_bears_longer_words(qtbot: QtBot, open_window: Callable[..., QWidget], english_again: None) -> None:
    i18n.use("en", Pseudo())
    window = UnlockWindow()
    open_window(window, SIZE)
    faults: list[str] = []
    for step in unlock_steps():
        window.show_step(step)
        settled(qtbot)
        faults += told(type(step).__name__, chain(clipped(window), outside(window)))
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("role", [Role.SUPERVISOR])
def test_from_right_to_left_everything_is_mirrored(
    qtbot: QtBot, qapp: QApplication, window_of: Callable[[Role], MainWindow], desk_of: Callable[..., Desk], role: Role
) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    window = window_of(role)
    assert window.rail.mapTo(window, QPoint()).x() > window.header.mapTo(window, QPoint()).x()
    checks = (clipped, outside, overlapping, disordered)
    faults = walk(qtbot, window, desk_of, lambda root: chain.from_iterable(check(root) for check in checks))
    assert not faults, "\n".join(faults)


def differing(one: QImage, other: QImage) -> int:
    """The pixels that are drawn in one picture and not in the other."""
    alike = zip(bytes(one.constBits())[3::4], bytes(other.constBits())[3::4], strict=True)
    return sum(abs(a - b) > 128 for a, b in alike)


def test_arrows_point_the_other_way(qapp: QApplication, english_again: None) -> None:
    for name in MIRRORED:
        usual = drawn(name, "#123456", 24).toImage()
        qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        mirrored, flipped = drawn(name, "#123456", 24).toImage(), usual.flipped(Qt.Orientation.Horizontal)
        assert differing(mirrored, flipped) < min(30, differing(usual, flipped)), name
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_days_times_and_numbers_are_written_as_the_language_does(qapp: QApplication, english_again: None) -> None:
    day, at = date(2026, 11, 5), time(14, 30)
    written = {}
    for language in i18n.LANGUAGES:
        speak(qapp, language)
        written[language] = (say_day(day), say_time(at), QLocale().toString(1234.5), format_decimal(1234.5))
    assert written["en"][0] != written["es"][0]
    assert written["en"][0].startswith("11/5")
    assert written["es"][0].startswith("5/11")


def test_the_page_of_a_kind_is_named_in_the_language(
    qtbot: QtBot, qapp: QApplication, window_of: Callable[[Role], MainWindow]
) -> None:
    speak(qapp, "es")
    window = window_of(Role.SUPERVISOR)
    window.go(Go("places"))
    settled(qtbot, window)
    page = window.pages.page()
    assert page is not None
    assert page.title == "Lugares"
