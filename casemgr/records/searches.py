"""Searches: those a user keeps for themself, and the log of those made, for the review of access (domain 2.20)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Field, Index, col, select

from casemgr.core.access import May
from casemgr.core.columns import told
from casemgr.core.errors import Invalid, Problem
from casemgr.core.page import SIZE, Page, page
from casemgr.core.record import Moment, Versioned
from casemgr.core.tx import Tx
from casemgr.core.verbs import command, query, require
from casemgr.i18n import _

MOST_KEPT, LONGEST = 30, 300


@told(quiet="terms", kept="standing", rest="fact")
class SavedSearch(Versioned, table=True):
    """A search its owner, and nobody else, finds again under the empty box."""

    __tablename__ = "saved_search"  # type: ignore[assignment]
    __table_args__ = (Index("ix_saved_search_owner", "owner", "terms", unique=True),)
    owner: UUID
    terms: str = Field(max_length=LONGEST)
    saved_at: datetime = Field(sa_type=Moment)  # type: ignore[call-overload]


@told(quiet="terms", kept="standing", rest="fact")
class SearchMade(Versioned, table=True):
    """A finished search: who, when, which terms and how many records; never which records."""

    __tablename__ = "search_made"  # type: ignore[assignment]
    __table_args__ = (Index("ix_search_made_at", "at", "id"),)
    at: datetime = Field(sa_type=Moment)  # type: ignore[call-overload]
    by: UUID
    terms: str = Field(max_length=LONGEST)
    found: int


@dataclass(frozen=True)
class Kept:
    """A search someone keeps."""

    id: UUID
    terms: str


@command(May.SIGN_IN)
def save_search(tx: Tx, terms: str) -> UUID:
    """Keep a search for oneself; one kept already stays as it is."""
    terms = _said(terms)
    if not terms:
        raise Invalid(Problem("terms", _("Type what to search for, then save it.")))
    own = {row.terms: row.id for row in tx.exec(_own(tx))}
    if terms in own:
        return own[terms]
    if len(own) >= MOST_KEPT:
        raise Invalid(Problem("terms", _("You keep {n} searches already; forget one first.").format(n=MOST_KEPT)))
    row = SavedSearch(owner=tx.actor.id, terms=terms, saved_at=tx.now)
    tx.add(row)
    return row.id


@command(May.SIGN_IN)
def forget_search(tx: Tx, terms: str) -> None:
    """Forget a search one keeps; one that is not kept is forgotten already."""
    for row in tx.exec(_own(tx).where(SavedSearch.terms == _said(terms))):
        tx.delete(row)


@query(May.SIGN_IN)
def saved_searches(tx: Tx) -> list[Kept]:
    """The searches one keeps, the latest first; nobody sees another's."""
    rows = sorted(tx.exec(_own(tx)), key=lambda row: (row.saved_at, row.id), reverse=True)
    return [Kept(row.id, row.terms) for row in rows]


@command(May.SIGN_IN)
def note_search(tx: Tx, terms: str, found: int) -> None:
    """Write down a finished search: its terms and how many records it found, not which."""
    tx.add(SearchMade(at=tx.now, by=tx.actor.id, terms=_said(terms), found=max(0, found)))


@query(May.READ_AUDIT, logged=True)
def searches_made(tx: Tx, after: tuple[datetime, UUID] | None = None, size: int = SIZE) -> Page:
    """The searches made by everyone, latest first, for the review of access; their terms name people, as cases do."""
    require(tx, May.READ_CASES)
    shown: list[Any] = [SearchMade.id, SearchMade.at, SearchMade.by, SearchMade.terms, SearchMade.found]
    return page(tx, select(*shown), (SearchMade.at, SearchMade.id), after, size)


def _own(tx: Tx) -> Any:
    return select(SavedSearch).where(col(SavedSearch.owner) == tx.actor.id)


def _said(terms: str) -> str:
    return " ".join(terms.split())[:LONGEST]
