"""Notes and sign-off: written and signed beside the figures, and printed at the end of the pages."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout

from casemgr.core import unsent
from casemgr.core.access import May
from casemgr.core.errors import CaseError
from casemgr.core.record import new_id
from casemgr.core.unsent import Kept
from casemgr.i18n import _, language
from casemgr.records.months import LONGEST, MonthNotesDraft
from casemgr.services.summary import totals
from casemgr.services.summary.export import Made, Wanted
from casemgr.services.summary.review import note_month, sign_month
from casemgr.services.summary.signed import said_signed
from ui.desk import UiDesk
from ui.fields import LabeledField
from ui.fields.text import LongTextField
from ui.tokens import Text
from ui.widgets.button import Weight, button
from ui.widgets.card import Card
from ui.widgets.text import HINT, words

KEEP_MS = 500


class ReviewCard(Card):
    """`said` tells what was done, `refused` a refusal."""

    said = Signal(str)
    refused = Signal(object)

    def __init__(self, desk: UiDesk) -> None:
        super().__init__()
        self._desk = desk
        self._wanted: Wanted | None = None
        self._made: Made | None = None
        self._draft: UUID = new_id()
        self._typed = False
        self.notes = LabeledField(_("Notes"), LongTextField(LONGEST, lines=3))
        self.signed = words("", Text.SECOND, wrap=True)
        self.save = button(_("Save notes"), Weight.SECONDARY, "check")
        self.sign = button(_("Sign these figures"), Weight.SECONDARY, "pencil")
        self._hint = words(_("Save the notes first; the signature stands under them too."), HINT, wrap=True)
        self._soon = QTimer(self, singleShot=True, interval=KEEP_MS)
        self._soon.timeout.connect(self.keep)
        self.box.addWidget(words(_("Notes and sign-off"), Text.ROW))
        self.box.addWidget(self.notes)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.save)
        row.addWidget(self.sign)
        row.addStretch(1)
        self.box.addLayout(row)
        self.box.addWidget(self._hint)
        self.box.addWidget(self.signed)
        self.notes.changed.connect(self._touched)
        self.save.clicked.connect(self._save)
        self.sign.clicked.connect(self._sign)
        may = desk.actor.may(May.SUPERVISE)
        for each in (self.notes, self.save, self.sign):
            each.setEnabled(may)
        self._show_state()

    def show_made(self, wanted: Wanted, made: Made) -> None:
        """Show the notes and signatures of a month; what is being typed for the same month stays."""
        other = self._wanted is None or self._form(wanted) != self._form(self._wanted)
        if other:
            self.keep()
            self._typed, self._draft = False, new_id()
        self._wanted, self._made = wanted, made
        if not self._typed:
            self.notes.set_value(made.review.notes)
        lines = said_signed(made.review, made.figures, language())
        self.signed.setText("\n".join(lines) if lines else _("Nobody has signed this month yet."))
        self._show_state()
        if other:
            self._desk.ask(unsent.kept, self._form(wanted), then=partial(self._restore, wanted))

    def keep(self) -> None:
        """Keep what is being typed, now."""
        self._soon.stop()
        if self._typed and self._wanted is not None:
            self._desk.do(unsent.keep, self._draft, self._form(self._wanted), {"note": self._text()})

    def _restore(self, wanted: Wanted, kept: list[Kept]) -> None:
        same = self._wanted is not None and self._form(wanted) == self._form(self._wanted)
        if kept and same and not self._typed:
            self._typed, self._draft = True, kept[0].id
            self.notes.set_value(kept[0].values.get("note", ""))
            self._show_state()

    def _touched(self) -> None:
        self._typed = True
        self._soon.start()
        self._show_state()

    def _show_state(self) -> None:
        may = self._desk.actor.may(May.SUPERVISE)
        self.save.setEnabled(may and self._typed)
        self.sign.setEnabled(may and not self._typed and self._made is not None)
        self._hint.setVisible(may and self._typed)

    def _save(self) -> None:
        if self._wanted is None or not self.notes.check(final=True):
            return
        draft = MonthNotesDraft(notes=self._text())
        where = (self._wanted.month, draft, self._wanted.neighborhood)
        self._desk.do(note_month, *where, then=partial(self._saved, self._draft), otherwise=self._refuse)

    def _saved(self, draft: UUID, _nothing: object) -> None:
        self._desk.do(unsent.drop, draft)
        if draft == self._draft:
            self._soon.stop()
            self._typed, self._draft = False, new_id()
            self._show_state()
        self.said.emit(_("Notes saved"))

    def _sign(self) -> None:
        if self._wanted is None or self._made is None:
            return
        where = (self._wanted.month, totals.digest(self._made.figures), self._wanted.neighborhood)
        self._desk.do(sign_month, *where, then=self._did_sign, otherwise=self._refuse)

    def _did_sign(self, _nothing: object) -> None:
        self.said.emit(_("Signed; the signature stands at the end of the pages"))

    def _refuse(self, error: CaseError) -> None:
        self.refused.emit(error)

    def _text(self) -> str:
        return str(self.notes.value() or "")

    @staticmethod
    def _form(wanted: Wanted) -> str:
        """The name under which notes being typed are kept."""
        place = wanted.neighborhood.hex if wanted.neighborhood else ""
        return f"reports.{wanted.month}.{place}"
