"""The audit: who did what to which record, newest first, and the check of all of it."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from casemgr.core.access import May
from casemgr.core.audit import Entry
from casemgr.core.audit_check import Verdict
from casemgr.core.audit_reading import audit_entries
from casemgr.core.audit_standing import AuditStanding, audit_standing, check_whole
from casemgr.core.errors import CaseError
from casemgr.core.kind import KINDS
from casemgr.i18n import _, plural
from ui.admin.audit_papers import AuditPapers
from ui.audit_round import said_broken, said_standing
from ui.desk import UiDesk
from ui.fields.when import say_day, say_time
from ui.labels import Labels
from ui.page import Go
from ui.paged_rows import PagedRows
from ui.today.rows import REVIEW
from ui.tokens import Text, Tone
from ui.widgets.banner import Banner
from ui.widgets.button import Weight, button
from ui.widgets.card import Card
from ui.widgets.row_list import RowList
from ui.widgets.rows import Row
from ui.widgets.text import words


class Audit(Card):
    """Entries hold ids and names of fields, never names of people or words of notes."""

    refused = Signal(object)
    go = Signal(object)
    did = Signal(str)

    def __init__(self, desk: UiDesk, labels: Labels, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._labels = labels
        self._begun = False
        self.check = button(_("Check the audit"), Weight.SECONDARY, "shield-check")
        self.again = button(_("Newest entries"), Weight.QUIET, "rotate-ccw")
        self.review = button(_("Access review"), Weight.SECONDARY, "eye")
        self.papers = button(_("Papers…"), Weight.SECONDARY, "printer")
        self.verdict = Banner()
        self.standing = words("", Text.SECOND, wrap=True)
        self.standing.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.model = PagedRows(desk, self._row, self, of="entries", place="before")
        self.rows = RowList(_("Audit entries"), dense=True)
        self.rows.setModel(self.model)
        bar = QHBoxLayout()
        bar.setSpacing(8)
        bar.addWidget(self.check)
        bar.addWidget(self.again)
        bar.addStretch(1)
        bar.addWidget(self.papers)
        bar.addWidget(self.review)
        self.box.addLayout(bar)
        self.review.setVisible(desk.actor.may(May.READ_CASES))
        self.box.addWidget(self.standing)
        self.box.addWidget(self.verdict)
        self.box.addWidget(self.rows, 1)
        self.check.clicked.connect(self.begin_check)
        self.again.clicked.connect(self.reload)
        self.review.clicked.connect(self._go_review)
        self.papers.clicked.connect(self.open_papers)
        self.model.refused.connect(self.refused)
        labels.came.connect(self.model.relabel)

    def begin(self) -> None:
        """Ask for the entries, the first time it is looked at: each reading is itself an entry."""
        if not self._begun:
            self._begun = True
            self.reload()

    def reload(self) -> None:
        """Ask for the newest entries, and for how the last check came out."""
        self.model.show(audit_entries)
        self._desk.ask(audit_standing, then=self._say_standing, otherwise=self.refused.emit)

    def _go_review(self) -> None:
        self.go.emit(Go(REVIEW))

    def open_papers(self) -> AuditPapers:
        """Show what can be printed, checked and exported."""
        papers = AuditPapers(self._desk, self)
        papers.did.connect(self.did)
        papers.refused.connect(self.refused)
        papers.open()
        return papers

    def begin_check(self) -> None:
        """Check every entry, signature and record."""
        self.check.setEnabled(False)
        title = _("Checking the audit")
        self._desk.jobs.start(title, check_whole, then=self._checked, otherwise=self._refused)

    def free(self) -> None:
        """The check was stopped."""
        self.check.setEnabled(True)

    def _row(self, entry: Entry) -> Row:
        at = datetime.fromisoformat(entry.at).astimezone(self._desk.zone)
        kind = _(KINDS[entry.kind].one) if entry.kind in KINDS else entry.kind
        title = entry.action.replace("_", " ").replace(".", " · ").replace(":", " · ").capitalize()
        who = self._labels.record("staff", entry.actor)
        line = " · ".join(part for part in (who, kind, entry.device, entry.reason) if part)
        denied = entry.outcome != "success"
        return Row(
            f"{entry.seq:,}  {title}",
            line,
            chip=entry.outcome.capitalize() if denied else "",
            tone=Tone.WARN,
            end=f"{say_day(at.date())}, {say_time(at.time())}",
            key=entry,
        )

    def _say_standing(self, found: AuditStanding) -> None:
        self.standing.setText(said_standing(found, self._desk.zone))

    def _checked(self, verdict: Verdict) -> None:
        self.free()
        self._desk.ask(audit_standing, then=self._say_standing, otherwise=self.refused.emit)
        if verdict.broken is None:
            said = plural(
                "Everything holds: {n} entry, its signature and the record it tells of.",
                "Everything holds: {n} entries, their signatures and the records they tell of.",
                verdict.entries,
            )
            self.verdict.tell(Tone.OK, said)
            return
        self.verdict.tell(Tone.DANGER, said_broken(verdict.broken.seq, verdict.broken.why))

    def _refused(self, error: CaseError) -> None:
        self.free()
        self.refused.emit(error)
