"""A choice whose most used answers are chips, by digit and letter; the rest are in a menu at their end."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from casemgr.core.fields import Option
from casemgr.i18n import _
from ui.fields.choice_box import folded
from ui.fields.field import Field
from ui.fonts import font
from ui.look import current_look
from ui.widgets.chip import Chip
from ui.widgets.chip_row import ChipRow

OTHERS = "0"
ROWS = 2
"""So many rows of chips are offered; more would push the form out of sight."""
GAP = 8


class KeyedRow(ChipRow):
    """Chips with one more at the end that opens the others; tells letters and the digit 0 through `lettered`."""

    lettered = Signal(str)
    others_wanted = Signal()
    resized = Signal()

    def __init__(self, *, multiple: bool, parent: QWidget | None = None) -> None:
        self._others: Chip | None = None
        super().__init__(multiple=multiple, parent=parent)

    def set_options(self, options: Sequence[Option], *, more: bool = False) -> None:
        """Offer these; with `more`, a last chip for all the others."""
        if self._others is not None:
            self._flow.removeWidget(self._others)
            self._others.hide()
            self._others.deleteLater()
            self._others = None
        super().set_options(options)
        if more:
            self._others = Chip(_("Other…"), value=OTHERS, parent=self)
            self._others.setCheckable(False)
            self._others.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            self._others.setToolTip(_("Key {digit}").format(digit=OTHERS))
            self._others.setAccessibleDescription(self.accessibleName())
            self._others.clicked.connect(self.others_wanted)
            self._flow.addWidget(self._others)
            self._others.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def others_at(self) -> QPoint:
        """Where the others drop down, on the screen."""
        under = self._others or self
        return under.mapToGlobal(QPoint(0, under.height() + 4))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        said = event.text()
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        if plain and said == OTHERS:
            self.others_wanted.emit()
        elif plain and len(said) == 1 and said.isalpha():
            self.lettered.emit(said)
        else:
            super().keyPressEvent(event)


class FavoritesField(Field):
    """One of many, or any of them when `multiple`; `most` are chips, fewer where they fill two rows, unless `whole`.

    `keys` name the letters of some.
    """

    def __init__(
        self,
        most: int,
        *,
        multiple: bool = False,
        whole: bool = False,
        keys: Mapping[str, str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._most = most
        self._multiple = multiple
        self._keys = dict(keys or {})
        self._all: dict[str, Option] = {}
        self._first: list[str] = []
        self._waiting: tuple[str, ...] = ()
        self.row = KeyedRow(multiple=multiple)
        self.row.chosen.connect(self.changed)
        self.row.lettered.connect(self._letter)
        self.row.others_wanted.connect(self.open_others)
        self._room = most
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._fit)
        if not whole:
            self.row.resized.connect(self._soon.start)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.row)
        self.setFocusProxy(self.row)

    def set_options(self, options: Sequence[Option], favorites: Sequence[str] = ()) -> None:
        """Offer these, the favorites first; what is chosen stays."""
        chosen = self._chosen()
        self._all = {option.value: option for option in options}
        ordered = [*(code for code in favorites if code in self._all), *self._all]
        self._first = list(dict.fromkeys(ordered))[: self._most]
        self._waiting = chosen
        self._offer(chosen)

    def value(self) -> str | tuple[str, ...] | None:
        chosen = self._chosen()
        return chosen if self._multiple else next(iter(chosen), None)

    def set_value(self, value: object) -> None:
        given = value if isinstance(value, list | tuple) else () if value in (None, "") else (value,)
        self._waiting = tuple(str(one) for one in given)
        self._offer(self._waiting)

    def editor(self) -> ChipRow:
        return self.row

    def name(self, title: str) -> None:
        self.row.name(title)

    def blank(self) -> bool:
        return not self._chosen()

    def describe(self, words: str) -> None:
        self.row.setAccessibleDescription(words)

    def mark(self, *, wrong: bool) -> None:
        """Chips have no edge of their own to mark; the sentence under them says it."""

    def open_others(self) -> None:
        """Drop down all that is no chip."""
        menu = QMenu(self)  # One made beforehand would break the order of the tab key.
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        shown = {chip.value for chip in self.row.chips()}
        for option in self._all.values():
            if option.value not in shown:
                action = menu.addAction(option.label.replace("&", "&&"))
                action.setData(option.value)
                action.triggered.connect(self._picked)
        menu.popup(self.row.others_at())

    def _chosen(self) -> tuple[str, ...]:
        """What is chosen; before the options have come, what is to be chosen then."""
        return self.row.values() if self._all else self._waiting

    def _offer(self, chosen: tuple[str, ...]) -> None:
        if not self._all:
            return
        focused = next((chip.value for chip in self.row.chips() if chip.hasFocus()), None)
        focused = "" if focused is None and self.row.hasFocus() else focused
        first = self._first[: self._room]
        shown = [*first, *(code for code in chosen if code not in first)]
        more = len(shown) < len(self._all)
        self.row.set_options([self._all.get(code, Option(code, code)) for code in shown], more=more)
        self.row.set_values(chosen)
        if focused is not None:
            self._focus(focused)

    def _focus(self, code: str) -> None:
        """Give the focus to a chip made anew, or to where the row begins."""
        at = next((chip for chip in self.row.chips() if chip.value == code), None)
        (at or self.row).setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit(self) -> None:
        """Offer no more chips than fill two rows; the others are in the menu."""
        most = len(self._first)
        room = next((n for n in range(most, 0, -1) if self._rows(n) <= ROWS), 1)
        if room != min(self._room, most):
            self._room = room
            self._offer(self._chosen())
        self._room = room

    def _rows(self, count: int) -> int:
        """The rows that so many chips and the one for the others would take."""
        look = current_look()
        metrics = QFontMetrics(font(look))
        labels = [self._all[code].label for code in self._first[:count]]
        labels += [self._all[code].label for code in self._chosen() if code not in self._first[:count]]
        if len(labels) < len(self._all):
            labels.append(_("Other…"))
        rows, x = 1, 0
        for label in labels:
            width = max(metrics.horizontalAdvance(label) + look.px(30), look.control)
            if x and x + width > self.row.width():
                rows, x = rows + 1, 0
            x += width + GAP
        return rows

    def _picked(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._choose(str(action.data()))

    def _choose(self, code: str) -> None:
        """Choose one more, or this one instead; it is a chip from now on."""
        chosen = (*self._chosen(), code) if self._multiple else (code,)
        self._offer(tuple(dict.fromkeys(chosen)))
        self._focus(code)
        self.changed.emit()

    def _letter(self, letter: str) -> None:
        """A letter of its own chooses at once; others go to the next answer that begins with them."""
        code = self._keys.get(letter.upper())
        if code is not None and code in self._all:
            self._choose(code)
            return
        found = [o.value for o in self._all.values() if folded(o.label).startswith(folded(letter))]
        if not found:
            return
        chips = {chip.value: chip for chip in self.row.chips()}
        if self._multiple:
            among = [code for code in chips if code in found]
            here = next((code for code in chips if chips[code].hasFocus()), "")
            if among:
                there = among[(among.index(here) + 1) % len(among)] if here in among else among[0]
                chips[there].setFocus(Qt.FocusReason.ShortcutFocusReason)
            else:
                self.open_others()
            return
        now = self.value()
        self._choose(found[(found.index(str(now)) + 1) % len(found)] if now in found else found[0])
