"""What happened to a referral is said in words, never by a code."""

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from pytestqt.qtbot import QtBot

from casemgr.core import codes
from casemgr.core.access import Role
from casemgr.core.draft import specs
from casemgr.records.referrals import TABLE, Event, Lane, Status
from casemgr.records.referrals.cards import Happening
from casemgr.records.referrals.words import HoldReason
from ui.desk import UiDesk
from ui.labels import Labels
from ui.referrals.rows import say_event


def codes_of(desk: UiDesk, event: Event) -> list[str]:
    """Every code an event may carry: what its step asks, or what was taken back."""
    if event is Event.TAKE_BACK:
        return [one.value for one in Event]
    if event is Event.PAUSE:
        return [reason.value for reason in HoldReason]
    if event is Event.ANSWER_BACK:
        return codes_of(desk, Event.ASK_BACK)
    names = ("reason", "question", "result", "outcome")
    asked = [spec.code_list for spec in specs(TABLE[event].asks) if spec.name in names] if event in TABLE else []
    return [choice.code for name in asked if name for choice in desk.beside().ask(codes.choices, name)]


@pytest.mark.parametrize("event", list(Event))
def test_every_event_has_words_with_whatever_it_carries(
    qtbot: QtBot, ui_desk_of: Callable[..., UiDesk], event: Event
) -> None:
    desk = ui_desk_of(Role.SUPERVISOR)
    labels = Labels(desk)

    def said(code: str) -> str:
        at = datetime(2026, 5, 1, tzinfo=UTC)
        told = Happening(at, event, uuid4(), Lane.SENDER, False, None, Status.RECEIVED, code, "", "", False)
        return say_event(told, labels)[0]

    for code in ["", *codes_of(desk, event)]:
        said(code)
        qtbot.waitUntil(lambda: not desk.busy)
        words = said(code)
        assert words
        assert not set(words) & {"_"}
        assert not code or not words.endswith(f"· {code}")
