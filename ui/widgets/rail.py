"""The rail: the places of the window, one under the other, and the two things always at hand."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from casemgr.i18n import _
from ui.look import current_look
from ui.shortcuts import place_keys
from ui.tokens import RAIL_WIDTH
from ui.widgets.rail_item import RailItem
from ui.widgets.tab_order import anchor, chain


class Rail(QFrame):
    """Pages above, actions at the foot; both are told by their key through `chosen`."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "rail")
        self.setAccessibleName(_("Places"))
        self._items: list[RailItem] = []
        self._anchor = anchor(self)
        self._pages = QWidget()
        self._pages.setObjectName("inside")
        self._above = QVBoxLayout(self._pages)
        self._scroll = QScrollArea()
        self._scroll.setWidget(self._pages)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._below = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 10, 6, 10)
        column.addWidget(self._scroll, 1)
        column.addLayout(self._below)
        for box in (self._above, self._below):
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(4)
        self._above.addStretch(1)

    def add_page(self, key: str, label: str, drawing: str) -> RailItem:
        """Add a place that stays chosen while its page is open."""
        item = self._item(RailItem(key, label, drawing, page=True))
        keys = place_keys(self._above.count())
        QShortcut(keys, self).activated.connect(item.click)
        if not keys.isEmpty():
            item.setToolTip(f"{label}  {keys.toString(QKeySequence.SequenceFormat.NativeText)}")
        self._above.insertWidget(self._above.count() - 1, item)
        chain(self._anchor, *self.items())
        return item

    def add_action(self, key: str, label: str, drawing: str) -> RailItem:
        """Add something to press at the foot."""
        item = self._item(RailItem(key, label, drawing, page=False))
        self._below.addWidget(item)
        chain(self._anchor, *self.items())
        return item

    def _item(self, item: RailItem) -> RailItem:
        item.clicked.connect(self._pressed)
        item.reached.connect(self._reached)
        item.walked.connect(self._walked)
        self._items.append(item)
        self._keep_one_stop(self._items[0])
        return item

    def items(self) -> tuple[RailItem, ...]:
        """All items from top to bottom."""
        pages = [item for item in self._items if item.isCheckable()]
        return (*pages, *(item for item in self._items if not item.isCheckable()))

    def set_current(self, key: str) -> None:
        """Mark the page that is open; a key that is no page marks none."""
        for item in self._items:
            item.setChecked(item.isCheckable() and item.key == key)
            if item.isChecked():
                self._keep_one_stop(item)

    def set_waiting(self, key: str, count: int) -> None:
        """Show how many things wait at a place."""
        for item in self._items:
            if item.key == key:
                item.set_waiting(count)

    def sizeHint(self) -> QSize:
        return QSize(current_look().px(RAIL_WIDTH), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(current_look().px(RAIL_WIDTH), current_look().px(240))

    def _walked(self, steps: int) -> None:
        """Move the focus so many items down, as far as there are any."""
        items = self.items()
        here = next((i for i, item in enumerate(items) if item.hasFocus()), 0)
        there = items[max(0, min(len(items) - 1, here + steps))]
        there.setFocus(Qt.FocusReason.TabFocusReason)
        self._scroll.ensureWidgetVisible(there)

    def _pressed(self) -> None:
        item = self.sender()
        if isinstance(item, RailItem):
            self.chosen.emit(item.key)

    def _reached(self) -> None:
        item = self.sender()
        if isinstance(item, RailItem):
            self._keep_one_stop(item)

    def _keep_one_stop(self, stop: RailItem) -> None:
        for item in self._items:
            item.setFocusPolicy(Qt.FocusPolicy.StrongFocus if item is stop else Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(stop)
