"""A person's consents in the window: the form to sign, a withdrawal told by phone, and letters that say stop."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtPdfWidgets import QPdfView
from pytestqt.qtbot import QtBot

from casemgr.core.access import Role
from casemgr.core.desk import Desk
from casemgr.records import consents, directory, referrals
from casemgr.records.consents import Standing
from tests.builders import a_consent, a_referral, a_service
from tests.ui.person.waiting import opened
from ui.leaving.left import ShowLeft
from ui.person.consent_forms import ConsentForm
from ui.person.consents import BLANK, ConsentsDialog
from ui.person.page import PeoplePage

PageOf = Callable[..., PeoplePage]


@pytest.fixture
def agreed(desk_of: Callable[..., Desk], officer: Desk, jose: UUID) -> UUID:
    """A consent on which a shelter was told."""
    shelter = a_service(desk_of(Role.SUPERVISOR))
    given = a_consent(officer, jose, officer.ask(directory.organizations).rows[0].id)
    facts = {"reason": "Asked", "desired_outcomes": ["A bed"], "information_shared": ["identity"]}
    officer.do(referrals.send, a_referral(officer, shelter, jose, **facts), referrals.SendDraft())
    return given


def dialog_on(qtbot: QtBot, page: PeoplePage) -> ConsentsDialog:
    page.person.agreed.click()
    dialog = page.person.findChild(ConsentsDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.print.isEnabled)
    return dialog


def test_a_consent_is_withdrawn_as_it_is_told_by_phone(
    qtbot: QtBot, officer: Desk, jose: UUID, agreed: UUID, page_of: PageOf, tmp_path: Path
) -> None:
    dialog = dialog_on(qtbot, opened(qtbot, page_of(officer), jose))
    assert "José" in dialog.preview.document.getAllText(0).text()
    qtbot.waitUntil(lambda: "Harbor House" in dialog.told())
    dialog.withdraw.click()
    assert dialog.reason.problem() is not None
    dialog.reason.set_value("He called and said so")
    with qtbot.waitSignal(dialog.said):
        dialog.withdraw.click()
    assert officer.ask(consents.consent, agreed).status is Standing.REVOKED
    qtbot.waitUntil(lambda: "no lo comparta más" in said(dialog) or "share it no further" in said(dialog))
    assert "José" not in said(dialog)
    folder = tmp_path / "out"
    folder.mkdir()
    with qtbot.waitSignal(dialog.said):
        dialog.save_into(folder)
    [file] = folder.iterdir()
    assert b"/Encrypt" in file.read_bytes()
    left = dialog.findChild(ShowLeft)
    assert left is not None
    left.accept()
    dialog.reject()


def test_without_a_consent_there_is_a_blank_form_that_names_nobody(
    qtbot: QtBot, officer: Desk, jose: UUID, page_of: PageOf
) -> None:
    dialog = dialog_on(qtbot, opened(qtbot, page_of(officer), jose))
    assert dialog.which.value() == BLANK
    assert "José" not in said(dialog)
    assert not dialog.withdraw.isVisible()
    assert not dialog.save.isEnabled()
    dialog.reject()


def test_a_consent_is_narrowed_and_the_earlier_one_stays_readable(
    qtbot: QtBot, officer: Desk, jose: UUID, agreed: UUID, page_of: PageOf
) -> None:
    dialog = dialog_on(qtbot, opened(qtbot, page_of(officer), jose))
    dialog.narrow.click()
    asked = dialog.findChild(ConsentForm)
    assert asked is not None
    asked.form.fields.field("categories").set_value(["identity"])
    asked.form.fields.field("reason").set_value("He wants less shared")
    with qtbot.waitSignal(dialog.said):
        asked.form.save()
    found = officer.ask(consents.consents_of, jose)
    assert {(one.status, one.categories) for one in found if one.status is Standing.ACTIVE} == {
        (Standing.ACTIVE, ("identity",))
    }
    assert Standing.SUPERSEDED in {one.status for one in found}
    dialog.reject()


def test_a_no_is_written_down_with_its_reason(
    qtbot: QtBot, officer: Desk, jose: UUID, agreed: UUID, page_of: PageOf
) -> None:
    dialog = dialog_on(qtbot, opened(qtbot, page_of(officer), jose))
    dialog.refuse.click()
    asked = dialog.findChild(ConsentForm)
    assert asked is not None
    asked.form.fields.field("recipient_ids").set_value([officer.ask(directory.organizations).rows[0].id])
    asked.form.fields.field("categories").set_value(["needs"])
    asked.form.fields.field("withholding_reason").set_value("fear")
    with qtbot.waitSignal(dialog.said):
        asked.form.save()
    refused = [one for one in officer.ask(consents.consents_of, jose) if one.status is Standing.REFUSED]
    assert [(one.categories, one.withholding_reason) for one in refused] == [(("needs",), "fear")]
    dialog.reject()


def said(dialog: ConsentsDialog) -> str:
    return dialog.preview.document.getAllText(0).text()


def test_before_a_form_that_names_a_shelter_is_given_the_officer_is_told(
    qtbot: QtBot, desk_of: Callable[..., Desk], officer: Desk, jose: UUID, agreed: UUID, page_of: PageOf
) -> None:
    a_service(desk_of(Role.SUPERVISOR), "Advocates", "Harbor House", local={"vawa_provider": True})
    dialog = dialog_on(qtbot, opened(qtbot, page_of(officer), jose))
    assert "do not print it" in dialog.warning.sentence()
    dialog.reject()


def test_the_focus_stays_on_the_consents_when_their_words_come(
    qtbot: QtBot, officer: Desk, jose: UUID, agreed: UUID, page_of: PageOf
) -> None:
    page = opened(qtbot, page_of(officer), jose)
    page.person.agreed.click()
    dialog = page.person.findChild(ConsentsDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.focusWidget() is not None)
    assert dialog.focusWidget() in dialog.which.chips()
    qtbot.waitUntil(dialog.print.isEnabled)
    qtbot.waitUntil(lambda: "Active" in dialog.which.chips()[0].text())
    assert dialog.focusWidget() in dialog.which.chips()
    dialog.reject()


def test_where_no_letter_is_needed_there_is_a_sentence_and_no_empty_page(
    qtbot: QtBot, officer: Desk, jose: UUID, page_of: PageOf
) -> None:
    a_consent(officer, jose, recipient_classes=["shelters in this town"])
    dialog = dialog_on(qtbot, opened(qtbot, page_of(officer), jose))
    view = dialog.preview.findChild(QPdfView)
    assert view is not None
    assert view.isVisible()
    dialog.reason.set_value("He called and said so")
    dialog.withdraw.click()
    qtbot.waitUntil(lambda: "no letter is needed" in dialog.warning.sentence())
    assert not view.isVisible()
    assert not dialog.print.isEnabled()
    dialog.reject()
