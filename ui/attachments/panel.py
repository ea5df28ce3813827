"""The section of a record that holds its files: a list, and what can be done with each."""

from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from casemgr.core.changes import Changes
from casemgr.core.draft import checked
from casemgr.core.errors import CaseError
from casemgr.i18n import _, plural
from casemgr.records import attachments
from casemgr.records.attachments import AttachDraft, AttachmentCard, Attachments, Brought, Sort, TakeOffDraft, brought
from ui.attachments.asking import AskAbout
from ui.attachments.viewer import Viewer
from ui.attachments.words import line_of, said_size
from ui.desk import UiDesk
from ui.tokens import Text, Tone
from ui.widgets.banner import Banner
from ui.widgets.button import Weight, button
from ui.widgets.card import Card
from ui.widgets.row_list import RowList
from ui.widgets.rows import Row, RowModel
from ui.widgets.tab_order import chain
from ui.widgets.text import words

LEAST = 96


class AttachmentsPanel(Card):
    """`said` tells what was done. It hides itself where there are no files and none may be added."""

    said = Signal(str)

    def __init__(self, desk: UiDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._about: tuple[str, UUID] | None = None
        self._card: AttachmentCard | None = None
        self.heading = words(_("Attachments"), Text.LABEL)
        self.trouble = Banner()
        self.add = button(_("Add file…"), Weight.SECONDARY, "plus")
        self.open_file = button(_("Show"), Weight.SECONDARY, "eye")
        self.off = button(_("Take off…"), Weight.QUIET, "x")
        self.rows = RowList(_("Attachments"), dense=True)
        self.rows.setMinimumHeight(LEAST)
        self.whole = words("", Text.SECOND, wrap=True)
        self._model = RowModel()
        self.rows.setModel(self._model)
        self._lay_out()
        self.add.clicked.connect(self._choose)
        self.open_file.clicked.connect(self._open)
        self.off.clicked.connect(self._ask_reason)
        self.rows.reached.connect(self._reach)
        self.rows.opened.connect(self._open_row)
        self.hide()

    def _lay_out(self) -> None:
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.add)
        foot.addWidget(self.open_file)
        foot.addWidget(self.off)
        foot.addStretch(1)
        self.box.addLayout(head)
        self.box.addWidget(self.trouble)
        self.box.addWidget(self.rows, 1)
        self.box.addWidget(self.whole)
        self.box.addLayout(foot)

    def show_record(self, kind: str, id: UUID) -> None:
        """Show the files of a record."""
        if self._about != (kind, id):
            self.clear()
        self._about = (kind, id)
        self._desk.ask(attachments.attached, kind, id, then=self._came, otherwise=self._unseen)

    def clear(self) -> None:
        """Show nothing."""
        self._about = self._card = None
        self._model.set_rows(())
        self.trouble.dismiss()
        self.hide()

    def come_last(self) -> None:
        """Be reached by the tab key after what was made in the meantime: it stands beside or under that."""
        last = self.window().previousInFocusChain()
        while last is not None and last is not self.window() and self.isAncestorOf(last):
            last = last.previousInFocusChain()
        if last is not None:
            chain(last, self.add, self.rows, self.open_file, self.off)

    def refresh(self, changes: Changes) -> None:
        """Read the files anew where some changed."""
        if self._about is not None and changes.of("attachments"):
            self.show_record(*self._about)

    def _unseen(self, _error: CaseError) -> None:
        self.clear()

    def _came(self, found: Attachments) -> None:
        if (found.about_kind, found.about_id) != self._about:
            return
        self._model.set_rows([self._row(card) for card in found.cards])
        there = bool(found.cards)
        self.heading.setText(
            plural("{n} attachment", "{n} attachments", len(found.cards)) if there else _("Attachments")
        )
        self.add.setVisible(found.may_add)
        self.setAcceptDrops(found.may_add)
        self.off.setVisible(there and found.may_add)
        for widget in (self.rows, self.open_file):
            widget.setVisible(there)
        self._reach(None)
        if there:
            self.rows.setCurrentIndex(self._model.index(0))
        self.setVisible(there or found.may_add)

    def _row(self, card: AttachmentCard) -> Row:
        picture = "file-text" if card.sort in (Sort.TXT, Sort.PDF, Sort.DOCX, Sort.XLSX) else "file"
        chip = _("Taken off") if card.taken_off else card.sort.upper()
        return Row(
            card.name,
            line_of(card, self._desk.now()),
            icon=picture,
            chip=chip,
            tone=Tone.WARN if card.taken_off else Tone.NEUTRAL,
            end=said_size(card.size),
            key=card,
        )

    def _reach(self, row: Row | None) -> None:
        self._card = row.key if row is not None and isinstance(row.key, AttachmentCard) else None
        self.whole.setText(line_of(self._card, self._desk.now()) if self._card is not None else "")
        self.whole.setVisible(bool(self.whole.text()))
        self.open_file.setEnabled(self._card is not None)
        self.off.setEnabled(self._card is not None and not self._card.taken_off)

    def _open_row(self, row: Row) -> None:
        self._reach(row)
        self._open()

    def _open(self) -> None:
        if self._card is not None:
            viewer = Viewer(self._desk, self._card.id, self._card.name, self)
            viewer.said.connect(self.said)
            viewer.open()

    def _choose(self) -> None:
        kinds = _("Files that can be attached ({endings})").format(endings=" ".join(f"*.{sort}" for sort in Sort))
        chosen, _filter = QFileDialog.getOpenFileName(self, _("Add a file"), "", f"{kinds};;{_('All files')} (*)")
        if chosen:
            self.bring(Path(chosen))

    def bring(self, path: Path) -> None:
        """Read a file, and ask what it is before it is attached."""
        self.trouble.dismiss()
        try:
            came = brought(path)
        except CaseError as error:
            self.trouble.tell(Tone.WARN, error.sentence)
            return
        title = _("Attach {name}").format(name=came.name)
        asked = AskAbout(self._desk, AttachDraft, title, _("Attach"), self)
        asked.answered.connect(partial(self._attach, asked, came))
        asked.open()

    def _attach(self, asked: AskAbout, came: Brought, answers: dict[str, Any]) -> None:
        if self._about is None:
            return
        kind, id = self._about
        about = {"about_kind": kind, "about_id": id, "name": came.name}
        try:
            draft = checked(AttachDraft, about | answers)
        except CaseError as error:
            asked.refuse(error)
            return
        then = partial(self._done, asked, _("{name} is attached").format(name=came.name))
        self._desk.do(attachments.attach, draft, came.content, then=then, otherwise=asked.refuse)

    def _ask_reason(self) -> None:
        if self._card is not None:
            title = _("Take {name} off this record").format(name=self._card.name)
            asked = AskAbout(self._desk, TakeOffDraft, title, _("Take off"), self)
            asked.answered.connect(partial(self._take_off, asked, self._card))
            asked.open()

    def _take_off(self, asked: AskAbout, card: AttachmentCard, answers: dict[str, Any]) -> None:
        try:
            draft = checked(TakeOffDraft, answers)
        except CaseError as error:
            asked.refuse(error)
            return
        then = partial(self._done, asked, _("{name} was taken off").format(name=card.name))
        self._desk.do(attachments.take_off, card.id, draft, then=then, otherwise=asked.refuse)

    def _done(self, asked: AskAbout, sentence: str, _result: object) -> None:
        asked.taken()
        self.said.emit(sentence)
        if self._about is not None:
            self.show_record(*self._about)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _one_file(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _one_file(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.bring(path)


def _one_file(data: QMimeData) -> Path | None:
    """The file that is dragged; None where it is several, or none that lies on this computer."""
    urls = data.urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None


def page_of(panel: AttachmentsPanel) -> QWidget:
    """A page of tabs for the section, which hides itself where it has nothing to show."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 10, 0, 0)
    column.addWidget(panel)
    return page
