"""How long something was in a queue, and what that makes of a period: start + new - closed = end."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from casemgr.i18n import N_


class Queue(StrEnum):
    """The queues of the weekly review, in the order they are worked through."""

    UNANSWERED = "unanswered"
    DECLINED = "declined"
    STALLED = "stalled"
    CONSENTS = "consents"
    FOLLOW_UPS = "follow_ups"
    DIRECTORY = "directory"
    COORDINATION = "coordination"


QUEUE_NAMES = {
    Queue.UNANSWERED: N_("To answer"),
    Queue.DECLINED: N_("Declined"),
    Queue.STALLED: N_("Stalled"),
    Queue.CONSENTS: N_("Consents"),
    Queue.FOLLOW_UPS: N_("Not reached"),
    Queue.DIRECTORY: N_("Directory"),
    Queue.COORDINATION: N_("Coordination"),
}


@dataclass(frozen=True)
class Span:
    """One stay in a queue; `until` is None while it lasts."""

    id: UUID
    since: datetime
    until: datetime | None = None

    def holds(self, at: datetime) -> bool:
        """Whether it was in the queue just before this moment."""
        return self.since < at and (self.until is None or self.until >= at)


@dataclass(frozen=True)
class Flow:
    """One queue over a period. Each number is counted by itself; `adds_up` compares them."""

    queue: Queue
    start: int
    new: int
    closed: int
    end: int

    @property
    def adds_up(self) -> bool:
        """Whether what was there, with what came and without what went, is what is there."""
        return self.start + self.new - self.closed == self.end


def flow(queue: Queue, spans: Iterable[Span], first: datetime, end: datetime) -> Flow:
    """What came in and went out from `first` to just before `end`."""
    known = tuple(spans)
    return Flow(
        queue,
        start=sum(span.holds(first) for span in known),
        new=sum(first <= span.since < end for span in known),
        closed=sum(span.until is not None and first <= span.until < end for span in known),
        end=sum(span.holds(end) for span in known),
    )
