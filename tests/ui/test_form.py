"""The general form: problems stand beside their fields, and nothing that was typed is lost."""

from collections.abc import Callable
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from casemgr.core import general, unsent
from casemgr.core.access import Role
from casemgr.core.desk import Desk
from casemgr.core.draft import Draft
from casemgr.core.kind import KINDS
from casemgr.core.unsent import Kept
from casemgr.records import neighborhoods
from tests.builders import a_contact, a_neighborhood, a_place
from tests.conftest import Clock
from tests.ui.typing import type_text
from ui.desk import UiDesk
from ui.form import Form


@pytest.fixture
def mine(desk_of: Callable[..., Desk]) -> Callable[[Role], Desk]:
    """The desk of the one who works in this test, the same each time."""
    made: dict[Role, Desk] = {}
    return lambda role: made.setdefault(role, made.get(role) or desk_of(role))


@pytest.fixture
def form_of(
    qtbot: QtBot,
    mine: Callable[[Role], Desk],
    ui_desk_of: Callable[..., UiDesk],
    open_window: Callable[[QWidget], QWidget],
) -> Callable[..., Form]:
    """The form for a new record of a kind, or, with `record`, to amend one."""

    def make(kind: str, role: Role, record: UUID | None = None) -> Form:
        desk, found = ui_desk_of(desk=mine(role)), KINDS[kind]
        assert found.draft is not None
        assert issubclass(found.draft, Draft)
        if record is None:
            assert found.new is not None
            form = Form(desk, found.draft, found.new, kind)
        else:
            assert found.amend is not None
            form = Form(desk, found.draft, found.amend, f"{kind}.amend", record=record, before=(record,))
        open_window(form)
        qtbot.waitUntil(lambda: not desk.busy)
        return form

    return make


def write(form: Form, name: str, text: str) -> None:
    type_text(form.fields.field(name).field.editor(), text)


def kept_by(desk: Desk, form: str) -> list[Kept]:
    return desk.ask(unsent.kept, form)


def test_a_record_is_made_by_keyboard_alone(
    qtbot: QtBot, mine: Callable[[Role], Desk], form_of: Callable[..., Form]
) -> None:
    form = form_of("places", Role.OFFICER)
    form.begin()
    type_text(form.focusWidget(), "Café on Elm")
    with qtbot.waitSignal(form.saved) as said:
        qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    reading = mine(Role.OFFICER).ask(general.reading, "places", said.args[0])
    assert reading.title == "Café on Elm"
    assert reading.values["country"] == "US", "what the draft takes for granted holds"


def test_what_is_missing_is_said_beside_the_field_and_nothing_leaves(
    qtbot: QtBot, form_of: Callable[..., Form]
) -> None:
    form = form_of("neighborhoods", Role.ADMINISTRATOR)
    form.save()
    assert form.fields.field("code").problem() == "Code is needed."
    assert form.fields.field("name").problem() == "Name is needed."
    assert form.focusWidget() is form.fields.field("code").field.editor()


def test_what_the_draft_and_the_store_refuse_is_said_beside_the_field(
    qtbot: QtBot, mine: Callable[[Role], Desk], form_of: Callable[..., Form]
) -> None:
    a_neighborhood(mine(Role.ADMINISTRATOR), "N1")
    form = form_of("neighborhoods", Role.ADMINISTRATOR)
    write(form, "code", "N1")
    write(form, "name", "X")
    form.save()
    assert form.fields.field("name").problem() == "Name is too short; write at least 2 characters."
    write(form, "name", "Yard")
    form.save()
    qtbot.waitUntil(lambda: form.fields.field("code").problem() == "Another neighborhood has this code.")
    assert form.fields.field("code").value() == "N1", "what was typed stays"


def test_what_is_typed_is_kept_and_comes_back_with_its_age(
    qtbot: QtBot, mine: Callable[[Role], Desk], form_of: Callable[..., Form], clock: Clock
) -> None:
    form = form_of("places", Role.OFFICER)
    write(form, "name", "Pier 4")
    write(form, "latitude", "not yet")
    qtbot.waitUntil(lambda: bool(kept_by(mine(Role.OFFICER), "places")))
    clock.move(hours=3)
    again = form_of("places", Role.OFFICER)
    assert again.restored.sentence() == "What you typed 3 hours ago is back."
    assert again.fields.field("name").value() == "Pier 4"
    assert again.fields.field("latitude").field.editor().property("text") == "not yet"


