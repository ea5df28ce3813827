"""A record changed by someone else while it is open: nobody's text is lost, and the difference is in sight."""

from collections.abc import Callable
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from casemgr.core import general
from casemgr.core.access import Role
from casemgr.core.desk import Desk
from casemgr.core.kind import KINDS
from casemgr.records import contacts, places
from casemgr.records.contacts import ContactDraft
from casemgr.records.places import PlaceDraft
from tests.builders import a_contact, a_neighborhood, a_place
from tests.ui.typing import type_text
from ui.desk import UiDesk
from ui.form import Form

FormOf = Callable[[str, UUID], Form]


@pytest.fixture
def officer(desk_of: Callable[..., Desk]) -> Desk:
    here = a_neighborhood(desk_of(Role.ADMINISTRATOR))
    return desk_of(Role.OFFICER, neighborhoods=frozenset({here}))


@pytest.fixture
def mate(desk_of: Callable[..., Desk], officer: Desk) -> Desk:
    return desk_of(Role.SUPERVISOR, neighborhoods=officer.actor.neighborhoods)


@pytest.fixture
def desk(officer: Desk, ui_desk_of: Callable[..., UiDesk]) -> UiDesk:
    return ui_desk_of(desk=officer)


@pytest.fixture
def form_of(qtbot: QtBot, officer: Desk, desk: UiDesk, open_window: Callable[[QWidget], QWidget]) -> FormOf:
    def make(kind: str, id: UUID) -> Form:
        found = KINDS[kind]
        seen = officer.ask(general.reading, kind, id)
        form = Form(desk, found.draft, found.amend, f"{kind}.amend", seen=seen)  # type: ignore[arg-type]
        open_window(form)
        qtbot.waitUntil(lambda: not desk.busy)
        return form

    return make


def write(form: Form, name: str, text: str) -> None:
    editor = form.fields.field(name).field.editor()
    editor.setFocus()
    QTest.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    type_text(editor, text)


def renamed(desk: Desk, id: UUID, **changes: object) -> None:
    values = desk.ask(general.reading, "places", id).values | changes
    desk.do(places.change_place, id, PlaceDraft.model_validate(values))


def saved(qtbot: QtBot, form: Form) -> None:
    with qtbot.waitSignal(form.saved):
        form.save()


def refused(qtbot: QtBot, form: Form) -> None:
    form.save()
    qtbot.waitUntil(form.trouble.isVisible)


def test_both_texts_stay_and_the_difference_stands_beside_the_field(
    qtbot: QtBot, officer: Desk, mate: Desk, form_of: FormOf
) -> None:
    id = a_place(officer, "Laundry on Elm", city="Port Sample")
    form = form_of("places", id)
    write(form, "name", "Laundry on Elm Street")
    renamed(mate, id, name="Laundromat on Elm", city="East Port")
    refused(qtbot, form)
    assert "Someone else changed this meanwhile" in form.trouble.sentence()
    assert form.fields.field("name").value() == "Laundry on Elm Street"
    assert form.fields.field("city").value() == "East Port", "what only they changed is theirs"
    assert set(form.meanwhile.differences()) == {"name"}
    assert "“Laundromat on Elm”" in form.meanwhile.differences()["name"]
    saved(qtbot, form)
    values = officer.ask(general.reading, "places", id).values
    assert (values["name"], values["city"]) == ("Laundry on Elm Street", "East Port")


def test_theirs_is_taken_by_a_press(qtbot: QtBot, officer: Desk, mate: Desk, form_of: FormOf) -> None:
    id = a_place(officer, "Laundry on Elm")
    form = form_of("places", id)
    write(form, "name", "Wash house")
    renamed(mate, id, name="Laundromat")
    refused(qtbot, form)
    theirs = form.meanwhile.theirs("name")
    theirs.take.setFocus()
    QTest.keyClick(theirs.take, Qt.Key.Key_Space)
    assert form.fields.field("name").value() == "Laundromat"
    assert form.meanwhile.differences() == {}
    saved(qtbot, form)


def test_a_contact_corrected_meanwhile_is_corrected_again_not_overwritten(
    qtbot: QtBot, officer: Desk, mate: Desk, form_of: FormOf
) -> None:
    (here,) = officer.actor.neighborhoods
    first = a_contact(officer, here, headline="Loose dog", note="Brown")
    form = form_of("contacts", first)
    write(form, "note", "Brown and small")
    values = mate.ask(general.reading, "contacts", first).values | {
        "note": "Black",
        "headline": "Two loose dogs",
        "officer_id": None,
    }
    second = mate.do(contacts.amend_contact, first, ContactDraft.model_validate(values))
    refused(qtbot, form)
    assert set(form.meanwhile.differences()) == {"note"}
    with qtbot.waitSignal(form.saved) as told:
        form.save()
    card = officer.ask(contacts.contact, told.args[0])
    assert (card.headline, card.note, card.replaces_id, card.edition) == (
        "Two loose dogs",
        "Brown and small",
        second,
        3,
    )


def test_text_kept_over_a_lock_meets_what_was_saved_since(
    qtbot: QtBot, officer: Desk, desk: UiDesk, mate: Desk, form_of: FormOf
) -> None:
    id = a_place(officer, "Laundry on Elm")
    form = form_of("places", id)
    write(form, "name", "Wash house")
    form.keep()
    qtbot.waitUntil(lambda: not desk.busy)
    renamed(mate, id, name="Laundromat")
    again = form_of("places", id)
    assert again.restored.isVisible()
    assert again.fields.field("name").value() == "Wash house"
    assert set(again.meanwhile.differences()) == {"name"}
    saved(qtbot, again)
    assert officer.ask(general.reading, "places", id).values["name"] == "Wash house"
