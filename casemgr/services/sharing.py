"""Whether what a referral would share may be shared: asked while it is written, decided again when it is sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from casemgr.core.access import May
from casemgr.core.errors import NoConsent
from casemgr.core.tx import Tx
from casemgr.core.verbs import query
from casemgr.records import consents, directory


@dataclass(frozen=True)
class Ground:
    """What sharing would rest on: a consent and its last day, or the sentence that says what is missing."""

    consent_id: UUID | None
    until: date | None
    missing: str


@query(May.READ_CASES)
def ground_for(tx: Tx, person_id: UUID, service_id: UUID, categories: Sequence[str]) -> Ground:
    """What allows telling this service these things about someone."""
    receiver = directory.receiver(tx, service_id)
    try:
        found = consents.require(tx, person_id, receiver.organization_id, categories, consents.today(tx))
    except NoConsent as refusal:
        return Ground(None, None, refusal.sentence)
    if found is None:
        return Ground(None, None, "")
    return Ground(found, consents.consent(tx, found).expires_on, "")


@query(May.READ_DIRECTORY)
def recipient_of(tx: Tx, service_id: UUID) -> UUID | None:
    """The organization a service belongs to: the recipient a consent is to name."""
    return directory.receiver(tx, service_id).organization_id
