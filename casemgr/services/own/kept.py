"""All that is kept about someone, and what of it is safe on a paper that others may read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlmodel import col, select

from casemgr.core.access import Label, highest
from casemgr.core.tx import Tx
from casemgr.records import consents, contacts, needs
from casemgr.records.consents import ConsentCard
from casemgr.records.contacts import ContactCard, ContactStatus
from casemgr.records.needs import TELLING, NeedLine
from casemgr.records.people import PersonCard
from casemgr.records.referrals import Referral
from casemgr.services.own.giving import telling_nothing

WALLS = frozenset({Label.VICTIM_SERVICES, Label.SUBSTANCE_USE_PART2})


@dataclass(frozen=True)
class Kept:
    """What this user may see, each list as its own page shows it; drafts are not in it."""

    contacts: Sequence[ContactCard]
    needs: Sequence[NeedLine]
    referrals: Sequence[Referral]
    consents: Sequence[ConsentCard]

    @property
    def count(self) -> int:
        """How many entries these are."""
        return len(self.contacts) + len(self.needs) + len(self.referrals) + len(self.consents)

    def without_what_tells(self, tx: Tx, card: PersonCard) -> "Kept":
        """Without what tells of a wall, of violence, of health, or is more sensitive than the person is."""
        usual = highest(Label.INTERNAL, card.label)
        return Kept(
            [one for one in self.contacts if one.sensitivity not in WALLS and highest(usual, one.sensitivity) == usual],
            [one for one in self.needs if one.domain not in TELLING],
            [one for one in self.referrals if not one.wall and one.need_domain not in TELLING],
            telling_nothing(tx, self.consents),
        )


def kept_about(tx: Tx, card: PersonCard) -> Kept:
    """Everything about someone that this user may see."""
    sent = select(Referral).where(Referral.person_id == card.id, col(Referral.requested_at).is_not(None))
    newest = sent.order_by(col(Referral.requested_at).desc(), col(Referral.id))
    return Kept(
        list(_contacts(tx, card)),
        needs.needs_of(tx, card.id),
        tx.exec(newest).all(),
        consents.consents_of(tx, card.id),
    )


def _contacts(tx: Tx, card: PersonCard) -> Iterator[ContactCard]:
    after = None
    while True:
        page = contacts.of_person(tx, card.id, after)
        yield from (contacts.contact(tx, row.id) for row in page.rows if row.status == ContactStatus.SEALED)
        if page.next is None:
            return
        after = page.next
