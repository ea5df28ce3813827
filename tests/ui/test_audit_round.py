"""The audit checked by itself: silent while everything holds, kept, and loud about an entry that was changed."""

from collections.abc import Callable
from typing import Any

from pytestqt.qtbot import QtBot

from casemgr.core.access import Role
from casemgr.core.audit_standing import audit_standing
from casemgr.core.desk import Desk
from casemgr.core.errors import CaseError
from casemgr.core.store import Store
from tests.access_review.test_fails_closed import shell
from tests.builders import a_place
from ui.audit_round import AuditRound, said_standing
from ui.desk import UiDesk

DeskOf = Callable[..., Desk]
UiDeskOf = Callable[..., UiDesk]


def begun(desk: UiDesk) -> tuple[AuditRound, list[CaseError]]:
    told: list[CaseError] = []
    made = AuditRound(desk, after_ms=0)
    made.refused.connect(told.append)
    return made, told


def test_the_whole_is_checked_when_it_is_due_and_the_result_is_kept(
    qtbot: QtBot, desk_of: DeskOf, ui_desk_of: UiDeskOf
) -> None:
    commander = desk_of(Role.COMMANDER)
    _round, told = begun(ui_desk_of(desk=commander))
    qtbot.waitUntil(lambda: commander.ask(audit_standing).last is not None)
    found = commander.ask(audit_standing)
    assert (found.due, told) == (False, [])
    assert "Checked as a whole" in said_standing(found, commander.store.zone)


def test_an_officer_is_told_of_a_changed_entry_at_the_start(
    qtbot: QtBot, desk_of: DeskOf, ui_desk_of: UiDeskOf, store: Store
) -> None:
    officer: Any = desk_of(Role.OFFICER)
    a_place(officer)
    seq = store.head().seq
    shell(store, "DROP TRIGGER audit_no_update")
    shell(store, f"UPDATE audit SET reason = 'nothing' WHERE seq = {seq}")
    _round, told = begun(ui_desk_of(desk=officer))
    qtbot.waitUntil(lambda: bool(told))
    shell(store, f"UPDATE audit SET reason = '' WHERE seq = {seq}")
    assert told[0].sentence.startswith(f"Entry {seq} does not hold")
