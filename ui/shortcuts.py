"""The window's own keys, each declared once: what presses it, and how it is written beside what it does."""

from enum import StrEnum

from PySide6.QtGui import QKeySequence


class Shortcut(StrEnum):
    """What the window itself answers to, wherever one is in it."""

    FIND = "Ctrl+K"
    LOG = "Ctrl+N"
    MORE = "Ctrl+,"
    LOCK = "Ctrl+L"
    COVER = "F9"
    QUIT = "Ctrl+Q"


def said(keys: Shortcut) -> str:
    """The keys as this platform writes them."""
    return QKeySequence(keys.value).toString(QKeySequence.SequenceFormat.NativeText)
