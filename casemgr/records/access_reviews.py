"""The weekly review of access: what was found of who looked at what, and how a reviewer answered (domain 4.8)."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlmodel import Field, Index, col, select

from casemgr.core.access import May
from casemgr.core.columns import told
from casemgr.core.draft import Draft, entry
from casemgr.core.errors import Invalid, NotFound, Problem
from casemgr.core.kind import KINDS
from casemgr.core.record import Moment, Versioned
from casemgr.core.tx import Tx
from casemgr.core.verbs import command, query, require
from casemgr.i18n import N_, _
from casemgr.records.staff import member


class Answered(StrEnum):
    """How a reviewer answers a finding."""

    JUSTIFIED = "justified"
    UNCLEAR = "unclear"
    REFER = "refer"


class Watched(StrEnum):
    """What a line of the list kept for the review holds."""

    FIGURE = "figure"
    HOME = "home"


@told(kept="standing", rest="fact")
class AccessReview(Versioned, table=True):
    """The review of one week; signed once every finding has its answer."""

    __tablename__ = "access_review"  # type: ignore[assignment]
    week_start: date = Field(unique=True)
    begun_at: datetime = Field(sa_type=Moment)  # type: ignore[call-overload]
    signed_at: datetime | None = Field(default=None, sa_type=Moment)  # type: ignore[call-overload]
    signed_by: UUID | None = None


@told(code="pattern answer", key="of_kind", quiet="words", kept="standing", rest="fact")
class AccessFinding(Versioned, table=True):
    """One line to be answered: whose access, to what, and the pattern it shows; no name and no term."""

    __tablename__ = "access_finding"  # type: ignore[assignment]
    __table_args__ = (Index("ix_access_finding_review", "review_id", "pattern", "at"),)
    review_id: UUID = Field(foreign_key="access_review.id")
    pattern: str = Field(max_length=20)
    staff_id: UUID
    at: datetime = Field(sa_type=Moment)  # type: ignore[call-overload]
    of_kind: str = Field(default="", max_length=40)
    record_id: UUID | None = None
    search_id: UUID | None = None
    answer: str = Field(default="", max_length=12)
    words: str = Field(default="", max_length=500)
    reviewed_by: UUID | None = None
    reviewed_at: datetime | None = Field(default=None, sa_type=Moment)  # type: ignore[call-overload]


@told(code="sort", quiet="text", kept="standing", rest="fact")
class AccessWatch(Versioned, table=True):
    """A name in public life, or where a member of staff lives: what the review compares with."""

    __tablename__ = "access_watch"  # type: ignore[assignment]
    sort: str = Field(max_length=10)
    text: str = Field(max_length=200)
    staff_id: UUID | None = None


class AnswerDraft(Draft):
    answer: Answered = entry(N_("Answer"))
    words: str = entry(N_("Why"), default="", max_length=500)


class WatchDraft(Draft):
    sort: Watched = entry(N_("What it is"))
    text: str = entry(N_("Name or address"), min_length=3, max_length=200)
    staff_id: UUID | None = entry(N_("Who lives there"), default=None, ref="staff")


@command(May.READ_AUDIT)
def watch_for(tx: Tx, draft: WatchDraft) -> UUID:
    """Put a public figure, or the address of a member of staff, on the list the review compares with."""
    require(tx, May.READ_CASES)
    if (draft.sort is Watched.HOME) != (draft.staff_id is not None):
        raise Invalid(Problem("staff_id", _("An address names who of the staff lives there; a public figure nobody.")))
    if draft.staff_id is not None:
        member(tx, draft.staff_id)
    row = AccessWatch(sort=draft.sort.value, text=draft.text, staff_id=draft.staff_id)
    tx.add(row)
    return row.id


@query(May.READ_AUDIT, logged=True)
def access_findings(tx: Tx, review: UUID) -> list[AccessFinding]:
    """The findings of a week, by pattern; nobody sees those about themselves."""
    require(tx, May.READ_CASES)
    asked = select(AccessFinding).where(AccessFinding.review_id == review)
    rows = tx.exec(asked.order_by(col(AccessFinding.pattern), col(AccessFinding.at), col(AccessFinding.id)))
    return [row for row in rows if _for_actor(tx, row)]


@command(May.READ_AUDIT)
def answer_finding(tx: Tx, id: UUID, draft: AnswerDraft) -> None:
    """Answer a finding; one's own is for another reviewer, and a signed week stays as it was signed."""
    require(tx, May.READ_CASES)
    row = tx.get(AccessFinding, id)
    if row is None or not _for_actor(tx, row):
        raise NotFound(_("There is no such finding, or it is for another reviewer."))
    _open(tx, row.review_id)
    if draft.answer is not Answered.JUSTIFIED and not draft.words:
        raise Invalid(Problem("words", _("Say in a few words what is unclear, or why it is referred.")))
    row.answer, row.words = draft.answer.value, draft.words
    row.reviewed_by, row.reviewed_at = tx.actor.id, tx.now
    tx.add(row)


@command(May.READ_AUDIT)
def sign_access_review(tx: Tx, review: UUID) -> None:
    """Sign a week off, once each of its findings is answered."""
    require(tx, May.READ_CASES)
    row = _open(tx, review)
    unanswered = select(AccessFinding).where(AccessFinding.review_id == review, AccessFinding.answer == "")
    left = list(tx.exec(unanswered))
    if any(_for_actor(tx, one) for one in left):
        raise Invalid(Problem("", _("Findings are still without an answer; answer each, then sign.")))
    if left:
        raise Invalid(Problem("", _("Another reviewer has to finish this week and sign it.")))
    row.signed_at, row.signed_by = tx.now, tx.actor.id
    tx.add(row)


def _for_actor(tx: Tx, row: AccessFinding) -> bool:
    """Nobody reviews themself, nor learns here of a record from which a wall keeps them."""
    if row.staff_id == tx.actor.id:
        return False
    kind = KINDS.get(row.of_kind)
    if kind is None or not kind.sight.barred:
        return True
    return tx.exec(select(kind.table.id).where(col(kind.table.id) == row.record_id)).first() is not None


def _open(tx: Tx, review: UUID) -> AccessReview:
    row = tx.get(AccessReview, review)
    if row is None:
        raise NotFound(_("There is no such review."))
    if row.signed_at is not None:
        raise Invalid(Problem("", _("This week is signed and stays as it is.")))
    return row
