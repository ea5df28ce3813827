"""Today: every number is the length of its list whoever looks, and what is due is dealt with in place."""

from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from casemgr.core import unsent
from casemgr.core.access import Role, Scope
from casemgr.core.desk import Desk
from casemgr.core.record import new_id
from casemgr.records import directory, followups, referrals
from casemgr.services.today import Item
from tests.builders import a_consent, a_contact, a_follow_up, a_neighborhood, a_person, a_referral, a_service
from tests.conftest import Clock
from ui.desk import UiDesk
from ui.page import Go
from ui.today.page import TodayPage
from ui.widgets.rows import ROW, Row

WIDE, NARROW = QSize(1234, 570), QSize(880, 570)


@pytest.fixture
def here(desk_of: Callable[..., Desk]) -> UUID:
    return a_neighborhood(desk_of(Role.ADMINISTRATOR))


@pytest.fixture
def officer(desk_of: Callable[..., Desk], here: UUID) -> Desk:
    return desk_of(Role.OFFICER, neighborhoods=frozenset({here}))


@pytest.fixture
def page_of(
    qtbot: QtBot, ui_desk_of: Callable[..., UiDesk], open_window: Callable[..., QWidget]
) -> Callable[..., TodayPage]:
    """The page at someone's desk, its first questions answered."""

    def make(desk: Desk, size: QSize = WIDE) -> TodayPage:
        page = TodayPage(ui_desk_of(desk=desk))
        page.desk.changed.connect(page.refresh)
        open_window(page, size)
        settle(qtbot, page)
        return page

    return make


def settle(qtbot: QtBot, page: TodayPage) -> None:
    qtbot.waitUntil(lambda: not page.desk.busy)


def rows(page: TodayPage) -> list[Row]:
    model = page.lines.model
    return [model.index(place, 0).data(ROW) for place in range(model.rowCount())]


def items(page: TodayPage) -> list[Item]:
    return [row.key for row in rows(page) if isinstance(row.key, Item)]


def promised(desk: Desk, what: str = "Call back", **by: float) -> UUID:
    """A promise to someone, due so long from now."""
    return a_follow_up(desk, "people", a_person(desk), what=what, due_at=desk.store.clock() + timedelta(**by))


def town(desk_of: Callable[..., Desk], officer: Desk, here: UUID, clock: Clock) -> UUID:
    """Two officers' promises in every group, referrals that wait, a draft; the organization that is to answer."""
    supervisor, mate = desk_of(Role.SUPERVISOR), desk_of(Role.OFFICER, neighborhoods=frozenset({here}))
    service = a_service(supervisor)
    organization = supervisor.ask(directory.organizations).rows[0].id
    for desk in (officer, mate):
        person = a_person(desk, "Amal", "Haddad")
        a_consent(desk, person, organization)
        told = {"information_shared": ["identity"], "desired_outcomes": ["A bed"]}
        sent = a_referral(desk, service, person, reason="A bed", **told)
        desk.do(referrals.send, sent, referrals.SendDraft())
        promised(desk, hours=1)
        promised(desk, days=3, hours=1)
        a_follow_up(desk, "contacts", a_contact(desk, here), due_at=desk.store.clock() + timedelta(days=6))
    clock.move(days=3)
    officer.do(unsent.keep, new_id(), "log", {"headline": "Asleep in the bus shelter"})
    a_contact(officer, here, as_draft=True)
    return organization


