"""Consents of two entries that become one person's: none opens more than it did, and a later no holds."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import product
from uuid import UUID

from casemgr.core.tx import Tx
from casemgr.disclosing import Standing
from casemgr.records.consents.covering import today
from casemgr.records.consents.tables import Consent

_ENDED = (Standing.REVOKED, Standing.SUPERSEDED)


@dataclass(frozen=True)
class Age:
    """Whether someone is under 18 on a day, and the day that turns."""

    minor: Callable[[date], bool]
    turns: date | None


def ended_by_joining(
    tx: Tx, own: Iterable[Consent], others: Iterable[Consent], *, was: Age, becomes: Age
) -> list[Consent]:
    """Those of one side's consents in force that end when the other side's join them, and have to be asked for again.

    One ends when the other side refused, withdrew or narrowed the same on its day or later; when it was given by a
    minor and would now be an adult's, or the other way round, on any day it still runs.
    """
    day = today(tx)
    others = list(others)
    ended = []
    for consent in own:
        if consent.status != Standing.ACTIVE or consent.expires_on < day:
            continue
        days = [day, *(one for one in (was.turns, becomes.turns) if one and day <= one <= consent.expires_on)]
        turned = any(was.minor(one) != becomes.minor(one) for one in days)
        if turned or any(_takes_back(tx, one, others, consent) for one in others):
            ended.append(consent)
    return ended


def ended_by_parting(
    tx: Tx, own: Iterable[Consent], others: Iterable[Consent], back: Collection[UUID], *, since: datetime
) -> list[Consent]:
    """The consents in force that end when a merge of `since` is undone, and have to be asked for again.

    `own` are those of the entry that went on. Either of the two may have said what was said under it since: a yes
    opens nothing more, and a no holds for the other one too and for what was put `back`.
    """
    own = list(own)
    known = {one.id: one for one in own}
    unsure = [one for one in own if _first_of(one, known) > since]
    ended = [one for one in unsure if one.status == Standing.ACTIVE]
    for consent in [*others, *(one for one in own if one.id in back)]:
        standing = consent.status == Standing.ACTIVE and consent.expires_on >= today(tx)
        if standing and any(_takes_back(tx, no, own, consent) for no in unsure):
            ended.append(consent)
    return ended


def _first_of(consent: Consent, known: Mapping[UUID, Consent]) -> datetime:
    """When the widest of the consents was entered that this one is left of."""
    while consent.supersedes is not None and consent.supersedes in known:
        consent = known[consent.supersedes]
    return consent.entered_at or datetime.max.replace(tzinfo=UTC)


def _takes_back(tx: Tx, no: Consent, side: list[Consent], consent: Consent) -> bool:
    """Whether a refusal, or the end of a consent, says no to something of this one, on its day or later."""
    if no.status == Standing.REFUSED:
        said_on = _latest(tx, no)
    elif no.status in _ENDED and no.revoked_at is not None:
        said_on = no.revoked_at.astimezone(tx.store.zone).date()
    else:
        return False
    left = next((one for one in side if one.supersedes == no.id), None)
    return said_on >= _earliest(tx, consent) and _meets(no, left, consent)


def _meets(no: Consent, left: Consent | None, consent: Consent) -> bool:
    """Whether what was refused or taken back touches this consent; what a narrower one left agreed is not touched."""
    kept = _pairs(left) if left is not None and set(left.purposes) >= set(no.purposes) else set()
    gone = _pairs(no) - kept
    shared = {category for _who, category in gone} & set(consent.categories)
    in_words = bool(consent.recipient_classes) or any(words.strip() for words in no.recipient_classes)
    return bool(gone & _pairs(consent)) or (in_words and bool(shared))


def _pairs(consent: Consent) -> set[tuple[str, str]]:
    """Who may be told what; a class of recipients in words is none that could be compared."""
    return set(product((*consent.recipient_ids, *consent.recipient_classes), consent.categories))


def _entered(tx: Tx, consent: Consent) -> date:
    return consent.entered_at.astimezone(tx.store.zone).date() if consent.entered_at else consent.effective_on


def _earliest(tx: Tx, consent: Consent) -> date:
    return min(consent.effective_on, _entered(tx, consent))


def _latest(tx: Tx, consent: Consent) -> date:
    return max(consent.effective_on, _entered(tx, consent))
