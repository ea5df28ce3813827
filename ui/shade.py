"""The privacy shade: one key covers what is on the screen at once; nothing is lost and nothing is locked."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent, QWindow
from PySide6.QtWidgets import QApplication, QMainWindow, QVBoxLayout, QWidget
from shiboken6 import isValid

from casemgr.i18n import _
from ui.shortcuts import Shortcut, pressed, said
from ui.widgets.empty import EmptyState

TWICE_MS = 600
"""Two presses of Escape within these cover the screen."""
FIRM_MS = 800
"""So long nothing lifts it again: whoever hammers on the key means to cover."""
_BACK = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class Shade(QWidget):
    """Lies over a whole window; while it does, no key reaches what it covers."""

    def __init__(self, window: QMainWindow, covered: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._covered = covered
        self._focus: QWidget | None = None
        self._hidden: list[QWidget] = []
        self._firm = QTimer(self, singleShot=True, interval=FIRM_MS)
        self.setObjectName("shade")
        self.setAutoFillBackground(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        sentence = _("The screen is covered. What you typed is kept; the store stays open.")
        self.setAccessibleName(sentence)
        self.empty = EmptyState("eye-off", sentence, _("Show again · {key}").format(key=said(Shortcut.COVER)))
        self.empty.acted.connect(self.lift)
        self._firm.timeout.connect(partial(self.empty.allow, acting=True))
        column = QVBoxLayout(self)
        column.addWidget(self.empty)
        window.installEventFilter(self)
        self.hide()

    def turn(self) -> None:
        """Cover the screen, or show it again."""
        if self.isHidden():
            self.cover()
        elif not self._firm.isActive():
            self.lift()

    def cover(self) -> None:
        """Cover the window now, and hide every other one there is."""
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        self._focus = self._window.focusWidget()
        others = (w for w in QApplication.topLevelWidgets() if w.isVisible() and w is not self._window.window())
        self._hidden = list(others)
        for other in self._hidden:
            other.hide()
        self._firm.start()
        self.empty.allow(acting=False)
        self.setGeometry(self._window.rect())
        self._covered.hide()
        self.show()
        self.raise_()
        self._window.activateWindow()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def lift(self) -> None:
        """Show everything again as it was."""
        self.hide()
        self._covered.show()
        hidden, self._hidden = self._hidden, []
        for other in hidden:
            if isValid(other):
                other.show()
        if self._focus is not None and isValid(self._focus):
            self._focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # The window's own keys, such as Ctrl+N, wait until it is shown again.
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        lifts = event.key() in _BACK or pressed(event, Shortcut.COVER)
        if lifts and not event.isAutoRepeat() and not self._firm.isActive():
            self.lift()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QResizeEvent) and not self.isHidden():
            self.resize(event.size())
        return super().eventFilter(watched, event)


class ShadeKeys(QObject):
    """Hears the key that covers, and Escape twice, in whatever window has the focus, a dialog's too: `wanted`."""

    wanted = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._escaped: int | None = None
        QGuiApplication.instance().focusWindowChanged.connect(self._listen)  # type: ignore[union-attr]
        self._listen(QGuiApplication.focusWindow())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and not event.isAutoRepeat():
            if pressed(event, Shortcut.COVER):
                self.wanted.emit()
                return True
            if event.key() == Qt.Key.Key_Escape:
                return self._twice(event.timestamp())
            self._escaped = None  # A pair has no other key between.
        return False

    def _twice(self, pressed_at: int) -> bool:
        """Whether this is the second Escape of a quick pair: quick where it was pressed, however late it is heard."""
        first, self._escaped = self._escaped, pressed_at
        if first is None or pressed_at - first > TWICE_MS:
            return False
        self._escaped = None
        self.wanted.emit()
        return True

    def _listen(self, window: QWindow | None) -> None:
        """All keys come through the window that has the focus; asking twice replaces the first."""
        if window is not None:
            window.installEventFilter(self)
