"""The passphrase once more: asked over the window before what an open laptop is not enough for."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout

from casemgr.core.errors import CaseError, SignInLocked, WrongKey
from casemgr.i18n import _
from ui.desk import UiDesk
from ui.look import current_look
from ui.tokens import Text
from ui.unlock import WIDTH, AskLine, primary
from ui.widgets.button import Weight, button
from ui.widgets.text import words
from ui.window import MainWindow


class AskAnew(QDialog):
    """`given` tells a passphrase; what is wrong with it is said beside the field."""

    given = Signal(str)

    def __init__(self, window: MainWindow, shared: str) -> None:
        super().__init__(window)
        self.setWindowTitle(_("Passphrase"))
        self.setFixedWidth(current_look().px(WIDTH))
        said = _("What leaves this laptop, cannot be taken back, or changes who may do what, asks for it again.")
        hint = _("Everyone's in the demo: {passphrase}").format(passphrase=shared) if shared else ""
        self.line = AskLine(_("Passphrase"), secret=True, hint=hint)
        self.go = primary(_("Go on"))
        self.leave = button(_("Cancel"), Weight.QUIET)
        bar = QHBoxLayout()
        bar.addStretch(1)
        bar.addWidget(self.leave)
        bar.addWidget(self.go)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(words(_("Your passphrase again"), Text.RECORD))
        column.addWidget(words(said, Text.SECOND, wrap=True))
        column.addWidget(self.line)
        column.addLayout(bar)
        self.go.setAutoDefault(False)
        self.go.clicked.connect(self._give)
        self.line.edit.returnPressed.connect(self._give)
        self.leave.clicked.connect(self.reject)
        self.line.setFocus()

    def say(self, sentence: str) -> None:
        """Say what is wrong with it, and take another."""
        self.setEnabled(True)
        self.line.say(sentence, focus=True)

    def _give(self) -> None:
        if self.line.text():
            self.line.say("")
            self.setEnabled(False)
            self.given.emit(self.line.text())
        else:
            self.line.say(_("Write your passphrase."), focus=True)


class StepUp(QObject):
    """Lets what the desk holds go on once the passphrase was given, and refuses it otherwise.

    `locking` tells that too many were wrong. `shared` is everyone's in the demo, and told.
    """

    locking = Signal()

    def __init__(self, window: MainWindow, desk: UiDesk, shared: str = "") -> None:
        super().__init__(window)
        self._shared = shared
        self._window = window
        self._desk = desk
        self.dialog: AskAnew | None = None
        desk.unproved.connect(self._ask)

    def _ask(self) -> None:
        if self.dialog is not None:
            return
        self.dialog = AskAnew(self._window, self._shared)
        self.dialog.given.connect(self._prove)
        self.dialog.rejected.connect(self._left)
        self.dialog.open()

    def _prove(self, passphrase: str) -> None:
        self._desk.prove(passphrase, then=self._proved, otherwise=self._refused)

    def _proved(self, _nothing: object) -> None:
        self._close()
        self._desk.go_on()

    def _left(self) -> None:
        self._close()
        self._desk.give_up()

    def _refused(self, error: CaseError) -> None:
        if isinstance(error, SignInLocked):
            self.locking.emit()
        elif self.dialog is not None:
            self.dialog.say(_("This passphrase is wrong.") if isinstance(error, WrongKey) else error.sentence)

    def _close(self) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is not None:
            dialog.hide()
            dialog.deleteLater()
