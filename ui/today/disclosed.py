"""The card of what was shared without consent: what went where and why, and the review written in place."""

from functools import partial
from uuid import UUID, uuid4

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from casemgr.core import unsent
from casemgr.core.draft import checked
from casemgr.core.errors import CaseError, Invalid
from casemgr.core.unsent import Kept
from casemgr.i18n import _
from casemgr.records import disclosures
from casemgr.records.disclosures import ReviewDraft
from casemgr.services.today import Item
from ui.desk import UiDesk
from ui.fields.labeled import LabeledField
from ui.fields.text import LongTextField
from ui.labels import Labels
from ui.tokens import Text
from ui.widgets.button import Weight, button
from ui.widgets.card import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.text import words
from ui.wording import sentence_case

FORM = "disclosures.reviewed"
KEEP_MS = 800


class DisclosedCard(Card):
    """`did` tells that the review is written down, which nothing takes back; `refused` a CaseError."""

    did = Signal(str, object)
    refused = Signal(object)

    def __init__(self, desk: UiDesk, labels: Labels, parent: QWidget | None = None) -> None:
        super().__init__(parent, raised=True)
        self._desk = desk
        self._labels = labels
        self._item: Item | None = None
        self._kept_id = uuid4()
        self._soon = QTimer(self, singleShot=True, interval=KEEP_MS)
        self._title = words("", Text.ROW, wrap=True)
        self._line = words("", Text.SECOND, wrap=True)
        self._why = words("", Text.BODY, wrap=True)
        self.finding = LabeledField(_("What the review found"), LongTextField(500, lines=2), required=True)
        self.keep = button(_("Reviewed"), Weight.PRIMARY, "check")
        self.keep.clicked.connect(self._keep)
        self.finding.changed.connect(self._soon.start)
        self._soon.timeout.connect(self._hold)
        bar = QWidget()
        FlowLayout(bar).addWidget(self.keep)
        for widget in (self._title, self._line, self._why, self.finding, bar):
            self.box.addWidget(widget)
        labels.came.connect(self._show)

    def show_item(self, item: Item) -> None:
        """Show an entry of the register; what is being written about it stays."""
        if self._item is None or self._item.id != item.id:
            self._hold_now()
            self.finding.set_value(None)
            self.finding.show_problem(None)
            self._kept_id = uuid4()
            self._desk.ask(unsent.kept, FORM, item.id, then=partial(self._restore, item.id))
        self._item = item
        self._show()

    def _show(self) -> None:
        item = self._item
        if item is None:
            return
        self._title.setText(_("Told without consent: {recipient}").format(recipient=item.what))
        basis = sentence_case(self._labels.code("disclosure_basis", item.status))
        self._line.setText(" · ".join(part for part in (item.number, basis) if part))
        self._why.setText(item.reason)
        self._why.setVisible(bool(item.reason))

    def _hold_now(self) -> None:
        """What was typed a moment ago is kept before something else is shown."""
        if self._soon.isActive():
            self._soon.stop()
            self._hold()

    def _hold(self) -> None:
        """Keep the typing over a lock."""
        if self._item is not None:
            typed = {"finding": self.finding.value()}
            self._desk.do(unsent.keep, self._kept_id, FORM, typed, self._item.id)

    def _restore(self, id: UUID, kept: list[Kept]) -> None:
        if kept and self._item is not None and self._item.id == id and self.finding.value() is None:
            self._kept_id = kept[0].id
            self.finding.set_value(kept[0].values.get("finding"))

    def _keep(self) -> None:
        if self._item is None or not self.finding.check(final=True):
            return
        try:
            draft = checked(ReviewDraft, {"finding": self.finding.value()})
        except Invalid as wrong:
            self._refused(wrong)
            return
        then = partial(self._kept, self._item.id)
        self._desk.do(disclosures.review_disclosure, self._item.id, draft, then=then, otherwise=self._refused)

    def _kept(self, id: UUID, _nothing: object) -> None:
        self._soon.stop()
        self._desk.do(unsent.drop, self._kept_id)
        if self._item is not None and self._item.id == id:
            self._item = None
        self.did.emit(_("Reviewed"), None)

    def _refused(self, error: CaseError) -> None:
        if isinstance(error, Invalid):
            self.finding.show_problem(" ".join(problem.sentence for problem in error.problems), focus=True)
        else:
            self.refused.emit(error)
