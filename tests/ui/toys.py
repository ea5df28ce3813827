"""Options, people and a finder that stand in for a store."""

from collections.abc import Callable
from uuid import UUID, uuid4

from PySide6.QtWidgets import QWidget

from casemgr.core.fields import Option
from ui.fields import Picked

FEW = tuple(Option(w.lower(), w) for w in ("On foot", "Call", "Phone"))
LANGUAGES = tuple(
    Option(code, word)
    for code, word in (
        ("es", "Español"),
        ("en", "English"),
        ("pt", "Português"),
        ("vi", "Tiếng Việt"),
        ("fr", "Français"),
        ("ht", "Kreyòl"),
        ("ru", "Русский"),
        ("ar", "العربية"),
        ("zh", "中文"),
    )
)
JOSE, ZOE = Picked(uuid4(), "Núñez Ávila, José"), Picked(uuid4(), "O’Brien, Zoë")


class ToyFinder:
    """Finds José, then Zoë; knows the words for both."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    def pick(self, kind: str, start: str, near: QWidget, then: Callable[[Picked], None]) -> None:
        self.asked.append((kind, start))
        then(JOSE if len(self.asked) == 1 else ZOE)

    def title(self, kind: str, id: UUID, then: Callable[[str], None]) -> None:
        then({p.id: p.title for p in (JOSE, ZOE)}[id])
