"""The referrals page: what waits is answered by keyboard alone, and a refusal loses nothing that was typed."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from casemgr.core.access import Role, Scope
from casemgr.core.desk import Desk
from casemgr.records import directory, referrals
from casemgr.records.referrals import Event, SendDraft, Status
from casemgr.services.referral_queues import Queue
from tests.builders import a_person, a_referral
from tests.conftest import Clock
from tests.ui.referrals.waiting import CTRL, a_consented, focused, shown
from tests.ui.typing import type_text
from ui.referrals.head import View
from ui.referrals.page import ReferralsPage


def a_sent(desk: Desk, service: UUID, given: str = "Maria") -> UUID:
    """A referral that was sent, with the person's consent."""
    person = a_consented(desk, service, given)
    told: dict[str, object] = {"information_shared": ["identity"], "desired_outcomes": ["A bed tonight"]}
    id = a_referral(desk, service, person, reason="Sleeps in the car", **told)
    desk.do(referrals.send, id, SendDraft())
    return id


def labels(page: ReferralsPage) -> dict[str, str]:
    return {chip.value: chip.text() for chip in page.list.queues.chips()}


def by_state(qtbot: QtBot, page: ReferralsPage) -> None:
    page.views.turn_to(View.STATES)
    settle(qtbot, page)


def settle(qtbot: QtBot, page: ReferralsPage) -> None:
    qtbot.waitUntil(lambda: not page.desk.busy and not page.list.model.loading)


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


def test_each_number_is_the_length_of_its_list_and_each_referral_in_one_queue(
    qtbot: QtBot, officer: Desk, shelter: UUID, page_of: Callable[..., ReferralsPage], clock: Clock
) -> None:
    for given in ("Ana", "Ben", "Cy"):
        a_sent(officer, shelter, given)
    a_referral(officer, shelter, a_person(officer, "Dee"))
    clock.move(days=20)
    page = page_of(Role.SUPERVISOR)
    by_state(qtbot, page)
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
    by_state(qtbot, page)
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
    by_state(qtbot, page)
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
    by_state(qtbot, page)
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
