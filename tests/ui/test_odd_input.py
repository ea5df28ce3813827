"""Odd input in every field of every form: nothing breaks, nothing typed is lost, and what cannot be used is said."""

from collections.abc import Callable
from typing import cast

import pytest
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from casemgr.core.access import Role
from casemgr.core.draft import Draft
from casemgr.core.kind import KINDS, Kind
from ui.desk import UiDesk
from ui.form import Form

ODD = {
    "too long": "lamp " * 5_000,
    "only spaces": "   \u00a0 ",
    "right to left": "محمد علي عند الباب",
    "both directions": "محمد said: 12 lamps \u202e are out",
    "combining": "Jose\u0301 N\u0303andu\u0301 👮🏽 李",
    "controls": "a\x00b\x07c\x1bd\ufeff",
    "like markup": "<b>lamp</b> &amp; {name} %s \\u0041",
    "several lines": "first line\nsecond line\r\nthird\u2028fourth",
}
FORMS = [kind for kind in KINDS.values() if kind.new is not None and kind.draft is not None]


@pytest.fixture
def form_of(
    qtbot: QtBot, ui_desk_of: Callable[..., UiDesk], open_window: Callable[[QWidget], QWidget]
) -> Callable[[Kind], tuple[Form, UiDesk]]:
    def make(kind: Kind) -> tuple[Form, UiDesk]:
        desk = ui_desk_of(Role.SUPERVISOR, Role.ADMINISTRATOR)
        form = Form(desk, cast(type[Draft], kind.draft), cast(Callable[..., object], kind.new), kind.name)
        open_window(form)
        qtbot.waitUntil(lambda: not desk.busy)
        return form, desk

    return make


def texts(form: Form) -> list[QLineEdit | QPlainTextEdit | QTextEdit]:
    found = form.fields.findChildren(QWidget)
    return [w for w in found if isinstance(w, QLineEdit | QPlainTextEdit | QTextEdit) and w.isEnabled()]


def shown(editor: QLineEdit | QPlainTextEdit | QTextEdit) -> str:
    return editor.text() if isinstance(editor, QLineEdit) else editor.toPlainText()


@pytest.mark.parametrize("kind", FORMS, ids=lambda kind: kind.name)
def test_odd_text_pasted_into_every_field_stays_and_an_input_method_composes(
    qtbot: QtBot, form_of: Callable[[Kind], tuple[Form, UiDesk]], kind: Kind
) -> None:
    form, desk = form_of(kind)
    editors = texts(form)
    for odd in ODD.values():
        QGuiApplication.clipboard().setText(odd)
        form.fields.clear()
        for editor in editors:
            editor.setFocus()
            editor.paste()
            compose(editor)
        before = [shown(editor) for editor in editors]
        form.save()
        qtbot.waitUntil(lambda: not desk.busy)
        assert [shown(editor) for editor in editors] == before, "a refusal costs nobody their typing"
        assert not any("´" in text for text in before), "what was only composed is gone"
    form.keep()
    qtbot.waitUntil(lambda: not desk.busy)
    QGuiApplication.clipboard().clear()


def compose(editor: QWidget) -> None:
    """A dead key and its letter, as an input method sends them."""
    QApplication.sendEvent(editor, QInputMethodEvent("´", []))
    committed = QInputMethodEvent()
    committed.setCommitString("é")
    QApplication.sendEvent(editor, committed)
