"""Crisis work on the window: the card before the questions, chips and keys, sealed at once, nothing typed lost."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from casemgr.core import audit_reading
from casemgr.core.access import Role
from casemgr.core.acts import Nothing
from casemgr.core.desk import Desk
from casemgr.records import crisis, plans
from tests.builders import a_neighborhood, a_person
from tests.conftest import Clock
from tests.crisis.builders import a_plan
from ui.crisis.page import CrisisPage
from ui.fields.choice import CodesField
from ui.page import Go
from ui.plans.page import PlansPage
from ui.widgets.chip_row import ChipRow
from ui.window import MainWindow

DeskOf = Callable[..., Desk]


@pytest.fixture
def lead(desk_of: DeskOf) -> Desk:
    return desk_of(Role.SUPERVISOR, Role.ADMINISTRATOR)


@pytest.fixture
def planned(lead: Desk, desk_of: DeskOf) -> tuple[UUID, UUID]:
    """Someone with a plan in force, and the plan."""
    person = a_person(lead)
    plan = a_plan(lead, person)
    lead.do(plans.submit, plan, Nothing())
    desk_of(Role.SUPERVISOR).do(plans.approve, plan, Nothing())
    return person, plan


@pytest.fixture
def window(window_of: Callable[..., MainWindow]) -> MainWindow:
    return window_of(Role.OFFICER)


def crisis_page(window: MainWindow) -> CrisisPage:
    page = window.pages.page()
    assert isinstance(page, CrisisPage)
    return page


def plans_page(window: MainWindow) -> PlansPage:
    page = window.pages.page()
    assert isinstance(page, PlansPage)
    return page


def read(widget: object) -> str:
    """What stands there to be read."""
    labels = widget.findChildren(QLabel)  # type: ignore[attr-defined]
    return "\n".join(label.text() for label in labels if label.isVisible())


def chips(page: CrisisPage, name: str) -> ChipRow:
    assert page.entry is not None
    field = page.entry.form.fields.field(name).field
    assert isinstance(field, CodesField)
    editor = field.editor()
    assert isinstance(editor, ChipRow)
    return editor


def test_the_keys_begin_an_encounter_from_everywhere(qtbot: QtBot, window: MainWindow) -> None:
    window.go(Go("places"))
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(window, Qt.Key.Key_N, keys)
    qtbot.waitUntil(lambda: window.pages.key == "crisis" and crisis_page(window).on_entry())


def test_the_card_of_whoever_is_named_comes_before_the_questions(
    qtbot: QtBot, window: MainWindow, planned: tuple[UUID, UUID], lead: Desk
) -> None:
    person, plan = planned
    window.go(Go("crisis", new=True, start={"person_id": person}))
    page = crisis_page(window)
    with qtbot.waitSignal(page.card.shown):
        pass
    assert page.on_card()
    said = read(page.card)
    assert said.index("Do") < said.index("Sit down first") < said.index("Do not") < said.index("Stand in the door")
    entries = lead.ask(audit_reading.audit_entries, record=plan).entries
    assert (entries[0].action, entries[0].actor) == ("view", window.desk.actor.id)
    qtbot.keyClick(page.card.on, Qt.Key.Key_Space)
    assert page.on_entry()
    page.back()
    assert not page.on_entry()


def test_it_is_written_down_by_keys_and_sealed_with_one(qtbot: QtBot, window: MainWindow, lead: Desk) -> None:
    beat = a_neighborhood(lead)
    window.go(Go("crisis", new=True, start={"neighborhood_id": beat, "call_type": "dispatched_wellness"}))
    page = crisis_page(window)
    assert page.entry is not None
    qtbot.waitUntil(lambda: len(chips(page, "dispositions").chips()) > 9)
    qtbot.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    ended = page.entry.form.fields.field("dispositions")
    qtbot.waitUntil(lambda: ended.problem() is not None)
    assert lead.ask(crisis.encounters).rows == ()
    chips(page, "behaviors").setFocus()
    qtbot.keyClick(chips(page, "behaviors"), Qt.Key.Key_2)
    chips(page, "dispositions").setFocus()
    qtbot.keyClick(chips(page, "dispositions"), Qt.Key.Key_4)
    page.entry.form.fields.field("minutes_on_scene").set_value(25)
    with qtbot.waitSignal(page.entry.sealed):
        qtbot.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (row,) = lead.ask(crisis.encounters).rows
    assert (row.status, row.primary_disposition) == ("sealed", "mobile_crisis_team")
    qtbot.waitUntil(lambda: not window.desk.busy)
    assert page.pane.id == row.id
    assert page.pane.form is None, "a sealed encounter is read, not edited"


def test_what_is_typed_is_there_again(qtbot: QtBot, window: MainWindow) -> None:
    window.go(Go("crisis", new=True))
    page = crisis_page(window)
    assert page.entry is not None
    qtbot.waitUntil(lambda: not window.desk.busy)
    field = page.entry.form.fields.field("cad_number").field
    qtbot.keyClicks(field.editor(), "C-881")
    window.go(Go("places"))
    qtbot.waitUntil(lambda: not window.desk.busy)
    window.go(Go("crisis", new=True))
    again = crisis_page(window)
    qtbot.waitUntil(lambda: again.entry is not None and again.entry.form.fields.field("cad_number").value() == "C-881")


def test_a_plan_opens_as_its_card_and_the_plan_is_one_press_further(
    qtbot: QtBot, window: MainWindow, planned: tuple[UUID, UUID]
) -> None:
    window.go(Go("plans", planned[1]))
    page = plans_page(window)
    with qtbot.waitSignal(page.card.shown):
        pass
    assert "Good until" in read(page.card)
    qtbot.mouseClick(page.card.on, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.pane.id == planned[1] and not page.on_card())
    assert page.back()
    assert not page.can_go_back()


def test_a_card_that_ran_out_says_so_and_shows_nothing_else(
    qtbot: QtBot, window: MainWindow, planned: tuple[UUID, UUID], clock: Clock
) -> None:
    clock.now += timedelta(days=181)
    window.go(Go("plans", planned[1]))
    page = plans_page(window)
    with qtbot.waitSignal(page.card.shown):
        pass
    said = read(page.card)
    assert "ran out" in said
    assert "Sit down first" not in said


def test_the_page_of_a_person_leads_to_their_card(
    qtbot: QtBot, window: MainWindow, planned: tuple[UUID, UUID], lead: Desk
) -> None:
    before = len(lead.ask(audit_reading.audit_entries, record=planned[1]).entries)
    window.go(Go("people", planned[0]))
    pane = window.pages.page().person  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: pane.card.isVisible())
    assert len(lead.ask(audit_reading.audit_entries, record=planned[1]).entries) == before
    qtbot.mouseClick(pane.card.press, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(plans_page(window).card.shown):
        pass
