"""The consent of someone under 18: their guardian is asked for, and they themselves."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from pytestqt.qtbot import QtBot

from casemgr.core.desk import Desk
from tests.builders import a_person
from tests.ui.referrals.test_begin import begun
from ui.referrals.page import ReferralsPage


def test_a_guardian_answers_for_a_minor_and_the_minor_too(
    qtbot: QtBot, officer: Desk, shelter: UUID, page_of: Callable[..., ReferralsPage]
) -> None:
    child = a_person(officer, "Inés", dob=date(2012, 3, 1))
    form = begun(qtbot, page_of(desk=officer), person_id=child, service_id=shelter)
    panel = form.consent
    qtbot.waitUntil(lambda: panel.state.text() == "No consent")
    panel.record.click()
    assert panel.writing.fields["given_by"].isVisible()
    panel.writing.fields["given_by"].set_value("parent_or_guardian")
    panel.writing.fields["not_a_condition_of_service"].set_value(True)
    panel.writing.save()
    qtbot.waitUntil(lambda: "ask them too" in panel.sentence.text())
    panel.record.click()
    panel.writing.fields["given_by"].set_value("parent_or_guardian")
    panel.writing.fields["assent"].set_value(True)
    panel.writing.fields["not_a_condition_of_service"].set_value(True)
    panel.writing.save()
    qtbot.waitUntil(lambda: panel.state.text() == "Consent covers this")


def test_nobody_is_asked_for_a_grown_person(
    qtbot: QtBot, officer: Desk, shelter: UUID, page_of: Callable[..., ReferralsPage]
) -> None:
    form = begun(qtbot, page_of(desk=officer), person_id=a_person(officer), service_id=shelter)
    qtbot.waitUntil(lambda: form.consent.state.text() == "No consent")
    form.consent.record.click()
    assert not any(form.consent.writing.fields[name].isVisible() for name in ("given_by", "assent"))


def test_no_basis_is_offered_where_the_law_knows_none(
    qtbot: QtBot, officer: Desk, shelter: UUID, page_of: Callable[..., ReferralsPage]
) -> None:
    person = a_person(officer)
    form = begun(qtbot, page_of(desk=officer), person_id=person, service_id=shelter)
    qtbot.waitUntil(lambda: form.consent.state.text() == "No consent")
    assert form.consent.state_basis.isVisible()
    form.questions.fields["information_shared"].set_value(("identity", "victim_services"))
    form.questions.fields["information_shared"].changed.emit()
    qtbot.waitUntil(lambda: not form.consent.state_basis.isVisible())
    assert form.consent.record.isVisible()
