"""Every key of the window, each declared once: what presses it, what it does, and how it is written."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from casemgr.i18n import N_, _

Standard = QKeySequence.StandardKey


class Shortcut(StrEnum):
    """What the window and its pages answer to; the platform's own keys stand in `STANDARD`."""

    FIND = "Ctrl+K"
    LOG = "Ctrl+N"
    CRISIS = "Ctrl+Shift+N"
    SETTINGS = "Ctrl+,"
    HELP = "F1"
    BACK = "Alt+Left"
    UNDO = "Ctrl+Z"
    COVER = "F9"
    LOCK = "Ctrl+L"
    QUIT = "Ctrl+Q"
    SAVE = "Ctrl+Return"
    LEAVE = "Esc"
    FINDING = "F8"
    SERVICE = "F2"
    OUTCOMES = "F3"
    CONSENT = "F4"


STANDARD = {
    Shortcut.LOG: Standard.New,
    Shortcut.SETTINGS: Standard.Preferences,
    Shortcut.HELP: Standard.HelpContents,
    Shortcut.BACK: Standard.Back,
    Shortcut.UNDO: Standard.Undo,
    Shortcut.QUIT: Standard.Quit,
}


@dataclass(frozen=True)
class Keys:
    """One line of the keyboard map: a shortcut or keys in words, and what they do."""

    does: str
    shortcut: Shortcut | None = None
    words: str = ""

    def written(self) -> str:
        """The keys as this platform writes them."""
        return said(self.shortcut) if self.shortcut is not None else _(self.words)


MAP: tuple[tuple[str, tuple[Keys, ...]], ...] = (
    (
        N_("Everywhere"),
        (
            Keys(N_("Find or do anything"), Shortcut.FIND),
            Keys(N_("Log contact"), Shortcut.LOG),
            Keys(N_("Crisis encounter"), Shortcut.CRISIS),
            Keys(N_("Help for this screen, and these keys"), Shortcut.HELP),
            Keys(N_("One step back"), Shortcut.BACK),
            Keys(N_("Take the last step back"), Shortcut.UNDO),
            Keys(N_("Cover the screen, and show it again"), Shortcut.COVER),
            Keys(N_("Cover the screen"), words=N_("Esc twice")),
            Keys(N_("Lock"), Shortcut.LOCK),
            Keys(N_("Settings"), Shortcut.SETTINGS),
            Keys(N_("Close Casemgr"), Shortcut.QUIT),
        ),
    ),
    (
        N_("While writing"),
        (
            Keys(N_("Save"), Shortcut.SAVE),
            Keys(N_("Leave; what you typed is kept"), Shortcut.LEAVE),
            Keys(N_("To the next underlined words"), Shortcut.FINDING),
            Keys(N_("Next field, field before"), words=N_("Tab, Shift+Tab")),
            Keys(N_("Choose a chip by its place"), words=N_("1 to 9, 0 for the others")),
            Keys(N_("Choose a chip by how it begins"), words=N_("Letters")),
            Keys(N_("Find or make a person in the quick log"), words="@"),
        ),
    ),
    (
        N_("In lists and on the rail"),
        (
            Keys(N_("To a place of the rail, by its number"), words=N_("Ctrl+1 to Ctrl+9")),
            Keys(N_("Up and down"), words=N_("Arrow keys")),
            Keys(N_("First and last"), words=N_("Home, End")),
            Keys(N_("Open"), words=N_("Enter")),
            Keys(N_("From the search box into the list"), words=N_("Arrow down")),
        ),
    ),
    (
        N_("While referring"),
        (
            Keys(N_("To the services"), Shortcut.SERVICE),
            Keys(N_("To the desired outcomes"), Shortcut.OUTCOMES),
            Keys(N_("Record consent"), Shortcut.CONSENT),
        ),
    ),
    (
        N_("In the review and on the board"),
        (
            Keys(N_("Close or open the preview"), words=N_("Space")),
            Keys(N_("Acknowledge, accept, decline"), words=N_("K, A, D")),
            Keys(N_("Ask back, record an attempt"), words=N_("B, T")),
            Keys(N_("Put on hold, resume"), words=N_("H, R")),
            Keys(N_("Complete, close without help"), words=N_("C, F")),
            Keys(N_("Refer elsewhere, person was told"), words=N_("E, P")),
            Keys(N_("Start service, answer the question, cancel"), words=N_("S, W, X")),
            Keys(N_("Open the person or the entry"), words="O"),
            Keys(N_("Move to another column"), words="M"),
            Keys(N_("In the access review: justified, unclear, refer"), words=N_("J, U, R")),
        ),
    ),
)
"""The keyboard map; help and settings show it."""


def place_keys(number: int) -> QKeySequence:
    """The keys that lead to a place of the rail, counted from 1; the tenth and further have none."""
    return QKeySequence(f"Ctrl+{number}") if number in range(1, 10) else QKeySequence()


def sequences(shortcut: Shortcut) -> list[QKeySequence]:
    """The keys of a shortcut on this platform; ours as well where the platform has none or others."""
    own = QKeySequence(shortcut.value)
    given = QKeySequence.keyBindings(STANDARD[shortcut])[:1] if shortcut in STANDARD else []
    both = [QKeySequence("Ctrl+Enter")] if shortcut is Shortcut.SAVE else []
    return [own, *(keys for keys in given if keys != own), *both]


def pressed(event: QKeyEvent, shortcut: Shortcut) -> bool:
    """Whether a key that was pressed is that of a shortcut."""
    return QKeySequence(event.keyCombination()) in sequences(shortcut)


def said(shortcut: Shortcut) -> str:
    """The keys as this platform writes them."""
    return QKeySequence(shortcut.value).toString(QKeySequence.SequenceFormat.NativeText)


def answer(widget: QWidget, shortcut: Shortcut, what: Callable[[], object], *, inside: bool = False) -> None:
    """Do this when the keys are pressed in the widget's window; with `inside`, only while the focus is in it."""
    made = QShortcut(widget)
    made.setKeys(sequences(shortcut))
    if inside:
        made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    made.activated.connect(what)
