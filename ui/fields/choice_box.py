"""A box to choose from many: type any part of the words, accents or not, or open the list."""

import unicodedata
from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QListView, QStyledItemDelegate, QWidget

from casemgr.core.fields import Option
from casemgr.i18n import _

_VALUE = Qt.ItemDataRole.UserRole
_FOLDED = Qt.ItemDataRole.UserRole + 1


def folded(text: str) -> str:
    """The text without accents and capitals, for comparing what people type."""
    parts = unicodedata.normalize("NFKD", text.strip().casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))


class _Finder(QCompleter):
    """Finds words that hold what was typed, accents and capitals aside."""

    def splitPath(self, path: str) -> list[str]:
        return [folded(path)]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        return str(index.data(Qt.ItemDataRole.DisplayRole))


class ChoiceBox(QComboBox):
    """One of many options, or none; `chosen` when the user settles on another."""

    chosen = Signal()

    def __init__(self, options: Sequence[Option] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items = QStandardItemModel(self)
        self._told: str | None = None
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setModel(self._items)
        self.setItemDelegate(QStyledItemDelegate(self))
        self.setMaxVisibleItems(12)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(16)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._line = QLineEdit(placeholderText=_("Choose or type"))
        self.setLineEdit(self._line)
        self.setCompleter(self._finder())
        self._line.editingFinished.connect(self._settle)
        self.activated.connect(self._tell)
        self.set_options(options)

    def _finder(self) -> QCompleter:
        finder = _Finder(self._items, self)
        finder.setCompletionRole(_FOLDED)
        finder.setFilterMode(Qt.MatchFlag.MatchContains)
        finder.setCaseSensitivity(Qt.CaseSensitivity.CaseSensitive)
        finder.setMaxVisibleItems(8)
        popup = QListView()
        popup.setObjectName("choices")
        finder.setPopup(popup)
        popup.setItemDelegate(QStyledItemDelegate(popup))
        finder.activated.connect(self._settle)
        return finder

    def name(self, title: str) -> None:
        """Tell screen readers what is being chosen."""
        self.setAccessibleName(title)
        self._line.setAccessibleName(title)

    def set_options(self, options: Sequence[Option]) -> None:
        """Offer other options; what was chosen stays if it is still offered."""
        before = self.value()
        self._items.clear()
        for option in options:
            item = QStandardItem(option.label)
            item.setData(option.value, _VALUE)
            item.setData(folded(option.label), _FOLDED)
            self._items.appendRow(item)
        self.set_value(before)

    def value(self) -> str | None:
        """The option whose words stand in the box."""
        place = self._place(self._line.text())
        return None if place is None else str(self._items.item(place).data(_VALUE))

    def set_value(self, value: str | None) -> None:
        """Show this option, or none; nothing is signaled."""
        place = -1 if value is None else self.findData(value, _VALUE)
        self.setCurrentIndex(place)
        if place < 0:
            self.clearEditText()
        self._told = self.value()

    def unread(self) -> bool:
        """Whether something is typed that is none of the options."""
        return bool(self._line.text().strip()) and self.value() is None

    def _place(self, text: str) -> int | None:
        wanted = folded(text)
        rows = range(self._items.rowCount())
        return next((row for row in rows if wanted and self._items.item(row).data(_FOLDED) == wanted), None)

    def _only(self, text: str) -> int | None:
        """The one option that holds the text, if there is just one."""
        wanted = folded(text)
        rows = [r for r in range(self._items.rowCount()) if wanted in self._items.item(r).data(_FOLDED)]
        return rows[0] if wanted and len(rows) == 1 else None

    def _settle(self) -> None:
        text = self._line.text()
        place = self._place(text)
        place = self._only(text) if place is None else place
        if place is not None:
            self.setCurrentIndex(place)
            self.setEditText(self.itemText(place))
        self._tell()

    def _tell(self) -> None:
        if self.value() != self._told:
            self._told = self.value()
            self.chosen.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # Scrolling a page must not change an answer.
