"""The papers of the audit: a seal to sign, a paper held against the log, an export that others can check."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from casemgr.core.access import May
from casemgr.core.audit_anchor import Anchor, anchored
from casemgr.core.errors import CaseError
from casemgr.i18n import _, language
from casemgr.services.audit_archive import archive_audit
from casemgr.services.audit_export import export_audit
from casemgr.services.exported import Exported
from casemgr.services.leaving import Outgoing
from casemgr.services.seal_sheet import seal_sheet
from ui.desk import UiDesk
from ui.fields import DateField, LabeledField, TextField
from ui.fields.when import say_day, say_time
from ui.leaving.asking import AskLeaving
from ui.leaving.left import ShowLeft
from ui.look import current_look
from ui.printing import ask_where, at_the_printer, print_pdf, printers_there, save_file
from ui.tokens import Text, Tone
from ui.widgets.banner import Banner
from ui.widgets.button import Weight, button
from ui.widgets.text import words

DAYS = timedelta(days=30)


class AskProof(AskLeaving):
    """Which days leave, for whom, and into which folder."""

    def __init__(self, now: datetime, parent: QWidget) -> None:
        title, action = _("Export the audit of some days with its proof"), _("Sign, encrypt and save")
        first = LabeledField(_("First day"), DateField(), required=True)
        last = LabeledField(_("Last day"), DateField(), required=True)
        super().__init__(title, action, parent, besides=(first, last))
        self.first, self.last = first, last
        first.set_value(now.date() - DAYS)
        last.set_value(now.date())


class AuditPapers(QDialog):
    """`did` tells a sentence, `refused` a CaseError; each part stands alone."""

    did = Signal(str)
    refused = Signal(object)

    def __init__(self, desk: UiDesk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Casemgr"))
        self.setMinimumWidth(current_look().px(600))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self.print = button(_("Print the seal…"), Weight.PRIMARY, "printer")
        self.save = button(_("Save the seal…"), Weight.SECONDARY, "download")
        hint = _("The number and letters at its foot, such as 18204 · 7F3A-9C21-04BD-77E1.")
        self.written = LabeledField(_("What stands on the paper"), TextField(120), hint=hint)
        self.look = button(_("Check it"), Weight.SECONDARY, "search")
        self.found = Banner()
        self.export = button(_("Export with proof…"), Weight.SECONDARY, "file-lock")
        self.archive = button(_("Archive older entries…"), Weight.SECONDARY, "lock")
        self.over = button(_("Done"), Weight.QUIET)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        seal = _("Where the log stands, to print, sign and keep elsewhere: what is changed later no longer meets it.")
        proof = _("Who, when and what by ids alone, signed; the help page on privacy prints the script that checks it.")
        years = _("Entries past their years leave the store for an encrypted archive; keep it with its passphrase.")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(10)
        for title, said, widgets in (
            (_("Seal of the log"), seal, (_row(self.print, self.save),)),
            (_("Check a paper"), "", (self.written, _row(self.look), self.found)),
            (_("Export with proof"), f"{proof} {years}", (_row(self.export, self.archive),)),
        ):
            column.addWidget(words(title, Text.RECORD))
            if said:
                column.addWidget(words(said, Text.SECOND, wrap=True))
            for widget in widgets:
                column.addWidget(widget)
        column.addWidget(_row(self.over), 0, Qt.AlignmentFlag.AlignRight)
        shift, may = self._desk.shift, self._desk.actor.may(May.EXPORT)
        self.export.setEnabled(shift is not None and may)
        self.archive.setEnabled(shift is not None and self._desk.actor.may(May.APPROVE_DISPOSAL))
        self.print.setEnabled(printers_there())

    def _connect(self) -> None:
        self.print.clicked.connect(partial(self._seal, self._print))
        self.save.clicked.connect(partial(self._seal, self._save))
        self.look.clicked.connect(self.check)
        self.export.clicked.connect(self._ask_proof)
        self.archive.clicked.connect(self._ask_archive)
        self.over.clicked.connect(self.accept)
        self.look.setAutoDefault(False)
        editor = self.written.field.editor()
        if isinstance(editor, QLineEdit):
            editor.returnPressed.connect(self.check)

    def check(self) -> None:
        """Hold what is typed against the log."""
        self.found.dismiss()
        self._desk.ask(anchored, str(self.written.value() or ""), then=self._show_found, otherwise=self._not_read)

    def _show_found(self, found: Anchor) -> None:
        if not found.holds:
            self._tell(Tone.DANGER, found.why)
            return
        at = datetime.fromisoformat(found.at).astimezone(self._desk.zone)
        said = _("The log has it: entry {seq} of {day}, {time}.")
        self._tell(Tone.OK, said.format(seq=found.seq, day=say_day(at.date()), time=say_time(at.time())))

    def _not_read(self, error: CaseError) -> None:
        self.written.show_problem(error.sentence, focus=True)
        self._make_room()

    def _tell(self, tone: Tone, sentence: str) -> None:
        self.found.tell(tone, sentence)
        self._make_room()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """A dialog stays as high as it was opened; what came since would squeeze the rest."""
        column = self.layout()
        if column is not None:
            column.activate()
            self.resize(self.width(), max(self.height(), column.totalHeightForWidth(self.width())))

    def _seal(self, then: Callable[[Outgoing], None], _checked: bool = False) -> None:  # noqa: FBT001, FBT002
        self._desk.ask(seal_sheet, language(), then=then, otherwise=self.refused.emit)

    def _print(self, sheet: Outgoing) -> None:
        if print_pdf(sheet, self):
            self.did.emit(at_the_printer())

    def _save(self, sheet: Outgoing) -> None:
        path = ask_where(self, "casemgr-seal.pdf")
        if path is not None:
            try:
                save_file(sheet, path)
            except CaseError as refusal:
                self.refused.emit(refusal)
            else:
                self.did.emit(_("Saved as {path}").format(path=path.name))

    def _ask_proof(self) -> None:
        asked = AskProof(self._desk.now(), self)
        asked.accepted.connect(partial(self.leave, asked))
        asked.open()

    def leave(self, asked: AskProof) -> None:
        """Export the days that were asked for."""
        shift = self._desk.shift
        if shift is not None:
            given = (shift.opened.private_key, asked.first.value(), asked.last.value(), asked.folder, asked.recipient())
            self._desk.jobs.start(
                _("Exporting the audit"), export_audit, *given, then=self._left, otherwise=self._not_left
            )

    def _ask_archive(self) -> None:
        asked = AskLeaving(_("Archive entries past their years"), _("Encrypt, save and take out"), self)
        asked.accepted.connect(partial(self.put_away, asked))
        asked.open()

    def put_away(self, asked: AskLeaving) -> None:
        """Archive what is past its years."""
        shift = self._desk.shift
        if shift is not None:
            given = (shift.opened.private_key, asked.folder, asked.recipient())
            self._desk.jobs.start(
                _("Archiving the audit"), archive_audit, *given, then=self._left, otherwise=self._not_left
            )

    def _not_left(self, error: CaseError) -> None:
        self._tell(Tone.WARN, error.sentence)

    def _left(self, left: Exported) -> None:
        shown = ShowLeft(left, self, language())
        shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        shown.open()


def _row(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return holder
