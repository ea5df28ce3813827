"""What can be done with an open record: its steps as buttons, and its sheets."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from casemgr.core.acts import ACTS, Act
from casemgr.core.general import Reading
from casemgr.core.kind import KINDS
from casemgr.i18n import _
from casemgr.services.sheets import sheets_of
from ui.desk import UiDesk
from ui.widgets.button import Weight, button
from ui.widgets.flow import FlowLayout


class RecordActs(QWidget):
    """`chosen` tells the Act that is wanted, `sheet` the Sheet."""

    chosen = Signal(object)
    sheet = Signal(object)

    def __init__(self, desk: UiDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._flow = FlowLayout(self)
        self.buttons: list[QPushButton] = []
        self.clear()

    def show_reading(self, reading: Reading) -> None:
        """Offer what can be done with a record as it was read."""
        self.clear()
        for one in self._buttons(reading):
            self.buttons.append(one)
            self._flow.addWidget(one)
        self.setVisible(bool(self.buttons))

    def clear(self) -> None:
        """Offer nothing."""
        for one in self.buttons:
            self._flow.removeWidget(one)
            one.hide()
            one.deleteLater()
        self.buttons = []
        self.hide()

    def _buttons(self, reading: Reading) -> Iterator[QPushButton]:
        acts = ACTS.get(KINDS[reading.kind].table, {})
        for name in reading.acts:
            yield self._act(acts[name])
        for one in sheets_of(reading.kind, self._desk.actor, of_one=True):
            made = button(_(one.title), Weight.QUIET, "printer")
            made.clicked.connect(partial(self.sheet.emit, one))
            yield made

    def _act(self, one: Act) -> QPushButton:
        made = button(_(one.title), Weight.SECONDARY)
        made.clicked.connect(partial(self.chosen.emit, one))
        return made
