"""Corrections of a record, each as a difference: what was there struck out, what came instead underlined."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from casemgr.core.amendments import Amended, Amendment
from casemgr.core.draft import specs
from casemgr.core.kind import Kind
from casemgr.i18n import _, plural
from ui.columns import column_for, say_moment, words_for
from ui.desk import UiDesk
from ui.labels import Labels
from ui.tokens import Text
from ui.widgets.button import Weight, button
from ui.widgets.card import Card
from ui.widgets.text import words


class Corrections(QWidget):
    """A button that says how many there are, and under it, once pressed, each of them."""

    def __init__(self, desk: UiDesk, labels: Labels, kind: Kind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._labels = labels
        asked = specs(kind.draft) if kind.draft is not None else ()
        self._specs = {spec.name: spec for spec in asked}
        self._made: tuple[Amendment, ...] = ()
        self.opener = button("", Weight.QUIET, "history")
        self.opener.setCheckable(True)
        self.opener.toggled.connect(self._turn)
        self._below = QWidget()
        self._rows = QVBoxLayout(self._below)
        self._rows.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.opener, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._below)
        labels.came.connect(self._fill)
        self.show_amendments(())

    def show_amendments(self, made: Sequence[Amendment]) -> None:
        """Offer these; nothing is offered where nothing was corrected."""
        self._made = tuple(made)
        self.opener.setText(plural("Corrected {n} time", "Corrected {n} times", len(self._made)))
        self.opener.setChecked(False)
        self._below.hide()
        self.setVisible(bool(self._made))

    def said(self) -> list[str]:
        """The differences shown, as a screen reader says them."""
        return [label.accessibleName() for label in self._below.findChildren(QLabel) if label.accessibleName()]

    def _turn(self, *_pressed: object) -> None:
        self._fill()
        self._below.setVisible(self.opener.isChecked())

    def _fill(self) -> None:
        if not self.opener.isChecked():
            return
        while (item := self._rows.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        for one in self._made:
            self._rows.addWidget(self._card(one))

    def _card(self, one: Amendment) -> Card:
        card = Card(raised=True)
        when = say_moment(one.at, self._desk.zone) if one.at is not None else ""
        who = self._labels.record("staff", one.by) if one.by is not None else ""
        card.box.addWidget(words(_("{moment} · {name}").format(moment=when, name=who), Text.LABEL))
        for field in one.fields:
            if field.name in self._specs:
                card.box.addWidget(self._difference(field))
        return card

    def _difference(self, field: Amended) -> QLabel:
        column = column_for(field.name, self._specs[field.name])
        before, after = (words_for(v, column, self._labels, self._desk.zone) for v in (field.before, field.after))
        label = words("", Text.BODY, wrap=True)
        label.setTextFormat(Qt.TextFormat.RichText)
        label.setText(f"{escape(column.title)}: {marked(before, after)}")
        said = _("{field}: before “{before}”, now “{after}”")
        label.setAccessibleName(said.format(field=column.title, before=before or "–", after=after or "–"))
        return label


def marked(before: str, after: str) -> str:
    """Both texts in one, word by word, as markup; what a user typed is never markup itself."""
    old, new = before.split(), after.split()
    parts: list[str] = []
    for how, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, come = escape(" ".join(old[a:b])), escape(" ".join(new[c:d]))
        if how == "equal":
            parts.append(come)
            continue
        parts += [f"<s>{gone}</s>"] if gone else []
        parts += [f"<u><b>{come}</b></u>"] if come else []
    return " ".join(parts)
