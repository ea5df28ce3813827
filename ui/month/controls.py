"""What is asked of the month: which one, where, in which language; and the buttons by which it leaves."""

from datetime import date
from uuid import UUID

from babel.dates import format_date
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from casemgr.core.access import May
from casemgr.core.page import Page as Rows
from casemgr.i18n import LANGUAGES, N_, _, language
from casemgr.records.neighborhoods import neighborhoods
from casemgr.services.summary.export import Wanted
from casemgr.services.summary.figures import Edition
from casemgr.services.summary.period import Month
from ui.desk import UiDesk
from ui.tokens import Text
from ui.widgets.button import Weight, button
from ui.widgets.text import words

MONTHS = 14
EDITIONS = {Edition.INTERNAL: N_("Internal edition"), Edition.COMMAND: N_("Command edition")}
LANGUAGE_NAMES = {"en": "English", "es": "Español"}


class Controls(QWidget):
    """`changed` when another month is wanted; `printing` and so on when it is to leave."""

    changed = Signal()
    printing = Signal()
    exporting = Signal()
    saving = Signal()
    bundling = Signal()
    publishing = Signal()

    def __init__(self, desk: UiDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._month = _combo(_("Month"))
        self._place = _combo(_("Neighborhood"))
        self._edition = _combo(_("Edition"))
        self._language = _combo(_("Language of the pages"))
        self._fill_months(desk.now().date())
        self._place.addItem(_("All neighborhoods"), None)
        for edition, name in EDITIONS.items():
            self._edition.addItem(_(name), edition)
        for code in LANGUAGES:
            self._language.addItem(LANGUAGE_NAMES[code], code)
        self._language.setCurrentIndex(max(0, self._language.findData(language())))
        boxes, leave = QHBoxLayout(), QHBoxLayout()
        for box in (self._month, self._place, self._edition, self._language):
            box.currentIndexChanged.connect(self._chosen)
            boxes.addLayout(_titled(box))
        boxes.addStretch(1)
        leave.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for row in (boxes, leave):
            row.setSpacing(8)
            column.addLayout(row)
        self._buttons = []
        for title, drawing, weight, signal, right in (
            (_("Print…"), "printer", Weight.SECONDARY, self.printing, May.EXPORT),
            (_("Save plain…"), "download", Weight.QUIET, self.saving, May.EXPORT_PLAIN),
            (_("Open data…"), "chart-column", Weight.SECONDARY, self.publishing, May.EXPORT),
            (_("Bundle…"), "archive", Weight.SECONDARY, self.bundling, May.EXPORT),
            (_("Encrypted export…"), "file-lock", Weight.PRIMARY, self.exporting, May.EXPORT),
        ):
            made = button(title, weight, drawing)
            made.clicked.connect(signal)
            self._buttons.append(made)
            leave.addWidget(made)
            made.setVisible(desk.actor.may(right))  # Only now: without a parent it would be a window.
        desk.ask(neighborhoods, then=self._places)

    def wanted(self) -> Wanted:
        """The summary that is asked for."""
        place: UUID | None = self._place.currentData()
        edition = Edition(self._edition.currentData())
        return Wanted(self._month.currentData(), place, edition, self._language.currentData())

    def ready(self, *, yes: bool) -> None:
        """Whether there is a summary to let leave."""
        for each in self._buttons:
            each.setEnabled(yes)

    def _fill_months(self, today: date) -> None:
        now = Month(today.year * 100 + today.month)
        for back in range(MONTHS):
            month = now.back(back)
            first = date(month.number // 100, month.number % 100, 1)
            self._month.addItem(format_date(first, "LLLL y", locale=language()).capitalize(), str(month))
        self._month.setCurrentIndex(1)

    def _places(self, rows: Rows) -> None:
        for row in rows.rows:
            self._place.addItem(row.name, row.id)

    def _chosen(self) -> None:
        self.changed.emit()


def _titled(box: QComboBox) -> QVBoxLayout:
    """A box under its title."""
    title = words(box.accessibleName(), Text.LABEL)
    title.setBuddy(box)
    column = QVBoxLayout()
    column.setSpacing(4)
    column.addWidget(title)
    column.addWidget(box)
    return column


def _combo(name: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.setToolTip(name)
    return box
