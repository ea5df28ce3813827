"""F1: a page for each screen in both languages, links that lead somewhere, and every key there is."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QKeySequence, QShortcut
from pytestqt.qtbot import QtBot

from casemgr import i18n
from casemgr.core.access import Role
from casemgr.core.desk import Desk
from tests.ui.screens import a_town, screens, settled
from ui.desk import UiDesk
from ui.help.page import HelpPage
from ui.help.texts import FOLDER, KEYS, TOPICS, topic_for
from ui.page import Go
from ui.pages import PAGES
from ui.preferences import Preferences
from ui.referrals.beside_review import LETTERS
from ui.referrals.board import MOVE
from ui.referrals.steps import KEYS as STEPS
from ui.shortcuts import MAP, Shortcut, place_keys, sequences
from ui.window import MainWindow

LINK = re.compile(r"\]\(([^)]*)\)")
WRITTEN = [topic.key for topic in TOPICS if topic.key != KEYS]


@pytest.fixture
def window(qtbot: QtBot, ui_desk_of: Callable[..., UiDesk], tmp_path: Path):
    made = MainWindow(ui_desk_of(Role.SUPERVISOR), Preferences(tmp_path))
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.open()
    settled(qtbot, made)
    yield made
    made.hide()
    made.deleteLater()


def shown(window: MainWindow) -> HelpPage:
    page = window.pages.page()
    assert isinstance(page, HelpPage)
    return page


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_page_is_there_and_leads_only_to_others(language: str) -> None:
    for key in WRITTEN:
        text = (FOLDER / language / f"{key}.md").read_text("utf-8")
        assert text.startswith("# ")
        links = LINK.findall(text)
        assert links
        assert {link.removesuffix(".md") for link in links} <= {topic.key for topic in TOPICS} - {key}
        assert "http" not in text
    assert {path.stem for path in (FOLDER / language).glob("*.md")} == set(WRITTEN)


def test_both_languages_say_the_same_things() -> None:
    for key in WRITTEN:
        english, spanish = ((FOLDER / language / f"{key}.md").read_text("utf-8") for language in i18n.LANGUAGES)
        assert english != spanish
        assert LINK.findall(english) == LINK.findall(spanish)
        assert english.count("\n- ") == spanish.count("\n- ")


def test_f1_opens_the_page_about_this_screen_and_back_returns(qtbot: QtBot, window: MainWindow) -> None:
    window.go(Go("people"))
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert shown(window).topic() == "person"
    assert "Find someone" in shown(window).reader.toPlainText()
    shown(window).reader.anchorClicked.emit(QUrl("consents.md"))
    assert shown(window).topic() == "consents"
    window.header.went_back.emit()
    assert window.pages.key == "people"


def test_every_screen_of_the_rail_has_its_page() -> None:
    assert {screen for screen in PAGES if topic_for(screen) is TOPICS[0]} <= {"today", "shift"}


def test_help_is_found_by_name(qtbot: QtBot, window: MainWindow) -> None:
    window.begin_finding()
    qtbot.keyClicks(window.search, "help: cons")
    qtbot.waitUntil(lambda: "Help: Consents" in [row.title for row in window.found.rows()])
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.pages.key == "help")
    assert shown(window).topic() == "consents"


def test_the_map_names_every_key_of_every_screen(
    qtbot: QtBot, window: MainWindow, desk_of: Callable[..., Desk]
) -> None:
    told = {keys.shortcut for _title, lines in MAP for keys in lines if keys.shortcut is not None}
    assert told == set(Shortcut)
    known = {sequence for shortcut in told for sequence in sequences(shortcut)}
    known |= {place_keys(number) for number in range(1, 10)}
    for screen in screens(window, a_town(desk_of)):
        screen.show(window)
        settled(qtbot, window)
        pressed = {sequence for made in window.findChildren(QShortcut) for sequence in made.keys()}  # noqa: SIM118 (a QShortcut is no dict)
        assert pressed <= known, (screen.name, [QKeySequence.toString(keys) for keys in pressed - known])


def test_the_map_names_every_letter_that_does_something() -> None:
    told = {letter for _title, lines in MAP for keys in lines for letter in keys.written().split(", ")}
    assert {*STEPS.values(), *LETTERS.values(), MOVE, "O"} <= told


def test_the_map_is_read_from_the_shortcuts(window: MainWindow) -> None:
    window.go(Go("help", new=True, start={"topic": KEYS}))
    text = shown(window).reader.toPlainText()
    assert "Ctrl+K" in text
    assert "Lock" in text
