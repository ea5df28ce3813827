"""A record to be read: each question with its answer in words."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QScrollArea, QWidget

from casemgr.core.draft import specs
from casemgr.core.general import Reading
from casemgr.core.kind import KINDS
from casemgr.i18n import N_, _
from ui.columns import ColumnSpec, column_for, words_for
from ui.desk import UiDesk
from ui.form_values import answered
from ui.labels import Labels
from ui.narrative.form import kept_words
from ui.shortcuts import Shortcut, answer
from ui.tokens import Text
from ui.widgets.text import words

KEPT = N_("Kept with a reason")


class ReadingView(QScrollArea):
    """Only what was answered is shown; `left` tells that the user went away."""

    left = Signal()

    def __init__(self, desk: UiDesk, labels: Labels, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._labels = labels
        self._shown: list[tuple[QLabel, object, ColumnSpec]] = []
        self._kept = ""
        self.setWidgetResizable(True)
        answer(self, Shortcut.LEAVE, self.left.emit, inside=True)
        labels.came.connect(self._relabel)

    def show_reading(self, reading: Reading) -> None:
        """Show a record."""
        inside = QWidget()
        inside.setObjectName("inside")
        form = QFormLayout(inside)
        form.setHorizontalSpacing(24)
        form.setVerticalSpacing(12)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._shown = []
        for column in _columns(reading):
            value = reading.values.get(column.name)
            if answered(value):
                label = words("", Text.BODY, wrap=True)
                label.setTextInteractionFlags(
                    Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
                )
                label.setAccessibleName(column.title)
                self._shown.append((label, value, column))
                form.addRow(words(column.title, Text.LABEL), label)
        self._kept = kept_words(reading.values.get("kept"))
        if self._kept:
            form.addRow(words(_(KEPT), Text.LABEL), words(self._kept, Text.BODY, wrap=True))
        self.setWidget(inside)
        self._relabel()

    def said(self) -> dict[str, str]:
        """What is shown, by title."""
        kept = {_(KEPT): self._kept} if self._kept else {}
        return {column.title: label.text() for label, _value, column in self._shown} | kept

    def _relabel(self) -> None:
        for label, value, column in self._shown:
            label.setText(words_for(value, column, self._labels, self._desk.zone))


def _columns(reading: Reading) -> list[ColumnSpec]:
    kind = KINDS[reading.kind]
    asked = specs(kind.draft) if kind.draft is not None else ()
    known = [column_for(spec.name, spec) for spec in asked]
    return known if known else [column_for(name, None) for name in reading.values]
