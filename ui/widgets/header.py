"""The head of a page: where one is, a line on it, and room for what one does there."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from casemgr.i18n import _
from ui.tokens import Text
from ui.widgets.button import tool
from ui.widgets.text import Elided


class PageHeader(QWidget):
    """Title and line at the start, a `slot` for widgets at the end, and a way back when asked for."""

    went_back = Signal()

    def __init__(self, title: str, line: str = "", *, kind: Text = Text.PAGE, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._back = tool("arrow-left", _("Back"))
        self._back.clicked.connect(self.went_back)
        self._back.hide()
        self._title = Elided(title, kind)
        self._line = Elided(line, Text.SECOND)
        said = QVBoxLayout()
        said.setSpacing(2)
        said.addWidget(self._title)
        said.addWidget(self._line)
        self.slot = QHBoxLayout()
        self.slot.setSpacing(12)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._back)
        row.addLayout(said, 1)
        row.addLayout(self.slot)
        self.say(title, line)

    def say(self, title: str, line: str = "") -> None:
        """Show another title and line."""
        self._title.setText(title)
        self._line.setText(line)
        self._line.setVisible(bool(line))

    def offer_back(self, *, offered: bool) -> None:
        """Show or hide the way back."""
        self._back.setVisible(offered)