@pytest.mark.parametrize("who", ["officer", "own", "neighborhood", "supervisor", "commander", "partner", "new"])
def test_every_number_is_the_length_of_its_list(
    qtbot: QtBot,
    desk_of: Callable[..., Desk],
    page_of: Callable[..., TodayPage],
    officer: Desk,
    here: UUID,
    clock: Clock,
    who: str,
) -> None:
    organization = town(desk_of, officer, here, clock)
    own = {"id": officer.actor.id, "neighborhoods": frozenset({here})}
    desk = {
        "officer": lambda: officer,
        "own": lambda: desk_of(Role.OFFICER, scope=Scope.OWN, **own),
        "neighborhood": lambda: desk_of(Role.OFFICER, scope=Scope.NEIGHBORHOOD, **own),
        "supervisor": lambda: desk_of(Role.SUPERVISOR, neighborhoods=frozenset({here})),
        "commander": lambda: desk_of(Role.COMMANDER),
        "partner": lambda: desk_of(Role.LIAISON, organization=organization, unit=""),
        "new": lambda: desk_of(Role.OFFICER, unit="South"),
    }[who]()
    page = page_of(desk)
    seen: dict[str, int] = {}
    for chip in page.lines.whose.chips():
        chip.click()
        settle(qtbot, page)
        seen[chip.value] = len(items(page))
        assert chip.text().split() == [chip.text().split()[0], str(len(items(page)))]
        shown = rows(page)
        places = [place for place, row in enumerate(shown) if row.heading] + [len(shown)]
        for place, after in pairwise(places):
            assert shown[place].end == str(after - place - 1)
    expected = {
        "officer": {"mine": 7, "team": 6, "unit": 10},
        "own": {"mine": 7},
        "neighborhood": {"mine": 7, "team": 6},
        "supervisor": {"mine": 0, "team": 2, "unit": 10},
        "commander": {"mine": 0, "unit": 10},
        "partner": {"mine": 2},
        "new": {"mine": 0, "unit": 0},
    }[who]
    assert seen == expected


def test_done_by_keyboard_alone_goes_on_to_the_next(
    qtbot: QtBot, officer: Desk, page_of: Callable[..., TodayPage]
) -> None:
    first, second = promised(officer, "Bring the form", hours=1), promised(officer, "Call the shelter", hours=2)
    page = page_of(officer)
    qtbot.waitUntil(lambda: page.lines.rows.hasFocus() and page.detail.promise.isVisible())
    assert [item.id for item in items(page)] == [first, second]
    assert page.detail.face.title() == "García, Maria"
    page.detail.promise.done.setFocus()
    QTest.keyClick(page.detail.promise.done, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: [item.id for item in items(page)] == [second])
    assert officer.ask(followups.followup, first).status == followups.Status.DONE
    assert page.toast.sentence() == "Done: Bring the form"
    assert page.lines.rows.hasFocus()
    assert page.lines.rows.currentIndex().data(ROW).key.id == second


def test_what_was_done_is_taken_back_by_one_key(qtbot: QtBot, officer: Desk, page_of: Callable[..., TodayPage]) -> None:
    id = promised(officer, hours=1)
    page = page_of(officer)
    qtbot.waitUntil(page.detail.promise.isVisible)
    page.detail.promise.done.click()
    qtbot.waitUntil(lambda: bool(page.toast.sentence()))
    settle(qtbot, page)
    assert officer.ask(followups.followup, id).status == followups.Status.DONE
    QTest.keyClick(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, page)
    assert officer.ask(followups.followup, id).status == followups.Status.OPEN
    assert [item.id for item in items(page)] == [id]


