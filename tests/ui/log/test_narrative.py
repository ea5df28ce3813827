"""The narrative check in the quick log: what is typed is marked, said, replaced, moved or kept, all by the keyboard."""

from collections.abc import Callable
from uuid import UUID

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from casemgr.core.access import Role
from casemgr.core.desk import Desk
from casemgr.records import people
from tests.builders import a_person
from tests.ui.log.keys import CTRL, TOUCH_SIZE, at, kept, logged, press, save, settle
from tests.ui.typing import type_text
from ui.log.page import LogPage
from ui.narrative.wave import Waves


def note_of(page: LogPage) -> QPlainTextEdit:
    box = page.form.strip.note.editor()
    assert isinstance(box, QPlainTextEdit)
    return box


def headline_of(page: LogPage) -> QLineEdit:
    box = page.form.strip.headline.editor()
    assert isinstance(box, QLineEdit)
    return box


def typed(qtbot: QtBot, page: LogPage, words: str, said: str) -> None:
    """Type a note, and wait for what is said of it."""
    note_of(page).setFocus()
    type_text(note_of(page), words)
    line = page.form.strip.narrative.line
    qtbot.waitUntil(lambda: line.isVisible() and said in line.sentence.text())


def offers(page: LogPage) -> list[str]:
    return [one.text() for one in page.form.strip.narrative.line.offers()]


def choose(page: LogPage, words: str) -> None:
    """By the keyboard: F8, then the tab key up to the offer, then space."""
    press(Qt.Key.Key_F8)
    while not at_button().startswith(words):
        press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Space)


def at_button() -> str:
    widget = at()
    assert isinstance(widget, QPushButton)
    return widget.text()


def ready(page: LogPage) -> None:
    """All that a contact needs but its words."""
    page.form.strip.kind.row.setFocus()
    press("1")
    page.form.strip.next.steps.row.setFocus()
    press("n")


def test_typing_says_the_first_finding_and_underlines_it(qtbot: QtBot, page: LogPage) -> None:
    line = page.form.strip.narrative.line
    assert line.isHidden()
    typed(qtbot, page, "Lamp out, call 555-0142", "“555-0142”. A phone number belongs to the person")
    assert line.sentence.text().startswith("Note: ")
    assert offers(page) == ["Replace with “[phone]”", "Move to the person", "Keep, with a reason…"]
    (mark,) = note_of(page).extraSelections()
    assert mark.cursor.selectedText() == "555-0142"
    assert all(button.height() >= 40 for button in line.offers())
    assert at() is note_of(page), "typing goes on"
    note_of(page).clear()
    qtbot.waitUntil(line.isHidden)
    settle(qtbot, page)


def test_a_finding_is_replaced_by_the_keyboard_and_comes_back_with_undo(qtbot: QtBot, page: LogPage) -> None:
    typed(qtbot, page, "Call 555-0142 soon", "phone")
    choose(page, "Replace")
    assert note_of(page).toPlainText() == "Call [phone] soon"
    assert at() is note_of(page)
    assert page.form.strip.narrative.line.isHidden()
    QTest.keyClick(at(), Qt.Key.Key_Z, CTRL)
    assert note_of(page).toPlainText() == "Call 555-0142 soon"
    qtbot.waitUntil(page.form.strip.narrative.line.isVisible)
    settle(qtbot, page)


def test_the_headline_is_checked_too_and_replaced(qtbot: QtBot, page: LogPage) -> None:
    box = headline_of(page)
    box.setFocus()
    press("Frequent flyer at the pier")
    waves = box.findChild(Waves)
    assert isinstance(waves, Waves)
    qtbot.waitUntil(lambda: waves.spans() == [(0, 14)])
    choose(page, "Replace")
    assert box.text() == "known from earlier contacts at the pier"
    QTest.keyClick(at(), Qt.Key.Key_Z, CTRL)
    assert box.text() == "Frequent flyer at the pier"
    settle(qtbot, page)


def test_a_contact_is_not_saved_over_a_finding_and_the_offers_have_the_keys(
    qtbot: QtBot, page: LogPage, officer: Desk
) -> None:
    ready(page)
    note_of(page).setFocus()
    type_text(note_of(page), "His son is bipolar")
    save()
    assert at_button().startswith("Replace")
    assert note_of(page).textCursor().selectedText() == "bipolar"
    assert logged(officer) == []
    press(Qt.Key.Key_Escape)
    assert at() is note_of(page)
    settle(qtbot, page)


def test_what_is_kept_with_a_reason_is_saved_with_it(qtbot: QtBot, page: LogPage, officer: Desk) -> None:
    ready(page)
    typed(qtbot, page, "Sign says 555-0142", "phone")
    choose(page, "Keep")
    assert at() is page.form.strip.narrative.line.reason
    press("On the sign", Qt.Key.Key_Return)
    assert at() is note_of(page)
    assert page.form.strip.narrative.line.isHidden()
    qtbot.waitUntil(lambda: [len(one.values["kept"]) for one in kept(officer)] == [1])
    save()
    qtbot.waitUntil(lambda: len(logged(officer)) == 1)
    assert [(one.text, one.reason) for one in logged(officer)[0].kept] == [("555-0142", "On the sign")]
    settle(qtbot, page)
    assert page.form.strip.values()["kept"] == []


