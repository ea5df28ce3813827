"""Page: one place of the window; what the window asks of each, and what each may ask of the window."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from casemgr.core.changes import Changes
from casemgr.core.errors import CaseError
from ui.desk import UiDesk


@dataclass(frozen=True)
class Go:
    """Somewhere to go: a place or kind by name, a record of it, or a new one that begins with these values.

    `act` names what is to be done with the record, where one comes back to it half written.
    """

    where: str
    id: UUID | None = None
    new: bool = False
    start: Mapping[str, object] = field(default_factory=dict)
    act: str = ""


class Page(QWidget):
    """A place; a page is given its desk and asks it. No page knows another: it asks the window to `go` there.

    `said` has a sentence shown as a toast, `troubled` a refusal as a banner, `renamed` the header read anew, `locking`
    the store locked.
    """

    go = Signal(object)
    said = Signal(str)
    troubled = Signal(object)
    renamed = Signal()
    locking = Signal()

    def __init__(self, desk: UiDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.desk = desk

    @property
    def title(self) -> str:
        """The header of the window while this page is open; never a person's name in the window's own title."""
        raise NotImplementedError

    @property
    def line(self) -> str:
        """A line under the title."""
        return ""

    def refresh(self, changes: Changes) -> None:
        """Something was saved; show what is new if it is shown here."""

    def warm(self) -> None:
        """Made ahead of its first opening: ask once what will be asked then, so that it is answered at once."""

    def open(self, id: UUID) -> None:
        """Show this record."""

    def take_up(self, act: str) -> None:
        """Go on with this act on the record that is being opened."""

    def begin(self, start: Mapping[str, object]) -> None:
        """Begin a new record with these values."""

    def back(self) -> bool:
        """Step back within the page; False when there is nowhere to step."""
        return False

    def can_go_back(self) -> bool:
        """Whether `back` would step somewhere."""
        return False

    def keep(self) -> None:
        """Keep what is being typed, now: the window is about to lock, close or show another page."""

    def here(self) -> Go | None:
        """What to come back to after a lock; None for the page as it opens."""
        return None

    def trouble(self, error: CaseError) -> None:
        """Have the window show a refusal."""
        self.troubled.emit(error)
