"""A search field: it asks a moment after the last key, not at every one."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.fonts import font
from ui.icons import icon
from ui.look import current_look
from ui.tokens import Ink

PAUSE_MS = 150
AROUND = 84
"""What stands around the words, in pixels."""


class SearchBox(QLineEdit):
    """Tells the trimmed words through `asked`: after a pause, at once on Enter, and when cleared."""

    asked = Signal(str)

    def __init__(self, name: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(hint or name)
        self.setClearButtonEnabled(True)
        self.addAction(icon("search", Ink.SECOND), QLineEdit.ActionPosition.LeadingPosition)
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self._ask)
        self.textEdited.connect(self._timer.start)
        self.textChanged.connect(self._cleared)
        self.returnPressed.connect(self._ask)

    def show_hint_whole(self) -> None:
        """Take as much width as the hint needs."""
        look = current_look()
        self.setMinimumWidth(QFontMetrics(font(look)).horizontalAdvance(self.placeholderText()) + look.px(AROUND))

    def _cleared(self, text: str) -> None:
        if not text:
            self._ask()

    def _ask(self) -> None:
        self._timer.stop()
        self.asked.emit(self.text().strip())
