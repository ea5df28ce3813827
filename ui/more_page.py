"""More: every kind of record without a place of its own, and how the window looks and speaks."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from casemgr.core.fields import Option
from casemgr.i18n import N_, _
from ui.desk import UiDesk
from ui.page import Go, Page
from ui.pages import other_kinds
from ui.preferences import Preferences
from ui.tokens import USER_SCALES, Density, Look, Text, Theme
from ui.widgets.card import Card
from ui.widgets.chip_row import ChipRow
from ui.widgets.row_list import RowList
from ui.widgets.rows import Row, RowModel
from ui.widgets.text import words

THEMES = {Theme.LIGHT: N_("Light"), Theme.DARK: N_("Dark"), Theme.CONTRAST: N_("High contrast")}
DENSITIES = {
    Density.COMPACT: N_("Compact"),
    Density.COMFORTABLE: N_("Comfortable"),
    Density.TOUCH: N_("Touch"),
}
LANGUAGE_NAMES = {"en": "English", "es": "Español"}


class MorePage(Page):
    """`look_chosen` tells a Look, `language_chosen` a language."""

    look_chosen = Signal(object)
    language_chosen = Signal(str)

    def __init__(self, desk: UiDesk, preferences: Preferences) -> None:
        super().__init__(desk)
        self._preferences = preferences
        rows = [Row(_(kind.title), icon=kind.icon, key=kind.name) for kind in other_kinds(desk.actor)]
        self.rows = RowList(_("More"), dense=True)
        self._model = RowModel(sorted(rows, key=lambda row: row.title))
        self.rows.setModel(self._model)
        self.rows.clicked.connect(self.rows.activated)
        self.rows.opened.connect(self._go_to)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        kinds = Card()
        kinds.box.addWidget(self.rows)
        row.addWidget(kinds, 1)
        row.addWidget(self._window_card(), 1)

    @property
    def title(self) -> str:
        return _("More")

    def _window_card(self) -> Card:
        look = self._preferences.look
        card = Card()
        card.box.setSpacing(12)
        card.box.addWidget(words(_("This window"), Text.RECORD))
        self.theme = self._choice(card.box, _("Colors"), {t.value: _(n) for t, n in THEMES.items()}, look.theme.value)
        densities = {d.value: _(n) for d, n in DENSITIES.items()}
        self.density = self._choice(card.box, _("Room"), densities, look.density.value)
        scales = {str(scale): f"{round(scale * 100)} %" for scale in USER_SCALES}
        self.scale = self._choice(card.box, _("Size"), scales, str(look.scale))
        self.language = self._choice(card.box, _("Language"), LANGUAGE_NAMES, self._preferences.language)
        card.box.addStretch(1)
        for row in (self.theme, self.density, self.scale):
            row.chosen.connect(self._choose_look)
        self.language.chosen.connect(self._choose_language)
        return card

    @staticmethod
    def _choice(column: QVBoxLayout, title: str, choices: dict[str, str], chosen: str) -> ChipRow:
        row = ChipRow([Option(value, label) for value, label in choices.items()], kept=True)
        row.name(title)
        row.set_value(chosen)
        column.addWidget(words(title, Text.LABEL))
        column.addWidget(row)
        return row

    def show_look(self, look: Look) -> None:
        """Mark the look in force; it may have been chosen elsewhere."""
        self.theme.set_value(look.theme.value)

    def _choose_look(self) -> None:
        theme, density, scale = self.theme.value(), self.density.value(), self.scale.value()
        look = self._preferences.look
        if theme and density and scale:
            self.look_chosen.emit(replace(look, theme=Theme(theme), density=Density(density), scale=float(scale)))

    def _choose_language(self) -> None:
        self.language_chosen.emit(self.language.value())

    def _go_to(self, row: object) -> None:
        if isinstance(row, Row):
            self.go.emit(Go(str(row.key)))
