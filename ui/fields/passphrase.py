"""The field for a passphrase: hidden, shown while a button is held, pasting allowed."""

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from casemgr.i18n import _
from ui.fields.field import Field
from ui.icons import icon
from ui.widgets.button import tool


class PassphraseField(Field):
    """Text kept as typed, spaces included."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self._peek = tool("eye", _("Show while held"))
        self._line.textEdited.connect(self.changed)
        self._peek.pressed.connect(self._show)
        self._peek.released.connect(self._hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._line, 1)
        row.addWidget(self._peek)
        self.setFocusProxy(self._line)

    def value(self) -> str | None:
        return self._line.text() or None

    def set_value(self, value: object) -> None:
        self._line.setText("" if value is None else str(value))

    def editor(self) -> QLineEdit:
        return self._line

    def _show(self) -> None:
        self._line.setEchoMode(QLineEdit.EchoMode.Normal)
        self._peek.setIcon(icon("eye-off"))

    def _hide(self) -> None:
        self._line.setEchoMode(QLineEdit.EchoMode.Password)
        self._peek.setIcon(icon("eye"))
