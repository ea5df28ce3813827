"""Older contact logs: a file, what its columns mean, each row looked through, then taken over as one batch."""

import json
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from casemgr.core.errors import BadFile, CaseError
from casemgr.core.page import Page as Rows
from casemgr.i18n import N_, _
from casemgr.records.contacts import ContactDraft
from casemgr.records.imports import (
    MOST_BYTES,
    MappingDraft,
    contacts_in,
    decoded,
    guessed,
    import_contacts,
    mappings,
    save_mapping,
    saved_mapping,
    table_of,
)
from casemgr.records.imports.mapping import FIELDS
from casemgr.records.training import RowFound
from ui.desk import UiDesk
from ui.fields.labeled import LabeledField
from ui.fields.text import LongTextField, TextField
from ui.panes import Scrolled
from ui.tokens import Text
from ui.training.taking import ShowRows
from ui.widgets.button import Weight, button
from ui.widgets.card import Card
from ui.widgets.text import words

PERSON = "person."
PARTS = {
    "given": N_("Person: given name"),
    "family": N_("Person: family name"),
    "name": N_("Person: whole name"),
    "dob": N_("Person: birth date"),
    "phone": N_("Person: phone"),
    "alias": N_("Person: known as"),
    "role": N_("Person: role"),
}
FORMS = (
    (N_("Days as 2019-03-05"), ("%Y-%m-%d",)),
    (N_("Days as 03/05/2019, month first"), ("%m/%d/%Y", "%m/%d/%y")),
    (N_("Days as 05/03/2019 or 5.3.2019, day first"), ("%d/%m/%Y", "%d.%m.%Y")),
)
_TIMES = (" %H:%M:%S", " %H:%M", " %I:%M %p", "")
ACROSS = 3


