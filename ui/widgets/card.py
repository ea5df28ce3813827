"""Cards: the grounds things lie on."""

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget


class Card(QFrame):
    """A surface with a thin edge; `raised` for one that lies on another. Fill its `box`."""

    def __init__(self, parent: QWidget | None = None, *, raised: bool = False) -> None:
        super().__init__(parent)
        self.setProperty("ground", "raised" if raised else "card")
        self.box = QVBoxLayout(self)
        inner = 12 if raised else 20
        self.box.setContentsMargins(16 if raised else 20, inner, 16 if raised else 20, inner)
        self.box.setSpacing(8)


def rule(parent: QWidget | None = None) -> QFrame:
    """A thin line between two parts."""
    line = QFrame(parent)
    line.setProperty("ground", "rule")
    return line
