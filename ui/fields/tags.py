"""What was chosen so far, each with a way to take it out again."""

from collections.abc import Hashable, Mapping
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from casemgr.i18n import _
from ui.widgets.button import Weight, button
from ui.widgets.flow import FlowLayout
from ui.widgets.tab_order import anchor, chain

Key = TypeVar("Key", bound=Hashable)


class Tags(QWidget):
    """A tag for each thing chosen, in order; pressing one asks to take it out through `removed`."""

    removed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self)
        self._shown: dict[QPushButton, object] = {}
        self._anchor = anchor(self)

    def show_tags(self, labels: Mapping[Key, str]) -> None:
        """Show these and no others."""
        for tag in self._shown:
            self._flow.removeWidget(tag)
            tag.hide()
            tag.deleteLater()
        self._shown = {self._tag(label): value for value, label in labels.items()}
        chain(self._anchor, *self._shown)
        self.setVisible(bool(labels))

    def _tag(self, label: str) -> QPushButton:
        tag = button(label.replace("&", "&&"), Weight.TAG, "x", parent=self)
        tag.setAccessibleName(_("Remove {name}").format(name=label))
        tag.setToolTip(_("Remove"))
        tag.clicked.connect(self._pressed)
        self._flow.addWidget(tag)
        tag.show()
        return tag

    def _pressed(self) -> None:
        tag = self.sender()
        if isinstance(tag, QPushButton) and tag in self._shown:
            self.removed.emit(self._shown[tag])
