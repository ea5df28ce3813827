"""The yearly review of accounts: what each may do now, beside what it might when they were last reviewed."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import select

from casemgr.core.access import May
from casemgr.core.audit import Happened, canonical
from casemgr.core.audit_reading import first_at, last_said
from casemgr.core.errors import Conflict
from casemgr.core.settings import threshold
from casemgr.core.tx import Tx
from casemgr.core.verbs import command, query
from casemgr.i18n import _
from casemgr.records.staff import Staff

SEES, OPENS = "sees_", "opens_"
"""Before the code of a scope, and of a label that may be opened by name; a role is told by its code alone."""
_REVIEWED = "accounts_reviewed"


@dataclass(frozen=True)
class Difference:
    """What an account gained and lost since the last review, in codes.

    One that is new gained all it has; one that was closed lost all it had.
    """

    id: UUID
    user_name: str
    full_name: str
    new: bool
    closed: bool
    gained: tuple[str, ...]
    lost: tuple[str, ...]


@dataclass(frozen=True)
class AccountReview:
    """Where the review stands; `state` is to be given back by whoever agrees to what they were shown."""

    reviewed_at: datetime | None
    due: bool
    accounts: int
    differences: tuple[Difference, ...]
    state: str


@query(May.MANAGE_STAFF)
def account_review(tx: Tx) -> AccountReview:
    """What changed since the last review, every account of the store for the first (CJIS AC-2(j), AC-6(7))."""
    members = _members(tx)
    now = _standing(members)
    last = last_said(tx, _REVIEWED)
    then: Mapping[str, list[str]] = {} if last is None else last.payload["accounts"]
    at = None if last is None else last.at
    since = at or first_at(tx) or tx.now
    due = tx.now - since >= timedelta(days=threshold(tx, "account_review_days"))
    found = [_difference(one, then.get(id), now.get(id)) for id, one in members.items()]
    told = sorted((each for each in found if each is not None), key=lambda each: each.user_name)
    return AccountReview(reviewed_at=at, due=due, accounts=len(now), differences=tuple(told), state=_digest(now))


@command(May.MANAGE_STAFF)
def sign_accounts(tx: Tx, state: str) -> None:
    """Sign that the accounts were reviewed as they stand; Conflict where they are no longer what was shown."""
    now = _standing(_members(tx))
    if state != _digest(now):
        raise Conflict(_("The accounts changed since they were shown. Look at them once more."))
    tx.say(Happened(_REVIEWED, payload={"accounts": now}))


def _difference(one: Staff, then: list[str] | None, now: list[str] | None) -> Difference | None:
    had, has = set(then or ()), set(now or ())
    if had == has:
        return None
    gained, lost = tuple(sorted(has - had)), tuple(sorted(had - has))
    return Difference(one.id, one.user_name, one.full_name, new=not had, closed=not has, gained=gained, lost=lost)


def _members(tx: Tx) -> dict[str, Staff]:
    return {str(one.id): one for one in tx.exec(select(Staff))}


def _standing(members: Mapping[str, Staff]) -> dict[str, list[str]]:
    """What each open account may do, in codes."""
    return {
        id: sorted([*one.roles, f"{SEES}{one.scope}", *(f"{OPENS}{label}" for label in one.labels)])
        for id, one in sorted(members.items())
        if one.active
    }


def _digest(standing: Mapping[str, list[str]]) -> str:
    return hashlib.sha256(canonical(dict(standing))).hexdigest()
