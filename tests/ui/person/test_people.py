"""People: found by what sounds alike, shown with all that touches them, changed in place."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from casemgr.core import audit_reading
from casemgr.core.access import Role
from casemgr.core.desk import Desk
from casemgr.records import directory, followups, people
from tests.builders import a_consent, a_contact, a_follow_up, a_household, a_neighborhood, a_person, a_service
from tests.conftest import NOON
from tests.ui.person.waiting import NARROW, events, opened, settle
from tests.ui.typing import type_text
from ui.page import Go
from ui.person.page import PeoplePage
from ui.widgets.rows import ROW


def names(rows: QWidget) -> list[str]:
    model = rows.model()  # type: ignore[attr-defined]
    return [model.index(place, 0).data() for place in range(model.rowCount())]


def test_everyone_by_name_and_found_by_what_sounds_alike(
    qtbot: QtBot, officer: Desk, jose: UUID, page_of: Callable[..., PeoplePage]
) -> None:
    a_person(officer, "Amal", "Haddad")
    page = page_of(officer)
    assert names(page.people.rows) == ["Haddad, Amal", "Núñez Ávila, José"]
    assert page.people.search.hasFocus()
    type_text(page.people.search, "nunes jose")
    qtbot.waitUntil(lambda: names(page.people.found) == ["Núñez Ávila, José"])
    QTest.keyClick(page.people.search, Qt.Key.Key_Return)
    settle(qtbot, page)
    assert page.person.id == jose
    assert page.person.face.title() == "Núñez Ávila, José"


def test_the_head_says_what_one_must_not_overlook(
    qtbot: QtBot, desk_of: Callable[..., Desk], officer: Desk, jose: UUID, page_of: Callable[..., PeoplePage]
) -> None:
    here = a_neighborhood(desk_of(Role.ADMINISTRATOR))
    supervisor = desk_of(Role.SUPERVISOR)
    a_service(supervisor)
    organization = supervisor.ask(directory.organizations).rows[0].id
    page = opened(qtbot, page_of(officer), jose)
    assert page.person.face.facts() == ("Spanish, interpreter needed", "No consent", "No contact yet")
    a_consent(officer, jose, organization, expires_on=date(2027, 1, 30))
    a_contact(officer, here, jose, occurred_at=NOON - timedelta(days=2))
    a_follow_up(officer, "people", jose)
    opened(qtbot, page, jose)
    assert page.person.face.facts() == (
        "Spanish, interpreter needed",
        "Consent until Jan 30, 2027",
        "1 open follow-up",
        "Last contact Oct 12",
    )
    kid = a_person(supervisor, "Tommy", "Nguyen", dob=date(2012, 1, 1))
    theirs = opened(qtbot, page_of(supervisor), kid)
    assert theirs.person.face.facts()[0] == "Juvenile record"


def test_a_safe_contact_note_is_read_by_a_press_and_that_is_written_down(
    qtbot: QtBot, desk_of: Callable[..., Desk], officer: Desk, jose: UUID, page_of: Callable[..., PeoplePage]
) -> None:
    page = opened(qtbot, page_of(officer), jose)
    assert not page.person.face.safe.isVisible()
    officer.do(people.note_safe_contact, jose, "Call after six only")
    opened(qtbot, page, jose)
    assert page.person.face.note.sentence() == ""
    page.person.face.safe.click()
    qtbot.waitUntil(lambda: page.person.face.note.sentence() == "Call after six only")
    entries = desk_of(Role.SUPERVISOR).ask(audit_reading.audit_entries).entries
    assert any(e.action == "view" and e.object == jose for e in entries)


def test_the_timeline_is_filtered_by_kind_and_its_numbers_hold(
    qtbot: QtBot, desk_of: Callable[..., Desk], officer: Desk, jose: UUID, page_of: Callable[..., PeoplePage]
) -> None:
    here = a_neighborhood(desk_of(Role.ADMINISTRATOR))
    met = a_contact(officer, here, jose, headline="Asked for a bed")
    a_follow_up(officer, "people", jose, what="Bring the form")
    page = opened(qtbot, page_of(officer), jose)
    qtbot.waitUntil(lambda: events(page)[1].title == "Contact · Foot patrol conversation")
    assert [row.title for row in events(page)] == ["Bring the form", "Contact · Foot patrol conversation"]
    for chip in page.person.filter.chips():
        chip.click()
        assert chip.text().split()[-1] == str(len(events(page)))
    page.person.filter.choose(2)
    assert [row.line for row in events(page)] == ["Asked for a bed"]
    with qtbot.waitSignal(page.go) as went:
        page.person.timeline.rows.setCurrentIndex(page.person.timeline.rows.model().index(0, 0))
        QTest.keyClick(page.person.timeline.rows, Qt.Key.Key_Return)
    assert went.args == [Go("contacts", met)]


def test_what_is_begun_here_begins_with_this_person(
    qtbot: QtBot, officer: Desk, jose: UUID, page_of: Callable[..., PeoplePage]
) -> None:
    page = opened(qtbot, page_of(officer), jose)
    for button, where in ((page.person.contact, "log"), (page.person.refer, "referrals")):
        with qtbot.waitSignal(page.go) as went:
            button.click()
        assert went.args == [Go(where, new=True, start={"person_id": jose})]


def test_a_promise_by_keyboard_shows_on_the_timeline(
    qtbot: QtBot, officer: Desk, jose: UUID, page_of: Callable[..., PeoplePage]
) -> None:
    page = opened(qtbot, page_of(officer), jose)
    page.person.promise.click()
    form = page.person.promise_form
    QTest.keyClick(form.what.field.editor(), Qt.Key.Key_Return)
    assert form.what.problem() == "What is promised is needed."
    QTest.keyClicks(form.what.field.editor(), "Bring the form")
    QTest.keyClick(form.when.field.editor(), Qt.Key.Key_2)
    form.save()
    qtbot.waitUntil(lambda: [row.title for row in events(page)] == ["Bring the form"])
    (made,) = officer.ask(followups.followups).rows
    assert (made.person_id, made.due_at.date()) == (jose, (NOON + timedelta(days=3)).date())
    settle(qtbot, page)
    assert not form.isVisible()


def test_changing_someone_shows_at_once_and_bad_input_keeps_the_text(
    qtbot: QtBot, officer: Desk, jose: UUID, page_of: Callable[..., PeoplePage]
) -> None:
    page = opened(qtbot, page_of(officer), jose)
    page.person.edit.click()
    qtbot.waitUntil(lambda: page.person.form is not None)
    settle(qtbot, page)
    form = page.person.form
    assert form is not None
    form.fields.field("preferred_language").field.set_value("Spanish")
    form.save()
    settle(qtbot, page)
    assert page.person.form is form
    form.fields.field("preferred_language").field.set_value("fr")
    form.fields.field("given").field.set_value("Josef")
    form.save()
    qtbot.waitUntil(lambda: page.person.form is None)
    settle(qtbot, page)
    assert page.person.face.title() == "Núñez Ávila, Josef"
    assert page.person.face.facts()[0] == "French, interpreter needed"
    assert names(page.people.rows) == ["Núñez Ávila, Josef"]


def test_what_was_typed_to_find_begins_someone_new(
    qtbot: QtBot, officer: Desk, jose: UUID, page_of: Callable[..., PeoplePage]
) -> None:
    page = page_of(officer)
    type_text(page.people.search, "zoë o’brien")
    qtbot.waitUntil(page.people.empty.isVisible)
    QTest.keyClick(page.people.search, Qt.Key.Key_Return)
    form = page.person.form
    assert form is not None
    settle(qtbot, page)
    form.save()
    qtbot.waitUntil(lambda: page.person.id is not None and page.person.face.title() == "O’brien, Zoë")
    settle(qtbot, page)


def test_details_and_households_are_read_here(
    qtbot: QtBot, officer: Desk, jose: UUID, page_of: Callable[..., PeoplePage]
) -> None:
    home, sister = a_household(officer, "Núñez household"), a_person(officer, "Lucía", "Núñez")
    officer.do(people.join, home, people.MemberDraft(person_id=jose, relationship="1"))
    officer.do(people.join, home, people.MemberDraft(person_id=sister, relationship="4"))
    page = opened(qtbot, page_of(officer), jose)
    settle(qtbot, page)
    assert page.person.reading.said()["Pronouns"] == "he/him"
    assert names(page.person.households.rows) == ["Núñez household", "Núñez Ávila, José", "Núñez, Lucía"]
    page.person.households.rows.opened.emit(page.person.households.rows.model().index(2, 0).data(ROW))
    settle(qtbot, page)
    assert page.person.id == sister, "opened in place"


def test_whom_one_may_not_see_is_refused_in_words_and_not_shown(
    qtbot: QtBot, desk_of: Callable[..., Desk], officer: Desk, page_of: Callable[..., PeoplePage]
) -> None:
    page = page_of(officer)
    with qtbot.waitSignal(page.troubled) as told:
        page.open(a_person(desk_of(Role.OFFICER, unit="South")))
    assert told.args[0].sentence == "There is no such person, or you may not see them."
    assert page.person.face.title() == ""
    settle(qtbot, page)


def test_a_reader_is_offered_no_changes(
    qtbot: QtBot, desk_of: Callable[..., Desk], jose: UUID, page_of: Callable[..., PeoplePage]
) -> None:
    page = opened(qtbot, page_of(desk_of(Role.COMMANDER)), jose)
    person = page.person
    offered = [b.isVisible() for b in (person.contact, person.refer, person.promise, person.edit, page.people.new)]
    assert offered == [False] * 5


def test_where_it_is_narrow_back_returns_to_the_list(
    qtbot: QtBot, officer: Desk, jose: UUID, page_of: Callable[..., PeoplePage]
) -> None:
    page = page_of(officer, NARROW)
    assert not page.person.isVisible()
    page.people.rows.setCurrentIndex(page.people.everyone.index(0, 0))
    QTest.keyClick(page.people.rows, Qt.Key.Key_Return)
    settle(qtbot, page)
    assert page.person.isVisible()
    assert not page.people.isVisible()
    page.person.edit.click()
    qtbot.waitUntil(lambda: page.person.form is not None)
    assert page.back(), "first out of the form"
    assert page.person.form is None
    assert page.back()
    assert page.people.isVisible()
    assert QApplication.focusWidget() is page.people.rows
    settle(qtbot, page)
