"""The reminder that a passphrase was chosen by somebody else, or is old."""

from PySide6.QtCore import QObject

from casemgr.core.account_use import OwnAccount, own_account
from casemgr.core.errors import PassphraseDue
from casemgr.i18n import _
from ui.desk import UiDesk
from ui.window import MainWindow


class PassphraseReminder(QObject):
    """Asks once the window is there, and says so with the way to change it; nothing is kept from anybody."""

    def __init__(self, window: MainWindow, desk: UiDesk) -> None:
        super().__init__(window)
        self._window = window
        desk.ask(own_account, then=self._remind)

    def _remind(self, own: OwnAccount) -> None:
        said = ""
        if own.given:
            said = _("Somebody else chose your passphrase. Choose one that only you know, under Settings.")
        elif own.old:
            said = _("Your passphrase is old. Choose a new one, under Settings.")
        if said:
            self._window.trouble.show_error(PassphraseDue(said), self._window.open_settings)
