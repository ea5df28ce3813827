"""A record changed by someone else while it is open: both texts stay, and each difference is shown at its field."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from casemgr.core.general import Reading
from casemgr.i18n import _
from ui.columns import ColumnSpec, column_for, words_for
from ui.corrections import marked
from ui.desk import UiDesk
from ui.fields.labeled import LabeledField
from ui.form_fields import FormFields
from ui.form_values import answered, kept_value, plain
from ui.labels import Labels
from ui.tokens import Text
from ui.widgets.button import Weight, button
from ui.widgets.text import words

VERSION, VALUES = "version", "values"


class Theirs(QWidget):
    """Under a field: what someone else saved there, against what stands in it; taken by a press."""

    taken = Signal()

    def __init__(self, field: LabeledField, column: ColumnSpec, theirs: object, labels: Labels, desk: UiDesk) -> None:
        super().__init__()
        self._field, self._column, self._theirs = field, column, theirs
        self._labels, self._desk = labels, desk
        self.said = words("", Text.SECOND, wrap=True)
        self.said.setTextFormat(Qt.TextFormat.RichText)
        self.take = button(_("Take theirs"), Weight.SECONDARY)
        self.take.setAccessibleDescription(column.title)
        self.take.clicked.connect(self._take)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.said, 1)
        row.addWidget(self.take, 0, Qt.AlignmentFlag.AlignTop)
        labels.came.connect(self.show_difference)
        field.changed.connect(self.show_difference)
        self.show_difference()

    def show_difference(self) -> None:
        """Say both, what would go struck out and what would come underlined."""
        mine, theirs = (
            words_for(v, self._column, self._labels, self._desk.zone) for v in (self._field.value(), self._theirs)
        )
        self.said.setText(_("Saved meanwhile: {difference}").format(difference=marked(mine, theirs) or "–"))
        said = _("{field}: saved meanwhile “{theirs}”, yours “{mine}”")
        self.said.setAccessibleName(said.format(field=self._column.title, theirs=theirs or "–", mine=mine or "–"))

    def _take(self) -> None:
        theirs = self._theirs
        self._field.set_value(tuple(theirs) if isinstance(theirs, list) else theirs)
        self._field.field.editor().setFocus(Qt.FocusReason.OtherFocusReason)
        self.taken.emit()


class Meanwhile(QObject):
    """Knows what the typing began from; `changed` tells that an answer of someone else was taken."""

    changed = Signal()

    def __init__(self, desk: UiDesk, fields: FormFields, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._fields = fields
        self._labels: Labels | None = None
        self._began: dict[str, object] = {}
        self._shown: dict[str, Theirs] = {}

    def begin(self, reading: Reading) -> None:
        """What is typed from now on is about the record as it is read here."""
        values = {name: plain(reading.values.get(name)) for name in self._fields.names()}
        self._began = {VERSION: reading.version, VALUES: values}

    def kept(self) -> dict[str, object]:
        """What the typing began from, to be kept with it."""
        return {"began": self._began} if self._began else {}

    def take_up(self, kept: Mapping[str, object], reading: Reading) -> bool:
        """Go on with text kept before; whether the record was changed since it was typed."""
        began = kept.get("began")
        if not isinstance(began, dict) or began.get(VERSION) == reading.version:
            return False
        self._began = began
        self.meet(reading)
        return True

    def meet(self, reading: Reading) -> None:
        """Bring both together: what only they changed is taken, what both changed stands beside the field."""
        before = self._began.get(VALUES)
        began: Mapping[str, object] = before if isinstance(before, dict) else {}
        for name in self._fields.names():
            theirs = reading.values.get(name)
            if _same(began.get(name), plain(theirs)):
                continue
            field = self._fields.field(name)
            mine = kept_value(field.field)
            if _same(mine, began.get(name)):
                field.set_value(tuple(theirs) if isinstance(theirs, list) else theirs)
            elif not _same(mine, plain(theirs)):
                self._show(name, field, theirs)
        asked = self._fields.names()
        self._fields.fill({name: value for name, value in reading.values.items() if name not in asked})
        self.begin(reading)

    def forget(self) -> None:
        """Nothing stands beside any field any more."""
        for name in list(self._shown):
            self._drop(name)

    def differences(self) -> dict[str, str]:
        """What is said beside each field."""
        return {name: one.said.accessibleName() for name, one in self._shown.items()}

    def theirs(self, name: str) -> Theirs:
        """What stands beside a field."""
        return self._shown[name]

    def _show(self, name: str, field: LabeledField, theirs: object) -> None:
        self._drop(name)
        self._labels = self._labels or Labels(self._desk, self)
        made = Theirs(field, column_for(name, self._fields.spec(name)), theirs, self._labels, self._desk)
        made.taken.connect(partial(self._taken, name))
        field.layout().addWidget(made)  # type: ignore[union-attr]
        self._shown[name] = made

    def _taken(self, name: str) -> None:
        self._drop(name)
        self.changed.emit()

    def _drop(self, name: str) -> None:
        gone = self._shown.pop(name, None)
        if gone is not None:
            gone.hide()
            gone.deleteLater()


def _same(one: object, other: object) -> bool:
    return one == other or not (answered(one) or answered(other))
