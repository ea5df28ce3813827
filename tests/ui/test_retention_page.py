"""The retention page: the three lists, a batch proposed from them, and the file cleaned after an order."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from casemgr.core.access import Role
from casemgr.core.acts import Nothing
from casemgr.core.desk import Desk
from casemgr.records.expungements import OrderDraft, orders_to_clean, propose_expungement
from casemgr.services import retention
from tests.builders import a_contact, a_neighborhood, a_person
from tests.conftest import Clock
from ui.desk import UiDesk
from ui.retention.page import RetentionPage

DeskOf = Callable[..., Desk]
Open = Callable[[QWidget], QWidget]


@pytest.fixture
def lead(desk_of: DeskOf) -> Desk:
    return desk_of(Role.SUPERVISOR, Role.ADMINISTRATOR)


@pytest.fixture
def page_of(
    qtbot: QtBot, desk_of: DeskOf, ui_desk_of: Callable[..., UiDesk], open_window: Open
) -> Callable[[Role], RetentionPage]:
    def make(role: Role) -> RetentionPage:
        desk = ui_desk_of(desk=desk_of(role))
        page = RetentionPage(desk)
        desk.changed.connect(page.refresh)
        open_window(page)
        qtbot.waitUntil(lambda: "Past due" in said(page.due.rows))
        return page

    return make


def said(rows: Any) -> str:
    model = rows.model()
    return "\n".join(str(model.index(row, 0).data()) for row in range(model.rowCount()))


def test_what_is_past_due_is_proposed_from_the_page(
    qtbot: QtBot, lead: Desk, clock: Clock, page_of: Callable[[Role], RetentionPage]
) -> None:
    a_contact(lead, a_neighborhood(lead))
    clock.move(days=731)
    page = page_of(Role.RECORDS_CUSTODIAN)
    assert "Past due · 1" in said(page.due.rows)
    assert "C-2026-TEST-000001" in said(page.due.rows)
    page.propose.click()
    qtbot.waitUntil(page.can_go_back)
    qtbot.waitUntil(lambda: "B-2028" in page.title)


def test_with_nothing_past_due_there_is_nothing_to_propose(page_of: Callable[[Role], RetentionPage]) -> None:
    page = page_of(Role.RECORDS_CUSTODIAN)
    assert not page.propose.isEnabled()
    assert page_of(Role.COMMANDER).propose.isHidden()


def test_a_file_not_clean_after_an_order_says_so_until_it_is(
    qtbot: QtBot, lead: Desk, desk_of: DeskOf, page_of: Callable[[Role], RetentionPage]
) -> None:
    draft = OrderDraft(order_number="EX-7", authority="Court", ordered_on=date(2026, 10, 1), person_id=a_person(lead))
    commander = desk_of(Role.COMMANDER)
    id = desk_of(Role.RECORDS_CUSTODIAN).do(propose_expungement, draft)
    commander.do(retention.carry_out, id, Nothing())
    page = page_of(Role.COMMANDER)
    qtbot.waitUntil(page.clean.isVisible)
    page.clean.click()
    qtbot.waitUntil(lambda: not page.clean.isVisible(), timeout=20_000)
    assert commander.ask(orders_to_clean) == []
