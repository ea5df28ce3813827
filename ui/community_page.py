"""Community: the work with a neighborhood and its people, area by area; each kind of record one press away."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from casemgr.core.kind import AREAS, KINDS, Area
from casemgr.i18n import _
from ui.desk import UiDesk
from ui.page import Go, Page
from ui.rights import listed
from ui.widgets.card import Card
from ui.widgets.row_list import RowList
from ui.widgets.rows import Row, RowModel


class CommunityPage(Page):
    """The areas of the work as headings, under each what is kept of it, as far as someone may."""

    def __init__(self, desk: UiDesk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.rows = RowList(_("Community"), dense=True)
        self._model = RowModel(self._rows())
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
        return _("Community")

    @property
    def line(self) -> str:
        return _("Meetings to promises, problems to proof, youth, crisis, training, oversight")

    def _rows(self) -> list[Row]:
        rows: list[Row] = []
        for area in (one for one in Area if one is not Area.RECORDS):
            kinds = [k for k in KINDS.values() if k.area is area and listed(self.desk.actor, k)]
            if kinds:
                rows.append(Row(_(AREAS[area]), heading=True))
            rows += [Row(_(kind.title), icon=kind.icon, key=kind.name) for kind in kinds]
        return rows

    def _go_to(self, row: object) -> None:
        if isinstance(row, Row):
            self.go.emit(Go(str(row.key)))
