"""Finding: what holds the words typed, within sight, newest first; and why it was found."""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import select as select_rows
from sqlalchemy import text
from sqlmodel import select

from casemgr.core.access import AUTHOR_KEEPS, LABELS, Actor, Label, Scope
from casemgr.core.kind import KINDS, Kind
from casemgr.core.search import DOC, unit_token

if TYPE_CHECKING:
    from casemgr.core.tx import Tx

AROUND = 60
"""Characters shown before and after a match."""
FIRST, BATCH, MOST = 60, 400, 4000
"""Of the newest records that hold the words, how many are looked at first, in each further step, and in all."""
_LAST = 2**62
_FIND = """SELECT d.id, d.kind, d.record, d.title, d.line, d.body
FROM search JOIN search_doc d ON d.id = search.rowid
WHERE search MATCH :match AND search.rowid < :before AND ({ways}) AND NOT {wall}
ORDER BY search.rowid DESC LIMIT :size"""
_RANKED = """SELECT d.record FROM search JOIN search_doc d ON d.id = search.rowid
WHERE search MATCH :match ORDER BY bm25(search, 8.0, 1.0, 2.0, 0.0) LIMIT :size"""


@dataclass(frozen=True)
class Hit:
    """A record found: how it is named, and the words around the match, the match itself between \\x02 and \\x03."""

    kind: str
    id: UUID
    title: str
    line: str
    why: str


@dataclass(frozen=True)
class _Way:
    """One way in which records may be within sight: a word of the scope column, and the labels that go with it."""

    token: str
    labels: frozenset[Label] | None


def _ways(actor: Actor) -> Iterator[_Way]:
    """The ways of an actor."""
    if actor.scope is Scope.ALL:
        yield _Way("", actor.labels)
    elif actor.scope is Scope.UNIT and actor.unit:
        yield _Way(unit_token(actor.unit), actor.labels)
    elif actor.scope is Scope.NEIGHBORHOOD:
        yield from (_Way(f"n{place.hex}", actor.labels) for place in sorted(actor.neighborhoods))
    yield _Way("e", None)
    yield _Way(f"w{actor.id.hex}", actor.labels | AUTHOR_KEEPS)
    yield _Way(f"g{actor.id.hex}", None)
    if actor.organization is not None:
        yield _Way(f"g{actor.organization.hex}", None)


def words_of(typed: str) -> list[str]:
    """The searchable words in what was typed, eight at most; single letters alone are no words yet."""
    words = re.findall(r"\w+", typed.replace("_", " "))[:8]
    return words if any(len(word) > 1 for word in words) else []


def _beginning(word: str) -> str:
    """A word as the index takes it: a beginning, but for a single letter, such as that of a number."""
    return f'"{word}"*' if len(word) > 1 else f'"{word}"'


def find(tx: "Tx", typed: str, kinds: Sequence[str] = (), size: int = 50) -> list[Hit]:
    """Records the actor may see that hold every word typed, as beginnings of words; newest first."""
    words = words_of(typed)
    readable = readable_kinds(tx.actor, kinds)
    if not words or not readable:
        return []
    rows = _asked(tx, words, readable, size)
    seen = _seen(tx, rows, _in_sight)
    return [_hit(words, row) for row in rows if UUID(row.record) in seen]


def readable_kinds(actor: Actor, kinds: Collection[str] = ()) -> set[str]:
    """The kinds an actor may read, or those of them that are named."""
    return {k.name for k in KINDS.values() if actor.may(k.read) and (not kinds or k.name in kinds)}


Keeps = Callable[["Tx", str, Sequence[UUID]], Collection[UUID]]
"""Of these records of a kind, those the actor sees and that are wanted."""


def find_kept(
    tx: "Tx",
    typed: str,
    kinds: Collection[str],
    held: Sequence[Collection[str]],
    keeps: Keeps,
    size: int,
    most: int = MOST,
) -> tuple[list[Hit], bool]:
    """Records as `find` has them, words or none, of which `keeps` keeps; whether none was left out unlooked at.

    `held` are groups of words of the scope column, one of each of which a record must hold. Only the newest `most`
    that hold the words are looked at: the answer comes as quickly from a large store as from a small one.
    """
    words, readable = words_of(typed), readable_kinds(tx.actor, kinds)
    hits: list[Hit] = []
    before, looked = _LAST, 0
    while readable and looked < most:
        step = BATCH if looked else FIRST
        rows = _asked(tx, words, readable, step, held, before)
        kept = _seen(tx, rows, keeps)
        wanted = [row for row in rows if UUID(row.record) in kept][: size - len(hits)]
        hits += [_hit(words, row) for row in wanted]
        looked += len(rows)
        if len(hits) >= size or len(rows) < step:
            return hits, True
        before = rows[-1].id
    return hits, not readable


