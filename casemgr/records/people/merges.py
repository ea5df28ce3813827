"""Merges: two entries of one person made one, and what each row said before, so that it can be undone (domain 2.23)."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON
from sqlmodel import Field, Index, col, select

from casemgr.core.access import May
from casemgr.core.columns import told
from casemgr.core.draft import Draft, entry
from casemgr.core.kind import Kind, SightBy, Words
from casemgr.core.page import SIZE, Page, page
from casemgr.core.record import Moment, Part, Record
from casemgr.core.tx import Tx
from casemgr.core.verbs import query
from casemgr.i18n import N_, _


class MergeState(StrEnum):
    """Whether a merge holds."""

    HOLDS = "holds"
    UNDONE = "undone"


class MergeDraft(Draft):
    """Which entry goes on, which one goes into it, and what is taken from that one where both say something.

    What only one of them says is kept, and so are all names, phones and addresses but those left out.
    """

    keep: UUID = entry(N_("Goes on"), ref="people")
    other: UUID = entry(N_("Goes into it"), ref="people")
    from_other: list[str] = entry(
        N_("Taken from the other entry"), default_factory=list, hint=N_("Fields such as dob or family.")
    )
    left_out: list[str] = entry(
        N_("Left out of the other entry"), default_factory=list, hint=N_("Names, phones and addresses, as written.")
    )


@told(code="state", rest="fact")
class Merge(Record, table=True):
    __table_args__ = (Index("ix_merge_page", "entered_at", "id"),)
    kept_person_id: UUID = Field(foreign_key="person.id", index=True)
    merged_person_id: UUID = Field(foreign_key="person.id", index=True)
    neighborhood_id: UUID | None = None
    state: str = Field(default=MergeState.HOLDS.value, max_length=12)
    undone_at: datetime | None = Field(default=None, sa_type=Moment)  # type: ignore[call-overload]
    undone_by: UUID | None = None


@told(key="table_name column_name", quiet="rows was now", rest="fact")
class MergeTrace(Part, table=True):
    """What one column of some rows said before a merge and says since, as JSON; `made` when the rows are new by it."""

    __tablename__ = "merge_trace"  # type: ignore[assignment]
    merge_id: UUID = Field(foreign_key="merge.id", index=True)
    table_name: str = Field(max_length=60)
    column_name: str = Field(max_length=60)
    rows: list[str] = Field(default_factory=list, sa_type=JSON)
    was: str = "null"
    now: str
    made: bool = False


def merges_into(tx: Tx, person: UUID) -> list[Merge]:
    """The merges that hold and made someone's entry what it is, latest first."""
    asked = select(Merge).where(Merge.kept_person_id == person, Merge.state == MergeState.HOLDS.value)
    return list(tx.exec(asked.order_by(col(Merge.entered_at).desc(), col(Merge.id).desc())))


@query(May.MERGE_PEOPLE)
def merges(tx: Tx, after: tuple[datetime, UUID] | None = None, size: int = SIZE) -> Page:
    """The merges of entries the actor may see, latest first."""
    ids: tuple[Any, Any] = (Merge.kept_person_id, Merge.merged_person_id)
    shown: list[Any] = [Merge.id, ids[0].label("keep"), ids[1].label("other"), Merge.state]
    return page(tx, select(*shown), (Merge.entered_at, Merge.id), after, size)


def _words(tx: Tx, row: Merge) -> Words:
    day = (row.entered_at or tx.now).astimezone(tx.store.zone).date()
    return Words(_("Merge of {day}").format(day=day))


Kind(
    "merges",
    Merge,
    N_("Merged people"),
    N_("Merge"),
    read=May.MERGE_PEOPLE,
    draft=MergeDraft,
    page=merges,
    fill=lambda _tx, row: {"keep": row.kept_person_id, "other": row.merged_person_id},
    columns=("entered_at", "keep", "other", "state"),
    icon="users",
    sight=SightBy(neighborhood="neighborhood_id"),
    parts={MergeTrace: "merge_id"},
    searched=_words,
    retention="person",
)
