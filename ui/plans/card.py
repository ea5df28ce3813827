"""The patrol card on the window: one screen in large type; of a plan that guides nobody only that it does not."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from casemgr.core.errors import CaseError
from casemgr.i18n import _
from casemgr.records import plans
from casemgr.records.plans import Guidance, PatrolCard, said_until
from casemgr.services.crisis_papers import card_parts, said_last
from ui.desk import UiDesk
from ui.panes import Scrolled
from ui.tokens import Text, Tone
from ui.widgets.badge import Badge
from ui.widgets.button import Weight, button
from ui.widgets.card import Card
from ui.widgets.text import words

DO, NOT, CALL = "card_do", "card_not", "card_call"


class CardView(Card):
    """`onward` is pressed to go on to what comes after the card; each opening is written down by the plan's id."""

    onward = Signal()
    shown = Signal()
    refused = Signal(object)

    def __init__(self, desk: UiDesk, onward: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.id: UUID | None = None
        self.on = button(onward, Weight.SECONDARY, "chevron-right")
        self.on.clicked.connect(self.onward)
        self._scrolled = Scrolled(spacing=14)
        self._inside = QWidget()
        self._scrolled.column.addWidget(self._inside)
        self._scrolled.column.addStretch(1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.on)
        self.box.addWidget(self._scrolled, 1)
        self.box.addLayout(foot)

    def open(self, id: UUID) -> None:
        """Open the card of a plan."""
        self.id = id
        self._put(QWidget())
        self._desk.ask(plans.patrol_card, id, then=partial(self._came, id), otherwise=self._refused)

    def _came(self, asked: UUID, card: PatrolCard) -> None:
        if asked == self.id:
            self._put(_inside_of(card))
            self.on.setFocus()
            self.shown.emit()

    def _refused(self, error: CaseError) -> None:
        self.refused.emit(error)

    def _put(self, inside: QWidget) -> None:
        self._scrolled.column.replaceWidget(self._inside, inside)
        self._inside.hide()
        self._inside.deleteLater()
        self._inside = inside
        inside.show()  # A layout shows it only later.


def _inside_of(card: PatrolCard) -> QWidget:
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(14)
    column.addLayout(_head(card))
    if card.guidance is not Guidance.GUIDES:
        column.addWidget(words(card.why_not, NOT, wrap=True))
        return inside
    first = QHBoxLayout()
    first.setSpacing(24)
    first.addWidget(_part(_("Do"), card.to_do, DO), 1)
    first.addWidget(_part(_("Do not"), card.not_to_do, NOT), 1)
    second = QHBoxLayout()
    second.setSpacing(24)
    second.addWidget(_part(_("Call"), [_called(card, n) for n in range(len(card.calls))], CALL), 1)
    second.addWidget(_part(_("Last encounter"), said_last(card), Text.CARD), 1)
    column.addLayout(first)
    column.addLayout(second)
    for title, lines in card_parts(card)[_read_first(card) :]:
        column.addWidget(words(title, Text.PAGE))
        column.addWidget(words("\n".join(f"•  {line}" for line in lines), Text.PAGE, wrap=True))
    return inside


def _read_first(card: PatrolCard) -> int:
    """How many of the parts stand above in two columns already."""
    return sum(bool(lines) for lines in (card.to_do, card.not_to_do, card.calls, said_last(card)))


def _head(card: PatrolCard) -> QHBoxLayout:
    head = QHBoxLayout()
    guides = card.guidance is Guidance.GUIDES
    said = QVBoxLayout()
    said.setSpacing(2)
    said.addWidget(words(card.name, Text.CARD, wrap=True))
    said.addWidget(words(card.rests_on, Text.BODY, wrap=True))
    head.addLayout(said, 1)
    head.addWidget(Badge(said_until(card), Tone.OK if guides else Tone.DANGER))
    return head


def _part(title: str, lines: Sequence[str], kind: str) -> QWidget:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    column.addWidget(words(title, kind))
    for line in lines or ("–",):
        column.addWidget(words(line, Text.CARD, wrap=True))
    column.addStretch(1)
    return part


def _called(card: PatrolCard, n: int) -> str:
    one = card.calls[n]
    about = " · ".join(part for part in (one.who, one.note) if part)
    return f"{one.name}  {one.phone}" + (f"\n{about}" if about else "")
