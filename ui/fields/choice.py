"""Fields for choosing: yes or no, one of several, any of several."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from casemgr.core.fields import Option
from casemgr.i18n import _
from ui.fields.choice_box import ChoiceBox
from ui.fields.field import Field, fields_over
from ui.fields.tags import Tags
from ui.widgets.chip_row import ChipRow
from ui.widgets.tab_order import anchor, chain

CHIPS_AT_MOST = 7


class YesNoField(Field):
    """Yes, no, or not answered; pressing the answer again takes it back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips = ChipRow((Option("yes", _("Yes")), Option("no", _("No"))))
        self._chips.chosen.connect(self.changed)
        _column(self).addWidget(self._chips)
        self.setFocusProxy(self._chips)

    def value(self) -> bool | None:
        chosen = self._chips.value()
        return None if chosen is None else chosen == "yes"

    def set_value(self, value: object) -> None:
        self._chips.set_value(None if value is None else "yes" if value else "no")

    def editor(self) -> ChipRow:
        return self._chips

    def name(self, title: str) -> None:
        self._chips.name(title)


class ChoiceField(Field):
    """One of several: chips while they are few, a box to type in when they are many."""

    def __init__(self, options: Sequence[Option] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = ""
        self._anchor = anchor(self)
        self._column = _column(self)
        self._options = tuple(options)
        self._inner: ChipRow | ChoiceBox = self._offer()

    def set_options(self, options: Sequence[Option]) -> None:
        """Offer other options; the answer stays, even one no longer offered."""
        before = self.value()
        self._options = tuple(options)
        self._show(before)

    def _show(self, value: str | None) -> None:
        """Offer the options anew with this one chosen; whoever is in the field stays in it."""
        here = self in fields_over(QApplication.focusWidget())
        self._column.removeWidget(self._inner)
        self._inner.hide()
        self._inner.deleteLater()
        self._inner = self._offer()
        self.name(self._title)
        self.set_value(value)
        if here:
            self._inner.setFocus(Qt.FocusReason.OtherFocusReason)
        self.remade.emit()

    def _offer(self) -> ChipRow | ChoiceBox:
        few = len(self._options) <= CHIPS_AT_MOST
        inner = ChipRow(self._options) if few else ChoiceBox(self._options)
        inner.chosen.connect(self.changed)
        self._column.addWidget(inner)
        inner.show()  # A layout shows it only later, and what is not shown takes no focus.
        chain(self._anchor, *(inner.chips() if isinstance(inner, ChipRow) else (inner,)))
        self.setFocusProxy(inner)
        return inner

    def value(self) -> str | None:
        return self._inner.value()

    def blank(self) -> bool:
        return self.value() is None and self.fault() is None

    def set_value(self, value: object) -> None:
        text = None if value in (None, "") else str(value)
        if text is not None and text not in {option.value for option in self._options}:
            self._options = (*self._options, Option(text, text))
            self._show(text)
            return
        self._inner.set_value(text)

    def editor(self) -> QWidget:
        return self._inner

    def name(self, title: str) -> None:
        self._title = title
        self._inner.name(title)

    def fault(self) -> str | None:
        if isinstance(self._inner, ChoiceBox) and self._inner.unread():
            return _("Choose one of the list.")
        return None


class CodesField(Field):
    """Any of several: chips while they are few, else a box that adds to what was chosen."""

    def __init__(
        self, options: Sequence[Option] = (), parent: QWidget | None = None, *, chips: int = CHIPS_AT_MOST
    ) -> None:
        super().__init__(parent)
        self._most = chips
        self._labels: dict[str, str] = {}
        self._chosen: tuple[str, ...] = ()
        self._chips = ChipRow(multiple=True)
        self._box = ChoiceBox()
        self._tags = Tags()
        self._chips.chosen.connect(self._pressed)
        self._box.chosen.connect(self._added)
        self._tags.removed.connect(self._removed)
        column = _column(self)
        # What was chosen stands below: Qt takes the tab key straight to a field's box, past all that lies before it.
        for widget in (self._chips, self._box, self._tags):
            column.addWidget(widget)
        self.set_options(options)

    def set_options(self, options: Sequence[Option]) -> None:
        """Offer other options; what was chosen stays, even if no longer offered."""
        self._labels = {option.value: option.label for option in options}
        self._labels |= {value: value for value in self._chosen if value not in self._labels}
        self._show()

    def value(self) -> tuple[str, ...]:
        return self._chosen

    def set_value(self, value: object) -> None:
        self._chosen = tuple(str(v) for v in value) if isinstance(value, tuple | list | set | frozenset) else ()
        self.set_options([Option(v, label) for v, label in self._labels.items()])

    def editor(self) -> QWidget:
        return self._chips if self._few() else self._box

    def name(self, title: str) -> None:
        self._chips.name(title)
        self._box.name(title)

    def fault(self) -> str | None:
        return _("Choose from the list.") if not self._few() and self._box.unread() else None

    def _few(self) -> bool:
        return len(self._labels) <= self._most

    def _show(self) -> None:
        options = [Option(value, label) for value, label in self._labels.items()]
        few = self._few()
        self._chips.setVisible(few)
        self._box.setVisible(not few)
        if few:
            self._chips.set_options(options)
            self._chips.set_values(self._chosen)
            self._tags.show_tags({})
        else:
            self._box.set_options([o for o in options if o.value not in self._chosen])
            self._box.set_value(None)
            self._tags.show_tags({value: self._labels[value] for value in self._chosen})
        self.setFocusProxy(self.editor())
        self.remade.emit()

    def _pressed(self) -> None:
        self._chosen = self._chips.values()
        self.changed.emit()

    def _added(self) -> None:
        added = self._box.value()
        if added is not None:
            self._chosen = (*self._chosen, added)
            self._show()
            self.changed.emit()

    def _removed(self, value: object) -> None:
        self._chosen = tuple(v for v in self._chosen if v != value)
        self._show()
        self._box.setFocus()
        self.changed.emit()


def _column(field: Field) -> QVBoxLayout:
    column = QVBoxLayout(field)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    return column
