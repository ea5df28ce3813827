"""The demo: its made-up users, each a click away."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from casemgr.i18n import _
from ui.tokens import Text
from ui.unlock import Step
from ui.widgets.button import Weight, button
from ui.widgets.text import words


class DemoUser(Protocol):
    """Someone of the demo town who can sign in; `role` in words."""

    @property
    def user_name(self) -> str: ...

    @property
    def full_name(self) -> str: ...

    @property
    def role(self) -> str: ...

    @property
    def passphrase(self) -> str: ...


class DemoStep(Step):
    """`asked` tells the sign-in name and passphrase of the user that was pressed."""

    asked = Signal(str, str)

    def __init__(self, users: Sequence[DemoUser]) -> None:
        super().__init__(_("Casemgr demo"), _("A made-up town and made-up people. Choose whom to work as."))
        self._users: dict[QPushButton, DemoUser] = {}
        self._said = words("", Text.SECOND, wrap=True)
        self._said.hide()
        for user in users:
            pressed = button(f"{user.full_name} · {_(user.role)}", Weight.SECONDARY, "user")
            pressed.clicked.connect(self._press)
            self._users[pressed] = user
            self.box.addWidget(pressed)
        self.box.addWidget(self._said)
        if self._users:
            self.setFocusProxy(next(iter(self._users)))

    def buttons(self) -> list[QPushButton]:
        """One for each user."""
        return list(self._users)

    def busy(self, sentence: str) -> None:
        super().busy(sentence)
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))

    def _press(self) -> None:
        pressed = self.sender()
        if isinstance(pressed, QPushButton):
            user = self._users[pressed]
            self.busy(_("Opening…"))
            self.asked.emit(user.user_name, user.passphrase)
