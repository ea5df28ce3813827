"""Whether what a referral would share may be shared: asked while it is written, decided again when it is sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from casemgr.core.access import May
from casemgr.core.errors import NoConsent
from casemgr.core.tx import Tx
from casemgr.core.verbs import query
from casemgr.records import consents, directory, people


@dataclass(frozen=True)
class Ground:
    """What sharing would rest on: a consent and its last day, or the sentence that says what is missing.

    `basis` tells whether a basis in law could stand in for the consent, `minor` that a guardian answers for them.
    """

    consent_id: UUID | None
    until: date | None
    missing: str
    basis: bool
    minor: bool


@query(May.READ_CASES)
def ground_for(tx: Tx, person_id: UUID, service_id: UUID, categories: Sequence[str]) -> Ground:
    """What allows telling this service these things about someone."""
    receiver = directory.receiver(tx, service_id)
    service = consents.organization(tx, receiver.organization_id, victim_services=receiver.vawa)
    minor = people.minor_at(tx, person_id, consents.today(tx))
    try:
        leave = consents.require(tx, person_id, service, categories, consents.today(tx))
    except NoConsent as refusal:
        return Ground(None, None, refusal.sentence, refusal.field == "basis", minor)
    until = consents.consent(tx, leave.consent).expires_on if leave.consent is not None else None
    return Ground(leave.consent, until, "", basis=False, minor=minor)


@query(May.READ_DIRECTORY)
def recipient_of(tx: Tx, service_id: UUID) -> UUID | None:
    """The organization a service belongs to: the recipient a consent is to name."""
    return directory.receiver(tx, service_id).organization_id
