"""A banner: one sentence over a page, with the one thing that helps as a button."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from casemgr.i18n import _
from ui.tokens import Ink, Text, Tone
from ui.widgets.aloud import alert
from ui.widgets.button import button, tool
from ui.widgets.picture import Picture
from ui.widgets.text import words

ICONS = {
    Tone.DANGER: ("circle-alert", Ink.DANGER),
    Tone.WARN: ("triangle-alert", Ink.WARN),
    Tone.OK: ("circle-check", Ink.OK),
    Tone.INFO: ("info", Ink.INFO),
    Tone.NEUTRAL: ("info", Ink.NEUTRAL),
}


class Banner(QFrame):
    """Hidden until it has something to say; one that `stays` is not for the user to put away."""

    acted = Signal()
    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None, *, stays: bool = False) -> None:
        super().__init__(parent)
        self._picture = Picture("info", Ink.INFO)
        self._sentence = words("", Text.BODY, wrap=True)
        self._action = button("")
        self._close = tool("x", _("Dismiss"))
        self._action.clicked.connect(self.acted)
        self._close.clicked.connect(self.dismiss)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 8, 6)
        row.setSpacing(12)
        row.addWidget(self._picture)
        row.addWidget(self._sentence, 1)
        row.addWidget(self._action)
        row.addWidget(self._close)
        if stays:
            self._close.hide()
        self.hide()

    def tell(self, tone: Tone, sentence: str, action: str = "") -> None:
        """Show a sentence, read it aloud, and offer one action when it is named."""
        self.setProperty("tone", tone.value)
        self.style().unpolish(self)
        self.style().polish(self)
        self._picture.show_icon(*ICONS[tone])
        self._sentence.setText(sentence)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self.show()
        alert(self, sentence)

    def sentence(self) -> str:
        """What it says; empty while hidden."""
        return "" if self.isHidden() else self._sentence.text()

    def dismiss(self) -> None:
        """Put it away."""
        if not self.isHidden():
            self.hide()
            self.dismissed.emit()
