"""Blocking keys: the few short texts under which a person is found however the name is spelled.

Each pair of a person's names gives two keys, sound|sound in both orders. Two names typed in full are then one exact
key, a half-typed name is the beginning of a key, and a misspelled one still shares the sound it begins with.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from jellyfish import metaphone

from casemgr.records.people.names import words_of

_PARTICLES = "de la las los del da do das dos di du der den van von ter bin ibn bint al el abu mc mac st y e"
PARTICLES = frozenset(_PARTICLES.split())
LONGEST = 12
"""Letters of a sound that are kept."""
NAME = "z"
"""First letter of name keys; they come last in the index, after the short lists of dates and numbers."""


@dataclass(frozen=True)
class Facts:
    """What keys are made of; `numbers` as E.164."""

    given: str
    middle: str
    family: str
    aliases: tuple[str, ...]
    dob: date | None
    numbers: tuple[str, ...]


def sound(word: str) -> str:
    """How a folded word sounds, roughly: Muhammad and Mohamed are one, Garcia and Garsia; not empty."""
    if not word.isascii():
        return word[:LONGEST]
    said = metaphone(word.replace("chr", "kr")).replace("0", "T").replace("X", "S").replace(" ", "")
    return (said[:1] + said[1:].replace("H", "") or word)[:LONGEST]


def forms(words: Iterable[str]) -> list[str]:
    """The names among words: particles stand with what follows, so de la Cruz is cruz and delacruz."""
    found: list[str] = []
    run = ""
    for word in words:
        if word in PARTICLES:
            run += word
            continue
        found += [word, run + word] if run else [word]
        run = ""
    return [*found, run] if run else found


def name_key(one: str, other: str = "") -> str:
    """The key of two names in this order, or of one alone."""
    return f"{NAME}{sound(one)}|{sound(other) if other else ''}"


def exact_keys(born: date | None, number: str) -> Iterator[str]:
    """The keys of a birth date and of a number."""
    if born is not None:
        yield f"d{born:%Y%m%d}"
    if number:
        yield f"t{number}"


def dated_keys(names: Iterable[str], born: date) -> Iterator[str]:
    """The keys of a name with a birth year or a birthday, for dates with one part wrong."""
    for name in names:
        yield f"y{sound(name)}|{born:%Y}"
        yield f"m{sound(name)}|{born:%m%d}"


def both_ways(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The keys of pairs of names, in either order."""
    for one, other in pairs:
        yield name_key(one, other)
        yield name_key(other, one)


def keys_of(facts: Facts) -> frozenset[str]:
    """All keys of a person."""
    first = forms(words_of(facts.given))[:2] + forms(words_of(facts.middle))[:1]
    family = forms(words_of(facts.family))[:3]
    aliases = [forms(words_of(alias))[:3] for alias in facts.aliases]
    keys = set(both_ways((one, other) for one in first for other in family))
    for alias in aliases:
        keys.update(both_ways(combinations(alias, 2)))
        keys.update(both_ways((alias[0], other) for other in family[:1] if alias))
    if not (first and family):
        keys.update(name_key(name) for name in (*first, *family, *(a[0] for a in aliases if a)))
    for number in facts.numbers:
        keys.update(exact_keys(None, number))
    if facts.dob is not None:
        keys.update(exact_keys(facts.dob, ""))
        named = family or first or [name for alias in aliases for name in alias]
        keys.update(dated_keys({*named[:2], *first[:1]}, facts.dob))
    return frozenset(keys)
