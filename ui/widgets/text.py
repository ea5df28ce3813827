"""Words on the window: labels of the type scale, always plain text."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.tokens import Text

HINT = "hint"
PROBLEM = "problem"


def words(text: str, kind: str = Text.BODY, parent: QWidget | None = None, *, wrap: bool = False) -> QLabel:
    """A label of one size of type; markup in the text is shown, not followed."""
    label = QLabel(parent)
    dress(label, text, kind)
    label.setWordWrap(wrap)
    return label


def dress(label: QLabel, text: str, kind: str) -> None:
    """Give a label its size of type and its plain text."""
    label.setProperty("type", str(kind))
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(text)


class Elided(QLabel):
    """One line that gives way: cut with an ellipsis when narrow, whole in its tool tip."""

    def __init__(self, text: str = "", kind: str = Text.BODY, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        dress(self, text, kind)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width())
        self.setToolTip(self.text() if shown != self.text() else "")
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        start = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        flags = start | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.drawText(self.contentsRect(), flags, shown)
