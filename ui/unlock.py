"""The unlock window: the first thing painted, so it needs Qt and our look, and nothing else of ours."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from casemgr.i18n import N_, _
from ui.look import current_look
from ui.tall import Tall
from ui.tokens import Text
from ui.widgets.card import Card
from ui.widgets.text import PROBLEM, words

TITLE = "Casemgr"
WIDTH = 440
SCOPE = N_(
    "This is a community-contact and referral log. It is not a criminal intelligence system, not a stop or arrest "
    "record, not a health record, and not for Criminal Justice Information (CJI). Put such facts in the systems made "
    "for them and keep only the reference number here."
)


class UnlockWindow(QWidget):
    """Shows one step at a time in its middle; `closed` tells that the user closed it, `gone` that all is put away."""

    painted = Signal()
    closed = Signal()
    gone = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(TITLE)
        self.resize(1000, 700)
        self._first_paint = QTimer(self, singleShot=True, interval=0)
        self._first_paint.timeout.connect(self.painted)
        self._painted = False
        self._steps = QStackedWidget()
        self.above = QVBoxLayout()
        self.above.setSpacing(12)
        self._steps.setFixedWidth(current_look().px(WIDTH))
        self.above.addWidget(self._steps)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addLayout(self.above)
        across.addStretch(1)
        inside = Tall()
        middle = QVBoxLayout(inside)
        middle.setContentsMargins(24, 24, 24, 24)
        middle.addStretch(2)
        middle.addLayout(across)
        middle.addStretch(3)
        scroll = QScrollArea()
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll)

    def show_step(self, step: QWidget, *, keep: bool = False) -> None:
        """Show this step; unless told to keep it, let go of the one before."""
        before = self._steps.currentWidget()
        self._steps.addWidget(step)
        self._steps.setCurrentWidget(step)
        if before is not None and before is not step:
            self._steps.removeWidget(before)
            if not keep:
                before.deleteLater()

    def step(self) -> QWidget | None:
        """The step shown."""
        return self._steps.currentWidget()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            self._first_paint.start()

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()


class Step(Card):
    """A card of the unlock window: a title, a sentence, then what the step asks."""

    def __init__(self, title: str, sentence: str = "") -> None:
        super().__init__()
        self.box.setContentsMargins(28, 24, 28, 28)
        self.box.setSpacing(12)
        self.box.addWidget(words(title, Text.PAGE))
        if sentence:
            self.box.addWidget(words(sentence, Text.SECOND, wrap=True))

    def busy(self, sentence: str) -> None:
        """Say what is going on, and take no input meanwhile; nothing to say takes input again."""
        self.setEnabled(not sentence)


class AskLine(QWidget):
    """A field with its title over it and what is wrong under it; a secret can be shown while a button is held."""

    def __init__(self, title: str, *, secret: bool = False, hint: str = "") -> None:
        super().__init__()
        self.peek: QPushButton | None = None
        self.edit = QLineEdit()
        self.edit.setAccessibleName(title)
        label = words(title, Text.LABEL)
        label.setBuddy(self.edit)
        self._problem = words("", PROBLEM, wrap=True)
        self._problem.hide()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.edit, 1)
        if secret:
            self.edit.setEchoMode(QLineEdit.EchoMode.Password)
            self.peek = self._peek_button()
            row.addWidget(self.peek)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(label)
        if hint:
            column.addWidget(words(hint, Text.SECOND, wrap=True))
        column.addLayout(row)
        column.addWidget(self._problem)
        self.setFocusProxy(self.edit)

    def _peek_button(self) -> QPushButton:
        peek = QPushButton(_("Show"))
        peek.setAccessibleName(_("Show while held"))
        peek.setProperty("weight", "quiet")
        peek.pressed.connect(self._show)
        peek.released.connect(self._hide)
        return peek

    def _show(self) -> None:
        self.edit.setEchoMode(QLineEdit.EchoMode.Normal)

    def _hide(self) -> None:
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)

    def text(self) -> str:
        """What was typed."""
        return self.edit.text()

    def problem(self) -> str:
        """What is said to be wrong."""
        return "" if self._problem.isHidden() else self._problem.text()

    def say(self, sentence: str, *, focus: bool = False) -> None:
        """Say what is wrong, or that nothing is; what was typed stays."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))
        self.edit.setAccessibleDescription(sentence)
        self.edit.setProperty("wrong", "true" if sentence else "false")
        self.edit.style().unpolish(self.edit)
        self.edit.style().polish(self.edit)
        if focus:
            self.edit.setFocus()
            self.edit.selectAll()