def test_a_kept_draft_is_let_go_when_it_is_saved_or_begun_anew(
    qtbot: QtBot, mine: Callable[[Role], Desk], form_of: Callable[..., Form]
) -> None:
    desk, form = mine(Role.OFFICER), form_of("places", Role.OFFICER)
    write(form, "name", "Pier 4")
    form.keep()
    again = form_of("places", Role.OFFICER)
    again.restored.acted.emit()
    assert again.fields.field("name").value() is None
    qtbot.waitUntil(lambda: kept_by(desk, "places") == [])
    write(again, "name", "Pier 5")
    again.keep()
    with qtbot.waitSignal(again.saved):
        again.save()
    qtbot.waitUntil(lambda: kept_by(desk, "places") == [])


def test_escape_leaves_and_keeps(qtbot: QtBot, mine: Callable[[Role], Desk], form_of: Callable[..., Form]) -> None:
    form = form_of("places", Role.OFFICER)
    write(form, "name", "Pier 4")
    with qtbot.waitSignal(form.left):
        qtbot.keyClick(form.fields.field("name").field.editor(), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: [k.values["name"] for k in kept_by(mine(Role.OFFICER), "places")] == ["Pier 4"])


def test_a_record_is_amended_and_its_unasked_fields_stay(
    qtbot: QtBot, mine: Callable[[Role], Desk], form_of: Callable[..., Form]
) -> None:
    desk = mine(Role.ADMINISTRATOR)
    draft = neighborhoods.NeighborhoodDraft(code="N1", name="Yard", boundary='{"type": "Polygon"}', beats=["N1-1"])
    id = desk.do(neighborhoods.add_neighborhood, draft)
    form = form_of("neighborhoods", Role.ADMINISTRATOR, record=id)
    form.fill(desk.ask(general.reading, "neighborhoods", id).values)
    write(form, "name", "s")
    with qtbot.waitSignal(form.saved) as said:
        form.save()
    assert said.args == [id]
    values = desk.ask(general.reading, "neighborhoods", id).values
    assert (values["name"], values["boundary"], values["beats"]) == ("Yards", '{"type": "Polygon"}', ["N1-1"])


def test_a_question_is_asked_with_a_field_for_its_answer(
    qtbot: QtBot, mine: Callable[[Role], Desk], form_of: Callable[..., Form]
) -> None:
    place = a_neighborhood(mine(Role.ADMINISTRATOR))
    a_contact(mine(Role.OFFICER), place)
    form = form_of("contacts", Role.OFFICER)
    form.fill({"contact_type": "foot_patrol_conversation", "next_step": "none_needed", "neighborhood_id": place})
    form.save()
    asked = "You logged the same contact within ten minutes. Is this another one?"
    qtbot.waitUntil(lambda: form.fields.question("not_same") and form.fields.field("not_same").problem() == asked)
    form.fields.field("not_same").set_value(True)
    with qtbot.waitSignal(form.saved):
        form.save()


def test_several_of_a_list_are_chosen(qtbot: QtBot, form_of: Callable[..., Form]) -> None:
    form = form_of("staff", Role.ADMINISTRATOR)
    write(form, "user_name", "o.haddad")
    write(form, "full_name", "Omar Haddad")
    form.fields.field("roles").set_value(("officer", "liaison"))
    form.fields.field("scope").set_value("unit")
    with qtbot.waitSignal(form.saved):
        form.save()


def test_a_refusal_that_concerns_no_field_is_a_banner(
    qtbot: QtBot, desk_of: Callable[..., Desk], form_of: Callable[..., Form]
) -> None:
    id = a_place(desk_of(Role.OFFICER, unit="South"), "Pier 4")
    form = form_of("places", Role.OFFICER, record=id)
    form.fill({"name": "Pier 5"})
    form.save()
    qtbot.waitUntil(lambda: form.trouble.sentence() == "There is no such place, or you may not see it.")
    assert form.fields.field("name").value() == "Pier 5"
