"""The head of a person: name, what tells them apart, and chips; a safe-contact note is opened by a press."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from casemgr.i18n import _
from casemgr.records import people
from casemgr.services.face_sheet import FaceSheet
from ui.desk import UiDesk
from ui.person.facts import Fact, facts_of, line_of
from ui.tokens import Text, Tone
from ui.widgets.badge import Badge
from ui.widgets.banner import Banner
from ui.widgets.button import Weight, button
from ui.widgets.flow import FlowLayout
from ui.widgets.text import Elided


class Face(QWidget):
    """Room for buttons is in `slot`, beside the name."""

    def __init__(self, desk: UiDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._person: UUID | None = None
        self._name = Elided("", Text.RECORD)
        self._line = Elided("", Text.SECOND)
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips)
        self._facts: tuple[Fact, ...] = ()
        self.safe = button(_("Safe contact note"), Weight.SECONDARY, "eye")
        self.safe.setToolTip(_("How to reach them without putting them in danger; each reading is written down"))
        self.safe.clicked.connect(self._ask_note)
        self.note = Banner()
        said = QVBoxLayout()
        said.setSpacing(2)
        said.addWidget(self._name)
        said.addWidget(self._line)
        self.slot = QHBoxLayout()
        self.slot.setSpacing(8)
        self.slot.addWidget(self.safe)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addLayout(said, 1)
        top.addLayout(self.slot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(top)
        column.addWidget(self._chips)
        column.addWidget(self.note)

    def show_sheet(self, sheet: FaceSheet) -> None:
        """Show a person."""
        zone = self._desk.zone
        self.say(sheet.card.name, line_of(sheet.card), facts_of(sheet, self._desk.now().date(), zone))
        self._person = sheet.card.id
        self.safe.setVisible(sheet.card.has_safe_contact_note)

    def say(self, title: str, line: str, facts: Sequence[Fact] = ()) -> None:
        """Show something that is no person."""
        self._person = None
        self._name.setText(title)
        self._line.setText(line)
        self._line.setVisible(bool(line))
        self.note.dismiss()
        self.safe.hide()
        self._facts = tuple(facts)
        for badge in self._chips.findChildren(Badge):
            self._flow.removeWidget(badge)
            badge.hide()
            badge.deleteLater()
        for fact in facts:
            badge = Badge(fact.text, fact.tone, self._chips)
            self._flow.addWidget(badge)
            badge.show()
        self._chips.setVisible(bool(facts))

    def title(self) -> str:
        """The name shown."""
        return self._name.text()

    def facts(self) -> tuple[str, ...]:
        """The chips shown, in order."""
        return tuple(fact.text for fact in self._facts)

    def _ask_note(self) -> None:
        if self._person is not None:
            self._desk.ask(people.safe_contact_note, self._person, then=self._show_note)

    def _show_note(self, note: str) -> None:
        self.note.tell(Tone.WARN, note)
