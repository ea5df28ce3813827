"""Saving a contact: the new people first, then the contact, then its number; and what a referral begins with."""

from collections.abc import Iterable
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from casemgr.core.errors import CaseError
from casemgr.i18n import _
from casemgr.records import contacts, needs, people
from casemgr.records.contacts import ContactCard, ContactDraft
from casemgr.records.needs import NeedDraft
from casemgr.records.people import FactsDraft
from ui.desk import UiDesk
from ui.log.present import Present
from ui.page import Go


class Saving(QObject):
    """`saved` tells the ContactCard, `refused` a CaseError, `referring` where the referral is begun."""

    saved = Signal(object)
    refused = Signal(object)
    referring = Signal(object)
    taken_back = Signal()

    def __init__(self, desk: UiDesk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._busy = False
        desk.crashed.connect(self._free)

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._busy

    def save(self, draft: ContactDraft, new: Iterable[Present], facts: Iterable[tuple[UUID, FactsDraft]] = ()) -> None:
        """Save it; saved twice it is one contact, for it brings its own id."""
        self._busy = True
        self.add(new, facts)
        self._desk.do(contacts.log_contact, draft, then=self._logged, otherwise=self._refused)

    def add(self, new: Iterable[Present], facts: Iterable[tuple[UUID, FactsDraft]] = ()) -> None:
        """Add people who are new, and what was moved from the text to a person."""
        for one in new:
            self._desk.do(people.add_person, one.person(), otherwise=self._refused)
        for person, said in facts:
            self._desk.do(people.note_facts, person, said, otherwise=self._refused)

    def take_back(self, id: UUID) -> None:
        """Mark a contact just saved as entered in error; its number stays."""
        said = _("Taken back right after it was saved")
        self._desk.do(contacts.entered_in_error, id, said, then=self._took_back, otherwise=self._refused)

    def refer(self, card: ContactCard) -> None:
        """Begin a referral with what the contact says: who, where, and the need it was first about."""
        person = next((one.person_id for one in card.participants if one.person_id is not None), None)
        start: dict[str, object] = {"neighborhood_id": card.neighborhood_id, "contact_id": card.id}
        if person is None:
            self.referring.emit(Go("referrals", new=True, start=start))
            return
        start["person_id"] = person
        if not card.topics:
            self.referring.emit(Go("referrals", new=True, start=start))
            return
        need = NeedDraft(person_id=person, domain=card.topics[0], contact_id=card.id)
        noted = partial(self._noted, start)
        self._desk.do(needs.note_need, need, then=noted, otherwise=partial(self._without_need, start))

    def _noted(self, start: dict[str, object], need: UUID) -> None:
        self.referring.emit(Go("referrals", new=True, start=start | {"need_id": need}))

    def _without_need(self, start: dict[str, object], _error: CaseError) -> None:
        self.referring.emit(Go("referrals", new=True, start=start))

    def _logged(self, id: UUID) -> None:
        self._desk.ask(contacts.contact, id, then=self._told, otherwise=self._refused)

    def _told(self, card: ContactCard) -> None:
        self._free()
        self.saved.emit(card)

    def _refused(self, error: CaseError) -> None:
        self._free()
        self.refused.emit(error)

    def _took_back(self, _nothing: object) -> None:
        self.taken_back.emit()

    def _free(self, _code: str = "") -> None:
        self._busy = False
