"""How far each desired outcome was reached: one choice for each."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from casemgr.core.fields import Option
from casemgr.i18n import _
from casemgr.records.referrals.cards import Hope
from ui.fields.field import Field
from ui.fields.text import TextField
from ui.tokens import Text
from ui.widgets.chip_row import ChipRow
from ui.widgets.text import words

COMMENT_LENGTH = 500


class AchievedField(Field):
    """The answer is a list of what `Achieved` takes; outcomes not answered are left out."""

    def __init__(self, hopes: Sequence[Hope], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = {hope.id: ChipRow() for hope in hopes}
        self._waiting: dict[UUID, str] = {}
        self._comments = {hope.id: TextField(COMMENT_LENGTH, _("Comment, if it helps")) for hope in hopes}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for hope in hopes:
            row, comment = self._rows[hope.id], self._comments[hope.id]
            row.name(hope.text)
            comment.name(_("Comment on: {outcome}").format(outcome=hope.text))
            row.chosen.connect(self.changed)
            comment.changed.connect(self.changed)
            column.addWidget(words(hope.text, Text.BODY, wrap=True))
            column.addWidget(row)
            column.addWidget(comment)
        first = next(iter(self._rows.values()), None)
        if first is not None:
            self.setFocusProxy(first)

    def set_options(self, options: Sequence[Option]) -> None:
        """The grades there are."""
        for id, row in self._rows.items():
            chosen = row.value() or self._waiting.get(id)
            row.set_options(options)
            row.set_value(chosen)

    def value(self) -> tuple[dict[str, str], ...]:
        return tuple(
            {"desired_outcome_id": str(id), "achievement": grade, "comment": self._comments[id].value() or ""}
            for id, row in self._rows.items()
            if (grade := row.value()) is not None
        )

    def set_value(self, value: object) -> None:
        self._waiting = {}
        given = value if isinstance(value, tuple | list) else ()
        for row in self._rows.values():
            row.set_value(None)
        for one in given:
            if not isinstance(one, Mapping):
                continue
            id = UUID(str(one["desired_outcome_id"]))
            if id in self._rows:
                self._waiting[id] = str(one["achievement"])
                self._rows[id].set_value(self._waiting[id])
                self._comments[id].set_value(one.get("comment"))

    def editor(self) -> QWidget:
        return next(iter(self._rows.values()), self)

    def blank(self) -> bool:
        return not self.value()

    def name(self, title: str) -> None:
        """Each row is named by its outcome."""

    def describe(self, words: str) -> None:
        for row in self._rows.values():
            row.setAccessibleDescription(words)
