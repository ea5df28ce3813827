"""The agency's settings: what its papers say of it, and how long things may take."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from casemgr.core import settings
from casemgr.core.errors import CaseError, Invalid
from casemgr.core.fields import Option
from casemgr.core.settings import THRESHOLDS, WORDINGS, Current, Threshold
from casemgr.i18n import _
from ui.admin.notice import Notice, Rules
from ui.desk import UiDesk
from ui.fields.choice import ChoiceField
from ui.fields.labeled import LabeledField
from ui.fields.number import NumberField
from ui.fields.text import TextField
from ui.panes import Scrolled
from ui.tokens import Text
from ui.widgets.button import Weight, button
from ui.widgets.card import Card
from ui.widgets.text import words

MOST_SIGNS = 200
YES_OR_NO = (0, 1)
OWN = "design"
"""The authority of what no law or manual asks for."""


class Agency(Scrolled):
    """`did` tells a sentence, `refused` a CaseError of no field; only what was changed is saved."""

    did = Signal(str)
    refused = Signal(object)

    def __init__(self, desk: UiDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._stands: dict[str, str] = {}
        self._waiting = 0
        self.fields = {name: _worded(name) for name in WORDINGS} | {
            name: _counted(rule) for name, rule in THRESHOLDS.items()
        }
        self.save = button(_("Save"), Weight.PRIMARY, "check")
        self.save.clicked.connect(self._save)
        card = Card()
        card.box.setSpacing(14)
        card.box.addWidget(words(_("For everyone who works with this store"), Text.RECORD))
        for field in self.fields.values():
            card.box.addWidget(field)
        bar = QHBoxLayout()
        bar.addWidget(self.save)
        bar.addStretch(1)
        card.box.addLayout(bar)
        self.column.addWidget(card)
        self.notice, self.rules = Notice(desk), Rules(desk)
        for agreed in (self.notice, self.rules):
            agreed.did.connect(self.did)
            agreed.refused.connect(self.refused)
            self.column.addWidget(agreed)
        self.column.addStretch(1)
        self.save.setEnabled(False)
        self._fetch()

    def _fetch(self) -> None:
        self._desk.ask(settings.in_force, then=self._show, otherwise=self.refused.emit)

    def _show(self, current: Sequence[Current]) -> None:
        self._stands = {one.name: one.value for one in current}
        for name, value in self._stands.items():
            self.fields[name].set_value(_shown(name, value))
        self.save.setEnabled(True)

    def _save(self) -> None:
        if not all([field.check(final=True) for field in self.fields.values()]):
            return
        said = {name: _kept(field.value()) for name, field in self.fields.items()}
        changed = {name: value for name, value in said.items() if value != self._stands[name]}
        self._waiting = len(changed)
        self.save.setEnabled(not changed)
        if not changed:
            self.did.emit(_("Settings saved"))
        for name, value in changed.items():
            known = name in THRESHOLDS
            command, given = (settings.set_threshold, int(value)) if known else (settings.set_text, value)
            self._desk.do(
                command, name, given, then=partial(self._saved, name, value), otherwise=partial(self._refuse, name)
            )

    def _saved(self, name: str, value: str, _nothing: object) -> None:
        self._stands[name] = value
        self._answered()

    def _refuse(self, name: str, error: CaseError) -> None:
        if isinstance(error, Invalid):
            self.fields[name].show_problem(error.problems[0].sentence, focus=True)
        else:
            self.refused.emit(error)
        self._answered()

    def _answered(self) -> None:
        self._waiting -= 1
        self.save.setEnabled(not self._waiting)
        if not self._waiting and not any(field.problem() for field in self.fields.values()):
            self.did.emit(_("Settings saved"))


def _worded(name: str) -> LabeledField:
    wording = WORDINGS[name]
    return LabeledField(_(wording.title), TextField(MOST_SIGNS), hint=_(wording.hint) if wording.hint else "")


def _counted(rule: Threshold) -> LabeledField:
    if (rule.least, rule.most) == YES_OR_NO:
        choice = ChoiceField([Option("1", _("Yes")), Option("0", _("No"))])
        return LabeledField(_(rule.title), choice, required=True, hint=_(rule.caution) if rule.caution else "")
    within = _("From {least} to {most}.").format(least=rule.least, most=rule.most)
    hint = within if rule.authority == OWN else f"{within} {rule.authority}"
    return LabeledField(_(rule.title), NumberField(rule.least, rule.most), required=True, hint=hint)


def _shown(name: str, value: str) -> object:
    rule = THRESHOLDS.get(name)
    counted = rule is not None and (rule.least, rule.most) != YES_OR_NO
    return int(value) if counted else value or None


def _kept(value: object) -> str:
    return "" if value is None else str(value)
