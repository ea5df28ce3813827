"""More: every kind of record found in no other place, settings and help."""

from PySide6.QtWidgets import QVBoxLayout

from casemgr.i18n import _
from ui.desk import UiDesk
from ui.incident import LINE as INCIDENT_LINE
from ui.page import Go, Page
from ui.pages import HELP, INCIDENT, SETTINGS, in_community, other_kinds
from ui.widgets.card import Card
from ui.widgets.row_list import RowList
from ui.widgets.rows import Row, RowModel


class MorePage(Page):
    """One list, one press away from each."""

    def __init__(self, desk: UiDesk) -> None:
        super().__init__(desk)
        others = [kind for kind in other_kinds(desk.actor) if not in_community(desk.actor, kind)]
        kinds = [Row(_(kind.title), icon=kind.icon, key=kind.name) for kind in others]
        window = [
            Row(_("Settings"), _("Look, language, keys, lock, about"), icon="settings", key=SETTINGS),
            Row(_("Report a privacy incident"), _(INCIDENT_LINE), icon="triangle-alert", key=INCIDENT),
            Row(_("Help"), _("Every screen in plain words, and all keys"), icon="info", key=HELP),
        ]
        self.rows = RowList(_("More"), dense=True)
        self._model = RowModel([*window, *sorted(kinds, key=lambda row: row.title)])
        self.rows.setModel(self._model)
        self.rows.clicked.connect(self.rows.activated)
        self.rows.opened.connect(self._go_to)
        card = Card()
        card.box.addWidget(self.rows)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)

    @property
    def title(self) -> str:
        return _("More")

    def _go_to(self, row: object) -> None:
        if isinstance(row, Row):
            self.go.emit(Go(str(row.key)))
