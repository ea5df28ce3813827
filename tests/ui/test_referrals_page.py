"""The referrals page: what waits is answered by keyboard alone, and a refusal loses nothing that was typed."""

from collections.abc import Callable
from uuid import UUID

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from casemgr.core import unsent
from casemgr.core.access import Role, Scope
from casemgr.core.desk import Desk
from casemgr.records import directory, referrals
from casemgr.records.referrals import Event, ReferralCard, SendDraft, Status
from casemgr.services.referral_queues import Queue
from tests.builders import a_consent, a_need, a_person, a_referral, a_service
from tests.conftest import Clock
from tests.ui.typing import type_text
from ui.desk import UiDesk
from ui.referrals.begin import ReferralForm
from ui.referrals.page import ReferralsPage

SIZE = QSize(1150, 640)
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def officer(desk_of: Callable[..., Desk]) -> Desk:
    return desk_of(Role.OFFICER)


@pytest.fixture
def shelter(desk_of: Callable[..., Desk]) -> UUID:
    return a_service(desk_of(Role.SUPERVISOR), "Night Shelter", "Harbor House", description="A shelter for the night")


@pytest.fixture
def page_of(
    qtbot: QtBot, ui_desk_of: Callable[..., UiDesk], open_window: Callable[..., QWidget]
) -> Callable[..., ReferralsPage]:
    """The page of someone, with all it asks for at the start answered."""

    def make(*roles: Role, **facts: object) -> ReferralsPage:
        page = ReferralsPage(ui_desk_of(*roles, **facts))
        page.desk.changed.connect(page.refresh)
        open_window(page, SIZE)
        qtbot.waitUntil(lambda: not page.desk.busy)
        return page

    return make


def a_consented(desk: Desk, service: UUID, given: str = "Maria") -> UUID:
    """Someone who agreed that this service is told who they are and what they need."""
    person = a_person(desk, given)
    organization = desk.ask(directory.service, service).organization_id
    assert organization is not None
    a_consent(desk, person, organization)
    return person


def a_sent(desk: Desk, service: UUID, given: str = "Maria") -> UUID:
    """A referral that was sent, with the person's consent."""
    person = a_consented(desk, service, given)
    told: dict[str, object] = {"information_shared": ["identity"], "desired_outcomes": ["A bed tonight"]}
    id = a_referral(desk, service, person, reason="Sleeps in the car", **told)
    desk.do(referrals.send, id, SendDraft())
    return id


def labels(page: ReferralsPage) -> dict[str, str]:
    return {chip.value: chip.text() for chip in page.list.queues.chips()}


def settle(qtbot: QtBot, page: ReferralsPage) -> None:
    qtbot.waitUntil(lambda: not page.desk.busy and not page.list.model.loading)


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def take(qtbot: QtBot, page: ReferralsPage, event: Event, status: Status, *typed: str) -> None:
    """Take the step the focus is on, or the one reached by Tab, typing what it asks first."""
    qtbot.waitUntil(lambda: event in page.detail.steps.events())
    title = page.detail.steps.title_of(event)
    for _turn in range(20):
        if focused().accessibleName() == title:
            break
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
    QTest.keyClick(focused(), Qt.Key.Key_Space)
    for text in typed:
        type_text(focused(), text)
    QTest.keyClick(focused(), Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: shown(page).status is status)
    settle(qtbot, page)


def shown(page: ReferralsPage) -> ReferralCard:
    assert page.detail.card is not None
    return page.detail.card


def test_each_number_is_the_length_of_its_list_and_each_referral_in_one_queue(
    qtbot: QtBot, officer: Desk, shelter: UUID, page_of: Callable[..., ReferralsPage], clock: Clock
) -> None:
    for given in ("Ana", "Ben", "Cy"):
        a_sent(officer, shelter, given)
    a_referral(officer, shelter, a_person(officer, "Dee"))
    clock.move(days=20)
    page = page_of(Role.SUPERVISOR)
    for queue in Queue:
        page.list.turn_to(queue)
        settle(qtbot, page)
        assert labels(page)[queue.value].endswith(f"  {page.list.model.rowCount()}")
    numbers = {queue: int(said.rsplit(maxsplit=1)[-1]) for queue, said in labels(page).items()}
    assert numbers == {
        "to_answer": 3,
        "sent": 0,
        "accepted": 0,
        "under_way": 0,
        "ended": 0,
        "drafts": 1,
        "stalled": 3,
    }


