"""Fields that name other records: one, or several."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Protocol
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from casemgr.i18n import _
from ui.fields.field import Field
from ui.fields.tags import Tags
from ui.icons import icon
from ui.tokens import Ink
from ui.widgets.button import tool

_OPENS = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down, Qt.Key.Key_F4)


@dataclass(frozen=True)
class Picked:
    """A record that was picked, and the words for it."""

    id: UUID
    title: str


class Finder(Protocol):
    """Finds records for a field; both answers come later, on the window's thread."""

    def pick(self, kind: str, start: str, near: QWidget, then: Callable[[Picked], None]) -> None:
        """Let the user pick a record of a kind; `start` is what was typed already."""
        ...

    def title(self, kind: str, id: UUID, then: Callable[[str], None]) -> None:
        """The words for a record already named."""
        ...


class PickLine(QLineEdit):
    """Looks like a field and acts like a button; the first letter typed is handed on."""

    asked = Signal(str)
    emptied = Signal()

    def __init__(self, hint: str) -> None:
        super().__init__(placeholderText=hint)
        self.setReadOnly(True)
        self.setProperty("picks", "true")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.addAction(icon("search", Ink.SECOND), QLineEdit.ActionPosition.TrailingPosition)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        command = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if event.key() in _OPENS and not command:
            self.asked.emit("")
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.emptied.emit()
        elif event.text().isprintable() and event.text() and not command:
            self.asked.emit(event.text())
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.asked.emit("")


class RefField(Field):
    """One record, picked through the finder given."""

    def __init__(self, kind: str, finder: Finder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self._finder = finder
        self._id: UUID | None = None
        self._line = PickLine(_("Find or choose"))
        self._clear = tool("x", _("Clear"))
        self._line.asked.connect(self._ask)
        self._line.emptied.connect(self._emptied)
        self._clear.clicked.connect(self._emptied)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._line, 1)
        row.addWidget(self._clear)
        self.setFocusProxy(self._line)
        self._show(None, "")

    def value(self) -> UUID | None:
        return self._id

    def set_value(self, value: object) -> None:
        if isinstance(value, Picked):
            self._show(value.id, value.title)
        elif isinstance(value, UUID):
            self._show(value, _("Looking it up…"))
            self._finder.title(self._kind, value, partial(self._titled, value))
        else:
            self._show(None, "")

    def editor(self) -> QLineEdit:
        return self._line

    def name(self, title: str) -> None:
        super().name(title)
        self._clear.setAccessibleName(_("Clear {title}").format(title=title))

    def title(self) -> str:
        """The words shown for the record."""
        return self._line.text()

    def _titled(self, id: UUID, title: str) -> None:
        if id == self._id:
            self._show(id, title)

    def _show(self, id: UUID | None, title: str) -> None:
        self._id = id
        self._line.setText(title)
        self._line.setCursorPosition(0)
        self._clear.setVisible(id is not None)

    def _ask(self, start: str) -> None:
        self._finder.pick(self._kind, start, self._line, self._picked)

    def _picked(self, picked: Picked) -> None:
        self.set_value(picked)
        self._line.setFocus()
        self.changed.emit()

    def _emptied(self) -> None:
        if self._id is not None:
            self._show(None, "")
            self._line.setFocus()
            self.changed.emit()


class RefsField(Field):
    """Several records of one kind, each picked through the finder given."""

    def __init__(self, kind: str, finder: Finder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self._finder = finder
        self._titles: dict[UUID, str] = {}
        self._tags = Tags()
        self._line = PickLine(_("Add another"))
        self._line.asked.connect(self._ask)
        self._tags.removed.connect(self._removed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._line)
        column.addWidget(self._tags)
        self.setFocusProxy(self._line)
        self._show()

    def value(self) -> tuple[UUID, ...]:
        return tuple(self._titles)

    def set_value(self, value: object) -> None:
        given = tuple(value) if isinstance(value, tuple | list) else ()
        self._titles = {}
        for one in given:
            if isinstance(one, Picked):
                self._titles[one.id] = one.title
            elif isinstance(one, UUID):
                self._titles[one] = _("Looking it up…")
        self._show()
        for one in given:
            if isinstance(one, UUID):
                self._finder.title(self._kind, one, partial(self._titled, one))

    def editor(self) -> QLineEdit:
        return self._line

    def _titled(self, id: UUID, title: str) -> None:
        if id in self._titles:
            self._titles[id] = title
            self._show()

    def _show(self) -> None:
        self._tags.show_tags(self._titles)

    def _ask(self, start: str) -> None:
        self._finder.pick(self._kind, start, self._line, self._picked)

    def _picked(self, picked: Picked) -> None:
        self._titles[picked.id] = picked.title
        self._show()
        self._line.setFocus()
        self.changed.emit()

    def _removed(self, id: object) -> None:
        self._titles = {one: title for one, title in self._titles.items() if one != id}
        self._show()
        self._line.setFocus()
        self.changed.emit()
