"""The month page: what is missing opens its record, notes and signature, editions, printing, the slip."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from casemgr.core import unsent
from casemgr.core.access import Role, Scope
from casemgr.core.desk import Desk
from casemgr.records import contacts
from casemgr.services.exported import Exported
from casemgr.services.summary import figures, totals
from casemgr.services.summary.figures import Edition
from casemgr.services.summary.review import review, sign_month
from tests.builders import a_contact, a_neighborhood
from tests.conftest import Clock
from tests.ui.typing import type_text
from ui.desk import UiDesk
from ui.leaving.asking import AskLeaving
from ui.leaving.left import ShowLeft
from ui.month import MonthPage
from ui.month.no_printer import NoPrinter
from ui.page import Go
from ui.printing import printers_there
from ui.widgets.rows import Row

OCTOBER, SEPTEMBER = "2026-10", "2026-09"
NOTES = "Two officers on leave."


@pytest.fixture
def page_of(qtbot: QtBot, ui_desk_of: Callable[..., UiDesk], open_window) -> Callable[..., MonthPage]:
    """The month page of someone who works as these roles, on October, with its pages made."""

    def make(*roles: Role) -> MonthPage:
        page = MonthPage(ui_desk_of(*roles))
        page.desk.changed.connect(page.refresh)  # As the window does.
        open_window(page)
        month = next(box for box in page.findChildren(QComboBox) if box.accessibleName() == "Month")
        ready(qtbot, page)
        month.setCurrentIndex(month.findData(OCTOBER))
        ready(qtbot, page)
        return page

    return make


def ready(qtbot: QtBot, page: MonthPage) -> None:
    """Wait until the pages are made and everything asked for has come."""
    qtbot.waitUntil(lambda: page._made is not None and not page.desk.busy and not page.desk.jobs.busy)


def rows(page: MonthPage) -> list[Row]:
    model = page.missing.rows.model()
    return [model.data(model.index(place, 0), Qt.ItemDataRole.UserRole + 1) for place in range(model.rowCount())]


def printed(page: MonthPage) -> str:
    document = page._preview.document
    return " ".join(document.getAllText(number).text() for number in range(document.pageCount()))


def press(page: MonthPage, title: str) -> None:
    next(each for each in page.findChildren(QPushButton) if each.text() == title).click()


def test_each_line_of_what_is_missing_opens_its_record(
    qtbot: QtBot, page_of: Callable[..., MonthPage], desk_of: Callable[..., Desk], clock: Clock
) -> None:
    officer, place = desk_of(Role.OFFICER), a_neighborhood(desk_of(Role.ADMINISTRATOR))
    draft = contacts.ContactDraft(contact_type="door_knock", neighborhood_id=place, next_step="none_needed")
    officer.do(contacts.log_contact, draft.model_copy(update={"as_draft": True}))
    clock.move(days=9)
    early = clock.now.replace(day=2)
    late = a_contact(officer, place, occurred_at=early, late_reason="Was off duty", headline="Lamps out")
    page = page_of(Role.SUPERVISOR)
    shown = rows(page)
    assert [(row.title, row.end) for row in shown if row.heading] == [
        ("Contact drafts left unfinished", "1"),
        ("Contacts entered late", "1"),
    ]
    places = {row.line: place for place, row in enumerate(shown)}
    page.missing.rows.setCurrentIndex(page.missing.rows.model().index(places["Lamps out"], 0))
    with qtbot.waitSignal(page.go) as went:
        page.missing.rows.setFocus()
        qtbot.keyClick(page.missing.rows, Qt.Key.Key_Return)
    assert went.args == [Go("contacts", late)]


def test_notes_are_saved_and_signed_and_stand_on_the_pages(qtbot: QtBot, page_of: Callable[..., MonthPage]) -> None:
    page = page_of(Role.SUPERVISOR)
    assert "Nobody has signed" in page.review.signed.text()
    type_text(page.review.notes.field.editor(), NOTES)
    assert not page.review.sign.isEnabled(), "the signature stands under the notes that are saved"
    press(page, "Save notes")
    qtbot.waitUntil(lambda: NOTES in printed(page))
    ready(qtbot, page)
    press(page, "Sign these figures")
    qtbot.waitUntil(lambda: "Signed by Test Person" in printed(page))
    ready(qtbot, page)
    assert page.review.signed.text().startswith("Signed by Test Person on 2026-10-14")
    assert len(page.desk.beside().ask(review, OCTOBER).signed) == 1


def test_a_change_of_the_figures_is_said_beside_and_on_the_pages(
    qtbot: QtBot, page_of: Callable[..., MonthPage], desk_of: Callable[..., Desk]
) -> None:
    place = a_neighborhood(desk_of(Role.ADMINISTRATOR))
    page = page_of(Role.SUPERVISOR)
    press(page, "Sign these figures")
    qtbot.waitUntil(lambda: "Signed by" in printed(page))
    ready(qtbot, page)
    a_contact(page.desk.beside(), place)
    qtbot.waitUntil(lambda: "Changed since signed: Contacts 0, now 1" in page.review.signed.text())
    ready(qtbot, page)
    assert "Changed since signed" in printed(page)


def test_notes_being_typed_outlive_the_window(qtbot: QtBot, page_of: Callable[..., MonthPage]) -> None:
    page = page_of(Role.SUPERVISOR)
    type_text(page.review.notes.field.editor(), NOTES)
    page.keep()
    page.desk.drain()
    assert [kept.values["note"] for kept in page.desk.beside().ask(unsent.kept)] == [NOTES]
    again = MonthPage(page.desk)
    qtbot.addWidget(again)
    month = next(box for box in again.findChildren(QComboBox) if box.accessibleName() == "Month")
    month.setCurrentIndex(month.findData(OCTOBER))
    qtbot.waitUntil(lambda: again.review.notes.value() == NOTES)
    ready(qtbot, again)
    ready(qtbot, page)


def test_who_may_only_read_neither_writes_nor_signs(page_of: Callable[..., MonthPage]) -> None:
    page = page_of(Role.COMMANDER)
    assert not page.review.notes.isEnabled()
    assert not page.review.sign.isEnabled()


def test_the_edition_chosen_is_the_one_on_the_pages(qtbot: QtBot, page_of: Callable[..., MonthPage]) -> None:
    page = page_of(Role.SUPERVISOR)
    assert "Internal edition" in printed(page)
    box = next(box for box in page.findChildren(QComboBox) if box.accessibleName() == "Edition")
    box.setCurrentIndex(box.findData(Edition.COMMAND))
    qtbot.waitUntil(lambda: "Command edition" in printed(page))
    ready(qtbot, page)


@pytest.mark.skipif(bool(QPrinterInfo.availablePrinterNames()), reason="this computer has a printer")
def test_without_a_printer_it_says_so_and_offers_to_save(qtbot: QtBot, page_of: Callable[..., MonthPage]) -> None:
    page = page_of(Role.SUPERVISOR)
    assert not printers_there()
    said = NoPrinter(page)
    qtbot.addWidget(said)
    texts = [label.text() for label in said.findChildren(QLabel)]
    assert "There is no printer on this computer" in texts
    save = next(each for each in said.findChildren(QPushButton) if each.isDefault())
    with qtbot.waitSignal(said.accepted):
        save.click()


class TestTheSlip:
    @pytest.fixture
    def left(self, tmp_path: Path) -> Exported:
        file = tmp_path / "sent" / "NP-ABCDEFGHJKLM.pdf"
        file.parent.mkdir()
        file.write_bytes(b"%PDF")
        return Exported(file, "ab" * 32, 4, 1, "D-2026-TEST-000001", "County board", date(2026, 11, 13), "K7MT-x3yz")

    def test_it_is_saved_elsewhere_and_never_beside_the_file(
        self, qtbot: QtBot, left: Exported, tmp_path: Path, open_window
    ) -> None:
        shown = ShowLeft(left, QApplication.activeWindow())  # type: ignore[arg-type]
        open_window(shown)
        said = [label.text() for label in shown.findChildren(QLabel)]
        assert any("capitals: Kilo seven Mike Tango" in text for text in said)
        beside = left.path.parent / "slip.pdf"
        with qtbot.waitSignal(shown.slip.told) as told:
            shown.slip.save_to(beside)
        assert "another folder" in told.args[0]
        assert not beside.exists()
        with qtbot.waitSignal(shown.slip.told):
            shown.slip.save_to(tmp_path / "slip.pdf")
        assert (tmp_path / "slip.pdf").read_bytes().startswith(b"%PDF-")
        shown.close()

    def test_a_plain_file_has_no_slip(self, left: Exported, open_window) -> None:
        plain = ShowLeft(Exported(left.path, left.sha256, 4, 1, left.number), None)  # type: ignore[arg-type]
        open_window(plain)
        assert not plain.slip.isVisible()
        plain.close()


def test_a_month_leaves_though_the_screen_was_covered_while_one_was_asked(
    qtbot: QtBot, page_of: Callable[..., MonthPage], tmp_path: Path
) -> None:
    page = page_of(Role.SUPERVISOR)
    press(page, "Encrypted export…")
    [asked] = page.findChildren(AskLeaving)
    asked.folder = tmp_path
    type_text(asked.findChildren(QLineEdit)[0], "Chief Ortega")
    asked.hide()
    asked.show()
    next(each for each in asked.findChildren(QPushButton) if each.text() == "Encrypt and save").click()
    qtbot.waitUntil(lambda: bool(page.findChildren(ShowLeft)))
    [left] = page.findChildren(ShowLeft)
    assert len(list(tmp_path.glob("*.pdf"))) == 1
    left.accept()
    qtbot.waitUntil(lambda: not page.findChildren(QDialog))


def test_a_month_that_another_signed_leaves_as_open_data(
    qtbot: QtBot, page_of: Callable[..., MonthPage], desk_of: Callable[..., Desk], tmp_path: Path
) -> None:
    lead = desk_of(Role.SUPERVISOR, scope=Scope.ALL)
    lead.do(sign_month, SEPTEMBER, totals.digest(lead.ask(figures, SEPTEMBER)))
    page = page_of(Role.COMMANDER)
    month = next(box for box in page.findChildren(QComboBox) if box.accessibleName() == "Month")
    month.setCurrentIndex(month.findData(SEPTEMBER))
    ready(qtbot, page)
    press(page, "Open data…")
    [asked] = page.findChildren(AskLeaving)
    asked.folder = tmp_path
    next(each for each in asked.findChildren(QPushButton) if each.text() == "Save open data").click()
    qtbot.waitUntil(lambda: bool(page.findChildren(ShowLeft)))
    [left] = page.findChildren(ShowLeft)
    assert len(list(tmp_path.glob("*.zip"))) == 1
    left.accept()
    qtbot.waitUntil(lambda: not page.findChildren(QDialog))
