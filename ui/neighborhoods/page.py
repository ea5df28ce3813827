"""The page of neighborhoods: each with its place in the drawing, who is there since when, and what they reach."""

from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from casemgr.core.changes import Changes
from casemgr.core.errors import BadFile, CaseError
from casemgr.core.kind import KINDS
from casemgr.i18n import N_, _, plural
from casemgr.records.neighborhoods import MOST_SIGNS, Duty, Outline, outlines_in, set_boundaries
from casemgr.services.neighborhood_faces import NeighborhoodFace, There, neighborhood_faces
from ui.desk import UiDesk
from ui.list_page import ListPage
from ui.neighborhoods.drawing import Drawing
from ui.neighborhoods.outlines import ShowOutlines
from ui.page import Go
from ui.rights import allowed
from ui.tokens import Text
from ui.widgets.button import Weight, button
from ui.widgets.card import Card
from ui.widgets.row_list import RowList
from ui.widgets.rows import Row, RowModel
from ui.widgets.text import words
from ui.wording import say_short_day

DUTIES = {
    Duty.BEAT_OFFICER: N_("beat officer"),
    Duty.RELIEF: N_("relief"),
    Duty.SERGEANT: N_("sergeant"),
    Duty.LIAISON: N_("liaison"),
    Duty.CO_RESPONDER: N_("co-responder"),
    Duty.COVER: N_("double cover"),
}


class NeighborhoodsPage(ListPage):
    """Works as every list; beside it the drawing, and over both one neighborhood."""

    def __init__(self, desk: UiDesk, parent: QWidget | None = None) -> None:
        super().__init__(desk, KINDS["neighborhoods"], parent)
        self._faces: tuple[NeighborhoodFace, ...] = ()
        self.rows = RowList(_("Neighborhoods"))
        self._model = RowModel()
        self.rows.setModel(self._model)
        self.drawing = Drawing()
        self.facts = words("", Text.BODY, wrap=True)
        self.bring = button(_("Boundaries from a file…"), Weight.SECONDARY, "upload")
        self.assignments = button(_("Assignments"), Weight.SECONDARY, "users")
        self.new = button(_("New: {kind}").format(kind=_("Neighborhood")), Weight.SECONDARY, "plus")
        self.set_home(self._laid_out())
        self.rows.reached.connect(self._reach)
        self.rows.opened.connect(lambda row: self.open(row.key))
        self.drawing.pressed.connect(self._choose)
        self.bring.clicked.connect(self._ask_file)
        self.new.clicked.connect(lambda: self.begin({}))
        self.assignments.clicked.connect(partial(self.go.emit, Go("assignments")))
        for one in (self.bring, self.new):
            one.setVisible(allowed(desk.actor, set_boundaries))
        self._fetch()

    def _laid_out(self) -> QWidget:
        home, left, right = QWidget(), Card(), Card()
        self.list.hide()
        left.box.addWidget(self.rows, 1)
        for one in (self.assignments, self.bring, self.new):
            left.box.addWidget(one)
        right.box.addWidget(self.drawing, 1)
        right.box.addWidget(self.facts)
        row = QHBoxLayout(home)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(left, 2)
        row.addWidget(right, 3)
        return home

    def refresh(self, changes: Changes) -> None:
        super().refresh(changes)
        if changes.of("neighborhoods", "assignments", "contacts", "leaders"):
            self._fetch()

    def _fetch(self) -> None:
        self.desk.ask(neighborhood_faces, then=self._came, otherwise=self.trouble)

    def _came(self, faces: list[NeighborhoodFace]) -> None:
        before = self.rows.currentIndex().row()
        self._faces = tuple(faces)
        self._model.set_rows([Row(face.name, _first(face), icon="map-pin", key=face.id) for face in faces])
        if faces:
            self.rows.setCurrentIndex(self._model.index(max(before, 0), 0))

    def _reach(self, row: Row) -> None:
        face = next(one for one in self._faces if one.id == row.key)
        self.drawing.show_faces(self._faces, face.id)
        self.facts.setText("\n".join(self._said(face)))

    def _choose(self, id: UUID) -> None:
        place = next(n for n, face in enumerate(self._faces) if face.id == id)
        self.rows.setCurrentIndex(self._model.index(place, 0))

    def _said(self, face: NeighborhoodFace) -> list[str]:
        day = self.desk.now().date()
        said = [_there(one, say_short_day(one.since, day)) for one in face.there] or [_("Nobody is assigned.")]
        if face.contacts:
            share = _("{part} of {whole} contacts in 90 days made by those assigned ({percent} %)")
            percent = round(100 * face.made / face.contacts)
            said.append(share.format(part=face.made, whole=face.contacts, percent=percent))
        if face.leaders is not None:
            said.append(_("{part} of {whole} leaders in touch in time").format(part=face.in_touch, whole=face.leaders))
        return said

    def _ask_file(self) -> None:
        chosen, _filter = QFileDialog.getOpenFileName(self, _("Boundaries"), "", "GeoJSON (*.geojson *.json)")
        if chosen:
            self.bring_in(Path(chosen))

    def bring_in(self, file: Path) -> None:
        """Read a file and say what it would set; nothing is set before that is agreed to."""
        try:
            with file.open("rb") as opened:
                text = opened.read(MOST_SIGNS + 1).decode("utf-8-sig")
        except UnicodeDecodeError:
            self.trouble(BadFile(_("This file is not text in UTF-8.")))
        except OSError:
            self.trouble(CaseError(_("The file {name} cannot be read.").format(name=file.name)))
        else:
            self.desk.ask(outlines_in, text, then=partial(self._show_outlines, text), otherwise=self.trouble)

    def _show_outlines(self, text: str, found: tuple[Outline, ...]) -> None:
        shown = ShowOutlines(found, self)
        shown.accepted.connect(partial(self._set, text))
        shown.open()

    def _set(self, text: str) -> None:
        self.desk.do(set_boundaries, text, then=self._did, otherwise=self.trouble)

    def _did(self, count: int) -> None:
        self.said.emit(plural("{n} boundary set", "{n} boundaries set", count))


def _first(face: NeighborhoodFace) -> str:
    first = next((one for one in face.there if one.first), None)
    if first is None:
        return _("No first officer")
    return _("{name} · {days}").format(name=first.name, days=plural("{n} day", "{n} days", first.days))


def _there(one: There, since: str) -> str:
    said = _("{name}, {duty}, since {day} ({days})")
    return said.format(name=one.name, duty=_(DUTIES[one.duty]), day=since, days=plural("{n} day", "{n} days", one.days))
