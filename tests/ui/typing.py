"""Typing as a user does, letters outside ASCII included."""

from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget


def type_text(widget: QWidget, text: str) -> None:
    """Type into a widget; other letters than ASCII arrive as from an input method (QTest ends the process on them)."""
    for letter in text:
        if letter.isascii():
            QTest.keyClicks(widget, letter)
        else:
            event = QInputMethodEvent()
            event.setCommitString(letter)
            QApplication.sendEvent(widget, event)
