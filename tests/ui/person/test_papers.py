"""One person: what they are given about themselves, and what is new about them since one last looked."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from casemgr.core.access import Role
from casemgr.core.desk import Desk
from casemgr.records import disclosures, people
from casemgr.services.own.giving import Paper
from tests.builders import a_contact, a_neighborhood
from tests.conftest import Clock
from tests.ui.person.waiting import events, opened, settle
from ui.leaving.left import ShowLeft
from ui.person.page import PeoplePage
from ui.person.papers import PapersDialog


def test_the_own_card_is_shown_before_it_is_printed_in_either_language(
    qtbot: QtBot, officer: Desk, jose: UUID, page_of: Callable[..., PeoplePage]
) -> None:
    page = opened(qtbot, page_of(officer), jose)
    page.person.papers.click()
    dialog = page.person.findChild(PapersDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.print.isEnabled)
    assert dialog.language.value() == "es"
    assert dialog.preview.document.pageCount() == 1
    dialog.language.set_value("en")
    dialog.language.chosen.emit()
    settle(qtbot, page)
    assert "For José" in dialog.preview.document.getAllText(0).text()
    dialog.close()


def shown(qtbot: QtBot, page: PeoplePage, paper: Paper) -> PapersDialog:
    page.person.papers.click()
    dialog = page.person.findChild(PapersDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.print.isEnabled)
    dialog.paper.set_value(paper.value)
    dialog.paper.chosen.emit()
    qtbot.waitUntil(dialog.print.isEnabled)
    return dialog


def test_only_the_pages_chosen_last_are_shown(
    qtbot: QtBot, officer: Desk, jose: UUID, page_of: Callable[..., PeoplePage]
) -> None:
    page = opened(qtbot, page_of(officer), jose)
    dialog = shown(qtbot, page, Paper.COPY)
    came: list[str] = []

    def note(status: QPdfDocument.Status) -> None:
        if status is QPdfDocument.Status.Ready:
            came.append(dialog.preview.document.getAllText(0).text())

    dialog.preview.document.statusChanged.connect(note)
    for language in ("en", "es", "en"):
        dialog.language.set_value(language)
        dialog.language.chosen.emit()
        assert not dialog.print.isEnabled()
    settle(qtbot, page)
    assert len(came) == 1
    assert "What we keep about you" in came[0]
    dialog.close()


def test_a_copy_is_saved_encrypted_and_the_account_tells_of_it(
    qtbot: QtBot, officer: Desk, jose: UUID, page_of: Callable[..., PeoplePage], tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    dialog = shown(qtbot, opened(qtbot, page_of(officer), jose), Paper.COPY)
    assert "Lo que guardamos sobre usted" in dialog.preview.document.getAllText(0).text()
    with qtbot.waitSignal(dialog.said):
        dialog.save_into(folder)
    left = dialog.findChild(ShowLeft)
    assert left is not None
    [file] = folder.iterdir()
    assert b"/Encrypt" in file.read_bytes()
    left.accept()
    dialog.paper.set_value(Paper.ACCOUNT.value)
    dialog.paper.chosen.emit()
    qtbot.waitUntil(dialog.print.isEnabled)
    assert "archivo cifrado" in dialog.preview.document.getAllText(0).text()
    dialog.since.set_value(officer.store.clock().date() + timedelta(days=2))
    dialog.since.changed.emit()
    qtbot.waitUntil(lambda: dialog.since.problem() is not None)
    assert not dialog.save.isEnabled()
    dialog.close()


def test_paper_comes_out_after_it_was_entered(
    qtbot: QtBot, officer: Desk, jose: UUID, page_of: Callable[..., PeoplePage], tmp_path: Path
) -> None:
    dialog = shown(qtbot, opened(qtbot, page_of(officer), jose), Paper.CARD)
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "card.pdf"))
    with qtbot.waitSignal(dialog.said) as told:
        dialog.print_on(printer)
    assert told.args == ["Given out, and entered in the registers. Sent to the printer. Take every page from it now."]
    assert (tmp_path / "card.pdf").stat().st_size > 1000
    day = officer.store.clock().date()
    [entry] = officer.ask(disclosures.disclosures_of, jose, day - timedelta(days=1), day + timedelta(days=1))
    assert entry.medium == "print"


def test_what_is_new_since_the_last_look_has_a_filter_of_its_own(
    qtbot: QtBot, desk_of: Callable[..., Desk], jose: UUID, page_of: Callable[..., PeoplePage], clock: Clock
) -> None:
    here = a_neighborhood(desk_of(Role.ADMINISTRATOR))
    officer, mate = (desk_of(Role.OFFICER, neighborhoods=frozenset({here})) for _each in range(2))
    a_contact(officer, here, jose, headline="Known already")
    officer.do(people.look_at, jose)
    clock.move(days=2)
    a_contact(mate, here, jose, headline="Written since")
    page = opened(qtbot, page_of(officer), jose)
    chip = next(chip for chip in page.person.filter.chips() if chip.value == "new")
    assert chip.text().endswith("1")
    chip.click()
    assert [(row.line, row.chip) for row in events(page)] == [("Written since", "New")]
