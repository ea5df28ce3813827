"""Steps of the unlock window beside the passphrase: the phone's code, the shift's short code, a code by phone."""

from PySide6.QtCore import Signal

from casemgr.core.second_factor import Enrollment
from casemgr.i18n import _
from ui.sign_in.for_phone import ForPhone
from ui.unlock import AskLine, Step, primary
from ui.widgets.button import Weight, button


class CodeStep(Step):
    """One code to type; `given` tells it, `back` that the user would rather begin anew."""

    given = Signal(str)
    back = Signal()

    def __init__(self, title: str, sentence: str, line: str, do: str, back: str, *, secret: bool = False) -> None:
        super().__init__(title, sentence)
        self.line = AskLine(line, secret=secret)
        self.button = primary(do)
        self.leave = button(back, Weight.QUIET)
        for widget in (self.line, self.button, self.leave):
            self.box.addWidget(widget)
        self.line.edit.returnPressed.connect(self._give)
        self.button.clicked.connect(self._give)
        self.leave.clicked.connect(self.back)
        self.setFocusProxy(self.line)

    def say(self, sentence: str) -> None:
        """Say what is wrong beside the field; what was typed stays."""
        self.line.say(sentence, focus=True)

    def _give(self) -> None:
        self.line.say("")
        if self.line.text().strip():
            self.busy(_("Opening…"))
            self.given.emit(self.line.text())
        else:
            self.line.say(_("Write the code."), focus=True)


def phone_step() -> CodeStep:
    """Asks for the six digits of the phone."""
    said = _("Open the app on your phone that shows your codes. Each code is taken once.")
    return CodeStep(_("The code of your phone"), said, _("Six digits"), _("Unlock"), _("Begin anew"))


def new_phone_step(enrolled: Enrollment) -> CodeStep:
    """Asks for a first code of a phone that the agency wants set up."""
    said = _("Your agency asks for a second proof besides the passphrase. Put this into an app on your phone.")
    step = CodeStep(_("Set up a phone"), said, _("Six digits the phone shows"), _("Unlock"), _("Begin anew"))
    step.box.insertWidget(step.box.indexOf(step.line), ForPhone(enrolled))
    return step


def short_step(user: str) -> CodeStep:
    """Asks for the short code of whose shift it is."""
    said = _("The shift of {name} goes on with the short code.").format(name=user)
    return CodeStep(_("Locked"), said, _("Short code"), _("Unlock"), _("Use the passphrase"), secret=True)


def release_step(number: int) -> CodeStep:
    """Asks for the code that is read over the phone."""
    said = _("Call your administrator and ask for code number {n}. It lets you try again; it lets nobody in.")
    return CodeStep(_("A code by phone"), said.format(n=number), _("Ten characters"), _("Try again"), _("Back"))
