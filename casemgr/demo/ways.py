"""The ways a referral of the demo town may go."""

from enum import StrEnum
from random import Random


class Way(StrEnum):
    """How a referral goes; those that rest stay where they are, however long ago they were sent."""

    COMPLETED = "completed"
    HELD_THEN_COMPLETED = "held_then_completed"
    REOPENED = "reopened"
    FAILED = "failed"
    REJECTED = "rejected"
    SENT_ELSEWHERE = "sent_elsewhere"
    CANCELLED = "cancelled"
    CONSENT_REVOKED = "consent_revoked"
    IN_ERROR = "in_error"
    RESTS_REQUESTED = "rests_requested"
    RESTS_RECEIVED = "rests_received"
    RESTS_ACCEPTED = "rests_accepted"
    RESTS_IN_PROGRESS = "rests_in_progress"
    RESTS_ON_HOLD = "rests_on_hold"
    DRAFT = "draft"
    CONSENT_REFUSED = "consent_refused"
    HANDOUT = "handout"
    DANGER = "danger"


_WEIGHTS = {
    Way.COMPLETED: 24,
    Way.HELD_THEN_COMPLETED: 3,
    Way.REOPENED: 1,
    Way.FAILED: 6,
    Way.REJECTED: 5,
    Way.SENT_ELSEWHERE: 3,
    Way.CANCELLED: 3,
    Way.CONSENT_REVOKED: 2,
    Way.IN_ERROR: 1,
    Way.RESTS_REQUESTED: 2,
    Way.RESTS_RECEIVED: 2,
    Way.RESTS_ACCEPTED: 2,
    Way.RESTS_IN_PROGRESS: 3,
    Way.RESTS_ON_HOLD: 3,
    Way.DRAFT: 1,
    Way.CONSENT_REFUSED: 2,
    Way.HANDOUT: 2,
    Way.DANGER: 1,
}


def deck() -> tuple[Way, ...]:
    """The ways in the order in which they are dealt, again and again, so that none is left out."""
    cards = [way for way, weight in _WEIGHTS.items() for _n in range(weight)]
    Random("port sample ways").shuffle(cards)
    return tuple(cards)


UNTOLD = frozenset({Way.CONSENT_REFUSED, Way.HANDOUT})
"""The provider is told nothing."""
ACCEPTED = frozenset(
    {
        *(Way.COMPLETED, Way.HELD_THEN_COMPLETED, Way.REOPENED, Way.FAILED, Way.DANGER),
        *(Way.RESTS_ACCEPTED, Way.RESTS_IN_PROGRESS, Way.RESTS_ON_HOLD),
    }
)
STARTED = ACCEPTED - {Way.RESTS_ACCEPTED}