class OlderLogs(Card):
    """`did` tells a sentence, `refused` a CaseError."""

    did = Signal(str)
    refused = Signal(object)

    def __init__(self, desk: UiDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._file, self._text = "", ""
        self.choose = button(_("A file to take over…"), Weight.SECONDARY, "upload")
        self.saved = _combo(_("Mapping"))
        self.form = _combo(_("How days are written"))
        for said, forms in FORMS:
            self.form.addItem(_(said), [one + time for one in forms for time in _TIMES])
        self.columns: dict[str, QComboBox] = {}
        self._grid_home = QWidget()
        self._grid = QGridLayout(self._grid_home)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self.officer = LabeledField(
            _("Officer where a row names none"), TextField(40), hint=_("By sign-in name or badge number.")
        )
        self.area = LabeledField(_("Neighborhood where a row names none"), TextField(80), hint=_("By name or code."))
        self.keep = LabeledField(
            _("Why words the check finds are kept"),
            TextField(300),
            hint=_("Left empty, rows with such words are refused."),
        )
        self.meanings = LabeledField(
            _("What words of the log mean"),
            LongTextField(4),
            hint=_("One a line, such as: contact_type: Walk and talk = foot_patrol_conversation"),
        )
        self.name = LabeledField(_("Keep this mapping as"), TextField(80))
        self.save = button(_("Keep mapping"), Weight.SECONDARY)
        self.look = button(_("Look through"), Weight.PRIMARY, "search")
        self._lay_out()
        self.choose.clicked.connect(self._choose)
        self.saved.currentIndexChanged.connect(self._turned)
        self.save.clicked.connect(self._save)
        self.look.clicked.connect(self._look)
        self._turned()
        self.reload()

    def _lay_out(self) -> None:
        self._own = QWidget()
        inside = QVBoxLayout(self._own)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(12)
        for part in (
            self._grid_home,
            _titled(self.form),
            self.form,
            self.officer,
            self.area,
            self.keep,
            self.meanings,
            self.name,
        ):
            inside.addWidget(part)
        inside.addWidget(self.save)
        inside.addStretch(1)
        self._rest = Scrolled()
        self._rest.column.addWidget(self._own)
        top, foot = QHBoxLayout(), QHBoxLayout()
        self._shown = words("", Text.SECOND)
        for part in (self.choose, self._shown):
            top.addWidget(part)
        top.addStretch(1)
        top.addWidget(_titled(self.saved))
        top.addWidget(self.saved)
        foot.addStretch(1)
        foot.addWidget(self.look)
        said = _(
            "A CSV file of contacts logged elsewhere. Every row is looked through first; then all of them are entered "
            "as one batch, or none. A batch is undone under More, Imports of older logs, while nothing hangs on it."
        )
        self.box.setSpacing(12)
        self.box.addWidget(words(_("Older logs"), Text.RECORD))
        self.box.addWidget(words(said, wrap=True))
        self.box.addLayout(top)
        self.box.addWidget(self._rest, 1)
        self.box.addLayout(foot)

    def reload(self) -> None:
        """Ask for the mappings kept."""
        self._desk.ask(mappings, then=self._show_saved, otherwise=self.refused.emit)

    def bring_in(self, file: Path) -> None:
        """Read a file and show its columns; nothing is taken yet."""
        try:
            with file.open("rb") as opened:
                text = decoded(opened.read(MOST_BYTES + 1))
            columns = table_of(text).columns
        except OSError:
            self.refused.emit(CaseError(_("The file {name} cannot be read.").format(name=file.name)))
        except BadFile as error:
            self.refused.emit(error)
        else:
            self._file, self._text = file.name, text
            self._shown.setText(file.name)
            self._show_columns(columns)
            self._turned()

    def mapping(self) -> str:
        """What is chosen here, as a mapping."""
        fields: dict[str, list[str]] = {}
        person: dict[str, str] = {}
        for column, box in self.columns.items():
            field = str(box.currentData() or "")
            if field.startswith(PERSON):
                person[field.removeprefix(PERSON)] = column
            elif field:
                fields.setdefault(field, []).append(column)
        named = (("officer", self.officer), ("neighborhood", self.area))
        return json.dumps(
            {
                "columns": fields,
                "codes": _meant(str(self.meanings.value() or "")),
                "defaults": {field: str(one.value()) for field, one in named if one.value()},
                "date_formats": self.form.currentData(),
                "people": [person] if person else [],
                "keep_reason": str(self.keep.value() or ""),
            },
            ensure_ascii=False,
        )

    def _show_columns(self, columns: Sequence[str]) -> None:
        for box in self._grid_home.findChildren(QWidget):
            self._grid.removeWidget(box)
            box.deleteLater()
        likely = guessed(columns)
        self.columns = {column: _field_box(column, likely.get(column, "")) for column in columns}
        for n, (column, box) in enumerate(self.columns.items()):
            label = words(column.replace("&", "&&"), Text.LABEL)
            label.setBuddy(box)
            self._grid.addWidget(label, 2 * (n // ACROSS), n % ACROSS)
            self._grid.addWidget(box, 2 * (n // ACROSS) + 1, n % ACROSS)

    def _show_saved(self, found: Rows) -> None:
        chosen = self.saved.currentData()
        self.saved.clear()
        self.saved.addItem(_("As chosen below"), "")
        for row in found.rows:
            self.saved.addItem(row.name, row.name)
        self.saved.setCurrentIndex(max(0, self.saved.findData(chosen)))

    def _turned(self) -> None:
        self._rest.setEnabled(bool(self._text) and not self.saved.currentData())
        self.look.setEnabled(bool(self._text))

    def _choose(self) -> None:
        chosen, _filter = QFileDialog.getOpenFileName(self, _("A file to take over"), "", "CSV (*.csv *.txt)")
        if chosen:
            self.bring_in(Path(chosen))

    def _save(self) -> None:
        draft = MappingDraft.model_construct(name=str(self.name.value() or ""), body=self.mapping())
        self._desk.do(save_mapping, draft, then=self._kept, otherwise=self.refused.emit)

    def _kept(self, _id: UUID) -> None:
        self.did.emit(_("Mapping kept"))
        self.reload()

    def _look(self) -> None:
        name = str(self.saved.currentData() or "")
        if name:
            self._desk.ask(saved_mapping, name, then=self._look_by, otherwise=self.refused.emit)
        else:
            self._look_by(self.mapping())

    def _look_by(self, mapping: str) -> None:
        told = partial(self._show_rows, mapping)
        self._desk.ask(contacts_in, self._text, mapping, then=told, otherwise=self.refused.emit)

    def _show_rows(self, mapping: str, found: tuple[RowFound, ...]) -> None:
        shown = ShowRows(found, self)
        shown.accepted.connect(partial(self._take, mapping))
        shown.open()

    def _take(self, mapping: str) -> None:
        self.look.setEnabled(False)
        self._shown.setText(_("Taking {name} over…").format(name=self._file))
        do: Any = self._desk.do
        do(import_contacts, self._file, self._text, mapping, then=self._taken, otherwise=self._not_taken)

    def _not_taken(self, error: CaseError) -> None:
        self._ended()
        self.refused.emit(error)

    def _ended(self) -> None:
        self._shown.setText(self._file)
        self._turned()

    def _taken(self, _batch: UUID) -> None:
        self._ended()
        self.did.emit(_("The log was taken over"))


def _combo(name: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return box


def _titled(box: QComboBox) -> QLabel:
    label = words(box.accessibleName(), Text.LABEL)
    label.setBuddy(box)
    return label


def _field_box(column: str, likely: str) -> QComboBox:
    """What a column may be; left out at first, or what its name says."""
    box = _combo(_("Column {name} is").format(name=column))
    box.addItem(_("Left out"), "")
    drafts = {"officer": "officer_id", "neighborhood": "neighborhood_id"}
    for field in FIELDS:
        box.addItem(_(ContactDraft.model_fields[drafts.get(field, field)].title or field), field)
    for part, said in PARTS.items():
        box.addItem(_(said), PERSON + part)
    box.setCurrentIndex(max(0, box.findData(likely)))
    return box


def _meant(lines: str) -> dict[str, dict[str, str]]:
    """The translations in lines such as `contact_type: Walk and talk = foot_patrol_conversation`."""
    found: dict[str, dict[str, str]] = {}
    for line in lines.splitlines():
        field, _colon, rest = line.partition(":")
        said, _is, code = rest.rpartition("=")
        if said.strip() and code.strip():
            found.setdefault(field.strip(), {})[said.strip()] = code.strip()
    return found
