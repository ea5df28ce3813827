"""What lies inside a scroll area: at least as high as its wrapped words need at the width there is."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget


class Tall(QWidget):
    """A scroll area asks only for the smallest size, where Qt takes words as if they never wrapped."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inside")

    def minimumSizeHint(self) -> QSize:
        smallest, layout = super().minimumSizeHint(), self.layout()
        if layout is not None and layout.hasHeightForWidth():
            smallest.setHeight(max(smallest.height(), layout.totalHeightForWidth(self.width())))
        return smallest

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()