def test_an_attempt_is_written_down_in_place(qtbot: QtBot, officer: Desk, page_of: Callable[..., TodayPage]) -> None:
    id = promised(officer, hours=1)
    page = page_of(officer)
    qtbot.waitUntil(page.detail.promise.isVisible)
    page.detail.promise.tried.click()
    settle(qtbot, page)
    how, result, _note = page.detail.promise.asked()
    QTest.keyClick(how.field.editor(), Qt.Key.Key_4)
    QTest.keyClick(result.field.editor(), Qt.Key.Key_2)
    QTest.keyClick(_note.field.editor(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(officer.ask(followups.followup, id).attempts) == 1)
    (made,) = officer.ask(followups.followup, id).attempts
    assert (made.method, made.result) == ("voice-only", "no_answer")
    settle(qtbot, page)
    assert [item.id for item in items(page)] == [id], "it stays until it is done"


def test_tomorrow_takes_a_reason_and_the_same_time_of_day(
    qtbot: QtBot, officer: Desk, page_of: Callable[..., TodayPage], clock: Clock
) -> None:
    id = promised(officer, hours=1)
    due = officer.ask(followups.followup, id).due_at
    clock.move(days=4)
    page = page_of(officer)
    qtbot.waitUntil(page.detail.promise.isVisible)
    page.detail.promise.later.click()
    (reason,) = page.detail.promise.asked()
    QTest.keyClick(reason.field.editor(), Qt.Key.Key_Return)
    assert reason.problem() == "Reason is needed."
    QTest.keyClicks(reason.field.editor(), "Heavy snow")
    QTest.keyClick(reason.field.editor(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: officer.ask(followups.followup, id).due_at == due + timedelta(days=5))
    assert officer.ask(followups.followup, id).changes[0].reason == "Heavy snow"


def test_a_draft_is_gone_on_with_or_thrown_away_and_taken_back(
    qtbot: QtBot, officer: Desk, page_of: Callable[..., TodayPage], clock: Clock
) -> None:
    id = new_id()
    officer.do(unsent.keep, id, "log", {"headline": "Asleep in the bus shelter"})
    clock.move(hours=3)
    page = page_of(officer)
    assert [(row.line, row.chip) for row in rows(page)[1:]] == [("Asleep in the bus shelter", "Draft · 3 h")]
    with qtbot.waitSignal(page.go) as went:
        page.detail.draft.on.click()
    assert went.args == [Go("log", id)]
    page.detail.draft.drop.click()
    qtbot.waitUntil(lambda: not items(page))
    page.toast.undone.emit()
    qtbot.waitUntil(lambda: [item.id for item in items(page)] == [id])


def test_nothing_to_do_says_so_with_one_button(qtbot: QtBot, officer: Desk, page_of: Callable[..., TodayPage]) -> None:
    page = page_of(officer)
    assert not page.detail.isVisible()
    with qtbot.waitSignal(page.go) as went:
        page.lines.empty.acted.emit()
    assert went.args == [Go("log", new=True)]


def test_whoever_reads_no_cases_is_told_where_their_work_is(
    desk_of: Callable[..., Desk], page_of: Callable[..., TodayPage]
) -> None:
    page = page_of(desk_of(Role.ADMINISTRATOR))
    assert page.lines.empty.isVisible()
    assert [chip.text() for chip in page.lines.whose.chips()] == ["Mine  0"]


def test_where_it_is_narrow_a_line_opens_over_the_list_and_back_returns(
    qtbot: QtBot, officer: Desk, page_of: Callable[..., TodayPage]
) -> None:
    promised(officer, hours=1)
    page = page_of(officer, NARROW)
    assert page.lines.isVisible()
    assert not page.detail.isVisible()
    QTest.keyClick(page.lines.rows, Qt.Key.Key_Return)
    assert page.detail.isVisible()
    assert not page.lines.isVisible()
    assert page.can_go_back()
    assert page.back()
    assert page.lines.rows.hasFocus()
    assert not page.back()
    settle(qtbot, page)


def test_whoever_goes_on_in_the_list_stays_there_though_an_attempt_was_being_asked(
    qtbot: QtBot, officer: Desk, page_of: Callable[..., TodayPage]
) -> None:
    for what in ("Call back", "Bring the form"):
        promised(officer, what, hours=1)
    page = page_of(officer)
    page.detail.promise.tried.click()
    settle(qtbot, page)
    page.lines.rows.setFocus()
    QTest.keyClick(page.lines.rows, Qt.Key.Key_Down)
    settle(qtbot, page)
    assert not page.detail.promise.asked()
    assert page.lines.rows.hasFocus(), "else the next key would do something to another promise"
