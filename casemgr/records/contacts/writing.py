"""Logging a contact, correcting it by a new version, and marking it entered in error."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import select

from casemgr.core import sight
from casemgr.core.access import May, highest
from casemgr.core.errors import Conflict, Invalid, NotAllowed, NotFound, Problem
from casemgr.core.numbers import next_number
from casemgr.core.record import new_id
from casemgr.core.tx import Tx
from casemgr.core.verbs import command
from casemgr.i18n import _
from casemgr.records import followups
from casemgr.records.contacts import guards
from casemgr.records.contacts.card import text_of
from casemgr.records.contacts.drafts import ContactDraft
from casemgr.records.contacts.filling import begun, check_officer, put
from casemgr.records.contacts.tables import Contact, ContactStatus, ContactText, is_anothers_draft

SHIFT = timedelta(hours=12)
"""So long after entering it an officer may mark a contact of their own entered in error."""
_STAYS = ("occurred_at", "officer_id", "neighborhood_id")
"""What a correction that leaves it empty takes over from the version before."""


@command(May.LOG_CONTACTS)
def log_contact(tx: Tx, draft: ContactDraft) -> UUID:
    """Log a contact, sealed unless it is kept as a draft; saving the same one again changes nothing."""
    kept = _by_id(tx, draft.id)
    if kept is not None and kept.entered_by != tx.actor.id:
        raise Invalid(Problem("id", _("Another record has this id.")))
    if kept is not None and kept.status != ContactStatus.DRAFT:
        return kept.id
    check_officer(tx, draft)
    contact = begun(tx, draft, draft.id, kept)
    guards.check_moment(tx, contact.occurred_at)
    contact.number = contact.number or next_number(tx, "C")
    if not draft.as_draft:
        guards.check_same(tx, contact, draft)
        _seal(tx, contact, draft, entered_at=contact.entered_at)
    put(tx, contact, draft, again=kept is not None)
    if not draft.as_draft:
        _promise(tx, contact, draft)
    return contact.id


@command(May.LOG_CONTACTS)
def amend_contact(tx: Tx, id: UUID, draft: ContactDraft) -> UUID:
    """Correct a sealed contact: a new version names the old one, which stays readable."""
    saved = None if draft.id == id else _by_id(tx, draft.id)
    if saved is not None:
        if saved.replaces_id == id and saved.entered_by == tx.actor.id:
            return saved.id
        raise Invalid(Problem("id", _("Another record has this id.")))
    old = _head(tx, id)
    if old.status != ContactStatus.SEALED:
        raise Invalid(Problem("status", _("Only a sealed contact is corrected by a new version.")))
    _own_or_supervised(tx, old)
    check_officer(tx, draft)
    first = tx.get(Contact, old.origin_id) or old
    left_empty = {name: getattr(old, name) for name in _STAYS if getattr(draft, name) is None}
    draft = draft.model_copy(update=left_empty)
    new = begun(tx, draft, new_id() if draft.id == id else draft.id)
    guards.check_moment(tx, new.occurred_at)
    new.number, new.edition, new.unit = old.number, old.edition + 1, old.unit
    new.origin_id, new.replaces_id = old.origin_id, old.id
    _seal(tx, new, draft, entered_at=first.entered_at)
    already = old.follow_up_in_days, text_of(tx, old.id).follow_up_what
    old.head = False
    tx.add(old)
    put(tx, new, draft, again=False)
    _carry_sight(tx, new)
    if already != (draft.follow_up_in_days, draft.follow_up_what):
        _promise(tx, new, draft)
    return new.id


@command(May.LOG_CONTACTS)
def entered_in_error(tx: Tx, id: UUID, reason: str) -> None:
    """Mark a contact entered in error, one's own within the shift or as a supervisor; it stays readable."""
    contact = _head(tx, id)
    if contact.status == ContactStatus.ENTERED_IN_ERROR:
        raise Invalid(Problem("status", _("This contact is marked entered in error already.")))
    if not reason.strip():
        raise Invalid(Problem("reason", _("Give the reason.")))
    _own_or_supervised(tx, contact)
    first = tx.get(Contact, contact.origin_id) or contact
    fresh = first.entered_at is None or tx.now - first.entered_at <= SHIFT
    if contact.status == ContactStatus.SEALED and not fresh and not tx.actor.may(May.SUPERVISE):
        raise NotAllowed(_("The shift is over; ask a supervisor to mark it entered in error."))
    put_in_error(tx, contact, reason.strip())


