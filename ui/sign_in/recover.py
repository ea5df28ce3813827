"""Back in with the recovery sheet: the sheet, an administrator's name, and their new passphrase."""

from dataclasses import dataclass

from PySide6.QtCore import Signal

from casemgr.core import recovery, sheets
from casemgr.core.errors import Invalid, Problem
from casemgr.i18n import _
from ui.unlock import AskLine, Step, primary
from ui.widgets.button import Weight, button


@dataclass(frozen=True, repr=False)
class Recovery:
    """What was typed: the bits of the sheet, whose passphrase is to be new, and the passphrase."""

    sheet: bytes
    user_name: str
    passphrase: str


class RecoverStep(Step):
    """`given` tells a Recovery, `back` that the user thought better."""

    given = Signal(object)
    back = Signal()

    def __init__(self) -> None:
        super().__init__(
            _("With the recovery sheet"),
            _(
                "An administrator gets a new passphrase. The store gets new keys and a new sheet, which is shown then; "
                "that the sheet was used is written down."
            ),
        )
        first = _("The code of the sheet, or the words of one of five")
        self.first = AskLine(first)
        self.second = AskLine(_("The words of another sheet"), hint=_("Only where there are five sheets."))
        self.user = AskLine(_("Sign-in name of the administrator"))
        self.passphrase = AskLine(_("New passphrase"), secret=True)
        self.again = AskLine(_("The same once more"), secret=True)
        self.button = primary(_("Open the store"))
        leave = button(_("Back"), Weight.QUIET)
        for widget in (self.first, self.second, self.user, self.passphrase, self.again, self.button, leave):
            self.box.addWidget(widget)
        self.button.clicked.connect(self._give)
        self.again.edit.returnPressed.connect(self._give)
        leave.clicked.connect(self.back)
        self.setFocusProxy(self.first)

    def say(self, problems: tuple[Problem, ...]) -> None:
        """Say what is wrong beside each field; what was typed stays."""
        lines = {"sheet_2": self.second, "user_name": self.user, "passphrase": self.passphrase, "again": self.again}
        for problem in problems:
            lines.get(problem.field, self.first).say(problem.sentence, focus=True)

    def _give(self) -> None:
        for line in (self.first, self.second, self.user, self.passphrase, self.again):
            line.say("")
        try:
            given = self._read()
        except Invalid as wrong:
            self.say(wrong.problems)
        else:
            self.busy(_("Opening…"))
            self.given.emit(given)

    def _read(self) -> Recovery:
        first, second = self.first.text(), self.second.text()
        if not first.strip():
            raise Invalid(Problem("recovery_code", _("Write the code.")))
        split = bool(second.strip()) or len(first.split()) == sheets.WORDS
        code = sheets.join([first, second]) if split else recovery.read(first)
        if not self.user.text().strip():
            raise Invalid(Problem("user_name", _("Write your sign-in name.")))
        if self.passphrase.text() != self.again.text():
            raise Invalid(Problem("again", _("The two differ.")))
        return Recovery(code, self.user.text().strip(), self.passphrase.text())