def test_an_officer_has_nothing_to_answer_and_sees_what_was_sent(
    officer: Desk, shelter: UUID, page_of: Callable[..., ReferralsPage]
) -> None:
    a_sent(officer, shelter)
    page = page_of(Role.OFFICER)
    assert "to_answer" not in labels(page)
    assert labels(page)["sent"] == "Sent  1"


def test_a_liaison_answers_by_keyboard_alone(
    qtbot: QtBot, officer: Desk, shelter: UUID, page_of: Callable[..., ReferralsPage], clock: Clock
) -> None:
    a_sent(officer, shelter)
    clock.move(hours=2)
    organization = officer.ask(directory.service, shelter).organization_id
    page = page_of(Role.LIAISON, organization=organization, scope=Scope.PARTNER_ORG, unit="")
    qtbot.waitUntil(lambda: page.list.model.rowCount() == 1)
    assert page.list.queue is Queue.TO_ANSWER
    page.list.rows.setFocus()
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: focused().accessibleName() == "Acknowledge")
    take(qtbot, page, Event.ACKNOWLEDGE, Status.RECEIVED)
    take(qtbot, page, Event.ACCEPT, Status.ACCEPTED, "10/20/2026")
    take(qtbot, page, Event.START, Status.IN_PROGRESS)
    qtbot.waitUntil(lambda: Event.COMPLETE in page.detail.steps.events())
    page.detail.steps.press(Event.COMPLETE)
    settle(qtbot, page)
    form = page.detail.steps.form
    assert form is not None
    qtbot.waitUntil(lambda: form.focusWidget() is not None)
    form.fields.field("outcome").set_value("got_help")
    form.fields.field("evidence").set_value("provider")
    for field in ("outcome", "evidence"):
        assert form.fields.field(field).value() is not None
    QTest.keyClick(focused(), Qt.Key.Key_Return, CTRL)
    problem = form.fields.field("achieved").problem
    qtbot.waitUntil(lambda: problem() == "Say how far this was reached: A bed tonight.")
    QTest.keyClicks(focused(), "1")
    QTest.keyClick(focused(), Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: shown(page).status is Status.COMPLETED)
    assert shown(page).desired_outcomes[0].achievement == "ACHIEVED"


def test_a_refused_step_keeps_what_was_typed_and_says_what_is_missing_beside_it(
    qtbot: QtBot, officer: Desk, shelter: UUID, page_of: Callable[..., ReferralsPage]
) -> None:
    id = a_sent(officer, shelter)
    page = page_of(Role.SUPERVISOR)
    page.open(id)
    qtbot.waitUntil(lambda: Event.DECLINE in page.detail.steps.events())
    page.detail.steps.press(Event.DECLINE)
    form = page.detail.steps.form
    assert form is not None
    settle(qtbot, page)
    form.fields.field("reason").set_value("other")
    form.save()
    qtbot.waitUntil(lambda: form.fields.field("note").problem() == "Write what the other reason is.")
    assert form.fields.field("reason").value() == "other"
    type_text(form.fields.field("note").field.editor(), "Moved away")
    form.save()
    qtbot.waitUntil(lambda: shown(page).status is Status.REJECTED)
    assert shown(page).events[-1].note == "Moved away"


def test_what_was_typed_into_a_step_is_there_when_one_comes_back(
    qtbot: QtBot, officer: Desk, shelter: UUID, page_of: Callable[..., ReferralsPage]
) -> None:
    id = a_sent(officer, shelter)
    page = page_of(Role.SUPERVISOR)
    page.open(id)
    qtbot.waitUntil(lambda: Event.ACKNOWLEDGE in page.detail.steps.events())
    page.detail.steps.press(Event.ACKNOWLEDGE)
    form = page.detail.steps.form
    assert form is not None
    type_text(form.fields.field("acknowledged_by").field.editor(), "M. Ortiz")
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: focused().accessibleName() == "Acknowledge")
    settle(qtbot, page)
    page.detail.steps.press(Event.ACKNOWLEDGE)
    again = page.detail.steps.form
    assert again is not None
    qtbot.waitUntil(lambda: again.fields.field("acknowledged_by").value() == "M. Ortiz")


def test_only_the_steps_that_may_be_taken_are_offered(
    qtbot: QtBot, officer: Desk, shelter: UUID, page_of: Callable[..., ReferralsPage]
) -> None:
    id = a_sent(officer, shelter)
    page = page_of(desk=officer)
    page.open(id)
    qtbot.waitUntil(lambda: bool(page.detail.steps.events()))
    assert page.detail.steps.events() == (Event.CANCEL,)


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
