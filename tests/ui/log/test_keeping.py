"""What is typed in the quick log is never lost: kept as it is typed, set aside, taken along, given back."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from casemgr.core.desk import Desk
from casemgr.core.kind import KINDS
from tests.builders import a_contact, a_person
from tests.conftest import Clock
from tests.ui.log.keys import CTRL, kept, logged, press, save, settle
from ui.log.page import LogPage


def test_what_is_typed_is_kept_by_itself_and_back_after_a_kill(
    qtbot: QtBot, officer: Desk, page_of: Callable[..., LogPage], clock: Clock
) -> None:
    jose = a_person(officer, "José", "Núñez")
    page = page_of(officer)
    page.form.strip.who.set_value(())
    press("3", Qt.Key.Key_Tab, "2", "@", "nunez")
    qtbot.waitUntil(page.form.strip.who.panel.isVisible)
    press(Qt.Key.Key_Return, "half a na")
    page.form.strip.headline.editor().setFocus()
    press("Loose dog")
    page.form.strip.next.steps.row.setFocus()
    press("f", "xx")
    qtbot.waitUntil(lambda: bool(kept(officer)) and kept(officer)[0].values.get("days") == "xx")
    clock.move(minutes=20)
    before = page.form.strip.kept()
    again = page_of(officer).form.strip
    assert [one.person_id for one in again.who.value()] == [jose]
    assert again.kept() == before
    assert (again.headline.value(), again.who.typed()) == ("Loose dog", "half a na")
    settle(qtbot, page)


def test_undo_marks_it_in_error_and_gives_the_text_back(qtbot: QtBot, page: LogPage, officer: Desk) -> None:
    press("1", Qt.Key.Key_Tab, Qt.Key.Key_Tab, "Loose dog", Qt.Key.Key_Tab, Qt.Key.Key_Tab, "n")
    save()
    qtbot.waitUntil(lambda: bool(page.toast.sentence()))
    settle(qtbot, page)
    QTest.keyClick(page, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: page.form.strip.headline.value() == "Loose dog")
    assert [card.status for card in logged(officer)] == ["entered_in_error"]
    settle(qtbot, page)
    save()
    qtbot.waitUntil(lambda: [card.status for card in logged(officer)].count("sealed") == 1)
    settle(qtbot, page)


def test_beginning_about_someone_else_sets_aside_what_was_begun(qtbot: QtBot, page: LogPage, officer: Desk) -> None:
    press("1")
    page.form.strip.headline.editor().setFocus()
    press("Half written")
    with qtbot.waitSignal(page.said):
        page.begin({"person_id": a_person(officer)})
    settle(qtbot, page)
    assert page.form.strip.headline.value() is None
    (draft,) = kept(officer)
    page.open(draft.id)
    qtbot.waitUntil(lambda: page.form.strip.headline.value() == "Half written")
    page.begin({})
    assert page.form.strip.headline.value() == "Half written", "Ctrl+N goes on with what is begun"
    settle(qtbot, page)


def test_a_contact_kept_as_a_draft_is_finished_with_all_it_said(
    qtbot: QtBot, page: LogPage, officer: Desk, here: UUID
) -> None:
    person = a_person(officer)
    id = a_contact(officer, here, person, as_draft=True, headline="Begun elsewhere", duration_min=25)
    page.open(id)
    qtbot.waitUntil(lambda: page.form.strip.headline.value() == "Begun elsewhere")
    save()
    qtbot.waitUntil(lambda: [card.id for card in logged(officer)] == [id])
    (card,) = logged(officer)
    assert (card.status, card.duration_min, card.participants[0].person_id) == ("sealed", 25, person)
    settle(qtbot, page)


def test_more_details_take_everything_along_and_the_draft_goes_once_it_is_saved_there(
    qtbot: QtBot, page: LogPage, officer: Desk
) -> None:
    press("1")
    page.form.strip.headline.editor().setFocus()
    press("Loose dog")
    with qtbot.waitSignal(page.go) as went:
        page.form.details.click()
    start = went.args[0].start
    settle(qtbot, page)
    assert (went.args[0].where, start["headline"], len(kept(officer))) == ("contacts", "Loose dog", 1)
    kind = KINDS["contacts"]
    assert kind.new is not None
    assert kind.draft is not None
    draft = kind.draft.model_validate(dict(start) | {"next_step": "none_needed"})
    page.desk.do(kind.new, draft)
    qtbot.waitUntil(lambda: not kept(officer) and page.form.strip.blank())
    settle(qtbot, page)


def test_throwing_a_draft_away_can_be_taken_back(qtbot: QtBot, page: LogPage, officer: Desk) -> None:
    page.form.strip.headline.editor().setFocus()
    press("Loose dog")
    qtbot.waitUntil(lambda: bool(kept(officer)))
    settle(qtbot, page)
    page.form.throw.click()
    qtbot.waitUntil(lambda: not kept(officer))
    page.toast.undone.emit()
    assert page.form.strip.headline.value() == "Loose dog"
    settle(qtbot, page)
