"""What a page shows when it has nothing to show: what it is for, and the one way to begin."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.look import current_look
from ui.tokens import Ink, Text
from ui.widgets.button import Weight, button
from ui.widgets.picture import Picture
from ui.widgets.text import words

WIDTH = 420


class EmptyState(QWidget):
    """An icon, a sentence, and at most one button."""

    acted = Signal()

    def __init__(self, drawing: str, sentence: str, action: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentence = words(sentence, Text.BODY, wrap=True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._action = button(action, Weight.SECONDARY)
        self._action.clicked.connect(self.acted)
        across = QHBoxLayout()  # Asks the words for their height at their own width, not at that of the page.
        across.addStretch(1)
        across.addWidget(self._sentence)
        across.addStretch(1)
        column = QVBoxLayout(self)
        column.setSpacing(16)
        column.addStretch(2)
        column.addWidget(Picture(drawing, Ink.SECOND, size=40), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addLayout(across)
        column.addWidget(self._action, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self._action.setVisible(bool(action))  # Only now: shown without a parent it would be a window of its own.

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # A wrapped label left to itself takes a narrow column and loses its last lines.
        self._sentence.setFixedWidth(max(0, min(current_look().px(WIDTH), self.width() - 24)))

    def say(self, sentence: str, action: str = "") -> None:
        """Say something else, and offer another action or none."""
        self._sentence.setText(sentence)
        self._action.setText(action)
        self._action.setVisible(bool(action))

    def allow(self, *, acting: bool) -> None:
        """Let the button be pressed, or not yet."""
        self._action.setEnabled(acting)
