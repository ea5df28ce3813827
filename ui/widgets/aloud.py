"""Saying something to a screen reader that nobody asked for."""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from PySide6.QtWidgets import QWidget


def alert(widget: QWidget, sentence: str) -> None:
    """Have the sentence read aloud; it becomes the widget's accessible name."""
    widget.setAccessibleName(sentence)
    QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.Alert))


def announce(widget: QWidget, sentence: str) -> None:
    """Have the sentence read once what is being read is done; the widget keeps its name."""
    event = QAccessibleAnnouncementEvent(widget, sentence)
    event.setPoliteness(QAccessible.AnnouncementPoliteness.Polite)
    QAccessible.updateAccessibility(event)
