"""The line at the foot of the window: that it is encrypted, when it was saved, and who works here."""

from enum import StrEnum

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.tokens import Ink, Text
from ui.widgets.picture import Picture
from ui.widgets.text import Elided, words


class Place(StrEnum):
    """The places of the line; each one's value is its icon."""

    LOCK = "lock"
    SAVED = "hard-drive"
    CARRY = "cloud-off"
    DEMO = "info"
    WHO = "user"


GIVE_WAY = (Place.DEMO, Place.WHO)
"""Cut with an ellipsis where the line is too short."""


class StatusLine(QFrame):
    """Each place shows when it has something to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "status")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(8)
        self._labels = {p: Elided("", Text.SECOND) if p in GIVE_WAY else words("", Text.SECOND) for p in Place}
        self._pictures = {place: Picture(place.value, Ink.SECOND, size=16) for place in Place}
        for place, label in self._labels.items():
            if place is Place.WHO:
                row.addStretch(1)
            row.addWidget(self._pictures[place])
            row.addWidget(label)
            if place is not Place.WHO:
                row.addSpacing(24)
            self.say(place, "")

    def say(self, place: Place, text: str) -> None:
        """Show this at a place; nothing hides it."""
        label = self._labels[place]
        label.setText(text)
        label.setAccessibleName(text)
        label.setVisible(bool(text))
        self._pictures[place].setVisible(bool(text))

    def said(self, place: Place) -> str:
        """What a place shows."""
        return self._labels[place].text()
