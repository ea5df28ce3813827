"""The quick log: a contact by keyboard alone, questions answered in place, and nothing typed ever lost."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from casemgr.core import codes, unsent
from casemgr.core.access import Role
from casemgr.core.desk import Desk
from casemgr.core.errors import Unwritable
from casemgr.core.kind import KINDS
from casemgr.records import contacts, followups, needs, people
from casemgr.records.contacts import ContactCard
from tests.builders import a_contact, a_neighborhood, a_person
from tests.conftest import Clock
from tests.ui.typing import type_text
from ui.desk import UiDesk
from ui.log.page import LogPage, NoLogPage, log_page
from ui.page import Go
from ui.theme import apply_theme
from ui.tokens import Density, Look

CHOICES = codes.choices
SIZE, TOUCH_SIZE = QSize(1234, 571), QSize(1148, 622)
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def here(desk_of: Callable[..., Desk]) -> UUID:
    return a_neighborhood(desk_of(Role.ADMINISTRATOR))


@pytest.fixture
def officer(desk_of: Callable[..., Desk], here: UUID) -> Desk:
    return desk_of(Role.OFFICER, neighborhoods=frozenset({here}))


@pytest.fixture
def page_of(
    qtbot: QtBot, ui_desk_of: Callable[..., UiDesk], open_window: Callable[..., QWidget]
) -> Callable[..., LogPage]:
    """The page at someone's desk, ready for the first key."""

    def make(desk: Desk, size: QSize = SIZE) -> LogPage:
        page = log_page(ui_desk_of(desk=desk))
        assert isinstance(page, LogPage)
        page.desk.changed.connect(page.refresh)
        open_window(page, size)
        settle(qtbot, page)
        qtbot.waitUntil(lambda: page.form.strip.kind.row.isAncestorOf(QApplication.focusWidget() or page))
        return page

    return make


@pytest.fixture
def page(officer: Desk, page_of: Callable[..., LogPage]) -> LogPage:
    return page_of(officer)


def settle(qtbot: QtBot, page: LogPage) -> None:
    qtbot.waitUntil(lambda: not page.desk.busy and not page.saving.busy)


