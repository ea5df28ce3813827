"""What came after a merge and hangs on what goes back at the undoing: whose it is is known, so it goes along."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import col, or_, select

from casemgr.core.tx import Tx
from casemgr.records.consents import Consent
from casemgr.records.contacts import Contact, ContactPerson
from casemgr.records.disclosures import Disclosure
from casemgr.records.followups import FollowUp
from casemgr.records.needs import Need
from casemgr.records.referrals import Referral

_HANGS: tuple[tuple[Any, Any, Any], ...] = (
    (Consent, Consent.supersedes, Consent),
    (Referral, Referral.parent_referral_id, Referral),
    (Referral, Referral.need_id, Need),
    (Disclosure, Disclosure.about_id, Referral),
    (FollowUp, FollowUp.parent_id, Referral),
    (FollowUp, FollowUp.parent_id, Need),
    (FollowUp, FollowUp.parent_id, Consent),
)
"""Records about someone, the column by which they hang on another record about someone, and the table of that one."""


def follow(tx: Tx, kept: UUID, other: UUID, since: datetime) -> None:
    """Have what was entered since, and hangs on what is the other's again, be the other's too."""
    _follow_contacts(tx, kept, other, since)
    going = True
    while going:
        going = False
        for table, column, home in _HANGS:
            theirs = select(home.id).where(home.person_id == other)
            asked = select(table).where(table.person_id == kept, table.entered_at > since, col(column).in_(theirs))
            for row in tx.all_of(asked):
                row.person_id, going = other, True
                tx.add(row)
            tx.flush()


def _follow_contacts(tx: Tx, kept: UUID, other: UUID, since: datetime) -> None:
    """A contact that was corrected since has the other where the version before it had them; so has its promise."""
    met = select(ContactPerson.contact_id).where(ContactPerson.person_id == other)
    origins = select(Contact.origin_id).where(col(Contact.id).in_(met))
    asked = select(Contact).where(col(Contact.origin_id).in_(origins), col(Contact.entered_at) > since)
    for version in tx.all_of(asked.order_by(col(Contact.edition))):
        if version.replaces_id is not None:
            _follow_version(tx, version, kept, other)
    first = select(Contact.origin_id).where(
        or_(col(Contact.head).is_(True), Contact.id == Contact.origin_id), Contact.first_person_id == other
    )
    promised = select(FollowUp).where(
        FollowUp.person_id == kept, col(FollowUp.entered_at) > since, col(FollowUp.parent_id).in_(first)
    )
    for row in tx.all_of(promised):
        row.person_id = other
        tx.add(row)


def _follow_version(tx: Tx, version: Contact, kept: UUID, other: UUID) -> None:
    before, now = _there(tx, version.replaces_id), _there(tx, version.id)
    theirs = [row for row in before if row.person_id == other]
    going = [row for row in now if row.person_id == kept]
    if not theirs or not going or any(row.person_id == other for row in now):
        return
    if not any(row.person_id == kept for row in before):
        changed = going
    elif len(going) > 1:
        changed = [next((row for row in going if row.n == theirs[0].n), going[-1])]
    else:
        last = max(row.n for row in now)
        changed = [ContactPerson(contact_id=version.id, n=last + 1, role=theirs[0].role)]
    for row in changed:
        row.person_id = other
        tx.add(row)
    tx.flush()
    tx.hold_homes(changed)
    version.first_person_id = next((row.person_id for row in _there(tx, version.id) if row.person_id), None)
    tx.add(version)


def _there(tx: Tx, contact: UUID | None) -> list[ContactPerson]:
    return tx.all_of(select(ContactPerson).where(ContactPerson.contact_id == contact).order_by(col(ContactPerson.n)))
