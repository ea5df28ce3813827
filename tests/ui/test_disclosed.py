"""What was shared without consent stands on the supervisor's Today, and is reviewed there."""

from collections.abc import Callable
from uuid import UUID

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from casemgr.core import unsent
from casemgr.core.access import Role
from casemgr.core.desk import Desk
from casemgr.records import disclosures, referrals
from tests.builders import a_member, a_person, a_referral, a_service
from tests.ui.typing import type_text
from ui.desk import UiDesk
from ui.today.disclosed import FORM
from ui.today.page import TodayPage

WHY = "They said they would jump tonight, and meant it."


@pytest.fixture
def supervisor(desk_of: Callable[..., Desk]) -> Desk:
    return desk_of(Role.SUPERVISOR)


@pytest.fixture
def told(desk_of: Callable[..., Desk], supervisor: Desk) -> UUID:
    """Someone of whom a service was told on a basis in law."""
    officer = desk_of(Role.OFFICER)
    person = a_person(officer)
    hoped = {"desired_outcomes": ["Safe tonight"], "information_shared": ["identity"], "reason": "In danger"}
    id = a_referral(officer, a_service(supervisor), person, **hoped)
    lead = a_member(desk_of(Role.ADMINISTRATOR), roles=[Role.SUPERVISOR])
    officer.do(referrals.send, id, referrals.SendDraft(basis="imminent_threat", basis_reason=WHY, approved_by=lead))
    return person


def test_it_is_reviewed_in_place_and_then_gone(
    qtbot: QtBot,
    supervisor: Desk,
    told: UUID,
    ui_desk_of: Callable[..., UiDesk],
    open_window: Callable[..., QWidget],
) -> None:
    page = TodayPage(ui_desk_of(desk=supervisor))
    page.desk.changed.connect(page.refresh)
    open_window(page, QSize(1234, 570))
    card = page.detail.disclosed
    qtbot.waitUntil(lambda: card.isVisible())
    card.keep.click()
    assert card.finding.isVisible()
    assert len(supervisor.ask(disclosures.reviews_due)) == 1, "nothing is reviewed without a word"
    type_text(card.finding.field.editor(), "The danger was real.")
    a_person(supervisor, "Somebody", "Else")
    qtbot.waitUntil(lambda: not page.desk.busy)
    assert card.finding.value() == "The danger was real.", "a list read anew leaves the typing"
    qtbot.waitUntil(lambda: bool(supervisor.ask(unsent.kept, FORM)))
    again = TodayPage(ui_desk_of(desk=supervisor))
    open_window(again, QSize(1234, 570))
    restored = again.detail.disclosed.finding
    qtbot.waitUntil(lambda: restored.value() == "The danger was real.")
    card.keep.click()
    qtbot.waitUntil(lambda: not card.isVisible())
    assert supervisor.ask(disclosures.reviews_due) == []
    assert supervisor.ask(unsent.kept, FORM) == []
