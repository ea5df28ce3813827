"""A passphrase for someone else: typed, or suggested and shown so that it can be read out to them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from casemgr.core.passphrase import generate_passphrase
from casemgr.i18n import _
from ui.fields.labeled import LabeledField
from ui.fields.passphrase import PassphraseField
from ui.tokens import Text
from ui.widgets.button import Weight, button
from ui.widgets.text import HINT, words


class PassphraseFor(QWidget):
    """What is suggested is gone with this widget."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = LabeledField(title, PassphraseField(), required=True)
        self.suggest = button(_("Suggest one"), Weight.SECONDARY, "key")
        self._shown = words("", Text.RECORD, wrap=True)
        self._shown.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._hint = words(_("Tell them in person. It is shown only now, and they should change it."), HINT, wrap=True)
        row = QHBoxLayout()
        row.addWidget(self.suggest)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.field)
        column.addWidget(self._shown)
        column.addWidget(self._hint)
        column.addLayout(row)
        self._show("")
        self.suggest.clicked.connect(self._suggest)
        self.field.changed.connect(self._typed)

    def value(self) -> str:
        """The passphrase."""
        return str(self.field.value() or "")

    def clear(self) -> None:
        """Forget what was typed or suggested."""
        self.field.set_value(None)
        self._show("")

    def _suggest(self) -> None:
        made = generate_passphrase()
        self.field.set_value(made)
        self._show(made)

    def _typed(self) -> None:
        self._show("")

    def _show(self, made: str) -> None:
        self._shown.setText(made)
        self._shown.setAccessibleName(_("Suggested passphrase {words}").format(words=made))
        self._shown.setVisible(bool(made))
        self._hint.setVisible(bool(made))
