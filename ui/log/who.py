"""Who was there: type a name, choose among those who look alike, or have someone new or unknown."""

from dataclasses import replace
from functools import partial
from uuid import UUID

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QMoveEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from casemgr.i18n import _
from casemgr.records.people import LookAlike
from ui.desk import UiDesk
from ui.fields.field import Field
from ui.fields.tags import Tags
from ui.finding import ListKeys, choose_first
from ui.log.present import Present, new_person, unknown_person
from ui.look import current_look
from ui.looking import Looking, row_of
from ui.picker import Picker
from ui.widgets.aloud import alert
from ui.widgets.button import Weight, button
from ui.widgets.row_list import RowList
from ui.widgets.rows import ROW, Row, RowModel
from ui.widgets.search import SearchBox

MOST = 5
ROW_HEIGHT = 52
LINE_WIDTH = 170
NEW, UNKNOWN = "new", "unknown"


class FoundPanel(QFrame):
    """Lies over what is below the line; the line keeps the keys. `chosen` tells a LookAlike, NEW or UNKNOWN."""

    chosen = Signal(object)

    def __init__(self, line: SearchBox) -> None:
        super().__init__(line)
        self._line = line
        self.setProperty("ground", "card")
        self.rows = RowList(_("People who look alike"), dense=True)
        self.rows.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._model = RowModel()
        self.rows.setModel(self._model)
        self.rows.clicked.connect(self._pressed)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(self.rows)
        self.hide()

    def show_rows(self, rows: list[Row]) -> None:
        """Show these under the line, the first one chosen."""
        self._model.set_rows(rows)
        choose_first(self.rows)
        if self.parentWidget() is not self._line.window():
            self.setParent(self._line.window())
        self.lie_down()
        self.show()
        self.raise_()

    def lie_down(self) -> None:
        """Lie under the line again, which may have moved."""
        look = current_look()
        height = self._model.rowCount() * look.px(ROW_HEIGHT) + 14
        at = self._line.mapTo(self._line.window(), QPoint(0, self._line.height() + 4))
        room = self._line.window().height() - at.y() - 4
        self.setGeometry(at.x(), at.y(), max(self._line.width(), look.px(420)), min(height, room))

    def enter(self) -> None:
        """Take the row that is chosen."""
        self._pressed(self.rows.currentIndex())

    def _pressed(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if isinstance(row, Row) and not self.isHidden():
            self.chosen.emit(row.key)


class WhoField(Field):
    """Anyone, or nobody: a contact with nobody named is normal."""

    def __init__(self, desk: UiDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._present: list[Present] = []
        self._picker = Picker(desk, self)
        self.line = SearchBox(_("Who"), _("Name, street name or number; leave empty for nobody"))
        self.line.setMinimumWidth(current_look().px(LINE_WIDTH))
        self.unknown = button(_("Unknown person"), Weight.SECONDARY)
        self.tags = Tags()
        self.panel = FoundPanel(self.line)
        self._looking = Looking(desk, MOST, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.tags)
        row.addWidget(self.line, 1)
        row.addWidget(self.unknown)
        self.setFocusProxy(self.line)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.panel.lie_down)
        keys = ListKeys(self.line, self.panel.rows)
        keys.entered.connect(self._enter)
        keys.left.connect(self.panel.hide)
        self.line.asked.connect(self._look)
        self.line.textEdited.connect(self.changed)
        self.unknown.clicked.connect(self._add_unknown)
        self.tags.removed.connect(self._remove)
        self.panel.chosen.connect(self._take)
        self._looking.found.connect(self._show)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._hide_panel)
        self._tell()

    def value(self) -> tuple[Present, ...]:
        return tuple(self._present)

    def set_value(self, value: object) -> None:
        given = value if isinstance(value, list | tuple) else ()
        self._present = [one for one in given if isinstance(one, Present)]
        self.line.clear()
        self.panel.hide()
        self._tell()
        for one in self._present:
            if one.person_id is not None and not one.label:
                self._picker.title("people", one.person_id, partial(self.titled, one.person_id))

    def typed(self) -> str:
        """A name begun and not chosen yet."""
        return self.line.text().strip()

    def set_typed(self, text: str) -> None:
        """Show a name begun before."""
        self.line.setText(text)

    def editor(self) -> SearchBox:
        return self.line

    def fault(self) -> str | None:
        return _("Choose who this is, or clear the name.") if self.typed() else None

    def titled(self, id: UUID, title: str) -> None:
        """The words for a person have come."""
        self._present = [
            replace(one, label=title) if one.person_id == id and not one.new else one for one in self._present
        ]
        self._tell()

    def _look(self, typed: str) -> None:
        if typed:
            self._looking.look(typed)
        else:
            self.panel.hide()

    def _show(self, typed: str, found: list[LookAlike]) -> None:
        if typed != self.typed() or not self.line.hasFocus():
            return
        taken = {one.person_id for one in self._present}
        rows = [row_of(one) for one in found if one.id not in taken]
        rows.append(Row(new_person(typed).label, _("Added when the contact is saved"), icon="user-plus", key=NEW))
        rows.append(Row(unknown_person(typed).label, _("Nobody is entered"), icon="user", key=UNKNOWN))
        self.panel.show_rows(rows)
        alert(self.panel, _("{n} people look alike").format(n=len(rows) - 2))

    def _enter(self) -> None:
        if self.panel.isHidden() and self.typed():
            self._look(self.typed())
        else:
            self.panel.enter()

    def _take(self, chosen: object) -> None:
        typed = self.typed()
        if isinstance(chosen, LookAlike):
            self._add(Present(chosen.name, chosen.id))
        else:
            self._add(new_person(typed) if chosen == NEW else unknown_person(typed))

    def _add_unknown(self) -> None:
        self._add(unknown_person(self.typed()))

    def _add(self, one: Present) -> None:
        self._present.append(one)
        self.line.clear()
        self.panel.hide()
        self._tell()
        self.line.setFocus()
        self.changed.emit()

    def _remove(self, key: object) -> None:
        self._present = [one for one in self._present if one.key != key]
        self._tell()
        self.line.setFocus()
        self.changed.emit()

    def _tell(self) -> None:
        self.tags.show_tags({one.key: one.label or _("Looking it up…") for one in self._present})

    def _hide_panel(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not self.line:
            self.panel.hide()

    def hideEvent(self, event: QHideEvent) -> None:
        self.panel.hide()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._move_panel()

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        self._move_panel()

    def _move_panel(self) -> None:
        if not self.panel.isHidden():
            self._soon.start()