class SignIn(Step):
    """User name and passphrase; `asked` tells both, and `pending` whoever was not there yet to hear it.

    `lost` tells that every passphrase is lost.
    """

    asked = Signal(str, str)
    lost = Signal()

    def __init__(self, notice: str = "") -> None:
        super().__init__(_("Unlock Casemgr"), _("Everything it keeps on this laptop is encrypted."))
        self.notice = notice
        self.agree = QPushButton(_("I have read this and agree"))
        self.agree.setVisible(bool(notice))
        self.agree.clicked.connect(self._agreed)
        self.pending: tuple[str, str] | None = None
        self.user = AskLine(_("Sign-in name"))
        self.passphrase = AskLine(_("Passphrase"), secret=True)
        self.button = primary(_("Unlock"))
        self._said = words("", Text.SECOND, wrap=True)
        self._said.hide()
        self.with_sheet = QPushButton(_("Use the recovery sheet"))
        self.with_sheet.setProperty("weight", "quiet")
        self.with_sheet.clicked.connect(self.lost)
        asking = (self.user, self.passphrase, self.button, self._said, self.with_sheet)
        if notice:
            self.box.addWidget(words(notice, Text.BODY, wrap=True))
        for widget in (self.agree, *asking):
            self.box.addWidget(widget)
        for widget in (self.user, self.passphrase, self.button, self.with_sheet):
            widget.setEnabled(not notice)
        self.user.edit.returnPressed.connect(self.passphrase.setFocus)
        self.passphrase.edit.returnPressed.connect(self._ask)
        self.button.clicked.connect(self._ask)
        self.setFocusProxy(self.agree if notice else self.user)

    def _agreed(self) -> None:
        """Only now a passphrase can be given."""
        for widget in (self.user, self.passphrase, self.button, self.with_sheet):
            widget.setEnabled(True)
        self.agree.setEnabled(False)
        self.setFocusProxy(self.user)
        self.user.setFocus()

    def busy(self, sentence: str) -> None:
        super().busy(sentence)
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))
        self._said.setAccessibleName(sentence)

    def _ask(self) -> None:
        self.user.say("")
        self.passphrase.say("")
        if not self.user.text().strip():
            self.user.say(_("Write your sign-in name."), focus=True)
        elif not self.passphrase.text():
            self.passphrase.say(_("Write your passphrase."), focus=True)
        else:
            self.pending = self.user.text().strip(), self.passphrase.text()
            self.busy(_("Opening…"))
            self.asked.emit(*self.pending)


class Welcome(Step):
    """The first start: what this is and is not; `begun` tells that setting up is wanted, `pending` that it was.

    `restoring` tells that a backup is to be brought back.
    """

    begun = Signal()
    restoring = Signal()

    def __init__(self) -> None:
        super().__init__(_("Welcome to Casemgr"), _(SCOPE))
        self.pending = False
        self.button = primary(_("Set up this laptop"))
        self.restore = QPushButton(_("Bring back a backup…"))
        self.restore.setProperty("weight", "quiet")
        self.box.addWidget(self.button)
        self.box.addWidget(self.restore)
        self.button.clicked.connect(self._begin)
        self.restore.clicked.connect(self.restoring)
        self.setFocusProxy(self.button)

    def _begin(self) -> None:
        self.pending = True
        self.busy(_("Getting ready…"))
        self.begun.emit()


class Waiting(Step):
    """Nothing to do yet but wait."""

    def __init__(self, title: str, sentence: str) -> None:
        super().__init__(title)
        self._said = words(sentence, Text.SECOND, wrap=True)
        self.box.addWidget(self._said)

    def say(self, sentence: str) -> None:
        """Say what is going on now."""
        self._said.setText(sentence)

    def said(self) -> str:
        """What it says."""
        return self._said.text()


def primary(text: str) -> QPushButton:
    """The one button of a step."""
    made = QPushButton(text)
    made.setProperty("weight", "primary")
    made.setAutoDefault(True)
    return made