def test_a_number_and_a_place_move_to_their_fields(qtbot: QtBot, page: LogPage, officer: Desk) -> None:
    ready(page)
    typed(qtbot, page, "CAD 26-00451 at 1420 Elm Street", "2 in all")
    choose(page, "Move to the place")
    assert "“26-00451”" in page.form.strip.narrative.line.sentence.text(), "the one at the cursor came first"
    choose(page, "Move to CAD number")
    assert note_of(page).toPlainText() == "CAD [number] at [address]"
    save()
    qtbot.waitUntil(lambda: len(logged(officer)) == 1)
    card = logged(officer)[0]
    assert (card.cad_number, card.place_text) == ("26-00451", "1420 Elm Street")
    settle(qtbot, page)


def test_health_becomes_a_topic(qtbot: QtBot, page: LogPage) -> None:
    typed(qtbot, page, "Her son is bipolar", "Health")
    choose(page, "Make it a topic")
    assert page.form.strip.topics.value() == ("local-mental-health",)
    assert note_of(page).toPlainText() == "Her son is [health]"
    settle(qtbot, page)


def test_a_phone_and_a_birth_date_move_to_the_person_when_it_is_saved(
    qtbot: QtBot, desk_of: Callable[..., Desk], here: UUID, page_of: Callable[..., LogPage]
) -> None:
    officer = desk_of(Role.OFFICER, neighborhoods=frozenset({here}))
    person = a_person(officer, given="Ionela", family="Quaderno", phones=["555-0199"])
    page = page_of(officer)
    ready(page)
    typed(qtbot, page, "Call 555-0142, DOB 3/4/1990", "phone")
    choose(page, "Move to the person")
    assert note_of(page).toPlainText() == "Call 555-0142, DOB 3/4/1990", "nobody to move it to yet"
    page.form.strip.show_kept(page.form.strip.kept() | {"participants": [{"person_id": str(person), "label": "I"}]})
    page.form.checking.ask_names()
    note_of(page).setFocus()
    choose(page, "Move to the person")
    choose(page, "Move to the person")
    assert note_of(page).toPlainText() == "Call [phone], DOB [date of birth]"
    save()
    qtbot.waitUntil(lambda: len(logged(officer)) == 1)
    settle(qtbot, page)
    card = officer.ask(people.person, person)
    assert [phone.raw for phone in card.phones] == ["555-0199", "555-0142"]
    assert str(card.dob) == "1990-03-04"


def test_a_name_goes_to_who(qtbot: QtBot, page: LogPage) -> None:
    typed(qtbot, page, "Talked with Keisha about it", "name")
    choose(page, "Move to Who")
    assert note_of(page).toPlainText() == "Talked with a resident about it"
    assert page.form.strip.who.typed() == "Keisha"
    assert at() is page.form.strip.who.line
    settle(qtbot, page)


def test_the_names_of_those_who_were_there_are_found(
    qtbot: QtBot, officer: Desk, page_of: Callable[..., LogPage]
) -> None:
    person = a_person(officer, given="Ionela", family="Quaderno")
    page = page_of(officer)
    page.form.show_start({"person_id": person})
    typed(qtbot, page, "talked with ionela", "ionela")
    settle(qtbot, page)


def test_what_an_input_method_composes_is_left_alone_until_it_is_done(qtbot: QtBot, page: LogPage) -> None:
    box = note_of(page)
    box.setFocus()
    type_text(box, "Es bipolar; ella es ")
    QApplication.sendEvent(box, QInputMethodEvent("musulmán", []))
    page.form.strip.narrative.look()
    assert page.form.strip.narrative.line.isHidden()
    assert box.toPlainText() == "Es bipolar; ella es "
    done = QInputMethodEvent()
    done.setCommitString("musulmana ñandú")
    QApplication.sendEvent(box, done)
    qtbot.waitUntil(page.form.strip.narrative.line.isVisible)
    assert box.toPlainText() == "Es bipolar; ella es musulmana ñandú"
    assert len(box.extraSelections()) == 2
    settle(qtbot, page)


def test_letters_that_qt_counts_twice_shift_nothing(qtbot: QtBot, page: LogPage) -> None:
    typed(qtbot, page, "\U0001f600 Call 555-0142", "555-0142")
    (mark,) = note_of(page).extraSelections()
    assert mark.cursor.selectedText() == "555-0142"
    choose(page, "Replace")
    assert note_of(page).toPlainText() == "\U0001f600 Call [phone]"
    settle(qtbot, page)


@pytest.mark.parametrize("size", [TOUCH_SIZE, QSize(1234, 571)])
def test_without_findings_the_line_takes_no_room(
    qtbot: QtBot, officer: Desk, page_of: Callable[..., LogPage], size: QSize
) -> None:
    page = page_of(officer, size)
    assert page.form.strip.narrative.line.isHidden()
    assert page.form.scrolled.verticalScrollBar().maximum() == 0
    settle(qtbot, page)
