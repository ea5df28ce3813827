"""The strip: every question of the quick log in sight at once, in the order one answers them."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from casemgr.core.errors import Problem
from casemgr.core.fields import Option
from casemgr.i18n import _
from ui.desk import UiDesk
from ui.fields.labeled import LabeledField
from ui.fields.text import LongTextField
from ui.log.favorites import FavoritesField
from ui.log.fields import HeadlineField, NextStepField, StopField
from ui.log.present import Present, from_kept
from ui.log.who import WhoField
from ui.narrative.check import NarrativeCheck

TYPES, TOPICS, PLACES = 8, 10, 3
NOTE_LENGTH = 20_000
ANSWERS = frozenset(
    {
        *("contact_type", "neighborhood_id", "topics", "headline", "note", "next_step", "follow_up_in_days"),
        *("participants", "free_to_leave", "search_made", "kept"),
    }
)
"""The fields of a contact's draft that are answered here."""
ROWS = (
    (("participants", 3), ("neighborhood_id", 2)),
    (("contact_type", 1),),
    (("topics", 1),),
    (("headline", 1), ("note", 1)),
    (("next_step", 3), ("stop", 2)),
)
"""What stands beside what, with its share of the width; also the order of the tab key."""
CHECKED = ("headline", "note")
_AT = {"follow_up_in_days": "next_step", "free_to_leave": "stop", "search_made": "stop", "rms_number": "stop"}
"""Where a problem of the draft is said, when its field here has another name."""


class Strip(QWidget):
    """`changed` tells of the user's changes only."""

    changed = Signal()

    def __init__(self, desk: UiDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.who = WhoField(desk)
        self.where = FavoritesField(PLACES)
        self.kind = FavoritesField(TYPES)
        self.topics = FavoritesField(TOPICS, multiple=True)
        self.headline = HeadlineField()
        self.note = LongTextField(NOTE_LENGTH, lines=2)
        self.next = NextStepField()
        self.stop = StopField()
        self.labeled = {
            "participants": LabeledField(_("Who"), self.who),
            "neighborhood_id": LabeledField(_("Where"), self.where),
            "contact_type": LabeledField(_("Type"), self.kind, required=True),
            "topics": LabeledField(_("Topics"), self.topics),
            "headline": LabeledField(_("Headline"), self.headline),
            "note": LabeledField(_("Note · facts only, no labels"), self.note),
            "next_step": LabeledField(_("Next step"), self.next, required=True),
            "stop": LabeledField(_("Press only if this was more than a talk"), self.stop),
        }
        self.narrative = NarrativeCheck(self)
        for name, title in zip(CHECKED, (_("Headline"), _("Note")), strict=True):
            self.narrative.watch(name, title, self.labeled[name].field.editor())
        self.narrative.changed.connect(self.changed)
        self._lay_out()
        for field in self.labeled.values():
            field.changed.connect(self.changed)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for names in ROWS:
            row = QHBoxLayout()
            row.setSpacing(20)
            for name, share in names:
                row.addWidget(self.labeled[name], share, Qt.AlignmentFlag.AlignTop)
            column.addLayout(row)
            if names[0][0] in CHECKED:
                column.addWidget(self.narrative.line)
        column.addStretch(1)

    def offer(self, types: tuple[list[Option], list[str]], topics: tuple[list[Option], list[str]]) -> None:
        """The types and topics there are, and those this officer uses most."""
        self.kind.set_options(*types)
        self.topics.set_options(*topics)

    def offer_places(self, places: list[Option], mine: list[str]) -> None:
        """The neighborhoods there are; the only one of one's own is taken for granted."""
        self.where.set_options(places, mine)
        if len(mine) == 1 and self.where.blank():
            self.where.set_value(mine[0])

    def begin(self) -> None:
        """Put the keys where one begins: a digit chooses the type."""
        self.kind.row.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def blank(self) -> bool:
        """Whether nothing was answered but where it was."""
        answered = (field for name, field in self.labeled.items() if name != "neighborhood_id")
        return not self.who.typed() and all(field.field.blank() for field in answered)

    def values(self) -> dict[str, object]:
        """What the draft of a contact is to be made of."""
        free, searched = self.stop.value()
        given: dict[str, object] = {
            "contact_type": self.kind.value(),
            "neighborhood_id": self.where.value(),
            "topics": list(self.topics.value() or ()),
            "headline": self.headline.value(),
            "note": self.note.value(),
            "next_step": self.next.value(),
            "follow_up_in_days": self.next.in_days(),
            "participants": [one.draft() for one in self.who.value()],
            "free_to_leave": free.value,
            "search_made": searched,
            "kept": self.narrative.kept(),
        }
        return {name: value for name, value in given.items() if value is not None}

    def kept(self) -> dict[str, object]:
        """The answers as they are kept unsent, those that cannot be used yet too."""
        return self.values() | {
            "participants": [one.kept() for one in self.who.value()],
            "typed": self.who.typed(),
            "days": self.next.days.editor().text(),
        }

    def show_kept(self, kept: Mapping[str, object]) -> None:
        """Show answers that were kept, or the values of a draft."""
        self.clear()
        listed = kept.get("participants")
        there = listed if isinstance(listed, list) else []
        self.who.set_value([from_kept(one) for one in there if isinstance(one, dict)])
        self.who.set_typed(str(kept.get("typed") or ""))
        for name in ("neighborhood_id", "contact_type", "topics", "headline", "note", "next_step"):
            if kept.get(name):
                self.labeled[name].set_value(kept[name])
        days = kept.get("days") or kept.get("follow_up_in_days")
        self.next.days.editor().setText("" if days is None else str(days))
        self.narrative.set_kept(kept.get("kept"))
        self.stop.set_value((kept.get("free_to_leave") or "yes", bool(kept.get("search_made"))))

    def clear(self) -> None:
        """Forget every answer but where it was."""
        for name, field in self.labeled.items():
            if name != "neighborhood_id":
                field.set_value(None)
        self.who.set_typed("")
        self.next.set_days(None)
        self.narrative.set_kept(None)

    def new_people(self) -> list[Present]:
        """Those who are to be added first."""
        return [one for one in self.who.value() if one.new]

    def check(self) -> bool:
        """Whether every answer can be used; the first that cannot gets the focus."""
        wrong = [field for field in self.labeled.values() if not field.check(final=True)]
        if wrong:
            wrong[0].field.editor().setFocus(Qt.FocusReason.OtherFocusReason)
        return not wrong

    def show_problems(self, problems: Iterable[Problem]) -> list[str]:
        """Say each problem at its field, the first with the focus; those of no field here are given back."""
        rest: list[str] = []
        told = False
        for problem in problems:
            name = problem.field.partition(".")[0]
            field = self.labeled.get(_AT.get(name, name))
            if field is None:
                rest.append(problem.sentence)
                continue
            field.show_problem(problem.sentence, focus=not told)
            told = True
        return rest

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() == "@":
            self.who.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif event.text() == "?":
            self.stop.editor().setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            super().keyPressEvent(event)
