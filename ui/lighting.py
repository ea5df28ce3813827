"""The theme that fits the hour and the desktop, worn while the window is open."""

from dataclasses import replace

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

from ui.look import current_look
from ui.preferences import Colors, Preferences
from ui.theme import apply_theme
from ui.tokens import Look, Theme

TICK_MS = 20_000


def desktop_theme(app: QApplication) -> Theme:
    """The theme the desktop wears; light where it does not say."""
    hints = app.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return Theme.CONTRAST
    return Theme.DARK if hints.colorScheme() == Qt.ColorScheme.Dark else Theme.LIGHT


def look_now(app: QApplication, preferences: Preferences) -> Look:
    """The look to wear at this hour; asks the desktop only where it is to be followed."""
    colors = preferences.colors
    desktop = Theme.LIGHT
    if colors.system:
        app.styleHints().unsetColorScheme()  # Else the answer would be our own.
        desktop = desktop_theme(app)
    return replace(preferences.look, theme=colors.theme_at(preferences.clock().hour, desktop))


class Lighting(QObject):
    """`changed` tells the Look that was put on."""

    changed = Signal(object)

    def __init__(self, preferences: Preferences, parent: QObject | None = None, *, tick_ms: int = TICK_MS) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._night = self._night_by_clock()
        self._timer = QTimer(self, interval=tick_ms)
        self._timer.timeout.connect(self._tick)
        self._timer.start()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.styleHints().colorSchemeChanged.connect(self._desktop_changed)

    def wear(self) -> None:
        """Put on what fits now, if it is not worn already."""
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            return
        look = look_now(app, self._preferences)
        if look != current_look():
            apply_theme(app, look, own=not self._preferences.colors.system)
            self.changed.emit(look)

    def choose(self, colors: Colors) -> None:
        """Remember which theme is worn when, and wear it."""
        self._preferences.colors = colors
        self._night = self._night_by_clock()
        self.wear()

    def turn_moon(self) -> None:
        """Night, or day again, by hand."""
        night = current_look().theme is Theme.NIGHT
        self.choose(replace(self._preferences.colors, moon=not night))

    def _night_by_clock(self) -> bool:
        return self._preferences.colors.night_at(self._preferences.clock().hour)

    def _tick(self) -> None:
        if self._night_by_clock() is not self._night:
            self.choose(replace(self._preferences.colors, moon=None))

    def _desktop_changed(self) -> None:
        if self._preferences.colors.system:
            self.wear()
