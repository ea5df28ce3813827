"""A toast: what just happened, for a few seconds, with a way back."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QHideEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from casemgr.i18n import _
from ui.look import current_look
from ui.tokens import Ink, Text
from ui.widgets.aloud import alert
from ui.widgets.button import Weight, button, tool
from ui.widgets.picture import Picture
from ui.widgets.text import words

SHOWN_MS = 10_000


class Toast(QFrame):
    """Lies over the foot of its parent; stays while the pointer is on it."""

    undone = Signal()
    gone = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._ground = parent
        self.setProperty("ground", "toast")
        self._sentence = words("", Text.BODY)
        self._undo = button(_("Undo"), Weight.QUIET, "rotate-ccw")
        close = tool("x", _("Dismiss"))
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._timer.timeout.connect(self.go)
        self._undo.clicked.connect(self._take_back)
        close.clicked.connect(self.go)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 8, 6)
        row.setSpacing(12)
        row.addWidget(Picture("circle-check", Ink.OK))
        row.addWidget(self._sentence)
        row.addWidget(self._undo)
        row.addWidget(close)
        parent.installEventFilter(self)
        self.hide()

    def say(self, sentence: str, *, undo: bool = False) -> None:
        """Show a sentence and read it aloud; with `undo`, offer to take it back."""
        self._sentence.setText(sentence)
        self._undo.setVisible(undo)
        self.show()
        self._lie_down()
        self.raise_()
        self._timer.start()
        alert(self, sentence)

    def sentence(self) -> str:
        """What it says; empty while hidden."""
        return "" if self.isHidden() else self._sentence.text()

    def go(self) -> None:
        """Put it away."""
        if not self.isHidden():
            self.hide()
            self.gone.emit()

    def _take_back(self) -> None:
        self.go()
        self.undone.emit()

    def _lie_down(self) -> None:
        self.adjustSize()
        ground = self._ground.rect()
        self.resize(min(self.width(), ground.width() - 32), self.height())
        above = current_look().px(24)
        self.move(ground.center().x() - self.width() // 2, ground.bottom() - self.height() - above)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._lie_down()
        return super().eventFilter(watched, event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        if not self.isHidden():
            self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
