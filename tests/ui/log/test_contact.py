"""The quick log: a contact by keyboard alone, with whoever was there."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from casemgr.core import codes
from casemgr.core.access import Role
from casemgr.core.desk import Desk
from casemgr.records import followups, needs, people
from tests.builders import a_contact, a_person
from tests.ui.log.keys import SIZE, TOUCH_SIZE, at, kept, logged, press, save, settle
from tests.ui.typing import type_text
from ui.desk import UiDesk
from ui.log.page import LogPage, NoLogPage, log_page
from ui.page import Go
from ui.theme import apply_theme
from ui.tokens import Density, Look

CHOICES = codes.choices


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


def test_the_way_back_of_a_draft_thrown_away_never_takes_back_the_contact_after_it(
    qtbot: QtBot, page: LogPage, officer: Desk, here: UUID
) -> None:
    page.form.strip.headline.editor().setFocus()
    press("Loose dog")
    page.form.throw.click()
    assert page.toast.sentence()
    page.begin({"person_id": a_person(officer)})
    press("1")
    with qtbot.waitSignal(page.go):
        page.form.refer.click()
    assert not page.toast.sentence()
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
