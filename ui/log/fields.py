"""The fields only the quick log has: a headline that counts its letters, the next step, and what makes a stop."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from casemgr.core.fields import Option
from casemgr.i18n import N_, _
from casemgr.records.contacts import FreeToLeave
from casemgr.records.contacts.drafts import FOLLOW_UP_SCHEDULED
from ui.fields.field import Field
from ui.fields.number import NumberField
from ui.fields.text import TextField
from ui.log.favorites import FavoritesField
from ui.tokens import Text
from ui.widgets.chip_row import ChipRow
from ui.widgets.text import PROBLEM, dress, words
from ui.wording import sentence_case

HEADLINE = 120
DAYS = 3
MOST_DAYS = 365


@dataclass(frozen=True)
class Step:
    """A next step with a letter of its own, and its words on a chip."""

    code: str
    key: str
    label: str


STEPS = (
    Step("none_needed", "N", N_("None")),
    Step(FOLLOW_UP_SCHEDULED, "F", N_("Follow-up")),
    Step("referral_started", "R", N_("Referral")),
    Step("issue_raised", "I", N_("Issue")),
)


class HeadlineField(Field):
    """One line with its letters counted; nothing typed is cut."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = TextField(HEADLINE, _("What it was about; no names"))
        self._count = words("", Text.SECOND)
        self._count.setMinimumWidth(56)
        self._count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._text.changed.connect(self.changed)
        self._text.editor().textChanged.connect(self._tell)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._text, 1)
        row.addWidget(self._count)
        self.setFocusProxy(self._text)
        self._tell()

    def value(self) -> str | None:
        return self._text.value()

    def set_value(self, value: object) -> None:
        self._text.set_value(value)

    def editor(self) -> QWidget:
        return self._text.editor()

    def fault(self) -> str | None:
        return self._text.fault()

    def counted(self) -> str:
        """The letters, of how many."""
        return self._count.text()

    def _tell(self) -> None:
        length = len(self._text.editor().text().strip())
        dress(self._count, f"{length}/{HEADLINE}", PROBLEM if length > HEADLINE else Text.SECOND)
        self._count.setAccessibleName(_("{n} of {limit} characters").format(n=length, limit=HEADLINE))
        self._count.style().unpolish(self._count)
        self._count.style().polish(self._count)


class NextStepField(Field):
    """What comes of it, by N, F, R or I; a follow-up has its days, typed right after the F."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.steps = FavoritesField(len(STEPS), whole=True, keys={step.key: step.code for step in STEPS})
        self.days = NumberField(0, MOST_DAYS)
        self.days.name(_("Follow up in days"))
        self.days.editor().setMaximumWidth(72)
        self._before, self._after = words(_("in"), Text.SECOND), words(_("days"), Text.SECOND)
        self._before.setBuddy(self.days.editor())
        self.steps.changed.connect(self._chosen)
        self.days.changed.connect(self.changed)
        days = QHBoxLayout()
        days.setSpacing(8)
        for widget in (self._before, self.days, self._after):
            days.addWidget(widget)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.steps)
        row.addLayout(days)
        row.addStretch(1)
        row.setAlignment(days, Qt.AlignmentFlag.AlignTop)
        self.setFocusProxy(self.steps)
        self._enable()

    def offer(self, options: Sequence[Option]) -> None:
        """The next steps there are; those with a letter stand first, shorter."""
        short = {step.code: _("{step} · {key}").format(step=_(step.label), key=step.key) for step in STEPS}
        shown = [Option(o.value, short.get(o.value, sentence_case(o.label))) for o in options]
        self.steps.set_options(shown, [step.code for step in STEPS])

    def value(self) -> str | None:
        return str(self.steps.value()) if self.steps.value() else None

    def in_days(self) -> int | float | None:
        """The days until the follow-up, if there is one."""
        return self.days.value() if self.value() == FOLLOW_UP_SCHEDULED else None

    def set_value(self, value: object) -> None:
        self.steps.set_value(value)
        self._enable()

    def set_days(self, days: object) -> None:
        """Show the days until the follow-up."""
        self.days.set_value(days)

    def editor(self) -> QWidget:
        return self.steps.editor()

    def name(self, title: str) -> None:
        self.steps.name(title)

    def describe(self, words: str) -> None:
        self.steps.describe(words)

    def mark(self, *, wrong: bool) -> None:
        self.days.mark(wrong=wrong and self.days.isEnabled())

    def blank(self) -> bool:
        return self.value() is None

    def fault(self) -> str | None:
        if self.value() != FOLLOW_UP_SCHEDULED:
            return None
        return _("Say in how many days to follow up.") if self.days.blank() else self.days.fault()

    def _chosen(self) -> None:
        self._enable()
        if self.value() == FOLLOW_UP_SCHEDULED:
            if self.days.blank():
                self.days.set_value(DAYS)
            self.days.editor().setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.days.editor().selectAll()
        self.changed.emit()

    def _enable(self) -> None:
        on = self.value() == FOLLOW_UP_SCHEDULED
        for widget in (self._before, self.days, self._after):
            widget.setEnabled(on)


SEARCH = "search"


class StopField(Field):
    """What would make it a stop; nothing pressed means everyone was free to leave and nobody was searched."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        options = (
            Option(FreeToLeave.NO.value, _("Not free to leave")),
            Option(FreeToLeave.NOT_SURE.value, _("Not sure")),
            Option(SEARCH, _("A search was made")),
        )
        self._chips = ChipRow(options, multiple=True)
        self._chips.chosen.connect(self._chosen)
        self._free = FreeToLeave.YES
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._chips)
        self.setFocusProxy(self._chips)

    def value(self) -> tuple[FreeToLeave, bool]:
        return self._free, SEARCH in self._chips.values()

    def set_value(self, value: object) -> None:
        free, searched = value if isinstance(value, tuple) else (FreeToLeave.YES, False)
        self._free = FreeToLeave(free)
        self._chips.set_values((self._free.value, *((SEARCH,) if searched else ())))

    def editor(self) -> QWidget:
        return self._chips

    def name(self, title: str) -> None:
        self._chips.name(title)

    def describe(self, words: str) -> None:
        self._chips.setAccessibleDescription(words)

    def mark(self, *, wrong: bool) -> None:
        """Chips have no edge of their own to mark."""

    def blank(self) -> bool:
        return not self._chips.values()

    def _chosen(self) -> None:
        """No and not sure answer one question: the newer of the two stays."""
        said = [FreeToLeave(v) for v in self._chips.values() if v != SEARCH]
        newer = [answer for answer in said if answer is not self._free]
        self._free = next(iter(newer or said), FreeToLeave.YES)
        self.set_value((self._free, SEARCH in self._chips.values()))
        self.changed.emit()
