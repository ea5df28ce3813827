"""The face sheet: one person with all that touches them, in the order of time; sight holds as in every list."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from casemgr.core.access import May
from casemgr.core.page import SIZE
from casemgr.core.tx import Tx
from casemgr.core.verbs import query
from casemgr.records import consents, contacts, followups, people, referrals
from casemgr.records.people import PersonCard
from casemgr.records.referrals import UNDER_WAY


@dataclass(frozen=True)
class Entry:
    """One thing that happened or is to happen; `code` a type of contact, a need or what a consent covers.

    `at` is when it happened, or when a promise is due; `until` when a consent ends; `changed_at` when it was last
    written; `edition` tells how often a contact was corrected, from 1.
    """

    kind: str
    id: UUID
    at: datetime
    number: str
    what: str
    status: str
    code: tuple[str, ...] = ()
    organization: str = ""
    next_step: str = ""
    until: date | None = None
    changed_at: datetime | None = None
    edition: int = 1


@dataclass(frozen=True)
class FaceSheet:
    """A person, what stands open, and the timeline, latest first; `whole` unless older contacts are left out.

    `looked_at` is when the reader looked at them before, None the first time.
    """

    card: PersonCard
    entries: tuple[Entry, ...]
    whole: bool
    last_contact: datetime | None
    open_followups: int
    open_referrals: int
    consent_until: date | None
    consent_refused: bool
    looked_at: datetime | None = None

    def is_new(self, entry: Entry) -> bool:
        """Whether something was written since the reader last looked."""
        return self.looked_at is not None and entry.changed_at is not None and entry.changed_at > self.looked_at


@query(May.READ_CASES)
def of_person(tx: Tx, person: UUID, size: int = SIZE) -> FaceSheet:
    """A person's card and timeline; of their contacts the latest `size`."""
    card = people.person(tx, person)
    met = contacts.of_person(tx, person, size=size)
    sent = referrals.of_person(tx, person)
    due = followups.of_person(tx, person)
    given = consents.consents_of(tx, person)
    standing = [one.expires_on for one in given if one.status is consents.Standing.ACTIVE]
    refused = bool(given) and not standing and given[0].status is consents.Standing.REFUSED
    entries = [*_contacts(met.rows), *_referrals(sent), *_followups(due), *_consents(tx, given)]
    return FaceSheet(
        card=card,
        entries=tuple(sorted(entries, key=lambda entry: (entry.at, entry.id), reverse=True)),
        whole=met.next is None,
        last_contact=next((row.occurred_at for row in met.rows if row.status == contacts.ContactStatus.SEALED), None),
        open_followups=sum(row.status == followups.Status.OPEN for row in due),
        open_referrals=sum(row.status in UNDER_WAY for row in sent),
        consent_until=max(standing, default=None),
        consent_refused=refused,
        looked_at=people.last_look(tx, person),
    )


def _contacts(rows: tuple) -> Iterator[Entry]:
    for row in rows:
        yield Entry(
            kind="contacts",
            id=row.id,
            at=row.occurred_at,
            number=row.number,
            what=row.headline,
            status=row.status,
            code=(row.contact_type,),
            next_step=row.next_step,
            changed_at=row.updated_at,
            edition=row.edition,
        )


def _referrals(rows: list) -> Iterator[Entry]:
    for row in rows:
        yield Entry(
            kind="referrals",
            id=row.id,
            at=row.requested_at or row.last_event_at,
            number=row.number,
            what=row.service_name,
            status=row.status,
            code=(row.need_domain,) if row.need_domain else (),
            organization=row.organization_name,
            changed_at=row.last_event_at,
        )


def _followups(rows: list) -> Iterator[Entry]:
    for row in rows:
        yield Entry(
            kind="followups",
            id=row.id,
            at=row.done_at or row.due_at,
            number=row.number,
            what=row.what,
            status=row.status,
            changed_at=row.updated_at,
        )


def _consents(tx: Tx, cards: list[consents.ConsentCard]) -> Iterator[Entry]:
    for card in cards:
        yield Entry(
            kind="consents",
            id=card.id,
            at=datetime.combine(card.effective_on, time(), tx.store.zone),
            number="",
            what="",
            status=card.status,
            code=card.categories,
            until=card.expires_on,
            changed_at=card.updated_at,
        )
