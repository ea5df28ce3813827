"""What the window remembers between starts: its look, language and place on the screen; nothing about anyone."""

from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QByteArray, QSettings

from casemgr.i18n import LANGUAGES
from ui.tokens import USER_SCALES, Density, Look, Theme

FILE = "window.ini"

E = TypeVar("E", bound=StrEnum)


class Preferences:
    """Kept in a file of the store's folder; what cannot be read is as at first."""

    def __init__(self, folder: Path) -> None:
        self._file = QSettings(str(folder / FILE), QSettings.Format.IniFormat)

    @property
    def look(self) -> Look:
        """Theme, density and size."""
        theme = self._one_of(Theme, "theme", Theme.LIGHT)
        density = self._one_of(Density, "density", Density.COMFORTABLE)
        said = str(self._file.value("scale", "1.0"))
        scale = next((scale for scale in USER_SCALES if str(scale) == said), 1.0)
        return Look(theme, density, scale)

    @look.setter
    def look(self, look: Look) -> None:
        self._file.setValue("theme", look.theme.value)
        self._file.setValue("density", look.density.value)
        self._file.setValue("scale", str(look.scale))

    @property
    def language(self) -> str:
        """The language of words."""
        said = str(self._file.value("language", LANGUAGES[0]))
        return said if said in LANGUAGES else LANGUAGES[0]

    @language.setter
    def language(self, language: str) -> None:
        self._file.setValue("language", language)

    @property
    def geometry(self) -> QByteArray:
        """Where the window was; empty at first."""
        said = self._file.value("geometry", QByteArray())
        return said if isinstance(said, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._file.setValue("geometry", geometry)

    def _one_of(self, kind: type[E], name: str, usual: E) -> E:
        said = str(self._file.value(name, usual.value))
        return kind(said) if said in {one.value for one in kind} else usual
