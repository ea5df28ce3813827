"""A field with its words: label, hint, and what is wrong, under one another."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from casemgr.i18n import _
from ui.fields.field import Field
from ui.tokens import Ink, Text
from ui.widgets.aloud import alert
from ui.widgets.picture import Picture
from ui.widgets.text import HINT, PROBLEM, words


class LabeledField(QWidget):
    """Checks on leaving and when asked to; trouble stands under the field until the answer changes."""

    changed = Signal()

    def __init__(
        self,
        title: str,
        field: Field,
        *,
        required: bool = False,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.title = title
        self.field = field
        self.required = required
        self._hint = hint
        self.label = self._title_label()
        self._problem = words("", PROBLEM, wrap=True)
        self._trouble = _trouble_row(self._problem)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.label)
        if hint:
            column.addWidget(words(hint, HINT, wrap=True))
        column.addWidget(field)
        column.addWidget(self._trouble)
        field.name(title)
        self._remade()
        self.setFocusProxy(field)
        field.remade.connect(self._remade)
        field.changed.connect(self._changed)
        field.left.connect(self._left)

    def _title_label(self) -> QLabel:
        shown = _("{title} · needed").format(title=self.title) if self.required else self.title
        return words(shown.replace("&", "&&"), Text.LABEL, wrap=True)

    def _remade(self) -> None:
        self.label.setBuddy(self.field.editor())
        self.field.describe(self.problem() or self._usual())

    def value(self) -> object:
        """The answer as a draft takes it; None when not given."""
        return self.field.value()

    def set_value(self, value: object) -> None:
        """Show an answer and forget the trouble with the one before; nothing is signaled."""
        self.field.set_value(value)
        self.show_problem(None)

    def problem(self) -> str | None:
        """What is said to be wrong."""
        return None if self._trouble.isHidden() else self._problem.text()

    def show_problem(self, sentence: str | None, *, focus: bool = False) -> None:
        """Say under the field what is wrong and read it aloud, or that nothing is; go there when asked."""
        self._problem.setText(sentence or "")
        self._trouble.setVisible(sentence is not None)
        self.field.mark(wrong=sentence is not None)
        self.field.describe(sentence or self._usual())
        if sentence is not None:
            alert(self._problem, sentence)
        if focus:
            self.field.editor().setFocus(Qt.FocusReason.OtherFocusReason)

    def check(self, *, final: bool = False) -> bool:
        """Whether the answer can be used; says so if not. Only a final check asks for a missing answer."""
        sentence = self.field.fault()
        if sentence is None and final and self.required and self.field.blank():
            sentence = _("{title} is needed.").format(title=self.title)
        self.show_problem(sentence)
        return sentence is None

    def _usual(self) -> str:
        return " ".join(part for part in (_("Needed.") if self.required else "", self._hint) if part)

    def _changed(self) -> None:
        if self.problem() is not None and self.field.fault() is None:
            self.show_problem(None)
        self.changed.emit()

    def _left(self) -> None:
        fault = self.field.fault()
        if fault is not None:
            self.show_problem(fault)


def _trouble_row(problem: QLabel) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    row.addWidget(Picture("circle-alert", Ink.DANGER, size=16), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(problem, 1)
    holder.hide()
    return holder
