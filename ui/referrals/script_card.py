"""The call script beside a referral: the number to dial, whom to ask for, what may be said and what not."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from casemgr.i18n import _
from casemgr.services.review.script import Script
from ui.tokens import Text
from ui.widgets.card import Card
from ui.widgets.text import words


class ScriptCard(Card):
    """Hidden until a script is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, raised=True)
        self._title = words("", Text.ROW, wrap=True)
        self._ask = words("", Text.BODY, wrap=True)
        self._say = words("", Text.BODY, wrap=True)
        self._keep = words("", Text.SECOND, wrap=True)
        for one in (self._title, self._ask, self._say, self._keep):
            one.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            one.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            self.box.addWidget(one)
        self.setAccessibleName(_("What to say"))
        self.hide()

    def show_script(self, script: Script | None) -> None:
        """Show what to say, or nothing."""
        self.setVisible(script is not None)
        if script is None:
            return
        if script.call:
            number = script.phone or _("no number is known")
            self._title.setText(_("Call {number}").format(number=number))
            asked = _("Ask for {name}. Reference {reference}.")
            self._ask.setText(asked.format(name=script.ask_for, reference=script.reference))
        else:
            self._title.setText(_("No call"))
            self._ask.setText("")
        self._ask.setVisible(script.call)
        self._say.setText("\n".join(script.say))
        self._say.setVisible(bool(script.say))
        self._keep.setText("\n".join(script.keep))

    def said(self) -> str:
        """All that is shown, in words."""
        parts = (self._title, self._ask, self._say, self._keep)
        return "\n".join(part.text() for part in parts if part.text())
