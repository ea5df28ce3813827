"""The quick log: a contact in a dozen keys and the words typed; saved with Ctrl+Enter, and ready for the next."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casemgr.core import general, unsent
from casemgr.core.access import May
from casemgr.core.changes import Changes
from casemgr.core.errors import CaseError
from casemgr.core.general import Reading
from casemgr.core.record import new_id
from casemgr.core.unsent import Kept
from casemgr.i18n import _
from casemgr.records import contacts
from casemgr.records.contacts import ContactCard, ContactStatus
from ui.desk import UiDesk
from ui.form_values import answered
from ui.log.form import LogForm
from ui.log.keeping import FORM
from ui.log.saving import Saving
from ui.page import Go, Page
from ui.shortcuts import Shortcut, answer
from ui.widgets.empty import EmptyState
from ui.widgets.toast import Toast
from ui.wording import say_whole_day

REFERRAL = "referral_started"


@dataclass(frozen=True)
class Last:
    """The text that left the form last, and the contact it became, unless it was thrown away."""

    id: UUID | None
    typed: Mapping[str, object]


def log_page(desk: UiDesk, parent: QWidget | None = None) -> Page:
    """The quick log for whoever may log contacts; for others, a word about it."""
    return LogPage(desk, parent) if desk.actor.may(May.LOG_CONTACTS) else NoLogPage(desk, parent)


class NoLogPage(Page):
    """What is here for someone who does not log contacts."""

    def __init__(self, desk: UiDesk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        said = _("Contacts are logged by officers and co-responders. Those you may see are in the list.")
        self.empty = EmptyState("clipboard-plus", said)
        self.empty.acted.connect(self._go_to_list)
        column = QVBoxLayout(self)
        column.addWidget(self.empty)
        self.empty.say(said, _("Open the contacts"))

    @property
    def title(self) -> str:
        return _("Log a contact")

    def _go_to_list(self) -> None:
        self.go.emit(Go("contacts"))


class LogPage(Page):
    """Nothing typed is ever lost: it is kept as a draft until it is saved, and a refusal changes no answer."""

    def __init__(self, desk: UiDesk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._refer = False
        self._last: Last | None = None
        self._handed: tuple[UUID, UUID] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.form = LogForm(desk, self)
        self.saving = Saving(desk, self)
        self.toast = Toast(self)
        column.addWidget(self.form)
        self._connect()

    def _connect(self) -> None:
        self.form.wanted.connect(self.save)
        self.form.referral_wanted.connect(self.save_and_refer)
        self.form.again.connect(self._save)
        self.form.details_wanted.connect(self._go_to_details)
        self.form.checking.refused.connect(self.trouble)
        self.form.checking.told.connect(self.said)
        self.form.withdrawn.connect(self._withdraw)
        self.form.thrown_away.connect(self._throw_away)
        self.saving.saved.connect(self._saved)
        self.saving.refused.connect(self._refused)
        self.saving.referring.connect(self.go)
        self.saving.taken_back.connect(self._give_back)
        self.toast.undone.connect(self._take_back)
        answer(self, Shortcut.SAVE, self.save, inside=True)
        answer(self, Shortcut.UNDO, self._undo_by_key, inside=True)

    @property
    def title(self) -> str:
        return _("Log a contact")

    @property
    def line(self) -> str:
        return _("{day} · as of now; another time is under More details").format(
            day=say_whole_day(self.desk.now().date())
        )

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.focusWidget() is None:
            self.form.begin()

    def refresh(self, changes: Changes) -> None:
        """A text handed over to the form of all details was saved there: its draft is no longer needed."""
        if self._handed is None or not changes.has("contacts", self._handed[0]):
            return
        contact, kept = self._handed
        self._handed = None
        if contact == self.form.id:
            self.form.let_go()
        else:
            self.desk.do(unsent.drop, kept)

    def begin(self, start: Mapping[str, object]) -> None:
        if start:
            self._set_aside()
            self.form.show_start(start)
        self.form.begin()

    def open(self, id: UUID) -> None:
        """Go on with a draft: text not saved yet, or a contact saved as a draft."""
        self.desk.ask(unsent.kept, FORM, then=partial(self._open_kept, id))

    def keep(self) -> None:
        self.form.keeping.keep()

    def save(self) -> None:
        """Save the contact; what is wrong is said beside it, and nothing leaves."""
        self._refer = False
        self._save()

    def save_and_refer(self) -> None:
        """Save the contact, then begin a referral with what it says."""
        self._refer = True
        if self.form.strip.next.blank():
            self.form.strip.next.set_value(REFERRAL)
        self._save()

    def _save(self) -> None:
        draft = None if self.saving.busy else self.form.draft()
        if draft is not None:
            self.saving.save(draft, self.form.strip.new_people(), self.form.checking.facts())

    def _saved(self, card: ContactCard) -> None:
        self._last = Last(card.id, self.form.typed())
        self.form.let_go()
        self.form.offering.look_again()
        said = _("Contact {number} saved").format(number=card.number)
        if self._refer:
            self.toast.go()  # Its way back was that of the text before.
            self.said.emit(said)
            self.saving.refer(card)
            return
        self.toast.say(said, undo=True)
        self.form.begin()

    def _refused(self, error: CaseError) -> None:
        rest = self.form.show_refusal(error)
        if rest is not None:
            self.trouble(rest)

    def _withdraw(self) -> None:
        self.form.let_go()
        self.form.begin()

    def _throw_away(self) -> None:
        self._last = Last(None, self.form.typed())
        self._withdraw()
        self.toast.say(_("Draft thrown away"), undo=True)

    def _set_aside(self) -> None:
        if self.form.set_aside():
            self.said.emit(_("The contact you had begun is kept under Drafts on Today."))

    def _open_kept(self, id: UUID, kept: list[Kept]) -> None:
        mine = next((one for one in kept if one.id == id), None)
        if mine is None:
            self.desk.ask(contacts.contact, id, then=self._open_contact, otherwise=self.trouble)
        elif mine.id != self.form.keeping.id:
            self._set_aside()
            self.form.take_up(mine)
        self.form.begin()

    def _open_contact(self, card: ContactCard) -> None:
        if card.status == ContactStatus.DRAFT:
            self.desk.ask(general.reading, "contacts", card.id, then=self._show_draft, otherwise=self.trouble)
        else:
            self.go.emit(Go("contacts", card.id))

    def _show_draft(self, reading: Reading) -> None:
        self._set_aside()
        self.form.show_typed({name: value for name, value in reading.values.items() if answered(value)})

    def _go_to_details(self) -> None:
        """Hand the text over to the form that asks everything; it stays kept here until it is saved there."""
        self.form.keeping.touch()
        self.form.keeping.keep()
        self.saving.add(self.form.strip.new_people(), self.form.checking.facts())
        self._handed = (self.form.id, self.form.keeping.id)
        self.go.emit(Go("contacts", new=True, start=self.form.values()))

    def _undo_by_key(self) -> None:
        if self.toast.sentence():
            self.toast.go()
            self._take_back()

    def _take_back(self) -> None:
        if self._last is not None and self._last.id is not None:
            self.saving.take_back(self._last.id)
        else:
            self._give_back()

    def _give_back(self) -> None:
        """Put the text into the strip again, as a new contact."""
        last, self._last = self._last, None
        if last is None:
            return
        self._set_aside()
        self.form.show_typed(dict(last.typed) | {"id": str(new_id())})
        self.form.keeping.touch()
        self.form.begin()
