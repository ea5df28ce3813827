"""Bringing in a directory: choose it, see what would change and what would be left out, then bring it in."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from casemgr.core.errors import CaseError
from casemgr.core.fields import Option
from casemgr.i18n import N_, _, plural
from casemgr.services.hsds.comparing import Comparison
from casemgr.services.hsds.load import compare_directory, load_compared
from casemgr.services.hsds.report import EntryChange, How, ImportReport, TableReport
from casemgr.services.hsds.rows import Rejected, Remark
from ui.desk import UiDesk
from ui.directory.tables import table_name
from ui.problems import TroubleBar
from ui.tokens import Text, Tone
from ui.widgets.button import Weight, button
from ui.widgets.card import Card
from ui.widgets.chip_row import ChipRow
from ui.widgets.row_list import RowList
from ui.widgets.rows import Row, RowModel
from ui.widgets.text import words

TABLES, CHANGES, LEFT_OUT, REMARKS = "tables", "changes", "left_out", "remarks"
MOST = 2_000
HOW = {
    How.ADDED: (N_("Added"), Tone.OK),
    How.CHANGED: (N_("Changed"), Tone.INFO),
    How.REMOVED: (N_("Removed"), Tone.WARN),
}


class Importing(Card):
    """`brought` tells the ImportReport once it is in, `left` that the user went away."""

    brought = Signal(object)
    left = Signal()

    def __init__(self, desk: UiDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._comparison: Comparison | None = None
        self.file = button(_("Choose a file…"), Weight.SECONDARY, "file")
        self.folder = button(_("Choose a folder…"), Weight.SECONDARY, "folder-open")
        self.bring = button(_("Bring in"), Weight.PRIMARY, "download")
        self.leave = button(_("Close"), Weight.SECONDARY)
        self.trouble = TroubleBar()
        self._line = words("", Text.BODY, wrap=True)
        self.parts = ChipRow(kept=True)
        self.parts.name(_("What to show of the import"))
        self.model = RowModel()
        self.rows = RowList(_("What the import does"), dense=True)
        self.rows.setModel(self.model)
        self._lay_out()
        self._connect()
        self._show_nothing()

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(8)
        bar.addWidget(self.file)
        bar.addWidget(self.folder)
        bar.addStretch(1)
        bar.addWidget(self.leave)
        bar.addWidget(self.bring)
        said = _(
            "HSDS 3.0, 2.0 or 1.1: a zip, a JSON file, or a folder of CSV tables. Nothing is written before you see it."
        )
        self.box.setSpacing(12)
        self.box.addWidget(words(said, Text.SECOND, wrap=True))
        self.box.addLayout(bar)
        self.box.addWidget(self.trouble)
        self.box.addWidget(self._line)
        self.box.addWidget(self.parts)
        self.box.addWidget(self.rows, 1)

    def _connect(self) -> None:
        self.file.clicked.connect(self._choose_file)
        self.folder.clicked.connect(self._choose_folder)
        self.bring.clicked.connect(self.bring_in)
        self.leave.clicked.connect(self.left)
        self.parts.chosen.connect(self._turn)
        self._desk.jobs.stopped.connect(self._stopped)

    def compare(self, path: Path) -> None:
        """Look what importing this would do."""
        self._show_nothing()
        self._line.setText(_("Reading and comparing…"))
        self._busy(busy=True)
        title = _("Comparing the directory")
        self._desk.jobs.start(title, compare_directory, path, then=self._compared, otherwise=self._refused)

    def bring_in(self) -> None:
        """Write what was compared."""
        if self._comparison is None:
            return
        self._busy(busy=True)
        done = partial(self._brought, self._comparison.report)
        title = _("Bringing in the directory")
        self._desk.jobs.start(title, load_compared, self._comparison, then=done, otherwise=self._refused)

    def line(self) -> str:
        """What is said of the import."""
        return self._line.text()

    def _choose_file(self) -> None:
        kinds = _("Directories (*.zip *.json *.csv);;All files (*)")
        chosen, _filter = QFileDialog.getOpenFileName(self, _("Directory to import"), _usual(), kinds)
        if chosen:
            self.compare(Path(chosen))

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("Directory to import"), _usual())
        if chosen:
            self.compare(Path(chosen))

    def _compared(self, comparison: Comparison) -> None:
        self._comparison = comparison
        self._busy(busy=False)
        report = comparison.report
        self._line.setText(_said_of(report))
        counts = {
            TABLES: (_("Tables"), len(report.tables)),
            CHANGES: (_("Organizations and services"), len(report.entries)),
            LEFT_OUT: (_("Left out"), len(report.rejected)),
            REMARKS: (_("Remarks"), len(report.remarks)),
        }
        self.parts.set_options([Option(part, f"{title}  {n:,}") for part, (title, n) in counts.items() if n])
        self.parts.set_value(TABLES)
        self.parts.show()
        self.rows.show()
        self._turn()
        self.bring.setEnabled(bool(report.changes))
        (self.bring if report.changes else self.leave).setFocus()

    def _turn(self) -> None:
        if self._comparison is None:
            return
        report = self._comparison.report
        part = self.parts.value()
        if part == TABLES:
            rows = [_table_row(table) for table in report.tables]
            self.model.set_rows(rows)
        elif part == CHANGES:
            rows = [_change_row(entry) for entry in report.entries[:MOST]]
            self.model.set_rows(_cut(rows, len(report.entries)))
        else:
            said = report.rejected if part == LEFT_OUT else report.remarks
            self.model.set_rows(_cut([_left_row(one) for one in said[:MOST]], len(said)))

    def _brought(self, was: ImportReport, _report: ImportReport) -> None:
        self._comparison = None
        self._busy(busy=False)
        self.bring.setEnabled(False)
        self._line.setText(_("{file} is in.").format(file=was.file))
        self.leave.setFocus()
        self.brought.emit(was)

    def _refused(self, error: CaseError) -> None:
        self._busy(busy=False)
        self._line.setText("")
        self.trouble.show_error(error)

    def _stopped(self, _title: str) -> None:
        self._busy(busy=False)
        if self._comparison is None:
            self._line.setText(_("Stopped. The directory is as it was."))

    def _busy(self, *, busy: bool) -> None:
        for made in (self.file, self.folder):
            made.setEnabled(not busy)
        self.bring.setEnabled(not busy and self._comparison is not None)

    def _show_nothing(self) -> None:
        self._comparison = None
        self.trouble.dismiss()
        self.model.set_rows([])
        self.parts.hide()
        self.rows.hide()
        self.bring.setEnabled(False)
        self._line.setText("")


def _usual() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)


def _said_of(report: ImportReport) -> str:
    if not report.changes:
        return _("{file}: nothing to change, the directory says the same already.").format(file=report.file)
    rows = plural("{n} row comes, changes or goes", "{n} rows come, change or go", report.changes)
    left = plural("{n} row is left out", "{n} rows are left out", len(report.rejected))
    said = _("{file}: {rows}; {left}. What you know yourselves stays.")
    return said.format(file=report.file, rows=rows, left=left)


def _table_row(table: TableReport) -> Row:
    counts = (
        (N_("{n} added"), table.added),
        (N_("{n} changed"), table.changed),
        (N_("{n} removed"), table.removed),
        (N_("{n} unchanged"), table.unchanged),
        (N_("{n} part of another row"), table.folded),
    )
    line = " · ".join(_(said).format(n=f"{n:,}") for said, n in counts if n)
    chip = _("{n} left out").format(n=f"{table.rejected:,}") if table.rejected else ""
    read = _("{n} read").format(n=f"{table.read:,}")
    return Row(table_name(table.table), line, chip=chip, tone=Tone.WARN, end=read)


def _change_row(entry: EntryChange) -> Row:
    said, tone = HOW[entry.how]
    table = _("Organization") if entry.table == "organization" else _("Service")
    fields = ", ".join(field.replace("_", " ") for field in entry.fields)
    return Row(entry.name, " · ".join(part for part in (table, fields) if part), chip=_(said), tone=tone)


def _left_row(one: Rejected | Remark) -> Row:
    place = _("{file}, line {line}").format(file=one.file, line=one.line)
    return Row(one.reason, " · ".join(part for part in (place, table_name(one.table), one.detail) if part))


def _cut(rows: Sequence[Row], count: int) -> list[Row]:
    """The rows, and that there are more than are shown."""
    if count <= len(rows):
        return list(rows)
    return [*rows, Row(_("and {n} more").format(n=f"{count - len(rows):,}"), heading=True)]
