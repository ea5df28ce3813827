"""The field widgets: what is typed is understood or told, and never lost."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from casemgr.core.fields import Answer, FieldSpec, Option
from tests.ui.toys import FEW, JOSE, LANGUAGES, ZOE, ToyFinder
from tests.ui.typing import type_text
from ui.fields import (
    LabeledField,
    LongTextField,
    NumberField,
    PassphraseField,
    TextField,
    TextsField,
    field_for,
    labeled,
)


def a_field(answer: Answer, finder: ToyFinder, options: tuple[Option, ...] = FEW) -> LabeledField:
    needs = {"options": options} if answer in (Answer.CHOICE, Answer.CODE, Answer.CODES) else {}
    return labeled(FieldSpec("f", "The question", answer, ref="person", **needs), finder, ZoneInfo("America/New_York"))


ANSWERS = [
    (Answer.TEXT, "José"),
    (Answer.LONG_TEXT, "One line.\nAnother, with ñ."),
    (Answer.NUMBER, 3),
    (Answer.YES_NO, True),
    (Answer.YES_NO, False),
    (Answer.CHOICE, "call"),
    (Answer.CODE, "phone"),
    (Answer.CODES, ("on foot", "phone")),
    (Answer.DATE, date(1987, 3, 4)),
    (Answer.MOMENT, datetime(2026, 11, 22, 23, 58, tzinfo=UTC)),
    (Answer.MINUTES, 95),
    (Answer.REF, JOSE.id),
    (Answer.REFS, (JOSE.id, ZOE.id)),
    (Answer.TEXTS, ("Pepe", "Joe")),
]


class TestEveryField:
    @pytest.mark.parametrize(("answer", "value"), ANSWERS)
    def test_what_is_set_is_read_back_and_can_be_emptied(self, qtbot, finder, answer, value) -> None:
        field = a_field(answer, finder)
        qtbot.addWidget(field)
        assert field.field.blank()
        with qtbot.assertNotEmitted(field.changed):
            field.set_value(value)
        assert field.value() == value
        assert not field.field.blank()
        assert field.check(final=True)
        field.set_value(None)
        assert field.value() in (None, ())
        assert field.field.blank()

    def test_every_kind_of_answer_has_a_field(self, qtbot, finder) -> None:
        assert {answer for answer, _ in ANSWERS} == set(Answer)

    @pytest.mark.parametrize("answer", Answer)
    def test_a_missing_answer_is_asked_for_only_in_the_end(self, qtbot, finder, answer) -> None:
        field = LabeledField("Reason", field_for(FieldSpec("f", "Reason", answer, ref="person"), finder), required=True)
        qtbot.addWidget(field)
        assert field.check()
        assert not field.check(final=True)
        assert field.problem() == "Reason is needed."

    @pytest.mark.parametrize("options", [FEW, LANGUAGES], ids=["few", "many"])
    def test_nothing_takes_the_focus_without_a_name(self, show, finder, options) -> None:
        fields = [a_field(answer, finder, options) for answer in Answer]
        fields.append(LabeledField("Passphrase", PassphraseField()))
        inside = QWidget()
        column = QVBoxLayout(inside)
        for field in fields:
            column.addWidget(field)
        area = QScrollArea()
        area.setAccessibleName("Form")
        area.setWidget(inside)
        show(area)
        nameless = []
        for widget in inside.findChildren(QWidget):
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
                heard = QAccessible.queryAccessibleInterface(widget)
                if not heard.text(QAccessible.Text.Name) and not widget.accessibleName():
                    nameless.append(widget)
        assert nameless == []


class TestTrouble:
    def test_it_stands_under_the_field_and_is_read_aloud(self, show, qtbot) -> None:
        field = LabeledField("Name", TextField(), hint="As on their papers")
        show(field)
        editor = field.field.editor()
        assert editor.accessibleDescription() == "As on their papers"
        field.show_problem("Write at least 2 letters.", focus=True)
        assert field.problem() == "Write at least 2 letters."
        assert editor.accessibleDescription() == "Write at least 2 letters."
        assert editor.hasFocus()
        field.show_problem(None)
        assert field.problem() is None
        assert editor.accessibleDescription() == "As on their papers"

    def test_it_is_told_on_leaving_and_goes_when_mended(self, show) -> None:
        field = LabeledField("Age", NumberField(0, 120))
        after = show(field)
        editor = field.field.editor()
        editor.setFocus()
        type_text(editor, "3oo")
        assert field.problem() is None
        after.setFocus()
        assert field.problem() == "Write a number, such as 3."
        assert editor.text() == "3oo"
        editor.setFocus()
        editor.clear()
        type_text(editor, "30")
        assert field.problem() is None
        assert field.value() == 30

    def test_the_label_leads_to_the_field(self, show) -> None:
        field = LabeledField("Needs & wishes", TextField())
        show(field)
        assert field.label.buddy() is field.field.editor()
        assert field.field.editor().accessibleName() == "Needs & wishes"


class TestText:
    @given(text=st.text(max_size=60))
    def test_too_much_is_told_and_kept(self, text: str) -> None:
        field = LongTextField(max_length=20)
        field.set_value(text)
        kept = (field.value() or "").strip()
        assert (field.fault() is not None) == (len(kept) > 20)
        field.deleteLater()

    def test_other_letters_than_ascii_can_be_typed(self, show) -> None:
        field = TextField()
        show(field)
        type_text(field.editor(), "José Ñandú 李")
        assert field.value() == "José Ñandú 李"

    def test_each_line_is_an_answer(self, show) -> None:
        field = TextsField(max_length=5)
        show(field)
        type_text(field.editor(), "Pepe")
        QTest.keyClick(field.editor(), Qt.Key.Key_Return)
        type_text(field.editor(), " Joe ")
        assert field.value() == ("Pepe", "Joe")
        field.set_value(("Guadalupe",))
        assert field.fault() == "At most 5 characters fit; this has 9."

    def test_the_tab_key_leaves_a_text_box(self, show) -> None:
        field = LongTextField()
        after = show(field)
        field.setFocus()
        QTest.keyClick(field.editor(), Qt.Key.Key_Tab)
        assert after.hasFocus()


class TestPassphrase:
    def test_it_is_hidden_but_while_the_button_is_held(self, show) -> None:
        field = PassphraseField()
        show(field)
        type_text(field.editor(), " correct horse ")
        peek = field.findChildren(QAbstractButton)[0]
        assert field.editor().displayText() != field.editor().text()
        QTest.mousePress(peek, Qt.MouseButton.LeftButton)
        assert field.editor().displayText() == " correct horse "
        QTest.mouseRelease(peek, Qt.MouseButton.LeftButton)
        assert field.editor().displayText() != field.editor().text()
        assert field.value() == " correct horse "

    def test_it_can_be_pasted(self, show, qapp: QApplication) -> None:
        field = PassphraseField()
        show(field)
        qapp.clipboard().setText("from my password keeper")
        field.editor().paste()
        assert field.value() == "from my password keeper"
        qapp.clipboard().clear()
