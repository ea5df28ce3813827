"""What is asked or refused before a contact is sealed: stops, late entries, the same contact twice (domain 2.1)."""

from datetime import datetime, timedelta

from sqlalchemy import bindparam
from sqlmodel import select

from casemgr.core import settings
from casemgr.core.access import May
from casemgr.core.errors import Invalid, NeedsAnswer, Problem
from casemgr.core.tx import Tx
from casemgr.i18n import _
from casemgr.records.contacts.drafts import FOLLOW_UP_SCHEDULED, ContactDraft, FreeToLeave
from casemgr.records.contacts.tables import Contact, ContactPerson, ContactStatus, shows

SAME_WITHIN = timedelta(minutes=10)
CLOCKS_DIFFER = timedelta(minutes=5)
_SAME = ("officer_id", "neighborhood_id", "contact_type", "headline")
_NEAR = select(Contact.id).where(
    shows(),
    Contact.occurred_at.between(bindparam("since"), bindparam("until")),  # type: ignore[attr-defined]
    Contact.status == ContactStatus.SEALED.value,
    Contact.id != bindparam("own"),
    *(getattr(Contact, name) == bindparam(name) for name in _SAME),
)


def check_stop(draft: ContactDraft) -> None:
    """Ask before keeping what looks like a stop; here belongs only its number, or why it was none."""
    if draft.free_to_leave is FreeToLeave.YES and not draft.search_made:
        return
    if not draft.stop_guard_seen:
        sentence = _(
            "This looks like a detention or search. Record it as a stop in your RMS. In California that is so for "
            "a search during a voluntary talk too, and when the person agreed to it. "
            "Here keep only the reference number."
        )
        raise NeedsAnswer("stop_guard_seen", sentence)
    if not (draft.cad_number or draft.rms_number or draft.stop_guard_reason):
        sentence = _("Give the number of the stop in your RMS or CAD, or say why this was no stop.")
        raise Invalid(Problem("rms_number", sentence))


def check_moment(tx: Tx, occurred_at: datetime) -> None:
    """Refuse a contact that has not happened yet."""
    if occurred_at > tx.now + CLOCKS_DIFFER:
        raise Invalid(Problem("occurred_at", _("A contact cannot lie in the future.")))


def is_late(tx: Tx, occurred_at: datetime, entered_at: datetime, draft: ContactDraft) -> bool:
    """Whether this is a late entry; one needs a reason, and after longer still a supervisor."""
    zone = tx.store.zone
    days = (entered_at.astimezone(zone).date() - occurred_at.astimezone(zone).date()).days
    if days < settings.THRESHOLDS["late_entry_days"].least:
        return False
    for_supervisor = settings.threshold(tx, "late_entry_supervisor_days")
    if days > for_supervisor and not tx.actor.may(May.SUPERVISE):
        sentence = _("A contact more than {days} days old is entered by a supervisor.")
        raise Invalid(Problem("occurred_at", sentence.format(days=for_supervisor)))
    allowed = settings.threshold(tx, "late_entry_days")
    if days <= min(allowed, for_supervisor):
        return False
    if not draft.late_reason:
        sentence = _("This contact is more than {days} days old. Say why it is entered late.")
        raise Invalid(Problem("late_reason", sentence.format(days=allowed)))
    return True


def check_next_step(draft: ContactDraft) -> None:
    """Refuse a follow-up said to be scheduled that has no day."""
    if draft.next_step == FOLLOW_UP_SCHEDULED and draft.follow_up_in_days is None:
        raise Invalid(Problem("follow_up_in_days", _("Say in how many days to follow up.")))


def check_same(tx: Tx, contact: Contact, draft: ContactDraft) -> None:
    """Ask when the officer has just logged the same contact."""
    if draft.not_same:
        return
    asked = {name: getattr(contact, name) for name in _SAME} | {
        "own": contact.id,
        "since": contact.occurred_at - SAME_WITHIN,
        "until": contact.occurred_at + SAME_WITHIN,
    }
    there = {(who.person_id, who.alias_text) for who in draft.participants}
    for id in tx.exec(_NEAR, params=asked):
        named = select(ContactPerson.person_id, ContactPerson.alias_text).where(ContactPerson.contact_id == id)
        if {(person, alias) for person, alias in tx.exec(named)} == there:
            raise NeedsAnswer("not_same", _("You logged the same contact within ten minutes. Is this another one?"))
