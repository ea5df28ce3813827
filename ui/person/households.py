"""Who someone lives or lived with."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from casemgr.core.errors import CaseError
from casemgr.i18n import _
from casemgr.records import people
from casemgr.records.people import HouseholdShown, MemberShown
from ui.desk import UiDesk
from ui.fields.when import say_day
from ui.labels import Labels
from ui.page import Go
from ui.widgets.empty import EmptyState
from ui.widgets.row_list import RowList
from ui.widgets.rows import ROW, Row, RowModel
from ui.wording import sentence_case

RELATION = "hmis_relationship_to_hoh"


class Households(QStackedWidget):
    """Each household with its people; `go` tells where to go, to the household or to one of them."""

    go = Signal(object)

    def __init__(self, desk: UiDesk, labels: Labels, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._labels = labels
        self._person: UUID | None = None
        self._homes: list[HouseholdShown] = []
        self._members: dict[UUID, list[MemberShown]] = {}
        self.rows = RowList(_("Households"), dense=True)
        self._model = RowModel()
        self.rows.setModel(self._model)
        self.empty = EmptyState("house", _("No household is entered for this person."))
        self.addWidget(self.rows)
        self.addWidget(self.empty)
        self.rows.clicked.connect(self._pressed)
        self.rows.opened.connect(self._opened)
        labels.came.connect(self._show)

    def show_person(self, person: UUID) -> None:
        """Ask for someone's households."""
        self._person = person
        self._desk.ask(people.households_of, person, then=partial(self._came, person), otherwise=self._passed_over)

    def _came(self, person: UUID, homes: list[HouseholdShown]) -> None:
        if person != self._person:
            return
        self._homes, self._members = homes, {}
        self._show()
        for home in homes:
            heard = partial(self._members_came, home.id)
            self._desk.ask(people.members_of, home.id, then=heard, otherwise=self._passed_over)

    def _members_came(self, home: UUID, members: list[MemberShown]) -> None:
        self._members[home] = members
        self._show()

    def _passed_over(self, _error: CaseError) -> None:
        """Out of sight: nothing of it is shown."""

    def _show(self) -> None:
        rows: list[Row] = []
        for home in self._homes:
            since = _("since {day}").format(day=say_day(home.since)) if home.since is not None else ""
            until = _("until {day}").format(day=say_day(home.until)) if home.until is not None else ""
            line = " · ".join(part for part in (since, until) if part)
            rows.append(Row(home.name, line, icon="house", key=Go("households", home.id)))
            rows += [self._member(one) for one in self._members.get(home.id, [])]
        self._model.set_rows(rows)
        self.setCurrentWidget(self.rows if rows else self.empty)

    def _member(self, one: MemberShown) -> Row:
        relation = sentence_case(self._labels.code(RELATION, one.relationship))
        left = _("left {day}").format(day=say_day(one.until)) if one.until is not None else ""
        line = " · ".join(part for part in (relation, left) if part)
        me = one.person_id == self._person
        return Row(one.name, line, icon="user", chip=_("This person") if me else "", key=Go("people", one.person_id))

    def _pressed(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if isinstance(row, Row):
            self._opened(row)

    def _opened(self, row: Row) -> None:
        if isinstance(row.key, Go) and row.key.id != self._person:
            self.go.emit(row.key)
