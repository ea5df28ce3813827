"""The timeline: what happened with a person, latest first, as rows."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from casemgr.i18n import N_, _
from casemgr.services.face_sheet import Entry
from ui.desk import UiDesk
from ui.fields.when import say_day
from ui.labels import Labels
from ui.tokens import Ink, Tone
from ui.widgets.empty import EmptyState
from ui.widgets.row_list import RowList
from ui.widgets.rows import Row, RowModel
from ui.wording import say_short_day, sentence_case

ICONS = {"contacts": "message-square", "referrals": "send", "followups": "calendar-check", "consents": "shield-check"}
_CLOSED = {"done": N_("Done"), "not_needed": N_("Not needed"), "lost": N_("Lost"), "cancelled": N_("Cancelled")}


class Timeline(QStackedWidget):
    """`opened` tells the Entry that was opened."""

    opened = Signal(object)

    def __init__(self, desk: UiDesk, labels: Labels, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._labels = labels
        self._entries: tuple[Entry, ...] = ()
        self._whole = True
        self._new: frozenset[UUID] = frozenset()
        self._model = RowModel()
        self.rows = RowList(_("What happened so far"), dense=True)
        self.rows.setModel(self._model)
        self.rows.opened.connect(self._opened)
        self.rows.clicked.connect(self._pressed)
        self.empty = EmptyState("history", _("Nothing is written down yet."))
        self.addWidget(self.rows)
        self.addWidget(self.empty)
        labels.came.connect(self._show)

    def show_entries(self, entries: Iterable[Entry], *, whole: bool = True, new: Iterable[UUID] = ()) -> None:
        """Show these; `whole` unless older ones were left out, `new` are those written since one last looked."""
        self._entries = tuple(entries)
        self._new = frozenset(new)
        self._whole = whole
        self._show()
        if self._entries:
            self.rows.scrollToTop()

    def _show(self) -> None:
        today = self._desk.now().date()
        place = self.rows.currentIndex().row()
        rows = [self.row_of(entry, today) for entry in self._entries]
        if not self._whole:
            rows.append(Row(_("Older contacts are in the list of contacts."), heading=True))
        self._model.set_rows(rows)
        if 0 <= place < len(self._entries):
            self.rows.setCurrentIndex(self._model.index(place, 0))
        self.setCurrentWidget(self.rows if rows else self.empty)

    def row_of(self, entry: Entry, today: date) -> Row:
        """An entry in words."""
        day = entry.at.astimezone(self._desk.zone).date()
        title, line = self._words(entry, day)
        chip, tone = self._chip(entry, day, today)
        return Row(
            title,
            line,
            icon=ICONS[entry.kind],
            chip=chip,
            tone=tone,
            end=say_short_day(day, today),
            key=entry,
            ink=Ink.ACCENT,
        )

    def _chip(self, entry: Entry, day: date, today: date) -> tuple[str, Tone]:
        if entry.kind == "followups" and entry.status == "open" and day < today:
            return _("Overdue"), Tone.DANGER
        if entry.status in ("entered_in_error", "entered-in-error"):
            return _("Entered in error"), Tone.NEUTRAL
        if entry.id in self._new:
            return _("New"), Tone.INFO
        return (_("Corrected"), Tone.NEUTRAL) if entry.edition > 1 else ("", Tone.NEUTRAL)

    def _words(self, entry: Entry, day: date) -> tuple[str, str]:
        match entry.kind:
            case "contacts":
                said = entry.what or self._code("contact_next_step", entry.next_step)
                return _("Contact · {type}").format(type=self._code("contact_type", *entry.code)), said
            case "referrals":
                return self._referral(entry)
            case "followups":
                closed = _CLOSED.get(entry.status)
                said = _("Promised for {day}").format(day=say_day(day)) if closed is None else _(closed)
                return entry.what, _("Follow-up · {state}").format(state=said)
        return self._consent(entry)

    def _referral(self, entry: Entry) -> tuple[str, str]:
        status = self._code("referral_status", entry.status)
        where = entry.organization or entry.what
        if entry.status == "draft":
            return _("Referral to {place}, not sent yet").format(place=where), entry.what
        return _("Referred to {place}").format(place=where), f"{entry.what} · {status}"

    def _consent(self, entry: Entry) -> tuple[str, str]:
        covers = ", ".join(self._code("information_category", code) for code in entry.code)
        if entry.status == "refused" or entry.until is None:
            return _("Consent refused"), covers
        if entry.status == "active":
            return _("Consent until {day}").format(day=say_day(entry.until)), covers
        return _("Consent · {status}").format(status=self._code("consent_status", entry.status)), covers

    def _code(self, list_name: str, code: str = "") -> str:
        return sentence_case(self._labels.code(list_name, code)) if code else ""

    def _pressed(self, index: QModelIndex) -> None:
        row = self._model.row_at(index)
        if row is not None:
            self._opened(row)

    def _opened(self, row: Row) -> None:
        if isinstance(row.key, Entry):
            self.opened.emit(row.key)
