"""The narrative check in the general form of a contact, and where a contact is read."""

from collections.abc import Callable
from uuid import UUID

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from casemgr.core import general
from casemgr.core.access import Role
from casemgr.core.desk import Desk
from casemgr.core.kind import KINDS
from casemgr.records import contacts
from tests.builders import a_contact, a_neighborhood
from tests.ui.typing import type_text
from ui.desk import UiDesk
from ui.form import Form
from ui.labels import Labels
from ui.narrative.form import FormCheck
from ui.reading_view import ReadingView
from ui.record_pane import RecordPane

KEPT = {"field": "note", "text": "555-0142", "reason": "On the sign"}


@pytest.fixture
def here(desk_of: Callable[..., Desk]) -> UUID:
    return a_neighborhood(desk_of(Role.ADMINISTRATOR))


@pytest.fixture
def officer(desk_of: Callable[..., Desk], here: UUID) -> Desk:
    return desk_of(Role.OFFICER, neighborhoods=frozenset({here}))


@pytest.fixture
def pane_of(
    qtbot: QtBot, ui_desk_of: Callable[..., UiDesk], open_window: Callable[..., QWidget]
) -> Callable[[Desk], RecordPane]:
    def make(desk: Desk) -> RecordPane:
        working = ui_desk_of(desk=desk)
        pane = RecordPane(working, KINDS["contacts"], Labels(working))
        open_window(pane, QSize(900, 700))
        return pane

    return make


def ready(qtbot: QtBot, pane: RecordPane) -> tuple[Form, FormCheck]:
    qtbot.waitUntil(lambda: pane.form is not None and pane.form.isVisible())
    assert pane.form is not None
    check = pane.form.findChild(FormCheck)
    assert isinstance(check, FormCheck)
    return pane.form, check


def note_of(form: Form) -> QPlainTextEdit:
    box = form.fields.field("note").field.editor()
    assert isinstance(box, QPlainTextEdit)
    return box


def test_a_new_contact_is_checked_and_what_is_kept_is_saved(
    qtbot: QtBot, officer: Desk, here: UUID, pane_of: Callable[[Desk], RecordPane]
) -> None:
    pane = pane_of(officer)
    pane.begin({"contact_type": "other", "next_step": "none_needed", "neighborhood_id": here})
    form, check = ready(qtbot, pane)
    type_text(note_of(form), "RMS 26-00981, sign says 555-0142")
    qtbot.waitUntil(check.check.line.isVisible)
    check.check.settled()
    check.check.line.offers()[1].click()
    assert form.fields.field("rms_number").value() == "26-00981"
    assert "“555-0142”" in check.check.line.sentence.text()
    with qtbot.waitSignal(form.saved):
        check.check.line.offers()[-1].click()
        type_text(check.check.line.reason, "On the sign")
        check.check.line.reason.returnPressed.emit()
        form.save()
    (row,) = officer.ask(contacts.contacts).rows
    card = officer.ask(contacts.contact, row.id)
    assert (card.note, card.rms_number) == ("RMS [number], sign says 555-0142", "26-00981")
    assert [(one.text, one.reason) for one in card.kept] == [("555-0142", "On the sign")]


def test_a_refusal_stands_at_the_note_and_nothing_typed_is_lost(
    qtbot: QtBot, officer: Desk, here: UUID, pane_of: Callable[[Desk], RecordPane]
) -> None:
    pane = pane_of(officer)
    pane.begin({"contact_type": "other", "next_step": "none_needed", "neighborhood_id": here})
    form, _check = ready(qtbot, pane)
    type_text(note_of(form), "Her son is bipolar")
    form.save()
    qtbot.waitUntil(lambda: (form.fields.field("note").problem() or "").startswith("“bipolar”"))
    assert note_of(form).toPlainText() == "Her son is bipolar"


def test_a_correction_starts_with_what_was_kept(
    qtbot: QtBot, officer: Desk, here: UUID, pane_of: Callable[[Desk], RecordPane]
) -> None:
    id = a_contact(officer, here, note="Sign says 555-0142", kept=[KEPT])
    pane = pane_of(officer)
    pane.open(id)
    form, check = ready(qtbot, pane)
    check.check.look()
    assert check.check.findings("note") == []
    with qtbot.waitSignal(form.saved):
        type_text(form.fields.field("headline").field.editor(), "Shop sign")
        form.save()
    (row,) = officer.ask(contacts.contacts).rows
    assert row.id != id
    assert [one.reason for one in officer.ask(contacts.contact, row.id).kept] == ["On the sign"]


def test_whoever_reads_a_contact_sees_what_was_kept_and_why(
    qtbot: QtBot, officer: Desk, here: UUID, ui_desk_of: Callable[..., UiDesk], open_window: Callable[..., QWidget]
) -> None:
    id = a_contact(officer, here, note="Sign says 555-0142", kept=[KEPT])
    desk = ui_desk_of(desk=officer)
    view = ReadingView(desk, Labels(desk))
    open_window(view, QSize(700, 500))
    view.show_reading(officer.ask(general.reading, "contacts", id))
    assert view.said()["Kept with a reason"] == "“555-0142”, On the sign"
    qtbot.waitUntil(lambda: not desk.busy)
