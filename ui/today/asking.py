"""What an action asks for before it is done: a few fields in place, confirmed or left."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from casemgr.core.fields import Option
from casemgr.i18n import _
from ui.fields.field import Field
from ui.fields.labeled import LabeledField
from ui.fields.text import TextField
from ui.widgets.button import Weight, button
from ui.widgets.chip_row import ChipRow

REASON_LENGTH = 500


class Asking(QWidget):
    """Fields under one another; `confirmed` once every answer can be used, `left` when the user thought better."""

    confirmed = Signal()
    left = Signal()

    def __init__(self, fields: Sequence[LabeledField], confirm: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields = tuple(fields)
        go = button(confirm, Weight.PRIMARY, "check")
        leave = button(_("Leave it"), Weight.QUIET)
        go.clicked.connect(self.confirm)
        leave.clicked.connect(self.left)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(go)
        foot.addWidget(leave)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 4)
        column.setSpacing(10)
        for field in self.fields:
            column.addWidget(field)
        column.addLayout(foot)

    def begin(self) -> None:
        """Put the cursor into the first field."""
        self.fields[0].field.editor().setFocus(Qt.FocusReason.OtherFocusReason)

    def confirm(self) -> None:
        """Tell that the answers stand, unless one cannot be used."""
        wrong = [field for field in self.fields if not field.check(final=True)]
        if wrong:
            wrong[0].field.editor().setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.confirmed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.confirm()
        else:
            super().keyPressEvent(event)


class ReasonField(Field):
    """A reason in words; the usual ones are a press away and can be written over."""

    def __init__(self, usual: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips = ChipRow([Option(text, text) for text in usual])
        self._text = TextField(REASON_LENGTH, _("Or in your own words"))
        self._chips.chosen.connect(self._take)
        self._text.changed.connect(self._typed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._chips)
        column.addWidget(self._text)
        self._chips.setVisible(bool(usual))
        self.setFocusProxy(self._chips if usual else self._text)

    def value(self) -> str | None:
        return self._text.value()

    def set_value(self, value: object) -> None:
        self._text.set_value(value)
        self._chips.set_value(None if value is None else str(value))

    def editor(self) -> QWidget:
        return self._text.editor()

    def name(self, title: str) -> None:
        self._text.name(title)
        self._chips.name(title)

    def fault(self) -> str | None:
        return self._text.fault()

    def _take(self) -> None:
        self._text.set_value(self._chips.value())
        self.changed.emit()

    def _typed(self) -> None:
        self._chips.set_value(self._text.value())
        self.changed.emit()
