"""The gate: signing in, by passphrase, as a user of the demo, or at the end of the first run."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from casemgr import app as program
from casemgr.core.device import Keyring, system_keyring
from casemgr.core.errors import (
    CaseError,
    Invalid,
    NeedsCode,
    NeedsNotice,
    NeedsRules,
    SignInLocked,
    StoreBusy,
    StoreGap,
    Unwritable,
    WrongKey,
)
from casemgr.core.folder import notice_in
from casemgr.core.home import Home
from casemgr.core.jobs import Progress
from casemgr.core.second_factor import Enrollment, NeedsPhone
from casemgr.core.sign_in_notice import digest
from casemgr.core.stretch import Effort
from casemgr.i18n import _
from ui.demo import DemoStep, DemoUser
from ui.first_run import FirstRun
from ui.look import current_look
from ui.problems import TroubleBar
from ui.sign_in.bring_back import BringBack
from ui.sign_in.other_ways import OtherWays
from ui.sign_in.recover import RecoverStep
from ui.sign_in.rules import RulesStep
from ui.sign_in.steps import CodeStep
from ui.unlock import WIDTH, SignIn, Step, UnlockWindow, Waiting, Welcome
from ui.worker import Errand, Outcome

Demo = Callable[[Home, Callable[[Progress], None]], Sequence[DemoUser]]


class Gate(QObject):
    """`opened` tells the Shift of whoever signed in.

    `effort` is the least a passphrase must cost to try; None for what real stores ask.
    """

    _told = Signal(object)
    opened = Signal(object)

    def __init__(
        self,
        window: UnlockWindow,
        home: Home,
        demo: Demo | None = None,
        *,
        keyring: Callable[[], Keyring | None] = system_keyring,
        effort: Effort | None = None,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._home = home
        self._demo = demo
        self._keyring = keyring
        self._effort = effort
        self._errand: Errand | None = None
        self._asked = ("", "")
        self._given: dict[str, Any] = {}
        self._users: Sequence[DemoUser] = ()
        self._first_run: FirstRun | None = None
        self._back: BringBack | None = None
        self._told.connect(self._say_progress)
        self.ways = OtherWays(window, home, self._ring, effort, self)
        self.ways.opened.connect(self._hand_over)
        self.ways.begin.connect(self._begin_anew)
        self.ways.coded.connect(self._coded)
        self.ways.refused.connect(self._refused)
        self.ways.crashed.connect(self.show_crash)
        self.trouble = TroubleBar()
        self.trouble.setFixedWidth(current_look().px(WIDTH))
        window.above.insertWidget(0, self.trouble)

    @property
    def shared_passphrase(self) -> str:
        """That of everyone in the demo; empty for a real store, where each has their own."""
        return self._users[0].passphrase if self._users else ""

    def begin(self) -> None:
        """Take over the step that was painted first, with what was typed there already."""
        step = self._window.step()
        if self._demo is not None:
            self._prepare_demo()
        elif isinstance(step, Welcome):
            step.begun.connect(self._set_up)
            self._back = BringBack(self._window, step, self._home, self)
            self._back.done.connect(self._begin_anew)
            self._back.refused.connect(self._refused)
            self._back.crashed.connect(self.show_crash)
            step.restoring.connect(self._back.choose)
            if step.pending:
                self._set_up()
        elif isinstance(step, SignIn):
            self._listen(step)
            if step.pending is not None:
                self._unlock(*step.pending)

    def ask_again(self) -> None:
        """Ask for the short code where one holds, else who signs in; begin anew where the store was erased."""
        self.trouble.dismiss()
        if not self._home.there:
            if self._demo is None:
                self._show(Welcome())
            self.begin()
        elif self._demo is not None:
            self._show_users(self._users)
        elif not self.ways.ask_short():
            self._begin_anew()

    def _begin_anew(self) -> None:
        step = SignIn(notice_in(self._home.folder))
        self._listen(step)
        self._show(step)

    def _listen(self, step: SignIn) -> None:
        self.ways.agreed = frozenset({digest(step.notice)} if step.notice else ())
        step.asked.connect(self._unlock)
        step.lost.connect(self.ways.ask_sheet)

    def _ring(self) -> Keyring | None:
        return None if self._demo is not None else self._keyring()

    def _ask_rules(self, text: str) -> None:
        step = RulesStep(text)
        step.agreed.connect(self._agreed)
        step.back.connect(self._begin_anew)
        self._show(step)

    def _agreed(self, sha256: str) -> None:
        self.ways.agreed |= {sha256}
        self._go_on()

    def _coded(self, code: str, enrolled: Enrollment | None) -> None:
        self._go_on(code=code, enrolled=enrolled)

    def hold(self, sentence: str) -> None:
        """Say what is going on before anyone can sign in."""
        self._show(Waiting(_("Locked"), sentence))

    def put_away(self) -> None:
        """Wait for what is under way, and close a store that nobody began to work with."""
        if self._first_run is not None:
            self._first_run.put_away()
        if self._back is not None:
            self._back.put_away()
        self.ways.put_away()
        if self._errand is not None:
            self._errand.wait()
            if isinstance(self._errand.outcome.result, program.Shift):
                self._errand.outcome.result.end()

    def _show(self, step: Step) -> None:
        self._window.show_step(step)
        step.setFocus()

    def _set_up(self) -> None:
        self._first_run = FirstRun(self._window, self._home, self._keyring, self._effort, self)
        self._first_run.refused.connect(self._refused)
        self._first_run.crashed.connect(self.show_crash)
        self._first_run.done.connect(self._hand_over)

    def _unlock(self, user_name: str, passphrase: str) -> None:
        self._asked, self._given = (user_name, passphrase), {}
        self._go_on()

    def _go_on(self, **given: Any) -> None:
        """Try with what was given so far and this besides."""
        self.trouble.dismiss()
        self._given |= given
        self._run(partial(self._opened_store, *self._asked, self._given), self._answer)

    def _opened_store(self, user_name: str, passphrase: str, given: dict[str, Any]) -> program.Shift:
        effort = Effort.TEST if self._demo is not None else self._effort
        known = {"keyring": self._ring(), "effort": effort, "agreed": self.ways.agreed}
        return program.unlock(self._home, user_name, passphrase, **known, **given)

    def _run(self, work: Callable[[], object], then: Callable[[Outcome], None]) -> None:
        self._errand = Errand(work, self)
        self._errand.done.connect(then)
        self._errand.start()

    def _answer(self, outcome: Outcome) -> None:
        step = self._window.step()
        if isinstance(step, Step):
            step.busy("")
        if outcome.code:
            self.show_crash(outcome.code)
        elif isinstance(outcome.error, NeedsNotice):
            self._begin_anew()
        elif isinstance(outcome.error, NeedsRules):
            self._ask_rules(outcome.error.sentence)
        elif isinstance(outcome.error, NeedsCode):
            self.ways.ask_phone()
        elif isinstance(outcome.error, NeedsPhone):
            self.ways.ask_phone(outcome.error.enrolled)
        elif isinstance(outcome.error, WrongKey) and isinstance(step, SignIn):
            step.passphrase.say(outcome.error.sentence, focus=True)
        elif isinstance(outcome.error, WrongKey | Invalid) and isinstance(step, CodeStep):
            step.say(outcome.error.sentence)
        elif outcome.error is not None:
            self._refused(outcome.error)
        else:
            self._hand_over(outcome.result)

    def _hand_over(self, shift: program.Shift) -> None:
        self._asked, self._given = ("", ""), {}
        self._first_run = self._errand = None
        self.opened.emit(shift)

    def _refused(self, error: CaseError) -> None:
        help: Callable[[], object] | None = None
        if isinstance(error, StoreGap):
            recovering = isinstance(self._window.step(), RecoverStep)
            help = self.ways.recover_over_gap if recovering else partial(self._again, accept_gap=True)
        elif isinstance(error, SignInLocked) and self._asked[0]:
            help = partial(self.ways.ask_release, self._asked[0])
        elif isinstance(error, StoreBusy | Unwritable) and self._asked[0]:
            help = self._again
        self.trouble.show_error(error, help)

    def _again(self, **given: Any) -> None:
        step = self._window.step()
        if isinstance(step, Step):
            step.busy(_("Opening…"))
        self._go_on(**given)

    def show_crash(self, code: str) -> None:
        """Say that something is our own fault, by its code."""
        said = _("Something went wrong on our side. Code {code}. Your store is as it was.")
        self.trouble.show_error(CaseError(said.format(code=code)))

    def _prepare_demo(self) -> None:
        if self._demo is not None:
            self._run(partial(self._demo, self._home, self._told.emit), self._demo_ready)

    def _say_progress(self, progress: Progress) -> None:
        step = self._window.step()
        if isinstance(step, Waiting) and progress.total:
            said = _("Building the demo town, once: {percent} %")
            step.say(said.format(percent=100 * progress.done // progress.total))

    def _demo_ready(self, outcome: Outcome) -> None:
        if outcome.code:
            self.show_crash(outcome.code)
        elif outcome.error is not None:
            self.trouble.show_error(outcome.error, self._prepare_demo)
        else:
            self._show_users(outcome.result)

    def _show_users(self, users: Sequence[DemoUser]) -> None:
        self._users = tuple(users)
        step = DemoStep(self._users)
        step.asked.connect(self._unlock)
        self._show(step)
