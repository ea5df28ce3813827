"""The rules of behavior, read and agreed to before a shift begins."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit

from casemgr.core.sign_in_notice import digest
from casemgr.i18n import _
from ui.unlock import Step, primary
from ui.widgets.button import Weight, button

LINES = 14


class RulesStep(Step):
    """The agency's rules; `agreed` tells their digest, `back` that the user would rather not."""

    agreed = Signal(str)
    back = Signal()

    def __init__(self, text: str) -> None:
        super().__init__(_("Rules of behavior"), _("Asked once a year, and when they have changed."))
        self.text = QPlainTextEdit(text)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(_("Rules of behavior"))
        self.text.setFixedHeight(self.text.fontMetrics().lineSpacing() * LINES)
        self.button = primary(_("I have read this and agree"))
        self.leave = button(_("Back"), Weight.QUIET)
        for widget in (self.text, self.button, self.leave):
            self.box.addWidget(widget)
        self.button.clicked.connect(self._agree)
        self.leave.clicked.connect(self.back)
        self.setFocusProxy(self.button)

    def _agree(self) -> None:
        self.busy(_("Opening…"))
        self.agreed.emit(digest(self.text.toPlainText()))
