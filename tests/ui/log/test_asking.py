"""The quick log asks in place: bad input, the same contact twice, a stop, a disk that is full."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from casemgr.core.desk import Desk
from casemgr.core.errors import Unwritable
from tests.ui.log.keys import at, kept, logged, press, save, settle
from ui.log.page import LogPage


def test_bad_input_is_said_beside_it_and_nothing_typed_is_lost(qtbot: QtBot, page: LogPage, officer: Desk) -> None:
    words = "x" * 121
    page.form.strip.headline.editor().setFocus()
    press(words, Qt.Key.Key_Tab)
    assert page.form.strip.headline.counted() == "121/120"
    save()
    problems = {name: field.problem() for name, field in page.form.strip.labeled.items() if field.problem()}
    assert problems == {
        "contact_type": "Type is needed.",
        "headline": "At most 120 characters fit; this has 121.",
        "next_step": "Next step is needed.",
    }
    assert page.form.strip.kind.row.isAncestorOf(at()), "the first that is wrong has the focus"
    assert page.form.strip.headline.value() == words
    assert logged(officer) == []
    settle(qtbot, page)


def test_a_full_disk_is_told_and_the_text_stays_and_is_kept(qtbot: QtBot, page: LogPage, officer: Desk) -> None:
    press("1")
    page.form.strip.note.editor().setFocus()
    press("Bring socks")
    with qtbot.waitSignal(page.troubled) as told:
        page.saving.refused.emit(Unwritable("The disk is full."))
    assert told.args[0].sentence == "The disk is full."
    assert page.form.strip.note.value() == "Bring socks"
    qtbot.waitUntil(lambda: [one.values["note"] for one in kept(officer)] == ["Bring socks"])
    settle(qtbot, page)


def test_the_same_contact_twice_is_asked_in_place(qtbot: QtBot, page: LogPage, officer: Desk) -> None:
    for _time in range(2):
        press("1", *[Qt.Key.Key_Tab] * 4, "n")
        save()
        settle(qtbot, page)
    assert page.form.question.isVisible()
    assert len(logged(officer)) == 1
    assert at() is page.form.question.yes
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(logged(officer)) == 2)
    settle(qtbot, page)
    assert not page.form.question.isVisible()


def test_a_stop_is_guarded_and_keeps_only_its_number(qtbot: QtBot, page: LogPage, officer: Desk) -> None:
    press("1", "?", "1")
    page.form.strip.next.steps.row.setFocus()
    press("n")
    save()
    qtbot.waitUntil(page.form.question.isVisible)
    settle(qtbot, page)
    save()
    settle(qtbot, page)
    assert page.form.question.number.problem() is not None, "a number, or why it was none"
    press("RMS-77")
    save()
    qtbot.waitUntil(lambda: len(logged(officer)) == 1)
    assert (logged(officer)[0].free_to_leave, logged(officer)[0].rms_number) == ("no", "RMS-77")
    settle(qtbot, page)
