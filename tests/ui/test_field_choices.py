"""Choosing: yes or no, one of few, one of many, another record."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QWidget,
)

from tests.ui.toys import FEW, JOSE, LANGUAGES, ZOE
from tests.ui.typing import type_text
from ui.fields import (
    ChoiceField,
    CodesField,
    LabeledField,
    RefField,
    RefsField,
    YesNoField,
)
from ui.fields.choice_box import ChoiceBox


def tab() -> None:
    """Press the tab key where it goes: to the list that dropped down, if one did."""
    QTest.keyClick(QApplication.activePopupWidget() or QApplication.focusWidget(), Qt.Key.Key_Tab)


def tab_stop() -> QWidget:
    """Where the keys go."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


class TestChoice:
    def test_yes_no_and_neither(self, show) -> None:
        field = YesNoField()
        show(field)
        field.setFocus()
        for value in (True, None):
            QTest.keyClicks(QApplication.focusWidget(), "1")
            assert field.value() is value
        QTest.keyClicks(QApplication.focusWidget(), "2")
        assert field.value() is False

    def test_few_options_are_chips_and_many_a_box(self, qtbot) -> None:
        field = ChoiceField(FEW)
        qtbot.addWidget(field)
        field.set_value("phone")
        assert not isinstance(field.editor(), ChoiceBox)
        field.set_options((*FEW, *LANGUAGES))
        assert isinstance(field.editor(), ChoiceBox)
        assert field.value() == "phone"

    def test_options_that_come_late_keep_name_label_and_answer(self, show) -> None:
        field = LabeledField("Language", ChoiceField())
        show(field)
        field.set_value("pt")
        field.field.set_options(LANGUAGES)
        assert field.value() == "pt"
        assert field.label.buddy() is field.field.editor()
        assert field.field.editor().accessibleName() == "Language"

    @pytest.mark.parametrize("options", [FEW, LANGUAGES])
    def test_options_that_come_late_are_reached_where_the_field_stands(self, show, options) -> None:
        fields = [ChoiceField(FEW), ChoiceField(), YesNoField()]
        show(*fields)
        fields[1].set_options(options)
        fields[0].set_options(FEW[:2])
        fields[0].setFocus()
        reached = []
        for _press in fields:
            reached.append(next(place for place, field in enumerate(fields) if field.isAncestorOf(tab_stop())))
            tab()
        assert reached == [0, 1, 2]

    @pytest.mark.parametrize(("typed", "value"), [("espanol", "es"), ("PORTUGU", "pt"), ("viet", "vi")])
    def test_typing_any_part_without_accents_chooses(self, show, qtbot, typed, value) -> None:
        field = ChoiceField(LANGUAGES)
        after = show(field)
        field.setFocus()
        type_text(QApplication.focusWidget(), typed)
        with qtbot.waitSignal(field.changed):
            tab()
        assert field.value() == value
        assert after.hasFocus()

    def test_what_is_none_of_the_options_is_told_and_kept(self, show) -> None:
        field = LabeledField("Language", ChoiceField(LANGUAGES))
        after = show(field)
        field.setFocus()
        type_text(QApplication.focusWidget(), "Klingon")
        tab()
        assert after.hasFocus()
        assert field.problem() == "Choose one of the list."
        assert field.field.editor().currentText() == "Klingon"

    def test_an_answer_no_longer_offered_is_kept(self, qtbot) -> None:
        for field in (ChoiceField(FEW), ChoiceField(LANGUAGES)):
            qtbot.addWidget(field)
            field.set_value("old-code")
            assert field.value() == "old-code"

    def test_several_of_many_are_added_and_taken_out(self, show, qtbot) -> None:
        field = CodesField(LANGUAGES)
        show(field)
        for typed in ("espanol", "english"):
            field.setFocus()
            type_text(QApplication.focusWidget(), typed)
            tab()
        assert field.value() == ("es", "en")
        tags = [
            b for b in field.findChildren(QAbstractButton) if b.accessibleName() == "Remove Español" and b.isVisible()
        ]
        with qtbot.waitSignal(field.changed):
            QTest.mouseClick(tags[0], Qt.MouseButton.LeftButton)
        assert field.value() == ("en",)


class TestReferences:
    def test_a_record_is_picked_and_taken_back(self, show, qtbot, finder) -> None:
        field = RefField("person", finder)
        show(field)
        field.setFocus()
        with qtbot.waitSignal(field.changed):
            QTest.keyClick(field.editor(), Qt.Key.Key_Return)
        assert (field.value(), field.title()) == (JOSE.id, JOSE.title)
        with qtbot.waitSignal(field.changed):
            QTest.keyClick(field.editor(), Qt.Key.Key_Delete)
        assert field.value() is None

    def test_what_is_typed_starts_the_search(self, show, finder) -> None:
        field = RefField("person", finder)
        show(field)
        QTest.keyClicks(field.editor(), "j")
        assert finder.asked == [("person", "j")]

    def test_a_press_opens_the_search(self, show, finder) -> None:
        field = RefField("person", finder)
        show(field)
        QTest.mouseClick(field.editor(), Qt.MouseButton.LeftButton)
        assert finder.asked == [("person", "")]

    def test_the_words_of_a_record_already_named_are_looked_up(self, qtbot, finder) -> None:
        field = RefField("person", finder)
        qtbot.addWidget(field)
        field.set_value(ZOE.id)
        assert field.title() == ZOE.title

    def test_several_records_none_twice(self, show, qtbot, finder) -> None:
        field = RefsField("person", finder)
        show(field)
        for _ in range(3):
            QTest.keyClick(field.editor(), Qt.Key.Key_Space)
        assert field.value() == (JOSE.id, ZOE.id)
        tags = [
            b
            for b in field.findChildren(QAbstractButton)
            if b.accessibleName() == f"Remove {JOSE.title}" and b.isVisible()
        ]
        QTest.mouseClick(tags[0], Qt.MouseButton.LeftButton)
        assert field.value() == (ZOE.id,)
