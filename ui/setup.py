"""Setting up a laptop, step by step: who works here, the passphrase, and then the recovery sheet."""

from zoneinfo import available_timezones

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout
from tzlocal import get_localzone_name

from casemgr.core.errors import Invalid
from casemgr.core.fields import Option
from casemgr.core.passphrase import judge
from casemgr.core.stretch import provider_is_fips
from casemgr.i18n import _
from ui.fields.choice_box import ChoiceBox
from ui.tokens import Text
from ui.unlock import AskLine, Step, primary
from ui.widgets.button import Weight, button
from ui.widgets.text import words

JUDGE_MS = 200


class WhoStep(Step):
    """The first administrator and the agency; `done` when all of it can be used."""

    done = Signal()

    def __init__(self) -> None:
        super().__init__(
            _("Set up this laptop"), _("You will be its first administrator and can add others afterwards.")
        )
        self.full_name = AskLine(_("Your full name"))
        self.user_name = AskLine(_("Sign-in name"), hint=_("Letters, digits, dots and dashes, such as r.delgado."))
        self.agency = AskLine(_("Agency"))
        self.zone = ChoiceBox([Option(name, name.replace("_", " ")) for name in sorted(available_timezones())])
        self.zone.name(_("Time zone"))
        self.zone.set_value(get_localzone_name() or "America/New_York")
        zone = words(_("Time zone"), Text.LABEL)
        zone.setBuddy(self.zone)
        self.fips = QCheckBox(_("Algorithms of FIPS 140 alone"))
        fips = words(_("For agencies that have to; it cannot be changed later."), Text.SECOND, wrap=True)
        self.fips.setChecked(provider_is_fips())
        self.fips.setDisabled(provider_is_fips())
        self.button = primary(_("Next"))
        for widget in (self.full_name, self.user_name, self.agency, zone, self.zone, self.fips, fips, self.button):
            self.box.addWidget(widget)
        for line, after in ((self.full_name, self.user_name), (self.user_name, self.agency), (self.agency, self.zone)):
            line.edit.returnPressed.connect(after.setFocus)
        self.button.clicked.connect(self._next)
        self.setFocusProxy(self.full_name)

    def _next(self) -> None:
        needed = {
            self.full_name: _("Write your name as colleagues know it."),
            self.user_name: _("Choose the name you will sign in with."),
            self.agency: _("Write the name of your agency."),
        }
        wrong = [line for line in needed if len(line.text().strip()) < 2]
        for line, sentence in needed.items():
            line.say(sentence if line in wrong else "", focus=line in wrong[:1])
        if not wrong and self.zone.value() is None:
            self.zone.setFocus()
        elif not wrong:
            self.done.emit()

    def show_refusal(self, error: Invalid) -> None:
        """Say at its line what the store refused."""
        lines = {"full_name": self.full_name, "user_name": self.user_name, "agency": self.agency}
        for problem in error.problems:
            lines.get(problem.field, self.user_name).say(problem.sentence, focus=True)


class PassphraseStep(Step):
    """A passphrase judged as it is typed; `done` tells one that will do."""

    done = Signal(str)
    back = Signal()

    def __init__(self, known: tuple[str, ...]) -> None:
        super().__init__(_("Your passphrase"), _("It opens this laptop's store. Nobody can look it up for you."))
        self._known = known
        self.keyring = False
        self.first = AskLine(_("Passphrase"), secret=True, hint=_("Four or more unrelated words do well."))
        self.again = AskLine(_("The same once more"), secret=True)
        self.judgment = words("", Text.SECOND, wrap=True)
        self.button = primary(_("Set up"))
        back = button(_("Back"), Weight.QUIET)
        row = QHBoxLayout()
        row.addWidget(back)
        row.addWidget(self.button, 1)
        for widget in (self.first, self.judgment, self.again):
            self.box.addWidget(widget)
        self.box.addLayout(row)
        self._soon = QTimer(self, singleShot=True, interval=JUDGE_MS)
        self._soon.timeout.connect(self._judge)
        self.first.edit.textEdited.connect(self._soon.start)
        self.first.edit.returnPressed.connect(self.again.setFocus)
        self.again.edit.returnPressed.connect(self._done)
        self.button.clicked.connect(self._done)
        back.clicked.connect(self.back)
        self.setFocusProxy(self.first)

    def busy(self, sentence: str) -> None:
        super().busy(sentence)
        self.judgment.setText(sentence)

    def _judged(self) -> str:
        problem = judge(self.first.text(), known=self._known, keyring=self.keyring)
        return problem.sentence if problem is not None else ""

    def _judge(self) -> None:
        said = self._judged() or _("This will do.")
        self.first.say("")
        self.judgment.setText(said)
        self.judgment.setAccessibleName(said)

    def _done(self) -> None:
        self._soon.stop()
        wrong = self._judged()
        self.judgment.setText("")
        self.first.say(wrong, focus=bool(wrong))
        different = "" if self.again.text() == self.first.text() else _("This is not the same as above.")
        self.again.say(different, focus=bool(different) and not wrong)
        if not wrong and not different:
            self.done.emit(self.first.text())
