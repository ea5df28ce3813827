"""Beginning a referral in the window: need, service, and the consent or the basis it rests on."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from casemgr.core import unsent
from casemgr.core.desk import Desk
from casemgr.records.referrals import Status
from tests.builders import a_need, a_person
from tests.ui.referrals.waiting import CTRL, a_consented, focused, shown
from tests.ui.typing import type_text
from ui.referrals.begin import ReferralForm
from ui.referrals.page import ReferralsPage


def begun(qtbot: QtBot, page: ReferralsPage, **start: object) -> ReferralForm:
    page.begin(start)
    qtbot.waitUntil(lambda: not page.desk.busy)
    assert page.form is not None
    return page.form


def test_a_referral_is_made_with_the_need_its_service_and_the_consent_that_covers_it(
    qtbot: QtBot, officer: Desk, shelter: UUID, page_of: Callable[..., ReferralsPage]
) -> None:
    person = a_consented(officer, shelter)
    need = a_need(officer, person)
    page = page_of(desk=officer)
    form = begun(qtbot, page, person_id=person, need_id=need)
    qtbot.waitUntil(lambda: form.services.model.rowCount() == 1)
    form.services.search.setFocus()
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: form.consent.state.text() == "Consent covers this")
    type_text(form.questions.fields["desired_outcomes"].field.editor(), "A bed tonight")
    QTest.keyClick(focused(), Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: page.form is None)
    qtbot.waitUntil(lambda: page.detail.card is not None and shown(page).status is Status.REQUESTED)
    assert (shown(page).need_id, shown(page).person_id) == (need, person)


def test_without_consent_nothing_leaves_and_the_consent_is_recorded_in_place(
    qtbot: QtBot, officer: Desk, shelter: UUID, page_of: Callable[..., ReferralsPage]
) -> None:
    person = a_person(officer)
    page = page_of(desk=officer)
    form = begun(qtbot, page, person_id=person, service_id=shelter)
    type_text(form.questions.fields["desired_outcomes"].field.editor(), "A bed tonight")
    qtbot.waitUntil(lambda: form.consent.state.text() == "No consent")
    form.send.click()
    qtbot.waitUntil(lambda: focused() is form.consent.record)
    form.consent.record.click()
    form.consent.consent["method"].set_value("verbal")
    type_text(form.consent.consent["witness"].field.editor(), "Ofc. Lin")
    form.consent.consent["not_a_condition_of_service"].set_value(True)
    form.consent.save()
    qtbot.waitUntil(lambda: form.consent.state.text() == "Consent covers this")
    assert form.questions.fields["desired_outcomes"].value() == ("A bed tonight",)
    form.send.click()
    qtbot.waitUntil(lambda: page.detail.card is not None and shown(page).status is Status.REQUESTED)


def test_a_stated_basis_stands_in_for_consent(
    qtbot: QtBot, officer: Desk, shelter: UUID, page_of: Callable[..., ReferralsPage]
) -> None:
    person = a_person(officer)
    page = page_of(desk=officer)
    form = begun(qtbot, page, person_id=person, service_id=shelter)
    type_text(form.questions.fields["desired_outcomes"].field.editor(), "Safe tonight")
    qtbot.waitUntil(lambda: form.consent.state_basis.isVisible())
    form.consent.state_basis.click()
    form.consent.basis["basis"].set_value("imminent_threat")
    form.send.click()
    reason = form.consent.basis["basis_reason"]
    qtbot.waitUntil(lambda: reason.problem() == "Write why this basis applies here.")
    type_text(reason.field.editor(), "Says he will be killed tonight")
    form.send.click()
    qtbot.waitUntil(lambda: page.detail.card is not None and shown(page).basis == "imminent_threat")


def test_what_is_typed_is_kept_encrypted_and_comes_back(
    qtbot: QtBot, officer: Desk, shelter: UUID, page_of: Callable[..., ReferralsPage]
) -> None:
    person = a_person(officer)
    page = page_of(desk=officer)
    form = begun(qtbot, page, person_id=person, service_id=shelter)
    type_text(form.questions.fields["reason"].field.editor(), "Sleeps in the car")
    qtbot.waitUntil(lambda: bool(officer.ask(unsent.kept, "referrals")))
    assert page.back()
    again = begun(qtbot, page)
    qtbot.waitUntil(lambda: again.questions.fields["reason"].value() == "Sleeps in the car")
    assert (again.questions.person, again.services.service) == (person, shelter)
    again.keep_draft.click()
    qtbot.waitUntil(lambda: page.detail.card is not None and shown(page).status is Status.DRAFT)
    qtbot.waitUntil(lambda: officer.ask(unsent.kept, "referrals") == [])
