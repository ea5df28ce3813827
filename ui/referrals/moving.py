"""Moving a referral on the board: of the steps one may take, those that lead to where it was dropped."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from casemgr.i18n import _
from casemgr.records import referrals
from casemgr.records.referrals import TABLE, Action
from casemgr.services.referral_queues import STAGES, Stage
from ui.desk import UiDesk
from ui.referrals.board import STAGE_NAMES

LAST = list(Stage)


class Moving(QObject):
    """`begun` tells an id and the Event whose question is to be asked; `impossible` a sentence."""

    begun = Signal(object, object)
    impossible = Signal(str)

    def __init__(self, desk: UiDesk, near: QWidget) -> None:
        super().__init__(near)
        self._desk = desk
        self._near = near
        self.menu: QMenu | None = None

    def drop(self, id: UUID, stage: Stage) -> None:
        """Begin the step that leads to this column; where several do, ask which."""
        self._desk.ask(referrals.actions_for, id, then=partial(self._dropped, id, stage))

    def ask(self, id: UUID, spot: QPoint) -> None:
        """Open 'Move to…' with every column a step leads to."""
        self._desk.ask(referrals.actions_for, id, then=partial(self._offer, id, spot))

    def _dropped(self, id: UUID, stage: Stage, actions: Sequence[Action]) -> None:
        fit = [one for one in actions if stage_of(one) is stage]
        if not fit:
            said = _("No step leads from where this referral stands to “{column}”.")
            self.impossible.emit(said.format(column=_(STAGE_NAMES[stage])))
        elif len(fit) == 1:
            self.begun.emit(id, fit[0].event)
        else:
            middle = self._near.mapToGlobal(self._near.rect().center())
            self._open(id, middle, fit)

    def _offer(self, id: UUID, spot: QPoint, actions: Sequence[Action]) -> None:
        fit = [one for one in actions if stage_of(one) is not None]
        if not fit:
            self.impossible.emit(_("Nothing can be done with this referral now."))
            return
        self._open(id, spot, sorted(fit, key=lambda one: LAST.index(stage_of(one) or Stage.CLOSED)))

    def _open(self, id: UUID, spot: QPoint, actions: Sequence[Action]) -> None:
        self.menu = QMenu(self._near)
        self.menu.setAccessibleName(_("Move to…"))
        for one in actions:
            stage = stage_of(one)
            column = _(STAGE_NAMES[stage]) if stage is not None else ""
            made = self.menu.addAction(f"{column}: {one.title}…")
            made.triggered.connect(partial(self.begun.emit, id, one.event))
        self.menu.setActiveAction(self.menu.actions()[0])
        self.menu.popup(spot)


def stage_of(action: Action) -> Stage | None:
    """The column a step leads to; None where the referral stays where it is."""
    to = TABLE[action.event].to
    return next((stage for stage, states in STAGES.items() if to in states), None)
