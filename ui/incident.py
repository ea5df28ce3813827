"""A privacy incident: what happened in one press, reported in a second, then the sheet that says whom to call."""

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from casemgr.core.errors import CaseError
from casemgr.core.fields import Option
from casemgr.i18n import N_, _, language
from casemgr.services.incident import FIRST, TITLES, What, incident_sheet, report_incident, whom_to_call
from casemgr.services.leaving import Outgoing
from ui.desk import UiDesk
from ui.page import Page
from ui.preview import PagePreview
from ui.printing import ask_where, at_the_printer, print_pdf, printers_there, save_file
from ui.tokens import Text
from ui.widgets.button import Weight, button
from ui.widgets.card import Card
from ui.widgets.chip_row import ChipRow
from ui.widgets.empty import EmptyState
from ui.widgets.text import words

LINE = N_("Something was lost, seen or sent that should not have been: report it within the hour")


class IncidentPage(Page):
    """Open to everyone: nothing about anyone is typed here, and nothing is asked that is not needed to report."""

    def __init__(self, desk: UiDesk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._pdf: Outgoing | None = None
        self.what = ChipRow([Option(what.value, _(title)) for what, title in TITLES.items()], kept=True)
        self.what.name(_("What happened"))
        self.first = words("", Text.BODY, wrap=True)
        self.call = words("", Text.BODY, wrap=True)
        self.report = button(_("Report now"), Weight.PRIMARY, "send")
        self.print = button(_("Print…"), Weight.SECONDARY, "printer")
        self.save = button(_("Save PDF…"), Weight.SECONDARY, "download")
        self.preview = PagePreview()
        self._pages = QStackedWidget()
        self._pages.addWidget(
            EmptyState("file-text", _("Once it is reported, the sheet for whom you call is here, to print or save."))
        )
        self._pages.addWidget(self.preview)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(self._asking(), 2)
        row.addWidget(self._shown(), 3)
        self.what.chosen.connect(self._chosen)
        self.report.clicked.connect(self._report)
        self.print.clicked.connect(self._print)
        self.save.clicked.connect(self._save)
        for each in (self.report, self.print, self.save):
            each.setEnabled(False)
        desk.ask(whom_to_call, then=self._say_whom, otherwise=self.trouble)

    def _asking(self) -> Card:
        card = Card()
        said = _("It is written down with the time and your name, signed, and told to those who answer for it.")
        for widget in (words(_("What happened?"), Text.RECORD), self.what, self.call, self.first):
            card.box.addWidget(widget)
        card.box.addStretch(1)
        card.box.addWidget(words(said, Text.SECOND, wrap=True))
        card.box.addWidget(self.report)
        return card

    def _shown(self) -> Card:
        card, ends, column = Card(), QHBoxLayout(), QVBoxLayout()
        ends.addStretch(1)
        ends.addWidget(self.save)
        ends.addWidget(self.print)
        column.setSpacing(12)
        column.addWidget(self._pages, 1)
        column.addLayout(ends)
        card.box.addLayout(column)
        return card

    @property
    def title(self) -> str:
        return _("Report a privacy incident")

    @property
    def line(self) -> str:
        return _(LINE)

    def _say_whom(self, whom: str) -> None:
        self.call.setText(_("Call now: {whom}").format(whom=whom))

    def _chosen(self) -> None:
        self.first.setText(_(FIRST[What(self.what.value())]))
        self.report.setEnabled(True)

    def _report(self) -> None:
        self.report.setEnabled(False)
        self.desk.do(report_incident, What(self.what.value()), then=self._reported, otherwise=self._refused)

    def _reported(self, _none: object) -> None:
        self.said.emit(_("Reported. Now call."))
        self.desk.ask(incident_sheet, language(), then=self._show, otherwise=self.trouble)

    def _refused(self, error: CaseError) -> None:
        self.report.setEnabled(True)
        self.trouble(error)

    def _show(self, pdf: Outgoing) -> None:
        self._pdf = pdf
        self.preview.show_pdf(pdf)
        self._pages.setCurrentWidget(self.preview)
        self.print.setEnabled(printers_there())
        self.save.setEnabled(True)
        (self.print if self.print.isEnabled() else self.save).setFocus()

    def _print(self) -> None:
        if self._pdf is not None and print_pdf(self._pdf, self):
            self.said.emit(at_the_printer())

    def _save(self) -> None:
        path = ask_where(self, "casemgr-incident.pdf") if self._pdf is not None else None
        if path is None or self._pdf is None:
            return
        try:
            save_file(self._pdf, path)
        except CaseError as refusal:
            self.trouble(refusal)
        else:
            self.said.emit(_("Saved as {path}").format(path=path.name))
