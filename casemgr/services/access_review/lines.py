"""The lines of a review as a reviewer reads them: who looked at what, and why it was picked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from casemgr.core import general
from casemgr.core.access import May
from casemgr.core.kind import KINDS
from casemgr.core.tx import Tx
from casemgr.core.verbs import query, require
from casemgr.records.access_reviews import AccessFinding, access_findings
from casemgr.records.searches import SearchMade
from casemgr.records.staff import staff_names
from casemgr.services.access_review.patterns import PATTERNS


@dataclass(frozen=True)
class Line:
    """One finding in words; `what` is a record's title or the terms searched for, empty where it is not shown."""

    id: UUID
    pattern: str
    who: str
    at: datetime
    kind: str
    record_id: UUID | None
    what: str
    answer: str
    words: str


@query(May.READ_AUDIT, logged=True)
def review_lines(tx: Tx, review: UUID) -> list[Line]:
    """The findings of a week for this reviewer, in the order of the patterns; titles only of what they may see."""
    require(tx, May.READ_CASES)
    order = list(PATTERNS)
    found = sorted(access_findings(tx, review), key=lambda row: (order.index(row.pattern), row.at, row.id))
    names, titles, terms = staff_names(tx), _titles(tx, found), _terms(tx, found)
    return [
        Line(
            id=row.id,
            pattern=row.pattern,
            who=names.get(row.staff_id, ""),
            at=row.at,
            kind=row.of_kind,
            record_id=row.record_id,
            what=titles.get(row.record_id, "") if row.record_id else terms.get(row.search_id, ""),
            answer=row.answer,
            words=row.words,
        )
        for row in found
    ]


def _titles(tx: Tx, found: Iterable[AccessFinding]) -> dict[UUID | None, str]:
    by_kind: dict[str, set[UUID]] = {}
    for row in found:
        if row.record_id is not None and row.of_kind in KINDS and tx.actor.may(KINDS[row.of_kind].read):
            by_kind.setdefault(row.of_kind, set()).add(row.record_id)
    titles: dict[UUID | None, str] = {}
    for kind, ids in by_kind.items():
        titles |= general.titles(tx, kind, sorted(ids))
    return titles


def _terms(tx: Tx, found: Iterable[AccessFinding]) -> dict[UUID | None, str]:
    ids = {row.search_id for row in found if row.search_id is not None}
    return {row.id: row.terms for row in tx.exec(select(SearchMade).where(col(SearchMade.id).in_(ids)))}
