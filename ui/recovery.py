"""The recovery code: shown once, printed or saved, and asked back before the work begins."""

import secrets

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout

from casemgr.core.errors import CaseError
from casemgr.i18n import _
from casemgr.services.leaving import Outgoing
from ui.printing import ask_where, at_the_printer, print_pdf, save_file
from ui.tokens import Text
from ui.unlock import AskLine, Step, UnlockWindow, primary
from ui.widgets.button import Weight, button
from ui.widgets.card import Card
from ui.widgets.text import words

ACROSS = 3
ASKED_BACK = 2
FILE_NAME = "casemgr-recovery-sheet.pdf"


class RecoveryStep(Step):
    """Nine groups of four; `put_away` when the user says the sheet is where it belongs."""

    put_away = Signal()

    def __init__(self, code: str, pdf: Outgoing) -> None:
        super().__init__(
            _("The recovery sheet"),
            _(
                "If every passphrase is lost, this code is the only way in. It is shown this once. Print it and put it "
                "in the safe; do not keep it on this laptop."
            ),
        )
        self._pdf = pdf
        self._groups = code.split("-")
        sheet = Card(raised=True)
        grid = QGridLayout()
        grid.setSpacing(12)
        for place, group in enumerate(self._groups):
            shown = words(group, Text.PAGE)
            shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
            shown.setAccessibleName(_("Group {number}: {group}").format(number=place + 1, group=" ".join(group)))
            grid.addWidget(shown, place // ACROSS, place % ACROSS)
        sheet.box.addLayout(grid)
        self.print = button(_("Print…"), Weight.SECONDARY, "printer")
        self.save = button(_("Save PDF…"), Weight.SECONDARY, "download")
        row = QHBoxLayout()
        row.addWidget(self.print, 1)
        row.addWidget(self.save, 1)
        self.button = primary(_("I have put it away"))
        self._said = words("", Text.SECOND, wrap=True)
        self._said.hide()
        self.box.addWidget(sheet)
        self.box.addLayout(row)
        self.box.addWidget(self._said)
        self.box.addWidget(self.button)
        self.print.clicked.connect(self._print)
        self.save.clicked.connect(self._save)
        self.button.clicked.connect(self.put_away)
        self.setFocusProxy(self.print)

    def groups(self) -> list[str]:
        """The code as it is shown."""
        return list(self._groups)

    def _print(self) -> None:
        if print_pdf(self._pdf, self):
            self._say(at_the_printer())

    def _save(self) -> None:
        path = ask_where(self, FILE_NAME)
        if path is None:
            return
        try:
            save_file(self._pdf, path)
        except CaseError as refusal:
            self._say(refusal.sentence)
        else:
            self._say(_("Saved. Print it, then delete the file."))

    def _say(self, sentence: str) -> None:
        self._said.setText(sentence)
        self._said.setAccessibleName(sentence)
        self._said.show()


class PutAway(QObject):
    """The sheet shown, put away and asked back, in the unlock window; `done` when it is in the safe."""

    done = Signal()

    def __init__(self, window: UnlockWindow, code: str, pdf: Outgoing, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self._code = code
        self._pdf = pdf
        self.steps: list[Step] = []
        self.show_sheet()

    def show_sheet(self) -> None:
        """Show the sheet, once more if it was put away too early."""
        step = RecoveryStep(self._code, self._pdf)
        step.put_away.connect(self._ask_back)
        self._show(step)

    def _ask_back(self) -> None:
        step = AskBackStep(self._code)
        step.again.connect(self.show_sheet)
        step.done.connect(self._finish)
        self._show(step)

    def _finish(self) -> None:
        self.done.emit()
        for step in self.steps:
            step.deleteLater()  # They hold the code.

    def _show(self, step: Step) -> None:
        self.steps.append(step)
        self._window.show_step(step, keep=True)
        step.setFocus()


class AskBackStep(Step):
    """Asks two groups of the code back; `done` when they are right, `again` when the sheet is to be seen once more."""

    done = Signal()
    again = Signal()

    def __init__(self, code: str) -> None:
        super().__init__(_("Is it readable?"), _("Copy these two groups from the sheet you have put away."))
        groups = code.split("-")
        self.asked = sorted(secrets.SystemRandom().sample(range(len(groups)), ASKED_BACK))
        self._right = [groups[place] for place in self.asked]
        self.lines = [AskLine(_("Group {number}").format(number=place + 1)) for place in self.asked]
        self.button = primary(_("Start working"))
        back = button(_("Show the sheet again"), Weight.QUIET)
        for widget in (*self.lines, self.button, back):
            self.box.addWidget(widget)
        self.lines[0].edit.returnPressed.connect(self.lines[1].setFocus)
        self.lines[1].edit.returnPressed.connect(self._check)
        self.button.clicked.connect(self._check)
        back.clicked.connect(self.again)
        self.setFocusProxy(self.lines[0])

    def _check(self) -> None:
        wrong = [line for line, right in zip(self.lines, self._right, strict=True) if _read(line.text()) != right]
        for line in self.lines:
            said = _("This is not what the sheet says. Look again.") if line in wrong else ""
            line.say(said, focus=line in wrong[:1])
        if not wrong:
            self.done.emit()


def _read(text: str) -> str:
    """A group as typed, case and O, I, L for 0, 1, 1 overlooked."""
    return text.strip().upper().translate(str.maketrans("OIL", "011"))
