"""What the window remembers between starts: its look, language and place on the screen; nothing about anyone."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QByteArray, QSettings

from casemgr.i18n import LANGUAGES
from ui.tokens import USER_SCALES, Density, Look, Theme

FILE = "window.ini"
NIGHT_FROM, NIGHT_UNTIL = 20, 6
HOURS = 24
LAYOUTS = "layout"

E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True)
class Colors:
    """Which theme is worn when; `system` follows the desktop, hours are of the clock on the wall.

    `moon` is night switched on or off by hand, until the clock says otherwise.
    """

    theme: Theme = Theme.LIGHT
    system: bool = False
    by_clock: bool = False
    night_from: int = NIGHT_FROM
    night_until: int = NIGHT_UNTIL
    moon: bool | None = None

    def night_at(self, hour: int) -> bool:
        """Whether the clock alone makes it night at this hour."""
        begins, ends = self.night_from, self.night_until
        within = begins <= hour < ends if begins <= ends else hour >= begins or hour < ends
        return self.by_clock and within

    def theme_at(self, hour: int, desktop: Theme = Theme.LIGHT) -> Theme:
        """The theme at this hour, on a desktop that wears that one."""
        night = self.night_at(hour) if self.moon is None else self.moon
        if night:
            return Theme.NIGHT
        return desktop if self.system else self.theme


class Preferences:
    """Kept in a file of the store's folder; what cannot be read is as at first."""

    def __init__(self, folder: Path, clock: Callable[[], datetime] = datetime.now) -> None:
        self._file = QSettings(str(folder / FILE), QSettings.Format.IniFormat)
        self.clock = clock

    @property
    def look(self) -> Look:
        """Theme, density and size as chosen for the day."""
        density = self._one_of(Density, "density", Density.COMFORTABLE)
        said = str(self._file.value("scale", "1.0"))
        scale = next((scale for scale in USER_SCALES if str(scale) == said), 1.0)
        return Look(self._one_of(Theme, "theme", Theme.LIGHT), density, scale)

    @look.setter
    def look(self, look: Look) -> None:
        self._file.setValue("theme", look.theme.value)
        self._file.setValue("density", look.density.value)
        self._file.setValue("scale", str(look.scale))

    @property
    def colors(self) -> Colors:
        """Which theme is worn when."""
        moon = {"on": True, "off": False}.get(str(self._file.value("moon", "")))
        return Colors(
            self.look.theme,
            self._flag("system"),
            self._flag("night_by_clock"),
            self._hour("night_from", NIGHT_FROM),
            self._hour("night_until", NIGHT_UNTIL),
            moon,
        )

    @colors.setter
    def colors(self, colors: Colors) -> None:
        self._file.setValue("theme", colors.theme.value)
        self._file.setValue("system", str(colors.system))
        self._file.setValue("night_by_clock", str(colors.by_clock))
        self._file.setValue("night_from", colors.night_from)
        self._file.setValue("night_until", colors.night_until)
        self._file.setValue("moon", "" if colors.moon is None else "on" if colors.moon else "off")

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
        return self._bytes("geometry")

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._file.setValue("geometry", geometry)

    def layout(self, screen: str) -> QByteArray:
        """How the parts of a screen were laid out; empty at first."""
        return self._bytes(f"{LAYOUTS}/{screen}")

    def keep_layout(self, screen: str, layout: QByteArray) -> None:
        """Remember how the parts of a screen are laid out."""
        self._file.setValue(f"{LAYOUTS}/{screen}", layout)

    def _bytes(self, name: str) -> QByteArray:
        said = self._file.value(name, QByteArray())
        return said if isinstance(said, QByteArray) else QByteArray()

    def _flag(self, name: str) -> bool:
        return str(self._file.value(name, "False")) == "True"

    def _hour(self, name: str, usual: int) -> int:
        said = str(self._file.value(name, usual))
        return int(said) if said.isdigit() and int(said) < HOURS else usual

    def _one_of(self, kind: type[E], name: str, usual: E) -> E:
        said = str(self._file.value(name, usual.value))
        return kind(said) if said in {one.value for one in kind} else usual
