"""The first run: from the scope statement to a store that is open, with its recovery sheet put away."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from casemgr import app as program
from casemgr.app import Setup, Shift
from casemgr.core.device import Keyring
from casemgr.core.errors import CaseError, Invalid
from casemgr.core.home import Home
from casemgr.core.stretch import Effort, Profile
from casemgr.i18n import _
from casemgr.services.leaving import Outgoing
from casemgr.services.recovery_sheet import Sheet, recovery_sheet
from ui.recovery import PutAway
from ui.setup import PassphraseStep, WhoStep
from ui.unlock import Step, UnlockWindow
from ui.worker import Errand, Outcome


@dataclass(frozen=True)
class _Made:
    """A new store, open, and its recovery code, on paper as well."""

    shift: Shift
    code: str
    pdf: Outgoing


class FirstRun(QObject):
    """`done` tells the Shift, `refused` a CaseError that belongs to no field, `crashed` a code."""

    done = Signal(object)
    refused = Signal(object)
    crashed = Signal(str)

    def __init__(
        self,
        window: UnlockWindow,
        home: Home,
        keyring: Callable[[], Keyring | None],
        effort: Effort | None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._home = home
        self._keyring = keyring
        self._effort = effort
        self._who = WhoStep()
        self._who.done.connect(self._ask_passphrase)
        self._passphrase: PassphraseStep | None = None
        self._made: _Made | None = None
        self._errand: Errand | None = None
        self._steps: list[Step] = []
        self._show(self._who)

    def put_away(self) -> None:
        """Wait for what is under way, and close a store that nobody began to work with."""
        if self._errand is not None:
            self._errand.wait()
            self._made = self._made or self._errand.outcome.result
        if self._made is not None:
            self._made.shift.end()

    def _show(self, step: Step) -> None:
        self._steps.append(step)
        self._window.show_step(step, keep=True)
        step.setFocus()

    def _ask_passphrase(self) -> None:
        who = self._who
        step = PassphraseStep((who.full_name.text(), who.user_name.text(), who.agency.text()))
        step.done.connect(self._create)
        step.back.connect(partial(self._show, who))
        self._passphrase = step
        self._show(step)

    def _create(self, passphrase: str) -> None:
        who = self._who
        setup = Setup(
            user_name=who.user_name.text().strip(),
            full_name=who.full_name.text().strip(),
            passphrase=passphrase,
            agency=who.agency.text().strip(),
            zone=who.zone.value() or "UTC",
            effort=self._effort,
            profile=Profile.FIPS if who.fips.isChecked() else Profile.STANDARD,
        )
        if self._passphrase is not None:
            self._passphrase.busy(_("Making the keys and the store…"))
        self._errand = Errand(partial(_make, self._home, setup, self._keyring), self)
        self._errand.done.connect(self._created)
        self._errand.start()

    def _created(self, outcome: Outcome) -> None:
        if self._passphrase is not None:
            self._passphrase.busy("")
        if outcome.code:
            self.crashed.emit(outcome.code)
        elif isinstance(outcome.error, Invalid):
            self._refuse(outcome.error)
        elif outcome.error is not None:
            self.refused.emit(outcome.error)
        else:
            self._made = made = outcome.result
            PutAway(self._window, made.code, made.pdf, self).done.connect(self._finish)

    def _refuse(self, error: Invalid) -> None:
        """Back to the step whose answer is wrong."""
        ours = [problem for problem in error.problems if problem.field == "passphrase"]
        if ours and self._passphrase is not None:
            self._passphrase.first.say(ours[0].sentence, focus=True)
        else:
            self._show(self._who)
            self._who.show_refusal(error)

    def _finish(self) -> None:
        made, self._made, self._errand = self._made, None, None
        if made is None:
            return
        self.done.emit(made.shift)
        for step in self._steps:
            step.deleteLater()  # They hold the passphrase.


def _make(home: Home, setup: Setup, keyring: Callable[[], Keyring | None]) -> _Made:
    shift, code = program.create(home, setup, keyring())
    store = shift.desk.store
    try:
        pdf = recovery_sheet(Sheet(code, store.id, store.code, setup.agency, store.clock()))
    except CaseError:
        shift.end()
        raise
    return _Made(shift, code, pdf)
