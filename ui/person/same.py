"""On a person's page: who may be the same person, and which entries were merged into this one."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from casemgr.core.errors import CaseError
from casemgr.i18n import _, plural
from casemgr.records import people
from casemgr.records.people import Pair
from casemgr.services import merging
from casemgr.services.merging import MergedFrom, Undone
from ui.desk import UiDesk
from ui.labels import Labels
from ui.person.merge_dialog import MergeDialog
from ui.rights import allowed
from ui.tokens import Text, Tone
from ui.widgets.badge import Badge
from ui.widgets.button import Weight, button
from ui.widgets.text import Elided
from ui.wording import say_short_day

MOST = 3
"""As many who may be the same are shown at a time."""


class Same(QWidget):
    """`merged` tells a merge and who goes on, `unmerged` who went on, `said` what was done, `refused` a CaseError."""

    merged = Signal(object, object)
    unmerged = Signal(object)
    said = Signal(str)
    refused = Signal(object)

    def __init__(self, desk: UiDesk, labels: Labels, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._labels = desk, labels
        self._may = allowed(desk.actor, merging.merge) and desk.actor.organization is None
        self._person: UUID | None = None
        self._pairs: list[Pair] = []
        self._merges: list[MergedFrom] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.hide()

    def show_person(self, person: UUID) -> None:
        """Ask about someone; nothing stands here until that is answered."""
        if person != self._person:
            self._pairs, self._merges = [], []
            self._show()
        self._person = person
        self._desk.ask(merging.merged_from, person, then=partial(self._merged, person), otherwise=self._refuse)
        if self._may:
            self._desk.ask(people.same_as, person, then=partial(self._paired, person), otherwise=self._refuse)

    def compare(self, first: UUID, second: UUID) -> None:
        """Show two entries side by side."""
        dialog = MergeDialog(self._desk, self._labels, (first, second), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.refused.connect(self.refused)
        dialog.merged.connect(self.merged)
        dialog.apart.connect(self._parted)
        dialog.open()

    def unmerge(self, merge: UUID) -> None:
        """Undo a merge."""
        self._desk.do(merging.unmerge, merge, then=self._unmerged, otherwise=self._refuse)

    def _parted(self) -> None:
        self.said.emit(_("Noted: these are two people"))
        if self._person is not None:
            self.show_person(self._person)

    def _unmerged(self, undone: Undone) -> None:
        left = len(undone.fields_left) + undone.rows_left
        said = _("They are two entries again.")
        if left:
            told = plural("{n} thing was changed since and stays.", "{n} things were changed since and stay.", left)
            said = f"{said} {told}"
        if undone.consents_ended:
            again = plural(
                "{n} consent may be of either: ask for it again.",
                "{n} consents may be of either: ask for them again.",
                undone.consents_ended,
            )
            said = f"{said} {again}"
        self.said.emit(said)
        self.unmerged.emit(undone.kept_person_id)

    def buttons(self) -> list[QPushButton]:
        """The buttons there are: comparing first, then undoing."""
        return self.findChildren(QPushButton)

    def _merged(self, person: UUID, merges: list[MergedFrom]) -> None:
        if person == self._person:
            self._merges = merges
            self._show()

    def _paired(self, person: UUID, pairs: list[Pair]) -> None:
        if person == self._person:
            self._pairs = pairs
            self._show()

    def _show(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.setParent(None)
                gone.deleteLater()
        for pair in self._pairs[:MOST]:
            self._column.addWidget(self._pair_line(pair))
        for merge in self._merges:
            self._column.addWidget(self._merge_line(merge))
        self.setVisible(bool(self._pairs or self._merges))

    def _pair_line(self, pair: Pair) -> QWidget:
        other = pair.second if pair.first.id == self._person else pair.first
        said = f"{other.name} · {other.number} · {pair.why}"
        compare = button(_("Compare"), Weight.SECONDARY, "users")
        compare.setAccessibleName(_("Compare with {name}, {number}").format(name=other.name, number=other.number))
        compare.clicked.connect(partial(self.compare, pair.first.id, pair.second.id))
        return _line(said, compare, Badge(_("Same person?"), Tone.WARN))

    def _merge_line(self, merge: MergedFrom) -> QWidget:
        day = say_short_day(merge.at.astimezone(self._desk.zone).date(), self._desk.now().date())
        said = _("Merged from {number} on {day}").format(number=merge.number, day=day)
        undo = button(_("Unmerge"), Weight.SECONDARY, "rotate-ccw")
        undo.setAccessibleName(_("Unmerge {number}").format(number=merge.number))
        undo.clicked.connect(partial(self.unmerge, merge.merge))
        line = _line(said, undo)
        undo.setVisible(self._may)
        return line

    def _refuse(self, error: CaseError) -> None:
        self.refused.emit(error)


def _line(said: str, action: QPushButton, badge: Badge | None = None) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    if badge is not None:
        row.addWidget(badge)
    row.addWidget(Elided(said, Text.SECOND), 1)
    row.addWidget(action)
    return line
