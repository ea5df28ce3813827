"""The other ways in: the phone's code, the shift's short code, a code by phone, and the recovery sheet."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from casemgr import app as program
from casemgr import recovering
from casemgr.core import recovery
from casemgr.core.days import utc_now
from casemgr.core.device import Keyring
from casemgr.core.errors import CaseError, Invalid
from casemgr.core.home import Home
from casemgr.core.quick import QuickUnlock
from casemgr.core.second_factor import Enrollment
from casemgr.core.signin import Attempts
from casemgr.core.stretch import Effort
from casemgr.core.vault import Vault
from casemgr.core.ways_in import ByShortCode
from casemgr.i18n import _
from casemgr.services import key_papers, release_sheet
from casemgr.services.leaving import Outgoing
from ui.recovery import PutAway
from ui.sign_in.recover import RecoverStep, Recovery
from ui.sign_in.steps import CodeStep, new_phone_step, phone_step, release_step, short_step
from ui.unlock import Step, UnlockWindow
from ui.worker import Errand, Outcome


@dataclass(frozen=True, repr=False)
class Recovered:
    """Whoever is back in, and the sheet that replaces the one used."""

    shift: program.Shift
    code: str
    pdf: Outgoing


class OtherWays(QObject):
    """`opened` tells a Shift, `begin` that the passphrase is to be asked for, `refused` a CaseError, `crashed` a code.

    `coded` tells the phone's code, for whoever asked for the passphrase before, and the phone it sets up if it does;
    `agreed` are the digests of what was agreed to.
    """

    opened = Signal(object)
    begin = Signal()
    coded = Signal(str, object)
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
        self.agreed: frozenset[str] = frozenset()
        self._errand: Errand | None = None
        self._recovered: Recovered | None = None
        self._given: Recovery | None = None

    def ask_phone(self, enrolled: Enrollment | None = None) -> None:
        """Ask for the code of the phone, after a passphrase that was right; or for the first of one to be set up."""
        step = phone_step() if enrolled is None else new_phone_step(enrolled)
        step.given.connect(lambda code: self.coded.emit(code, enrolled))
        self._show(step)

    def ask_short(self) -> bool:
        """Ask for the short code of whoever's shift it is; False when there is none that holds."""
        quick = self._quick()
        if quick is None or not quick.user:
            return False
        step = short_step(quick.user)
        step.given.connect(partial(self._open_short, quick))
        self._show(step)
        return True

    def ask_release(self, user_name: str) -> None:
        """Ask for the code that is read over the phone to somebody whose sign-in is locked."""
        try:
            step = release_step(release_sheet.next_code(self._home))
        except CaseError as refusal:
            self.refused.emit(refusal)
            return
        step.given.connect(partial(self._release, user_name))
        self._show(step)

    def ask_sheet(self) -> None:
        """Ask for the recovery sheet."""
        step = RecoverStep()
        step.back.connect(self.begin)
        step.given.connect(self._recover)
        self._window.show_step(step)
        step.setFocus()

    def end_shift(self) -> None:
        """The program is closed: the short code ends with it."""
        if self._home.quick.exists() and (quick := self._quick()) is not None:
            quick.forget()

    def put_away(self) -> None:
        """Wait for what is under way, and close a store that nobody began to work with."""
        if self._errand is not None:
            self._errand.wait()
            result, self._errand = self._errand.outcome.result, None
            if isinstance(result, program.Shift):
                result.end()
            self._recovered = self._recovered or (result if isinstance(result, Recovered) else None)
        left, self._recovered = self._recovered, None
        if left is not None:
            left.shift.end()

    def _show(self, step: CodeStep) -> None:
        step.back.connect(self.begin)
        self._window.show_step(step)
        step.setFocus()

    def _quick(self) -> QuickUnlock | None:
        try:
            vault = Vault.load(self._home.vault, effort=self._effort)
        except CaseError:
            return None
        return QuickUnlock(self._home.quick, vault.store_id, self._keyring(), utc_now)

    def _open_short(self, quick: QuickUnlock, code: str) -> None:
        way = ByShortCode(quick, code)
        self._run(partial(program.enter, self._home, way, keyring=self._keyring(), effort=self._effort), self._entered)

    def _release(self, user_name: str, code: str) -> None:
        attempts = Attempts(self._home.attempts, utc_now)
        try:
            vault = Vault.load(self._home.vault, effort=self._effort)
            release_sheet.release_by_code(self._home, vault, attempts, user_name, code)
        except CaseError as refusal:
            self._say(refusal)
        else:
            self.begin.emit()

    def recover_over_gap(self) -> None:
        """Go on with the sheet given last although the store ends before its mark, as one brought back does."""
        step = self._window.step()
        if self._given is not None and isinstance(step, Step):
            step.busy(_("Opening…"))
            self._run(partial(self._recovered_store, self._given, accept_gap=True), self._shown)

    def _recover(self, given: Recovery) -> None:
        self._given = given
        self._run(partial(self._recovered_store, given), self._shown)

    def _recovered_store(self, given: Recovery, *, accept_gap: bool = False) -> Recovered:
        ring = self._keyring()
        known = {"keyring": ring, "effort": self._effort, "agreed": self.agreed, "accept_gap": accept_gap}
        shift, code = recovering.recover(self._home, given.sheet, given.user_name, given.passphrase, **known)
        return Recovered(shift, recovery.written(code), key_papers.recovery_paper(shift.desk, code, split=False))

    def _run(self, work: Callable[[], object], then: Callable[[Outcome], None]) -> None:
        self._errand = Errand(work, self)
        self._errand.done.connect(then)
        self._errand.start()

    def _entered(self, outcome: Outcome) -> None:
        if self._well(outcome):
            self._errand = None
            self.opened.emit(outcome.result)

    def _shown(self, outcome: Outcome) -> None:
        if self._well(outcome):
            self._errand = self._given = None
            self._recovered = back = outcome.result
            PutAway(self._window, back.code, back.pdf, self).done.connect(self._hand_over)

    def _hand_over(self) -> None:
        back, self._recovered = self._recovered, None
        if back is not None:
            self.opened.emit(back.shift)

    def _well(self, outcome: Outcome) -> bool:
        if outcome.code:
            self.crashed.emit(outcome.code)
        elif outcome.error is not None:
            self._say(outcome.error)
        return not outcome.code and outcome.error is None

    def _say(self, error: CaseError) -> None:
        """Beside the field where it belongs, else above; what was typed stays."""
        step = self._window.step()
        if isinstance(step, Step):
            step.busy("")
        if isinstance(step, CodeStep):
            step.say(error.sentence)
        elif isinstance(step, RecoverStep) and isinstance(error, Invalid):
            step.say(error.problems)
        else:
            self.refused.emit(error)
