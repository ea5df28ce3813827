"""What can be done with an open record: its steps as buttons, what they ask, and what belongs to it."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from casemgr.core import general, unsent
from casemgr.core.access import Role
from casemgr.core.desk import Desk
from casemgr.core.kind import KINDS
from casemgr.records import education
from casemgr.records.education import HeldDraft
from casemgr.services import today
from tests.samples import made
from ui.desk import UiDesk
from ui.list_page import ListPage
from ui.today.others import place_of_draft


@pytest.fixture
def officer(desk_of: Callable[..., Desk]) -> Desk:
    return desk_of(Role.OFFICER)


@pytest.fixture
def session(officer: Desk) -> UUID:
    return made(officer, "education", starts_at=officer.store.clock() - timedelta(hours=2))


@pytest.fixture
def page(
    qtbot: QtBot,
    officer: Desk,
    session: UUID,
    ui_desk_of: Callable[..., UiDesk],
    open_window: Callable[[QWidget], QWidget],
) -> ListPage:
    """The page of education sessions with one of them open."""
    desk = ui_desk_of(desk=officer)
    page = ListPage(desk, KINDS["education"])
    desk.changed.connect(page.refresh)
    open_window(page)
    page.open(session)
    qtbot.waitUntil(page.can_go_back)
    return page


def offered(page: ListPage) -> list[str]:
    """The steps and papers offered; the paper is there in every state."""
    *steps, paper = [one.text() for one in page.pane.acts.buttons]
    assert paper == "Session sheet"
    return steps


def press(page: ListPage, title: str) -> None:
    next(one for one in page.pane.acts.buttons if one.text() == title).click()


def test_a_step_is_pressed_answered_and_the_record_stays_open_with_what_came_of_it(
    qtbot: QtBot, officer: Desk, session: UUID, page: ListPage
) -> None:
    assert offered(page) == ["Enter what came of it", "Call off"]
    press(page, "Enter what came of it")
    form = page.pane.form
    assert form is not None
    assert page.title.startswith("Enter what came of it")
    form.fields.field("attendance").set_value(14)
    with qtbot.waitSignal(page.said) as said:
        form.save()
    assert said.args == ["Enter what came of it: saved"]
    qtbot.waitUntil(lambda: offered(page) == ["Enter what came of it"])
    assert officer.ask(general.reading, "education", session).status == "held"
    model = page.pane.sections.rows.model()
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == ["What came of it", "14 people there"]


def test_a_wrong_answer_is_said_beside_its_field_and_nothing_typed_is_lost(qtbot: QtBot, page: ListPage) -> None:
    press(page, "Enter what came of it")
    form = page.pane.form
    assert form is not None
    form.fields.field("attendance").set_value(2)
    form.fields.field("quiz_n").set_value(9)
    form.save()
    qtbot.waitUntil(lambda: bool(form.fields.field("quiz_n").problem()))
    assert form.fields.field("attendance").value() == 2


def test_a_step_half_written_is_come_back_to(qtbot: QtBot, officer: Desk, session: UUID, page: ListPage) -> None:
    officer.do(unsent.keep, session, "education.hold", {"attendance": 7}, session)
    here = page.here()
    assert here is not None
    press(page, "Enter what came of it")
    form = page.pane.form
    assert form is not None
    qtbot.waitUntil(lambda: form.fields.field("attendance").value() == 7)
    again = page.here()
    assert again is not None
    assert (again.id, again.act) == (session, "hold")
    form.leave()
    qtbot.waitUntil(lambda: page.pane.form is not form)
    page.open(session)
    page.take_up(again.act)
    qtbot.waitUntil(lambda: page.title.startswith("Enter what came of it"))


def test_what_others_did_meanwhile_changes_what_is_offered(
    qtbot: QtBot, officer: Desk, session: UUID, page: ListPage
) -> None:
    officer.do(education.hold, session, HeldDraft(attendance=3))
    qtbot.waitUntil(lambda: offered(page) == ["Enter what came of it"])


def test_a_draft_of_a_step_leads_back_to_the_step(officer: Desk, session: UUID) -> None:
    officer.do(unsent.keep, session, "education.hold", {"feedback": "They asked about searches"}, session)
    (item,) = [item for item in officer.ask(today.boards)[0].items if item.form]
    assert place_of_draft(item).act == "hold"
