"""The month page: figures at the left, the pages that will be printed at the right."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QDialog, QSplitter, QVBoxLayout, QWidget

from casemgr.core.changes import Changes
from casemgr.core.errors import CaseError
from casemgr.i18n import _
from casemgr.services.exported import Exported
from casemgr.services.publishing import publish
from casemgr.services.summary.export import (
    Made,
    Wanted,
    export_bundle,
    export_plain,
    export_summary,
    note_print,
    prepare,
)
from casemgr.services.summary.figures import Figure
from casemgr.services.summary.gaps import Gap, Line, behind, gaps
from ui.desk import UiDesk
from ui.leaving.asking import AskLeaving
from ui.leaving.left import ShowLeft
from ui.month.behind import BehindFigure
from ui.month.controls import Controls
from ui.month.figures_view import FiguresView
from ui.month.missing_list import MissingList
from ui.month.no_printer import NoPrinter
from ui.month.review_card import ReviewCard
from ui.page import Page
from ui.preview import PagePreview
from ui.printing import at_the_printer, choose_printer, paint_pdf, printers_there

UNCOUNTED = frozenset({"exports", "searches"})
"""Kinds the month does not count; printing it writes one of them."""


class MonthPage(Page):
    """What a supervisor reads, prints and lets leave."""

    def __init__(self, desk: UiDesk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._made: Made | None = None
        self._asked: Wanted | None = None
        self._controls = Controls(desk)
        self.missing = MissingList()
        self.review = ReviewCard(desk)
        self._figures = FiguresView((self.missing, self.review))
        self._preview = PagePreview()
        split = QSplitter()
        split.setObjectName("month")
        split.addWidget(self._figures)
        split.addWidget(self._preview)
        split.setSizes([440, 700])
        split.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._controls)
        column.addWidget(split, 1)
        self._controls.changed.connect(self._prepare)
        self._controls.printing.connect(self._print)
        self._controls.exporting.connect(self._export)
        self._controls.saving.connect(self._save_plain)
        self._controls.bundling.connect(self._bundle)
        self._controls.publishing.connect(self._publish)
        self.missing.go.connect(self.go)
        self._figures.behind.connect(self._ask_behind)
        self.review.said.connect(self.said)
        self.review.refused.connect(self._refused)
        self._prepare()

    @property
    def title(self) -> str:
        return _("Reports")

    @property
    def line(self) -> str:
        return _("The month in figures, and the pages that will be printed")

    def refresh(self, changes: Changes) -> None:
        if changes.touched.keys() - UNCOUNTED:
            self._prepare()

    def _prepare(self) -> None:
        wanted = self._controls.wanted()
        self._asked, self._made = wanted, None
        self._controls.ready(yes=False)
        self.desk.jobs.start(_("Making the pages"), prepare, wanted, then=partial(self._prepared, wanted))

    def _prepared(self, wanted: Wanted, made: Made) -> None:
        if wanted != self._asked:
            return
        self._made = made
        self._preview.show_pdf(made.pdf)
        self._figures.show_figures(made.figures)
        self.review.show_made(wanted, made)
        self.desk.ask(gaps, made.figures.missing, then=partial(self._show_gaps, wanted))
        self._controls.ready(yes=True)

    def _show_gaps(self, wanted: Wanted, found: list[Gap]) -> None:
        if wanted == self._asked:
            self.missing.show_gaps(found)

    def _ask_behind(self, figure: Figure) -> None:
        self.desk.ask(behind, figure.behind, then=partial(self._show_behind, figure), otherwise=self.trouble)

    def _show_behind(self, figure: Figure, lines: list[Line]) -> None:
        shown = BehindFigure(figure, lines, self)
        shown.go.connect(self.go)
        _open(shown)

    def keep(self) -> None:
        self.review.keep()

    def _refused(self, error: CaseError) -> None:
        self.trouble(error)
        self._prepare()

    def _export(self) -> None:
        self._ask(AskLeaving(_("Save the month as an encrypted PDF"), _("Encrypt and save"), self), self._encrypt)

    def _save_plain(self) -> None:
        title = _("Save the month unencrypted")
        self._ask(AskLeaving(title, _("Save unencrypted"), self, reason=True), self._write_plain)

    def _bundle(self) -> None:
        self._ask(AskLeaving(_("Save the month as a signed bundle"), _("Sign, encrypt and save"), self), self._sign)

    def _publish(self) -> None:
        self._ask(AskLeaving(_("Save the month as open data"), _("Save open data"), self, whom=False), self._write_open)

    def _ask(self, asked: AskLeaving, then: Callable[[AskLeaving, Wanted, Made | None], None]) -> None:
        """Ask about what is shown now; a dialog that is only hidden for a while loses nothing."""
        if self._asked is not None:
            asked.accepted.connect(partial(self._leave, asked, then, self._asked, self._made))
            _open(asked)

    def _leave(
        self,
        asked: AskLeaving,
        then: Callable[[AskLeaving, Wanted, Made | None], None],
        wanted: Wanted,
        made: Made | None,
    ) -> None:
        then(asked, replace(wanted, recipient=asked.recipient()), made)

    def _encrypt(self, asked: AskLeaving, wanted: Wanted, made: Made | None) -> None:
        self.desk.jobs.start(_("Encrypting"), export_summary, wanted, asked.folder, made, then=self._left)

    def _write_plain(self, asked: AskLeaving, wanted: Wanted, made: Made | None) -> None:
        self.desk.jobs.start(_("Saving"), export_plain, wanted, asked.folder, asked.reason(), made, then=self._left)

    def _sign(self, asked: AskLeaving, wanted: Wanted, _made: Made | None) -> None:
        if self.desk.shift is not None:
            key = self.desk.shift.opened.private_key
            self.desk.jobs.start(_("Encrypting"), export_bundle, key, wanted, asked.folder, then=self._left)

    def _write_open(self, asked: AskLeaving, wanted: Wanted, _made: Made | None) -> None:
        self.desk.jobs.start(_("Saving"), publish, wanted.month, asked.folder, then=self._left)

    def _left(self, left: Exported) -> None:
        _open(ShowLeft(left, self, self._controls.wanted().language))

    def _print(self) -> None:
        if self._made is None or self._asked is None:
            return
        if not printers_there():
            without = NoPrinter(self)
            without.accepted.connect(self._export)
            _open(without)
            return
        asked, made = self._asked, self._made
        printer = choose_printer(self, to_file=False)  # A file leaves by an export.
        if printer is not None:
            draw = partial(self._draw, printer, made)
            self.desk.jobs.start(_("Printing"), note_print, asked, made, then=draw)

    def _draw(self, printer: QPrinter, made: Made, _noted: object) -> None:
        """The very pages that were entered, whatever is shown by now."""
        paint_pdf(made.pdf, printer)
        self.said.emit(at_the_printer())


def _open(dialog: QDialog) -> None:
    """Show a dialog over the window, until it is closed."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
