"""The consent form for a referral not sent yet is seen, printed and signed by hand; it names nobody."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from pypdf import PdfReader
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from casemgr.core.access import Role
from casemgr.core.desk import Desk
from casemgr.records import exports
from tests.builders import a_person, a_service
from ui.referrals.page import ReferralsPage
from ui.referrals.paper_form import PaperForm


def form_for(qtbot: QtBot, page: ReferralsPage, **start: object) -> PaperForm:
    page.begin(start | {"information_shared": ["identity"]})
    assert page.form is not None
    panel = page.form.consent
    qtbot.waitUntil(lambda: panel.state.text() == "No consent")
    panel.record.click()
    panel.writing.on_paper.click()
    dialog = page.findChild(PaperForm)
    assert dialog is not None
    qtbot.waitUntil(dialog.print.isEnabled)
    return dialog


def said(dialog: PaperForm) -> str:
    pages = dialog.preview.document
    return " ".join(pages.getAllText(number).text() for number in range(pages.pageCount()))


def test_it_says_with_whom_and_what_and_never_who(
    qtbot: QtBot,
    officer: Desk,
    desk_of: Callable[..., Desk],
    shelter: UUID,
    page_of: Callable[..., ReferralsPage],
    tmp_path: Path,
) -> None:
    page = page_of(desk=officer)
    dialog = form_for(qtbot, page, person_id=a_person(officer, "Ana", "Lima"), service_id=shelter)
    assert "Harbor House" in said(dialog)
    assert "[ X ] Who you are" in said(dialog)
    assert said(dialog).count("[ X ]") == 1
    assert not dialog.save.isVisible()
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "form.pdf"))
    dialog.print_on(printer)
    assert len(PdfReader(tmp_path / "form.pdf").pages) >= 1
    usual = said(dialog)
    dialog.print_size.set_value("large")
    dialog.print_size.chosen.emit()
    qtbot.waitUntil(lambda: dialog.print.isEnabled() and said(dialog) != usual)
    for shown in (usual, said(dialog)):
        assert "Lima" not in shown
    dialog.language.set_value("es")
    dialog.language.chosen.emit()
    qtbot.waitUntil(lambda: dialog.print.isEnabled() and "Quién es usted" in said(dialog))
    dialog.reject()
    assert page.form is not None
    assert page.form.consent.recording, "the consent is still being written"
    assert desk_of(Role.SUPERVISOR).ask(exports.exports).rows == ()


def test_before_it_names_a_shelter_the_officer_is_warned(
    qtbot: QtBot, officer: Desk, desk_of: Callable[..., Desk], page_of: Callable[..., ReferralsPage]
) -> None:
    haven = a_service(desk_of(Role.SUPERVISOR), "Safe Nights", "Haven", local={"vawa_provider": True})
    dialog = form_for(qtbot, page_of(desk=officer), person_id=a_person(officer, "Ana", "Lima"), service_id=haven)
    assert "do not print it" in dialog.warning.sentence()
    dialog.reject()