def hits_of(tx: "Tx", ids: Sequence[UUID]) -> list[Hit]:
    """Records the actor was shown to see, as hits, in this order."""
    rows = {row.record: row for row in tx.inside().execute(select_rows(DOC).where(DOC.c.record.in_(ids)))}
    return [Hit(row.kind, id, row.title, row.line, row.title) for id in ids if (row := rows.get(id)) is not None]


def _hit(words: Sequence[str], row: Any) -> Hit:
    return Hit(row.kind, UUID(row.record), row.title, row.line, _why(words, row.title, row.line, row.body))


def _asked(
    tx: "Tx",
    words: Sequence[str],
    kinds: Collection[str],
    size: int,
    held: Sequence[Collection[str]] = (),
    before: int = _LAST,
) -> Sequence[Any]:
    """One question for all ways at once: rows are read in the order they are shown, and none twice."""
    ways = list(_ways(tx.actor))
    groups = [{f"k{kind}" for kind in kinds}, *held]
    if all(way.token for way in ways):
        groups.append({way.token for way in ways})
    match = " AND ".join(f"scope : ({' OR '.join(sorted(group))})" for group in groups)
    if words:
        match = f"{{title line body}} : ({' AND '.join(_beginning(word) for word in words)}) AND {match}"
    wall = _holds(f"b{tx.actor.id.hex}")
    asked = text(_FIND.format(ways=" OR ".join(_passes(way) for way in ways), wall=wall))
    return tx.inside().execute(asked, {"match": match, "size": size, "before": before}).all()


def _passes(way: _Way) -> str:
    """What the scope of a row must hold to be seen this way; made of our own tokens only."""
    held = _holds(way.token) if way.token else "1"
    if way.labels is None:
        return held
    labels = " OR ".join(_holds(f"l{LABELS.index(label)}") for label in sorted(way.labels))
    return f"{held} AND ({labels or 0})"


def _holds(token: str) -> str:
    return f"instr(' ' || d.scope || ' ', ' {token} ')"


def _seen(tx: "Tx", rows: Sequence[Any], keeps: Keeps) -> set[UUID]:
    """Of what was found, what is kept: the index is quick, sight is what counts."""
    seen: set[UUID] = set()
    for name in {row.kind for row in rows}:
        seen.update(keeps(tx, name, [UUID(row.record) for row in rows if row.kind == name]))
    return seen


def _in_sight(tx: "Tx", kind: str, ids: Sequence[UUID]) -> Collection[UUID]:
    table = KINDS[kind].table
    return list(tx.exec(select(table.id).where(table.id.in_(ids))))  # type: ignore[attr-defined]


def _why(words: Sequence[str], *places: str) -> str:
    """The first place that holds a match, shortened around it and with the match marked; else the title."""
    wanted = [_folded(word) for word in words]
    for place in places if wanted else ():
        for spoken in re.finditer(r"\w+", place):
            if any(_folded(spoken[0]).startswith(word) for word in wanted):
                start, end = spoken.span()
                before = place[max(0, start - AROUND) : start]
                after = place[end : end + AROUND]
                lead, tail = "…" * (start > AROUND), "…" * (end + AROUND < len(place))
                return f"{lead}{before}\x02{spoken[0]}\x03{after}{tail}"
    return places[0]


def _folded(word: str) -> str:
    if word.isascii():
        return word.lower()
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c)).lower()


def ranked(tx: "Tx", kind: Kind, groups: Sequence[Sequence[str]], size: int) -> list[UUID]:
    """Records of a kind everyone sees that hold, of each group, one phrase or its beginning; best match first."""
    if not kind.sight.everyone:
        raise ValueError(f"not everyone sees {kind.name}")
    said = [[" ".join(words_of(phrase)) for phrase in group] for group in groups]
    asked = [" OR ".join(f'"{phrase}"*' for phrase in group if phrase) for group in said]
    if not asked or not all(asked):
        return []
    match = f"{{title line body}} : ({' AND '.join(f'({group})' for group in asked)}) AND scope : k{kind.name}"
    return [UUID(row.record) for row in tx.inside().execute(text(_RANKED), {"match": match, "size": size})]
