"""The weekly sheet on the window: a week's counts with their sum, signed, printed and saved."""

from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from casemgr.core.errors import CaseError
from casemgr.i18n import _, language
from casemgr.records.reviews import SheetDraft
from casemgr.services.leaving import Outgoing
from casemgr.services.review.pdf import MEANING, week_pages
from casemgr.services.review.sheet import Sheet, sign_week, week
from casemgr.services.review.spans import Flow
from ui.desk import UiDesk
from ui.fields.labeled import LabeledField
from ui.fields.text import TextField
from ui.fields.when import say_day
from ui.printing import ask_where, at_the_printer, print_pdf, save_file
from ui.referrals.rows import say_moment
from ui.tokens import Text, Tone
from ui.widgets.badge import Badge
from ui.widgets.button import Weight, button, tool
from ui.widgets.card import Card, rule
from ui.widgets.flow import FlowLayout
from ui.widgets.text import words

WEEK = timedelta(days=7)


class SheetView(Card):
    """`said` has a sentence shown, `refused` takes a CaseError."""

    said = Signal(str)
    refused = Signal(object)

    def __init__(self, desk: UiDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._sheet: Sheet | None = None
        self._notes: dict[date, object] = {}
        self.back = tool("chevron-left", _("The week before"))
        self.on = tool("chevron-right", _("The week after"))
        self._title = words("", Text.RECORD, wrap=True)
        self.check = Badge("")
        self._standing = words("", Text.SECOND, wrap=True)
        self._table = QWidget()
        self.note = LabeledField(_("Note"), TextField(500))
        self.sign = button(_("Sign this week"), Weight.PRIMARY, "check")
        self.print = button(_("Print…"), Weight.SECONDARY, "printer")
        self.save = button(_("Save PDF"), Weight.SECONDARY, "download")
        self._lay_out()
        self.back.clicked.connect(lambda: self._go(-WEEK))
        self.on.clicked.connect(lambda: self._go(WEEK))
        self.sign.clicked.connect(self._sign)
        self.print.clicked.connect(lambda: self._with_pages(print_now=True))
        self.save.clicked.connect(lambda: self._with_pages(print_now=False))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.back)
        head.addWidget(self._title, 1)
        head.addWidget(self.check)
        head.addWidget(self.on)
        self.box.addLayout(head)
        self.box.addWidget(self._standing)
        self._place = self.box.count()
        self.box.addWidget(self._table)
        self.box.addStretch(1)
        self.box.addWidget(self.note)
        bar = QWidget()
        flow = FlowLayout(bar)
        for made in (self.sign, self.print, self.save):
            flow.addWidget(made)
        self.box.addWidget(bar)

    @property
    def sheet(self) -> Sheet | None:
        """What is shown."""
        return self._sheet

    def fetch(self, day: date | None = None) -> None:
        """Show the week of a day; without one, the week that is shown, or the one that is running."""
        wanted = day or (self._sheet.week_start if self._sheet is not None else None)
        self._desk.ask(week, wanted, then=self._came, otherwise=self._refused)

    def begin(self) -> None:
        """Put the focus on what is done here."""
        (self.sign if self.sign.isEnabled() else self.print).setFocus()

    def _go(self, by: timedelta) -> None:
        if self._sheet is not None:
            self.fetch(self._sheet.week_start + by)

    def _came(self, sheet: Sheet) -> None:
        self._turn_note(sheet.week_start)
        self._sheet = sheet
        ends = sheet.week_start + WEEK - timedelta(days=1)
        self._title.setText(_("Week of {first} to {last}").format(first=say_day(sheet.week_start), last=say_day(ends)))
        self.on.setEnabled(sheet.week_start + WEEK <= self._desk.now().date())
        right = sheet.adds_up
        self.check.say(_("Adds up") if right else _("Does not add up"), Tone.OK if right else Tone.DANGER)
        self._standing.setText(self._stands(sheet))
        signed = sheet.signed_at is not None
        self.sign.setEnabled(not signed and right)
        self.note.setVisible(not signed)
        fresh = _built(sheet)
        self.box.replaceWidget(self._table, fresh)
        self._table.hide()
        self._table.deleteLater()
        self._table = fresh

    def _turn_note(self, week: date) -> None:
        """A note belongs to the week it was typed for."""
        before = self._sheet.week_start if self._sheet is not None else week
        if before != week:
            self._notes[before] = self.note.value()
            self.note.set_value(self._notes.pop(week, None))

    def _stands(self, sheet: Sheet) -> str:
        if sheet.signed_at is None:
            return _("Not signed.") if sheet.over else _("Not signed; the week is not over.")
        at = say_moment(sheet.signed_at, self._desk.zone)
        signed = _("Signed by {name}, {when}.").format(name=sheet.signed_name, when=at)
        return f"{signed} {sheet.note}".strip()

    def _sign(self) -> None:
        if self._sheet is not None:
            draft = SheetDraft(week_start=self._sheet.week_start, note=str(self.note.value() or ""))
            self._desk.do(sign_week, draft, then=self._signed, otherwise=self._refused)

    def _signed(self, _id: object) -> None:
        self.note.set_value(None)
        self.said.emit(_("Weekly sheet signed"))
        self.fetch()

    def _with_pages(self, *, print_now: bool) -> None:
        if self._sheet is not None:
            then = self._print if print_now else self._save
            self._desk.ask(week_pages, self._sheet.week_start, language(), then=then, otherwise=self._refused)

    def _print(self, pdf: Outgoing) -> None:
        if print_pdf(pdf, self):
            self.said.emit(at_the_printer())

    def _save(self, pdf: Outgoing) -> None:
        start = self._sheet.week_start if self._sheet is not None else ""
        path: Path | None = ask_where(self, f"review-{start}.pdf")
        if path is None:
            return
        try:
            save_file(pdf, path)
        except CaseError as error:
            self._refused(error)
            return
        self.said.emit(_("Saved"))

    def _refused(self, error: CaseError) -> None:
        self.refused.emit(error)


def _built(sheet: Sheet) -> QWidget:
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 8, 0, 8)
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(10)
    grid.setColumnStretch(0, 1)
    for column, name in enumerate((_("Queue"), _("Start"), _("New"), _("Closed"), _("End"))):
        side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
        grid.addWidget(words(name, Text.LABEL), 0, column, side)
    grid.addWidget(rule(), 1, 0, 1, 5)
    for row, one in enumerate(sheet.flows, start=2):
        _add(grid, row, one)
    return holder


def _add(grid: QGridLayout, row: int, one: Flow) -> None:
    said = words(_(MEANING[one.queue]), Text.BODY, wrap=True)
    counted = _("{queue}: {start} at the start, {new} new, {closed} closed, {end} at the end")
    said.setAccessibleName(
        counted.format(queue=said.text(), start=one.start, new=one.new, closed=one.closed, end=one.end)
    )
    grid.addWidget(said, row, 0)
    for column, number in enumerate((one.start, one.new, one.closed, one.end), start=1):
        grid.addWidget(words(str(number), Text.BODY), row, column, Qt.AlignmentFlag.AlignRight)