def put_in_error(tx: Tx, contact: Contact, reason: str) -> None:
    """Mark a contact entered in error, whoever acts: what may do so is asked before."""
    contact.status = ContactStatus.ENTERED_IN_ERROR.value
    text = next(iter(tx.all_of(select(ContactText).where(ContactText.id == contact.id))), ContactText(id=contact.id))
    text.error_reason = reason[:300]
    tx.add_all([contact, text])
    followups.stop_for(tx, "contacts", contact.origin_id, _("The contact was entered in error."))


def enter_older(tx: Tx, draft: ContactDraft, unit: str) -> UUID:
    """Enter a contact of an older log, sealed and late, in the unit of its officer; it promises nothing."""
    contact = begun(tx, draft, draft.id)
    guards.check_moment(tx, contact.occurred_at)
    guards.check_stop(draft)
    contact.number, contact.unit = next_number(tx, "C"), unit
    contact.late_entry, contact.status, contact.head = True, ContactStatus.SEALED.value, True
    put(tx, contact, draft, again=False)
    return contact.id


def _by_id(tx: Tx, id: UUID) -> Contact | None:
    """The contact that has this id, seen by the actor or not."""
    return next(iter(tx.all_of(select(Contact).where(Contact.id == id))), None)


def _head(tx: Tx, id: UUID) -> Contact:
    """The contact, or Conflict when this version was corrected meanwhile."""
    contact = tx.get(Contact, id)
    if contact is None or is_anothers_draft(contact, tx.actor.id):
        raise NotFound(_("There is no such contact, or you may not see it."))
    if not contact.head and contact.status != ContactStatus.DRAFT:
        raise Conflict(_("This contact has been corrected meanwhile. Your text is kept; look again."))
    return contact


def _own_or_supervised(tx: Tx, contact: Contact) -> None:
    if tx.actor.id not in (contact.entered_by, contact.officer_id) and not tx.actor.may(May.SUPERVISE):
        raise NotAllowed(_("Only its author or a supervisor may correct a contact."))


def _seal(tx: Tx, contact: Contact, draft: ContactDraft, entered_at: datetime | None) -> None:
    """Seal it, once every guard is satisfied; how late it is counts from when it was first entered."""
    guards.check_next_step(draft)
    guards.check_stop(draft)
    contact.late_entry = guards.is_late(tx, contact.occurred_at, entered_at or tx.now, draft)
    contact.status, contact.head = ContactStatus.SEALED.value, True


def _promise(tx: Tx, contact: Contact, draft: ContactDraft) -> None:
    if draft.follow_up_in_days is None:
        return
    what = draft.follow_up_what or contact.headline
    day = contact.occurred_at.astimezone(tx.store.zone) + timedelta(days=draft.follow_up_in_days)
    followups.schedule(
        tx,
        parent_kind="contacts",
        parent_id=contact.origin_id,
        what=what or _("Follow up on contact {number}").format(number=contact.number),
        due_at=day,
        assigned_to=contact.officer_id,
        person_id=contact.first_person_id,
    )


def _carry_sight(tx: Tx, new: Contact) -> None:
    """What the new version is labeled, all its versions are; who was let into the old one is let into the new."""
    chain = tx.all_of(select(Contact).where(Contact.origin_id == new.origin_id, Contact.id != new.id))
    for version in chain:
        version.sensitivity = highest(version.sensitivity, new.sensitivity)
        tx.add(version)
    let_in = select(sight.Share.grantee_id).where(sight.Share.record_id == new.replaces_id)
    sight.open_to(tx, new.id, tx.exec(let_in).all())
