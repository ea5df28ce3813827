"""How trouble is shown: a banner with the one thing that helps, and a page with a code for what is our fault."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from casemgr.core import crash
from casemgr.core.errors import (
    CaseError,
    Conflict,
    NoConsent,
    NotAllowed,
    NotFound,
    PassphraseDue,
    SignInLocked,
    StoreBusy,
    StoreDamaged,
    StoreGap,
    Unwritable,
)
from casemgr.i18n import N_, _
from ui.look import current_look
from ui.tokens import Ink, Text, Tone
from ui.widgets.banner import Banner
from ui.widgets.button import Weight, button
from ui.widgets.picture import Picture
from ui.widgets.text import words

HELPS: tuple[tuple[type[CaseError], str], ...] = (
    (Conflict, N_("Look again")),
    (NotFound, N_("Look again")),
    (StoreBusy, N_("Try again")),
    (Unwritable, N_("Try again")),
    (StoreGap, N_("Accept the gap")),
    (NoConsent, N_("Record consent")),
    (SignInLocked, N_("I was read a code")),
    (PassphraseDue, N_("Change it")),
)
"""What helps with which refusal; the page knows how it is done."""

WIDTH = 560
_GRAVE = (StoreDamaged, Unwritable)


def help_for(error: CaseError) -> str:
    """The words of the button that helps, in the language in force; empty where only reading helps."""
    return next((_(said) for kind, said in HELPS if isinstance(error, kind)), "")


class TroubleBar(Banner):
    """Shows a refusal; where whoever shows it knows what helps, that is the button."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._help: Callable[[], object] | None = None
        self.acted.connect(self._helped)

    def show_error(self, error: CaseError, help: Callable[[], object] | None = None) -> None:
        """Say what was refused, and offer what helps."""
        self._help = help
        tone = Tone.DANGER if isinstance(error, _GRAVE) else Tone.INFO if isinstance(error, NotAllowed) else Tone.WARN
        action = help_for(error) or _("Try again")
        self.tell(tone, error.sentence, action if help is not None else "")

    def _helped(self) -> None:
        self.dismiss()
        if self._help is not None:
            self._help()


class CrashPage(QWidget):
    """An apology, the code to read out on the phone, and where the log lies."""

    went_on = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code = words("", Text.PAGE)
        self._code.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.go_on = button(_("Go on"), Weight.PRIMARY)
        copy = button(_("Copy the code"), Weight.SECONDARY, "copy")
        copy.clicked.connect(self._copy)
        self.go_on.clicked.connect(self.went_on)
        log = words(_("The log is {path}. It names no person.").format(path=crash.log_path()), Text.SECOND, wrap=True)
        log.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        middle = QWidget()
        middle.setFixedWidth(current_look().px(WIDTH))
        column = QVBoxLayout(middle)
        column.setSpacing(12)
        column.addWidget(Picture("triangle-alert", Ink.DANGER, size=40), 0, Qt.AlignmentFlag.AlignHCenter)
        said = words(_("What was saved is safe, and what you were typing was kept. Code:"), wrap=True)
        for label in (words(_("Something went wrong on our side"), Text.RECORD), said, self._code, log):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(copy)
        row.addWidget(self.go_on)
        row.addStretch(1)
        column.addLayout(row)
        ground = QVBoxLayout(self)
        ground.addStretch(2)
        ground.addWidget(middle, 0, Qt.AlignmentFlag.AlignHCenter)
        ground.addStretch(3)

    def show_code(self, code: str) -> None:
        """Show a crash by its code."""
        self._code.setText(code)
        self._code.setAccessibleName(_("Crash code {code}").format(code=code))
        self.go_on.setFocus()

    def code(self) -> str:
        """The code shown."""
        return self._code.text()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._code.text())
