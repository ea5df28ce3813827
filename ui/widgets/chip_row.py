"""A row of chips: one choice or several, by pointer, arrows or the digit keys."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from casemgr.core.fields import Option
from casemgr.i18n import _
from ui.tokens import CHIP_EDGE
from ui.widgets.chip import Chip
from ui.widgets.flow import FlowLayout
from ui.widgets.tab_order import anchor, chain

ROOM = 8 - CHIP_EDGE
"""Between two rows of chips, in pixels; the chips bring the rest as their edges."""
_STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}


class ChipRow(QWidget):
    """Chips of which one is chosen, or any number when `multiple`; `kept` forbids choosing none."""

    chosen = Signal()

    def __init__(
        self,
        options: Sequence[Option] = (),
        *,
        multiple: bool = False,
        kept: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._multiple = multiple
        self._kept = kept
        self._flow = FlowLayout(self, between=ROOM)
        self._chips: list[Chip] = []
        self._anchor = anchor(self)
        self.set_options(options)

    def set_options(self, options: Sequence[Option]) -> None:
        """Offer other choices; those chosen and still offered stay chosen, and the focus stays in the row."""
        before, old = self.values(), self._chips
        for chip in old:
            self._flow.removeWidget(chip)
        self._chips = [self._chip(option, place) for place, option in enumerate(options, start=1)]
        chain(self._anchor, *self._chips)
        self.set_values(before)
        if any(chip.hasFocus() for chip in old) and self._chips:
            self.setFocus()
        for chip in old:
            chip.hide()
            chip.deleteLater()

    def _chip(self, option: Option, place: int) -> Chip:
        chip = Chip(option.label, value=option.value, parent=self)
        if place <= 9:
            chip.setToolTip(_("Key {digit}").format(digit=place))
        chip.setAccessibleDescription(self.accessibleName())
        chip.clicked.connect(self._pressed)
        chip.reached.connect(self._reached)
        self._flow.addWidget(chip)
        chip.show()  # A layout shows it only later, and what is not shown takes no focus.
        return chip

    def name(self, title: str) -> None:
        """Tell screen readers what is being chosen."""
        self.setAccessibleName(title)
        for chip in self._chips:
            chip.setAccessibleDescription(title)

    def chips(self) -> tuple[Chip, ...]:
        """The chips in order."""
        return tuple(self._chips)

    def value(self) -> str | None:
        """The first choice made, or none."""
        return next(iter(self.values()), None)

    def values(self) -> tuple[str, ...]:
        """All choices made, in the order they are offered."""
        return tuple(chip.value for chip in self._chips if chip.isChecked())

    def set_value(self, value: str | None) -> None:
        """Choose this one only, or none."""
        self.set_values(() if value is None else (value,))

    def set_values(self, values: Iterable[str]) -> None:
        """Choose these only; nothing is signaled."""
        wanted = set(values)
        for chip in self._chips:
            chip.setChecked(chip.value in wanted)
        self._keep_one_stop(next((c for c in self._chips if c.isChecked()), None))

    def choose(self, place: int) -> None:
        """Press the chip at this place, counted from 1."""
        if 1 <= place <= len(self._chips):
            chip = self._chips[place - 1]
            chip.setFocus(Qt.FocusReason.ShortcutFocusReason)
            chip.click()

    def _pressed(self) -> None:
        pressed = self.sender()
        if self._kept and not self.values() and isinstance(pressed, Chip):
            pressed.setChecked(True)
            return
        if not self._multiple:
            for chip in self._chips:
                chip.setChecked(chip is pressed and chip.isChecked())
        self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.key() - Qt.Key.Key_0.value
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and 1 <= digit <= min(9, len(self._chips)):
            self.choose(digit)
        elif event.key() in _STEPS:
            self._step(_STEPS[Qt.Key(event.key())], mirrored=event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right))
        else:
            super().keyPressEvent(event)

    def _step(self, by: int, *, mirrored: bool) -> None:
        if mirrored and self.isRightToLeft():
            by = -by
        here = next((i for i, chip in enumerate(self._chips) if chip.hasFocus()), 0)
        there = max(0, min(len(self._chips) - 1, here + by))
        self._chips[there].setFocus(Qt.FocusReason.TabFocusReason)

    def _reached(self) -> None:
        chip = self.sender()
        if isinstance(chip, Chip):
            self._keep_one_stop(chip)

    def _keep_one_stop(self, stop: Chip | None) -> None:
        """The tab key stops once in a row; arrows and digits do the rest."""
        stop = stop or next(iter(self._chips), None)
        for chip in self._chips:
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus if chip is stop else Qt.FocusPolicy.ClickFocus)
        if stop is not None:
            self.setFocusProxy(stop)
