"""What there is to say as a shift begins: a passphrase to change, and who is new here."""

from PySide6.QtCore import QObject

from casemgr.core.access import May
from casemgr.core.account_use import OwnAccount, own_account
from casemgr.core.errors import PassphraseDue
from casemgr.i18n import _
from casemgr.services.account_list import NewFaces, new_faces, said
from ui.desk import UiDesk
from ui.tokens import Tone
from ui.window import MainWindow


class Greeting(QObject):
    """Asks once the window is there and says all of it at once; nothing is kept from anybody."""

    def __init__(self, window: MainWindow, desk: UiDesk) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        desk.ask(own_account, then=self._go_on)

    def _go_on(self, own: OwnAccount) -> None:
        if self._desk.actor.may(May.READ_STAFF):
            self._desk.ask(new_faces, then=lambda faces: self._greet(own, faces))
        else:
            self._greet(own, NewFaces())

    def _greet(self, own: OwnAccount, faces: NewFaces) -> None:
        due = _due(own)
        told = " ".join(filter(None, (due, said(faces))))
        if due:
            self._window.trouble.show_error(PassphraseDue(told), self._window.open_settings)
        elif told:
            self._window.trouble.tell(Tone.WARN, told)


def _due(own: OwnAccount) -> str:
    if own.given:
        return _("Somebody else chose your passphrase. Choose one that only you know, under Settings.")
    return _("Your passphrase is old. Choose a new one, under Settings.") if own.old else ""
