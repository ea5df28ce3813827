"""The one question of the search box: what was found, what may be typed next, and what was not understood."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import col, select

from casemgr.core import finding
from casemgr.core.access import May
from casemgr.core.finding import Hit
from casemgr.core.kind import KINDS
from casemgr.core.tx import Tx
from casemgr.core.veiled import veiled_hits
from casemgr.core.verbs import query
from casemgr.i18n import _, language
from casemgr.services.seeking.sieves import SIEVES, Sieve, overdue
from casemgr.services.seeking.tokens import Said, Token, fits, is_one, parse, quoted, written
from casemgr.services.seeking.values import VALUES, Narrowed, daily_first, narrowed

OFFERED = 14
ALONE = 800
"""Where tokens stand alone, so many of the newest records of a kind without an index of its own are looked at."""
LEAST = 6
"""Of each kind at least so many are shown where tokens alone ask for several kinds."""


@dataclass(frozen=True)
class Suggestion:
    """What may be typed next: the whole text with it, and what it stands for."""

    typed: str
    shown: str
    label: str


@dataclass(frozen=True)
class Looked:
    """What a search found; `problem` says what was not understood, `complete` whether nothing was left unlooked at."""

    hits: tuple[Hit, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    problem: str = ""
    complete: bool = True


@query(May.SEARCH)
def look(tx: Tx, typed: str, kinds: Sequence[str] = (), size: int = 30) -> Looked:
    """Everything the actor may see that holds the words and is let through by the tokens, newest first."""
    parsed = parse(typed)
    offered = _suggestions(tx, typed, parsed.said)
    asked = narrowed(tx, parsed.narrowing)
    if isinstance(asked, str):
        return Looked(suggestions=offered, problem=asked)
    if not parsed.narrowing:
        young = veiled_hits(tx, typed, finding.readable_kinds(tx.actor, kinds))
        return Looked((*finding.find(tx, parsed.words, kinds, size), *young)[:size], offered)
    rules = _rules(tx, asked, kinds)
    hits, complete = _found(tx, parsed.words, rules, asked, size) if rules else ([], True)
    return Looked(tuple(hits), offered, complete=complete)


Rules = Mapping[str, Sequence[ColumnElement[bool]]]
"""The kinds that can answer every token, in their order, with what a record of each must fulfil."""


def _rules(tx: Tx, asked: Narrowed, kinds: Collection[str]) -> Rules:
    readable = finding.readable_kinds(tx.actor, kinds)
    named = [name for name in daily_first(readable) if asked.kinds is None or name in asked.kinds]
    found = {name: _conditions(tx, name, asked) for name in named}
    return {name: rules for name, rules in found.items() if rules is not None}


def _conditions(tx: Tx, kind: str, asked: Narrowed) -> list[ColumnElement[bool]] | None:
    """What a record of this kind must fulfil; None where the kind knows nothing of a token."""
    sieve = SIEVES.get(kind, Sieve())
    rules: list[ColumnElement[bool] | None] = []
    if asked.neighborhoods is not None:
        rules.append(_among(sieve.neighborhood, asked.neighborhoods))
    if asked.officers is not None:
        rules.append(_among(sieve.officer, asked.officers))
    if asked.needs is not None:
        rules.append(None if sieve.needing is None else sieve.needing(sorted(asked.needs)))
    if asked.overdue is not None:
        rules += [overdue(tx, sieve, yes=yes) for yes in asked.overdue or (True, False)]
    if asked.days is not None and sieve.day is not None:
        rules += [sieve.day >= _begins(tx, asked.days.first), sieve.day < _begins(tx, asked.days.end)]
    elif asked.days is not None:
        rules.append(None)
    if sieve.stands is not None and not sieve.ordered:
        rules.append(sieve.stands())
    return None if any(rule is None for rule in rules) else [rule for rule in rules if rule is not None]


def _among(column: Any, ids: Collection[UUID]) -> ColumnElement[bool] | None:
    return None if column is None else col(column).in_(sorted(ids))


def _begins(tx: Tx, day: date) -> datetime:
    return datetime.combine(day, time(), tx.store.zone)


def _found(tx: Tx, words: str, rules: Rules, asked: Narrowed, size: int) -> tuple[list[Hit], bool]:
    if finding.words_of(words):
        return _by_words(tx, words, rules, asked, size, finding.MOST)
    each = size if len(rules) == 1 else max(LEAST, size // len(rules))
    hits: list[Hit] = []
    complete = True
    for kind in rules:
        newest = _newest(tx, kind, rules[kind], asked, each)
        if newest is None:
            newest, whole = _by_words(tx, "", {kind: rules[kind]}, asked, each, ALONE)
            complete = complete and whole
        hits += newest
    return hits[:size], complete


def _by_words(tx: Tx, words: str, rules: Rules, asked: Narrowed, size: int, most: int) -> tuple[list[Hit], bool]:
    """Through the index, where neighborhood and officer stand beside the words."""
    held: list[Collection[str]] = []
    if asked.neighborhoods:
        held.append({f"n{id.hex}" for id in asked.neighborhoods})
    if asked.officers:
        held.append({f"w{id.hex}" for id in asked.officers})

    def keeps(tx: Tx, kind: str, ids: Sequence[UUID]) -> Collection[UUID]:
        table: Any = KINDS[kind].table
        return list(tx.exec(select(table.id).where(table.id.in_(ids), *rules[kind])))

    return finding.find_kept(tx, words, rules, held, keeps, size, most)


def _newest(tx: Tx, kind: str, rules: Sequence[ColumnElement[bool]], asked: Narrowed, size: int) -> list[Hit] | None:
    """Straight from the table, in the order an index has; None where none serves what is asked."""
    sieve, table = SIEVES.get(kind), KINDS[kind].table
    if sieve is None or not (sieve.ordered or asked.needs is not None):
        return None
    order = (col(sieve.day), col(table.id)) if sieve.ordered else (col(table.id),)
    stands = [sieve.stands()] if sieve.stands is not None else []
    latest = select(table.id).where(*rules, *stands).order_by(*(column.desc() for column in order))
    return finding.hits_of(tx, list(tx.exec(latest.limit(size))))


def _suggestions(tx: Tx, typed: str, said: Sequence[Said]) -> tuple[Suggestion, ...]:
    """The values of the token being typed, or the tokens that begin like the word being typed."""
    last = said[-1] if said else None
    if last is not None and last.end == len(typed):
        return _values(tx, typed, last)
    word = typed.split()[-1] if typed.split() and not typed.endswith(" ") else ""
    if len(word) < 2 or ":" in word:
        return ()
    shown = [(token, written(token, language())) for token in VALUES]
    before = typed[: len(typed) - len(word)]
    return tuple(
        Suggestion(before + text, text, token_name(token)) for token, text in shown if fits(word, text.rstrip(":"))
    )


def _values(tx: Tx, typed: str, said: Said) -> tuple[Suggestion, ...]:
    values = VALUES[said.token](tx)
    if any(is_one(said.value, v.typed, v.label, *v.names) for v in values):
        return ()
    fit = [v for v in values if not said.value or fits(said.value, v.typed, v.label, *v.names)]
    head = typed[: said.start] + typed[said.start : typed.index(":", said.start) + 1]
    return tuple(Suggestion(f"{head}{quoted(v.typed)} ", v.typed, v.label) for v in fit[:OFFERED])


def token_name(token: Token) -> str:
    """What a token narrows by, in words."""
    return {
        Token.TYPE: _("Kind of record"),
        Token.NEIGHBORHOOD: _("Neighborhood"),
        Token.OFFICER: _("Officer"),
        Token.NEEDS: _("Need"),
        Token.OVERDUE: _("Overdue"),
        Token.DATE: _("Day or month"),
    }[token]
