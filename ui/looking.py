"""Looking for people as one types: one question at a time, the newest words next."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from casemgr.core.errors import CaseError
from casemgr.i18n import _
from casemgr.records import people
from casemgr.records.people import LookAlike
from ui.desk import UiDesk
from ui.tokens import Tone
from ui.widgets.rows import Row


class Looking(QObject):
    """`found` tells the words and who looks like them; words typed over meanwhile are never asked for."""

    found = Signal(str, object)
    refused = Signal(object)

    def __init__(self, desk: UiDesk, size: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._size = size
        self._asked: str | None = None
        self._next: str | None = None

    def look(self, typed: str) -> None:
        """Look for these words, once the question before is answered."""
        self._next = typed
        if self._asked is None:
            self._ask()

    def _ask(self) -> None:
        typed, self._next = self._next, None
        if typed is None:
            return
        self._asked = typed
        heard = partial(self._answered, typed)
        self._desk.ask(people.look_alikes, typed, size=self._size, then=heard, otherwise=self._refused)

    def _answered(self, typed: str, found: list[LookAlike]) -> None:
        self._asked = None
        if self._next in (None, typed):
            self._next = None
            self.found.emit(typed, found)
        self._ask()

    def _refused(self, error: CaseError) -> None:
        self._asked = None
        self.refused.emit(error)
        self._ask()


def row_of(one: LookAlike) -> Row:
    """Someone who looks alike, with why."""
    born = _("born {year}").format(year=one.born.year) if one.born is not None else ""
    line = " · ".join(part for part in (born, one.why) if part)
    chip = _("Likely the same") if one.likely else ""
    return Row(one.name, line, icon="user", chip=chip, tone=Tone.WARN, key=one)
