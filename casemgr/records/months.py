"""Reviews of a month: a supervisor's notes, and who signed which figures when (domain 2.18, 5.3)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Field, Index, col, select

from casemgr.core.access import Actor, May, Scope
from casemgr.core.columns import told
from casemgr.core.draft import Draft, entry
from casemgr.core.fields import Answer
from casemgr.core.kind import Kind
from casemgr.core.record import Moment, Part, Record
from casemgr.core.tx import Tx
from casemgr.i18n import N_

LONGEST = 4000


class MonthNotesDraft(Draft):
    notes: str = entry(N_("Notes"), default="", max_length=LONGEST, answer=Answer.LONG_TEXT)


@told(key="place", title="reach", text="notes", kept="standing", rest="fact")
class MonthReview(Record, table=True):
    """The notes of one month, such as 202611; `place` is a neighborhood's id in hex, or empty for all.

    `reach` says how far its readers see: figures of one unit and of the whole town are reviewed apart.
    """

    __tablename__ = "month_review"  # type: ignore[assignment]
    __table_args__ = (Index("ix_month_review_of", "month", "place", "reach", unique=True),)
    month: int
    place: str = Field(default="", max_length=32)
    reach: str = Field(max_length=80)
    notes: str = ""


@told(key="digest totals", text="notes", rest="fact")
class MonthSignature(Part, table=True):
    """Someone's signature under the figures and notes as they stood; `totals` are those figures as JSON."""

    __tablename__ = "month_signature"  # type: ignore[assignment]
    review_id: UUID = Field(foreign_key="month_review.id", index=True)
    signed_by: UUID
    signed_at: datetime = Field(sa_type=Moment)  # type: ignore[call-overload]
    digest: str = Field(max_length=64)
    totals: str
    notes: str = ""


@dataclass(frozen=True)
class Signature:
    """Who signed, when, and under what."""

    by: UUID
    at: datetime
    digest: str
    totals: str
    notes: str


def reach_of(actor: Actor) -> str:
    """How far someone sees, as a word: those with the same word see the same figures, and each other's reviews."""
    if actor.scope is Scope.ALL:
        return "all"
    if actor.scope is Scope.UNIT and actor.unit:
        return f"unit {actor.unit}"
    return f"own {actor.id.hex}"


def review_of(tx: Tx, month: int, neighborhood: UUID | None) -> MonthReview | None:
    """The review of a month as far as the actor sees, where there is one."""
    place = "" if neighborhood is None else neighborhood.hex
    asked = select(MonthReview).where(MonthReview.month == month, MonthReview.place == place)
    return tx.exec(asked.where(MonthReview.reach == reach_of(tx.actor))).first()


def begun_review(tx: Tx, month: int, neighborhood: UUID | None) -> MonthReview:
    """The review of a month, begun where there is none."""
    there = review_of(tx, month, neighborhood)
    if there is not None:
        return there
    place = "" if neighborhood is None else neighborhood.hex
    return MonthReview(month=month, place=place, reach=reach_of(tx.actor))


def signatures(tx: Tx, review: UUID) -> list[Signature]:
    """The signatures under a month, the latest first."""
    asked = select(MonthSignature).where(MonthSignature.review_id == review)
    rows = tx.exec(asked.order_by(col(MonthSignature.signed_at).desc(), col(MonthSignature.id).desc()))
    return [Signature(row.signed_by, row.signed_at, row.digest, row.totals, row.notes) for row in rows]


Kind(
    "month_reviews",
    MonthReview,
    N_("Month reviews"),
    N_("Month review"),
    read=May.READ_SUMMARY,
    icon="chart-column",
    parts={MonthSignature: "review_id"},
    listed=False,
)
