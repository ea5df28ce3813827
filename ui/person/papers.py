"""What is given to a person about themselves: the very pages before they are printed, in the language they read."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from casemgr.core.errors import CaseError
from casemgr.core.fields import Option
from casemgr.i18n import _, plural
from casemgr.records.exports import ExportDraft
from casemgr.services.own.account import own_account
from casemgr.services.own.card import own_card
from casemgr.services.own.copy import own_copy
from casemgr.services.own.giving import ASKED_FOR, PAPER_NAMES, OwnPages, Paper, before_given, given, save_own
from ui.desk import UiDesk
from ui.fields.labeled import LabeledField
from ui.fields.when import DateField
from ui.leaving.preview import PreviewDialog
from ui.widgets.chip_row import ChipRow

SIZE = QSize(820, 680)


class PapersDialog(PreviewDialog):
    """`refused` tells a CaseError where there is nothing to show."""

    refused = Signal(object)

    def __init__(self, desk: UiDesk, person: UUID, parent: QWidget) -> None:
        self.paper = ChipRow([Option(paper.value, _(PAPER_NAMES[paper])) for paper in ASKED_FOR], kept=True)
        self.paper.name(_("What is given"))
        self.paper.set_value(Paper.CARD.value)
        super().__init__(desk, self.paper, SIZE, parent)
        self._person = person
        self._pages: OwnPages | None = None
        self.since = LabeledField(_("Shared since"), DateField())
        self.walled = QCheckBox(_("With what stands behind a wall: only where it is safe to carry"))
        self.lay_out([self.since, self.walled])
        self.paper.chosen.connect(self._fetch)
        self.language.chosen.connect(self._fetch)
        self.walled.toggled.connect(self._fetch)
        self.since.changed.connect(self._fetch)
        self._fetch()

    def _fetch(self) -> None:
        paper, language, self._pages = self._chosen(), self.language.value() or "", None
        self.since.setVisible(paper is Paper.ACCOUNT)
        self.walled.setVisible(paper is not Paper.CARD)
        ask, person, walled = self.ask_pages, self._person, self.walled.isChecked()
        if paper is Paper.CARD:
            ask(own_card, person, language, then=self._came, otherwise=self._refuse)
        elif paper is Paper.COPY:
            ask(own_copy, person, language, walled=walled, then=self._came, otherwise=self._refuse)
        elif self.since.check():
            since = self.since.value()
            ask(own_account, person, language, since, walled=walled, then=self._came, otherwise=self._refuse_period)
        else:
            self.begin_anew()

    def _came(self, pages: OwnPages) -> None:
        self._pages = pages
        self.language.set_value(pages.language)
        n, note = pages.left_out, pages.has_safe_contact_note
        off = [plural("{n} entry is left off for safety.", "{n} entries are left off for safety.", n)] if n else []
        said = before_given(has_safe_contact_note=note, untranslated=pages.untranslated)
        self.show_pages(pages.pdf, [*off, *said])

    def _refuse(self, error: CaseError) -> None:
        self.refused.emit(error)
        self.reject()

    def _refuse_period(self, error: CaseError) -> None:
        self.since.show_problem(error.sentence)

    def enter(self, left: ExportDraft, then: Callable[[object], None]) -> None:
        """Enter pages that go to a printer as given to the person."""
        self.desk.do(
            given, self._person, self._chosen(), left, then=partial(self._entered, then), otherwise=self._refuse
        )

    def _entered(self, then: Callable[[object], None], entry: object) -> None:
        then(entry)
        self.accept()

    def _chosen(self) -> Paper:
        return Paper(self.paper.value() or Paper.CARD)

    def save_into(self, folder: Path) -> None:
        """Save what is shown there, encrypted, and show its passphrase once."""
        if self._pages is not None:
            about = self._person, self._chosen(), self._pages, folder
            self.desk.jobs.start(_("Encrypting"), save_own, *about, then=self.saved, otherwise=self.tell)