def at() -> QWidget:
    """Where the keys go."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(*keys: Qt.Key | str) -> None:
    """Keys one after another, each to where the focus is then."""
    for key in keys:
        if isinstance(key, str):
            QTest.keyClicks(at(), key)
        else:
            QTest.keyClick(at(), key)


def save() -> None:
    QTest.keyClick(at(), Qt.Key.Key_Return, CTRL)


def logged(desk: Desk) -> list[ContactCard]:
    return [desk.ask(contacts.contact, row.id) for row in desk.ask(contacts.contacts).rows]


def kept(desk: Desk) -> list[unsent.Kept]:
    return desk.ask(unsent.kept, "log")


def test_a_contact_in_nine_keys_and_the_words(qtbot: QtBot, page: LogPage, officer: Desk, here: UUID) -> None:
    press("2", Qt.Key.Key_Tab, "1", "3", Qt.Key.Key_Tab, "Loose dog at the playground")
    press(Qt.Key.Key_Tab, Qt.Key.Key_Tab, "n")
    save()
    qtbot.waitUntil(lambda: page.toast.sentence() == "Contact C-2026-TEST-000001 saved")
    settle(qtbot, page)
    (card,) = logged(officer)
    types, topics = ([c.code for c in officer.ask(CHOICES, name)] for name in ("contact_type", "need_domain"))
    assert (card.contact_type, list(card.topics)) == (types[1], [topics[0], topics[2]])
    assert (card.headline, card.next_step) == ("Loose dog at the playground", "none_needed")
    assert (card.neighborhood_id, card.participants) == (here, ())
    assert page.form.strip.blank()
    assert page.form.strip.kind.row.isAncestorOf(at()), "ready for the next"
    assert kept(officer) == []


def test_a_follow_up_takes_its_days_right_after_the_letter(qtbot: QtBot, page: LogPage, officer: Desk) -> None:
    press("1", *[Qt.Key.Key_Tab] * 4, "f", "9")
    save()
    qtbot.waitUntil(lambda: len(logged(officer)) == 1)
    (card,) = logged(officer)
    assert (card.next_step, card.follow_up_in_days) == ("follow_up_scheduled", 9)
    (row,) = officer.ask(followups.followups).rows
    assert row.due_at - card.occurred_at == timedelta(days=9)
    settle(qtbot, page)


def test_letters_and_the_menu_reach_what_is_no_chip(qtbot: QtBot, page: LogPage, officer: Desk) -> None:
    press("y")
    assert page.form.strip.kind.value() == "youth_engagement"
    press(Qt.Key.Key_0)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    while menu.activeAction() is None or menu.activeAction().text() != "Victim follow up":
        QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert page.form.strip.kind.value() == "victim_follow_up"
    settle(qtbot, page)


def test_what_one_uses_most_stands_first(
    qtbot: QtBot, officer: Desk, here: UUID, page_of: Callable[..., LogPage]
) -> None:
    for n, kind in enumerate(("victim_follow_up", "youth_engagement", "victim_follow_up")):
        a_contact(officer, here, contact_type=kind, topics=["stress"], headline=str(n))
    strip = page_of(officer).form.strip
    assert [chip.value for chip in strip.kind.row.chips()][:2] == ["victim_follow_up", "youth_engagement"]
    assert strip.topics.row.chips()[0].value == "stress"


def test_enter_takes_the_first_who_looks_alike(qtbot: QtBot, officer: Desk, page_of: Callable[..., LogPage]) -> None:
    jose = a_person(officer, "José", "Núñez Ávila")
    page = page_of(officer)
    press("1", "@", "nunes jos")
    panel = page.form.strip.who.panel
    qtbot.waitUntil(panel.isVisible)
    assert panel.rows.currentIndex().data() == "Núñez Ávila, José"
    press(Qt.Key.Key_Return)
    assert not panel.isVisible()
    assert [one.person_id for one in page.form.strip.who.value()] == [jose]
    page.form.strip.next.steps.row.setFocus()
    press("n")
    save()
    qtbot.waitUntil(lambda: len(logged(officer)) == 1)
    assert [who.person_id for who in logged(officer)[0].participants] == [jose]
    settle(qtbot, page)


def test_someone_new_is_added_with_the_contact_and_someone_unknown_is_not(
    qtbot: QtBot, page: LogPage, officer: Desk
) -> None:
    press("1", "@")
    type_text(at(), "lucía ramírez soto")
    panel = page.form.strip.who.panel
    qtbot.waitUntil(panel.isVisible)
    press(Qt.Key.Key_Return)
    assert officer.ask(people.people).rows == (), "nothing is entered before the contact is saved"
    press("man about 60")
    page.form.strip.who.unknown.click()
    page.form.strip.next.steps.row.setFocus()
    press("n")
    save()
    qtbot.waitUntil(lambda: len(logged(officer)) == 1)
    lucia, unknown = logged(officer)[0].participants
    assert lucia.person_id is not None
    assert officer.ask(people.names_of, [lucia.person_id]) == {lucia.person_id: "Ramírez Soto, Lucía"}
    assert (unknown.person_id, unknown.alias_text, unknown.role) == (None, "man about 60", "anonymous")
    settle(qtbot, page)


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


def test_save_and_refer_carries_person_place_contact_and_need(
    qtbot: QtBot, page: LogPage, officer: Desk, here: UUID
) -> None:
    person = a_person(officer)
    page.begin({"person_id": person})
    page.form.strip.topics.set_value(["homelessness"])
    press("1")
    with qtbot.waitSignal(page.go) as went:
        page.form.refer.click()
    (card,) = logged(officer)
    (need,) = officer.ask(needs.needs_of, person)
    start = {"person_id": person, "neighborhood_id": here, "contact_id": card.id, "need_id": need.id}
    assert went.args == [Go("referrals", new=True, start=start)]
    assert (card.next_step, need.contact_id) == ("referral_started", card.id)
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


def test_all_of_it_is_in_sight_by_touch(
    qapp: QApplication, qtbot: QtBot, officer: Desk, page_of: Callable[..., LogPage]
) -> None:
    apply_theme(qapp, Look(density=Density.TOUCH))
    try:
        page = page_of(officer, TOUCH_SIZE)
        bar = page.form.scrolled.verticalScrollBar()
        qtbot.waitUntil(lambda: bar.maximum() == 0)
        settle(qtbot, page)
    finally:
        apply_theme(qapp, Look())


def test_everything_one_can_reach_has_a_name(qtbot: QtBot, page: LogPage) -> None:
    reached: list[QWidget] = []
    start = at()
    while not reached or at() is not start:
        reached.append(at())
        press(Qt.Key.Key_Tab)
    order = [w.accessibleDescription() or w.accessibleName() for w in reached]
    names = [name.partition(" ")[0] for name in order if name]
    assert all(w.accessibleName() or getattr(w, "text", str)() for w in reached)
    assert len(reached) == 12, names
    settle(qtbot, page)


def test_whoever_logs_no_contacts_is_shown_the_list(
    qtbot: QtBot, desk_of: Callable[..., Desk], ui_desk_of: Callable[..., UiDesk], open_window: Callable[..., QWidget]
) -> None:
    page = log_page(ui_desk_of(desk=desk_of(Role.LIAISON)))
    assert isinstance(page, NoLogPage)
    open_window(page, SIZE)
    with qtbot.waitSignal(page.go) as went:
        page.empty.acted.emit()
    assert went.args == [Go("contacts")]
