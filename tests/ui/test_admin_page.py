"""The administration page: accounts are made and closed, the audit is read and checked, a backup is made."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from casemgr import app
from casemgr.app import Setup, Shift
from casemgr.core.access import Role
from casemgr.core.audit import said_head
from casemgr.core.desk import Desk
from casemgr.core.errors import CaseError
from casemgr.core.home import Home
from casemgr.core.sealed_rounds import tend
from casemgr.core.stretch import Effort
from casemgr.records import contacts, searches, staff
from casemgr.services import accounts
from casemgr.services.backup import read_backup
from tests.builders import a_contact, a_member, a_neighborhood
from tests.conftest import Clock
from tests.ui.typing import type_text
from ui.admin.about import About
from ui.admin.audit_papers import AskProof
from ui.admin.page import ABOUT, AGENCY, AUDIT, BACKUPS, KEYS, OLDER_LOGS, OPENINGS, PEOPLE, SEARCHES, AdminPage
from ui.desk import UiDesk
from ui.leaving.left import ShowLeft
from ui.widgets.rows import ROW, Row

SECRET = "otter lantern gravel sonnet"
LONG = 20_000
BOTH = [Role.ADMINISTRATOR, Role.SUPERVISOR]


@pytest.fixture
def shift(tmp_path: Path) -> Iterator[Shift]:
    """The first administrator, signed in on a new store."""
    setup = Setup("a.lin", "Ada Lin", SECRET, agency="Harbor Police", effort=Effort.TEST)
    made, _recovery = app.create(Home(tmp_path / "home"), setup)
    yield made
    made.end()


@pytest.fixture
def page_of(
    qtbot: QtBot, ui_desk_of: Callable[..., UiDesk], open_window: Callable[..., QWidget]
) -> Callable[..., AdminPage]:
    """The page of someone, with all it asks for at the start answered."""

    def make(*roles: Role, shift: Shift | None = None, **facts: object) -> AdminPage:
        desk = ui_desk_of(*roles, **facts) if shift is None else ui_desk_of(desk=shift.desk)
        desk.shift = shift
        page = AdminPage(desk)
        desk.changed.connect(page.refresh)
        open_window(page, QSize(1150, 640))
        qtbot.waitUntil(lambda: not desk.busy)
        return page

    return make


def rows(page: AdminPage) -> list[Row]:
    assert page.people is not None
    model = page.people.model
    return [model.index(place, 0).data(ROW) for place in range(model.rowCount())]


def offered(page: AdminPage) -> set[str]:
    return {chip.value for chip in page.sections.chips()}


def test_each_sees_only_what_they_may_do(page_of: Callable[..., AdminPage]) -> None:
    assert offered(page_of(Role.OFFICER)) == {PEOPLE, OPENINGS, ABOUT}
    assert offered(page_of(Role.COMMANDER)) == {PEOPLE, AUDIT, SEARCHES, ABOUT}
    assert offered(page_of(Role.ADMINISTRATOR)) == {PEOPLE, KEYS, AUDIT, BACKUPS, AGENCY, OLDER_LOGS, ABOUT}


def test_an_officer_is_offered_no_account_to_make_or_close(page_of: Callable[..., AdminPage]) -> None:
    page = page_of(Role.OFFICER)
    assert page.people is not None
    assert not page.people.add.isVisible()
    assert not page.people.account.close_account.isVisible()


def test_the_accounts_are_reviewed_and_signed_as_they_are_shown(
    qtbot: QtBot, page_of: Callable[..., AdminPage], desk_of: Callable[..., Desk], clock: Clock
) -> None:
    boss = desk_of(Role.ADMINISTRATOR)
    a_member(boss)
    clock.now += timedelta(days=366)
    page = page_of(desk=boss)
    people = page.people
    assert people is not None
    qtbot.waitUntil(people.due.isVisible)
    people.review.click()
    review = people.reviewing
    assert review is not None
    qtbot.waitUntil(review.sign.isEnabled)
    shown = review.rows.model()
    told = [shown.index(place, 0).data(ROW) for place in range(shown.rowCount())]
    assert told
    assert all(row.chip == "New" and row.line.startswith("May now: ") for row in told)
    a_member(boss, "q.stranger", "Quinn Stranger")
    review.sign.click()
    qtbot.waitUntil(lambda: "Look at them once more" in review.trouble.sentence() and review.sign.isEnabled())
    with qtbot.waitSignal(page.said) as said:
        review.sign.click()
    assert said.args == ["The accounts are reviewed"]
    qtbot.waitUntil(lambda: not people.due.isVisible())
    assert people.reviewing is None


def test_someone_is_added_and_signs_in_with_their_first_passphrase(
    qtbot: QtBot, shift: Shift, page_of: Callable[..., AdminPage]
) -> None:
    page = page_of(shift=shift)
    assert page.people is not None
    page.people.add.click()
    adding = page.people.adding
    assert adding is not None
    type_text(adding.fields.field("user_name").field.editor(), "o.haddad")
    type_text(adding.fields.field("full_name").field.editor(), "Omar Haddad")
    adding.fields.field("roles").set_value(("officer",))
    type_text(adding.passphrase.field.field.editor(), "too short")
    adding.save.click()
    qtbot.waitUntil(lambda: adding.passphrase.field.problem() is not None, timeout=LONG)
    assert adding.fields.field("full_name").value() == "Omar Haddad", "what was typed stays"
    adding.passphrase.suggest.click()
    first = adding.passphrase.value()
    with qtbot.waitSignal(page.said, timeout=LONG) as said:
        adding.save.click()
    assert said.args == ["o.haddad can sign in"]
    qtbot.waitUntil(lambda: [row.title for row in rows(page)] == ["Ada Lin", "Omar Haddad"])
    assert shift.vault.open("o.haddad", first).name == "o.haddad"


def test_an_account_is_closed_and_its_passphrase_refused(
    qtbot: QtBot, shift: Shift, page_of: Callable[..., AdminPage]
) -> None:
    page = page_of(shift=shift)
    assert page.people is not None
    page.people.add.click()
    adding = page.people.adding
    assert adding is not None
    adding.fields.fill({"user_name": "o.haddad", "full_name": "Omar Haddad", "roles": ("officer",)})
    adding.passphrase.suggest.click()
    first = adding.passphrase.value()
    adding.save.click()
    qtbot.waitUntil(lambda: len(rows(page)) == 2, timeout=LONG)
    page.people.rows.setCurrentIndex(page.people.model.index(1, 0))
    page.people.account.close_account.click()
    page.people.account.confirm.click()
    qtbot.waitUntil(lambda: rows(page)[1].chip == "Closed", timeout=LONG)
    qtbot.waitUntil(lambda: refused(shift, "o.haddad", first), timeout=LONG)


def refused(shift: Shift, user: str, passphrase: str) -> bool:
    """Whether this opens nothing any more: the list says so a moment before the keys are gone."""
    try:
        shift.vault.open(user, passphrase)
    except CaseError:
        return True
    return False


def test_nobody_is_offered_to_close_their_own_account(
    qtbot: QtBot, shift: Shift, page_of: Callable[..., AdminPage]
) -> None:
    page = page_of(shift=shift)
    qtbot.waitUntil(lambda: len(rows(page)) == 1)
    assert page.people is not None
    assert page.people.account.renew.isVisible()
    assert not page.people.account.close_account.isVisible()


def test_the_audit_is_read_and_checked(qtbot: QtBot, shift: Shift, page_of: Callable[..., AdminPage]) -> None:
    page = page_of(shift=shift)
    page.turn_to(AUDIT)
    assert page.audit is not None
    model = page.audit.model
    qtbot.waitUntil(lambda: model.rowCount() > 1)
    assert page.audit.verdict.sentence() == ""
    page.audit.check.click()
    qtbot.waitUntil(lambda: bool(page.audit and page.audit.verdict.sentence()), timeout=LONG)
    assert page.audit.verdict.sentence().startswith("Everything holds: ")
    qtbot.waitUntil(lambda: bool(page.audit) and page.audit.standing.text().startswith("Checked as a whole"))


def test_a_paper_is_held_against_the_log(qtbot: QtBot, shift: Shift, page_of: Callable[..., AdminPage]) -> None:
    page = page_of(shift=shift)
    page.turn_to(AUDIT)
    assert page.audit is not None
    head = shift.desk.store.head()
    papers = page.audit.open_papers()
    type_text(papers.written.field.editor(), said_head(head))
    papers.check()
    qtbot.waitUntil(lambda: papers.found.sentence().startswith(f"The log has it: entry {head.seq}"))
    papers.written.set_value(f"{head.seq + 500} · {head.hash.hex()}")
    papers.check()
    qtbot.waitUntil(lambda: "ends at entry" in papers.found.sentence())
    papers.written.set_value("no letters")
    papers.check()
    qtbot.waitUntil(lambda: papers.written.problem() is not None)
    assert not papers.export.isEnabled(), "an administrator exports nothing"
    papers.accept()


def test_a_commander_exports_the_audit_with_its_proof(
    qtbot: QtBot, tmp_path: Path, page_of: Callable[..., AdminPage]
) -> None:
    roles = (Role.ADMINISTRATOR, Role.COMMANDER)
    both = Setup("c.lin", "Cora Lin", SECRET, roles=roles, agency="Harbor Police", effort=Effort.TEST)
    shift, _recovery = app.create(Home(tmp_path / "home"), both)
    page = page_of(shift=shift)
    assert page.audit is not None
    papers = page.audit.open_papers()
    asked = AskProof(page.desk.now(), papers)
    asked.folder = tmp_path / "out"
    asked.folder.mkdir()
    papers.leave(asked)
    qtbot.waitUntil(lambda: bool(papers.findChildren(ShowLeft)), timeout=LONG)
    papers.findChildren(ShowLeft)[0].accept()
    papers.put_away(asked)
    qtbot.waitUntil(lambda: "past its years" in papers.found.sentence(), timeout=LONG)
    papers.accept()
    assert len(list(asked.folder.iterdir())) == 1
    page.desk.end()
    page.desk.wait()
    shift.end()


def test_the_searches_made_are_read(qtbot: QtBot, page_of: Callable[..., AdminPage]) -> None:
    page = page_of(Role.SUPERVISOR)
    page.desk.beside().do(searches.note_search, "garcía type:person", 2)
    page.turn_to(SEARCHES)
    assert page.searches is not None
    model = page.searches.model
    qtbot.waitUntil(lambda: model.rowCount() == 1 and not page.desk.busy)
    row = model.index(0, 0).data(ROW)
    assert row.title == "garcía type:person"
    assert row.line.endswith("2 records")


def test_a_backup_is_made_into_a_folder(
    qtbot: QtBot, shift: Shift, page_of: Callable[..., AdminPage], tmp_path: Path
) -> None:
    page = page_of(shift=shift)
    page.turn_to(BACKUPS)
    assert page.backups is not None
    with qtbot.waitSignal(page.said, timeout=LONG):
        page.backups.make_in(tmp_path)
    (folder,) = tmp_path.glob("casemgr-*Z")
    assert read_backup(folder).digests
    assert str(folder) in page.backups.made.sentence()
    standing = page.backups.standing
    qtbot.waitUntil(lambda: "Last backup: today" in standing.text())
    with qtbot.waitSignal(page.said, timeout=LONG):
        page.backups.try_out_from(folder)
    assert "opened and counted" in page.backups.made.sentence()
    (folder / "store.db").write_bytes(b"spoiled")
    with qtbot.waitSignal(page.troubled, timeout=LONG):
        page.backups.try_out_from(folder)


def test_about_says_what_this_is_not_and_whose_work_it_stands_on(page_of: Callable[..., AdminPage]) -> None:
    page = page_of(Role.OFFICER)
    page.turn_to(ABOUT)
    assert "SQLModel" in page.findChildren(QWidget, "licenses")[0].property("plainText")


def test_about_says_whether_the_files_are_those_of_the_release(qtbot: QtBot, page_of: Callable[..., AdminPage]) -> None:
    page = page_of(Role.OFFICER)
    page.turn_to(ABOUT)
    (about,) = page.findChildren(About)
    assert "not a release build" in about.files.text()
    about.files.setText("")
    qtbot.mouseClick(about.check_all, Qt.MouseButton.LeftButton)
    assert "not a release build" in about.files.text()


def test_the_keys_of_the_labels_told_to_few_are_told(page_of: Callable[..., AdminPage], shift: Shift) -> None:
    first = staff.StaffDraft(id=shift.opened.slot_id, user_name="a.lin", full_name="Ada Lin", unit="", roles=BOTH)
    shift.desk.do(staff.change_staff, shift.opened.slot_id, first)
    shift.desk.actor = accounts.actor_named(shift.desk, "a.lin")
    tend(shift.desk)
    page = page_of(shift=shift)
    page.turn_to(KEYS)
    assert page.keys is not None
    restricted, _juvenile, victim, _part2 = page.keys.labels.text().splitlines()
    assert restricted == "Restricted record: 2 people and sheets hold it · 0 texts wait to be sealed"
    assert "no key yet" in victim


def test_who_opened_what_one_entered_is_told(
    page_of: Callable[..., AdminPage], desk_of: Callable[..., Desk], qtbot: QtBot
) -> None:
    officer, lead = desk_of(Role.OFFICER), desk_of(Role.SUPERVISOR)
    boss = desk_of(Role.ADMINISTRATOR, Role.SUPERVISOR)
    a_member(boss, "s.lead", "Sam Lead", id=lead.actor.id)
    id = a_contact(officer, a_neighborhood(boss), sensitivity="restricted")
    lead.ask(contacts.contact, id)
    page = page_of(Role.OFFICER, id=officer.actor.id)
    page.turn_to(OPENINGS)
    assert page.openings is not None
    model = page.openings.model
    qtbot.waitUntil(lambda: model.rowCount() == 1 and "Sam Lead" in model.index(0, 0).data(ROW).line)
    assert not page.openings.none.isVisible()


def test_nobody_opened_anything(page_of: Callable[..., AdminPage], qtbot: QtBot) -> None:
    page = page_of(Role.OFFICER)
    page.turn_to(OPENINGS)
    assert page.openings is not None
    qtbot.waitUntil(page.openings.none.isVisible)


def test_an_account_says_how_it_is_used(page_of: Callable[..., AdminPage], shift: Shift, qtbot: QtBot) -> None:
    page = page_of(shift=shift)
    assert page.people is not None
    said = page.people.account.uses
    qtbot.waitUntil(lambda: said.text() == "Not used yet.")


def test_the_sheet_for_a_lost_laptop_is_offered(page_of: Callable[..., AdminPage], shift: Shift, qtbot: QtBot) -> None:
    page = page_of(shift=shift)
    page.turn_to(KEYS)
    assert page.keys is not None
    page.keys.lost.click()
    qtbot.waitUntil(page.keys.print.isVisible)
    assert page.keys.save.isVisible()
