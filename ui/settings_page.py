"""Settings: how the window looks and speaks, its keys, how it locks, and what this program is."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTextBrowser, QVBoxLayout, QWidget

from casemgr.core import settings
from casemgr.core.fields import Option
from casemgr.i18n import N_, _, plural
from ui.admin.about import About
from ui.desk import UiDesk
from ui.fields.labeled import LabeledField
from ui.fields.number import NumberField
from ui.help.page import keyboard_map
from ui.page import Page
from ui.panes import Scrolled
from ui.preferences import HOURS, Colors, Preferences
from ui.sign_in.own import OwnSignIn
from ui.tokens import USER_SCALES, Density, Look, Text, Theme
from ui.widgets.button import Weight, button
from ui.widgets.card import Card
from ui.widgets.chip_row import ChipRow
from ui.widgets.text import HINT, words

SYSTEM = "system"
THEMES = {
    Theme.LIGHT.value: N_("Light"),
    Theme.DARK.value: N_("Dark"),
    Theme.CONTRAST.value: N_("High contrast"),
    Theme.NIGHT.value: N_("Night"),
    SYSTEM: N_("As the desktop"),
}
DENSITIES = {
    Density.COMPACT: N_("Compact"),
    Density.COMFORTABLE: N_("Comfortable"),
    Density.TOUCH: N_("Touch"),
}
LANGUAGE_NAMES = {"en": "English", "es": "Español"}
ALWAYS, BY_CLOCK = "hand", "clock"
LOOK, LANGUAGE, KEYS, SIGN_IN, LOCK, ABOUT = "look", "language", "keys", "sign_in", "lock", "about"
GROUPS = {
    LOOK: N_("Look"),
    LANGUAGE: N_("Language"),
    KEYS: N_("Keyboard"),
    SIGN_IN: N_("Signing in"),
    LOCK: N_("Lock"),
    ABOUT: N_("About"),
}


class SettingsPage(Page):
    """`look_chosen` tells a Look, `colors_chosen` Colors, `language_chosen` a language."""

    look_chosen = Signal(object)
    colors_chosen = Signal(object)
    language_chosen = Signal(str)

    def __init__(self, desk: UiDesk, preferences: Preferences) -> None:
        super().__init__(desk)
        self._preferences = preferences
        self.groups = ChipRow([Option(key, _(title)) for key, title in GROUPS.items()], kept=True)
        self.groups.name(_("Group"))
        self.groups.set_value(LOOK)
        self.groups.chosen.connect(self._turn)
        made: dict[str, Callable[[], QWidget]] = {
            LOOK: self._look_card,
            LANGUAGE: self._language_card,
            KEYS: self._keys_card,
            SIGN_IN: self._sign_in,
            LOCK: self._lock_card,
            ABOUT: About,
        }
        self._stack = QStackedWidget()
        self._parts = {key: make() for key, make in made.items()}
        for part in self._parts.values():
            self._stack.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.groups)
        column.addWidget(self._stack, 1)

    @property
    def title(self) -> str:
        return _("Settings")

    @property
    def line(self) -> str:
        return _("For this laptop; they hold for whoever signs in here")

    def turn_to(self, group: str) -> None:
        """Show this group."""
        self.groups.set_value(group)
        self._turn()

    def show_look(self, look: Look) -> None:
        """Mark what is in force; it may have been chosen elsewhere."""
        colors = self._preferences.colors
        self.theme.set_value(SYSTEM if colors.system else colors.theme.value)
        self.clock.set_value(BY_CLOCK if colors.by_clock else ALWAYS)
        self.density.set_value(look.density.value)
        self.scale.set_value(str(look.scale))

    def _turn(self) -> None:
        self._stack.setCurrentWidget(self._parts[self.groups.value() or LOOK])

    def _look_card(self) -> QWidget:
        colors = self._preferences.colors
        scrolled = Scrolled()
        card = Card()
        self.theme = _choice(card, _("Colors"), {key: _(name) for key, name in THEMES.items()})
        ways = {ALWAYS: _("By hand, with the moon"), BY_CLOCK: _("By the clock too")}
        self.clock = _choice(card, _("Night"), ways)
        self.night_from = _hour(_("Night from, hour"), colors.night_from)
        self.night_until = _hour(_("Night until, hour"), colors.night_until)
        hours = QHBoxLayout()
        hours.setSpacing(16)
        for field in (self.night_from, self.night_until):
            hours.addWidget(field)
            field.changed.connect(self._choose_colors)
        hours.addStretch(1)
        card.box.addLayout(hours)
        self.density = _choice(card, _("Room"), {d.value: _(name) for d, name in DENSITIES.items()})
        self.scale = _choice(card, _("Size"), {str(scale): f"{round(scale * 100)} %" for scale in USER_SCALES})
        card.box.addStretch(1)
        self.show_look(self._preferences.look)
        for row in (self.theme, self.clock):
            row.chosen.connect(self._choose_colors)
        for row in (self.density, self.scale):
            row.chosen.connect(self._choose_look)
        scrolled.column.addWidget(card)
        scrolled.column.addStretch(1)
        return scrolled

    def _language_card(self) -> QWidget:
        card = Card()
        self.language = _choice(card, _("Language"), LANGUAGE_NAMES)
        self.language.set_value(self._preferences.language)
        self.language.chosen.connect(self._choose_language)
        hint = _("What is printed for a person is in that person's language, whatever is chosen here.")
        card.box.addWidget(words(hint, HINT, wrap=True))
        card.box.addStretch(1)
        return card

    def _keys_card(self) -> QWidget:
        card = Card()
        shown = QTextBrowser()
        shown.setAccessibleName(_("Keys"))
        shown.setHtml(keyboard_map())
        card.box.addWidget(shown)
        return card

    def _sign_in(self) -> QWidget:
        self.sign_in = OwnSignIn(self.desk)
        self.sign_in.did.connect(self.said)
        self.sign_in.refused.connect(self.trouble)
        return self.sign_in

    def _lock_card(self) -> QWidget:
        card = Card()
        self._idle = words("", Text.BODY, wrap=True)
        card.box.addWidget(self._idle)
        said = _("It also locks when the laptop sleeps or its lid is closed. What you are typing is kept, encrypted.")
        card.box.addWidget(words(said, wrap=True))
        now = button(_("Lock now"), Weight.SECONDARY, "lock")
        now.clicked.connect(self.locking)
        across = QHBoxLayout()
        across.addWidget(now)
        across.addStretch(1)
        card.box.addLayout(across)
        card.box.addStretch(1)
        self.desk.ask(settings.threshold, "idle_lock_minutes", then=self._say_idle)
        return card

    def _say_idle(self, minutes: int) -> None:
        said = plural("It locks after {n} minute without use.", "It locks after {n} minutes without use.", minutes)
        self._idle.setText(f"{said} {_('The administrator sets how long.')}")

    def _choose_colors(self) -> None:
        theme, colors = self.theme.value() or SYSTEM, self._preferences.colors
        begins, ends = self.night_from.value(), self.night_until.value()
        self.colors_chosen.emit(
            Colors(
                colors.theme if theme == SYSTEM else Theme(theme),
                theme == SYSTEM,
                self.clock.value() == BY_CLOCK,
                int(begins) if isinstance(begins, int | float) else colors.night_from,
                int(ends) if isinstance(ends, int | float) else colors.night_until,
            )
        )

    def _choose_look(self) -> None:
        density, scale = self.density.value(), self.scale.value()
        if density and scale:
            look = replace(self._preferences.look, density=Density(density), scale=float(scale))
            self.look_chosen.emit(look)

    def _choose_language(self) -> None:
        self.language_chosen.emit(self.language.value())


def _choice(card: Card, title: str, choices: dict[str, str]) -> ChipRow:
    row = ChipRow([Option(value, label) for value, label in choices.items()], kept=True)
    row.name(title)
    label = words(title, Text.LABEL)
    label.setBuddy(row)
    card.box.addWidget(label)
    card.box.addWidget(row)
    return row


def _hour(title: str, hour: int) -> LabeledField:
    field = LabeledField(title, NumberField(0, HOURS - 1))
    field.set_value(hour)
    return field
