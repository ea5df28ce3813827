"""Blocking keys: the few short texts under which a person is found however the name is spelled."""

# Each pair of a person's names gives two keys, sound|sound in both orders. Two names typed in full are then one exact
# key, a half-typed name is the beginning of a key, and a misspelled one is met by asking for the sounds one slip away.

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from jellyfish import metaphone

from casemgr.records.people.names import PARTICLES, glued, words_of

LONGEST, SPELLED = 12, 36
"""Letters of a sound, and of a spelled key, that are kept."""
_MERGED = str.maketrans("0X", "TS", " ")
"""What metaphone keeps apart and Spanish and Arabic names do not: th and t, ch and s."""
_SOUNDS, _FIRST = "BFJKLMNPRSTWY", "AEIOUH"
"""Letters a sound is made of, and those only its beginning has."""
NAME = "z"
"""First letter of the keys by sound; those that say more come before it in the alphabet and so are read first."""


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
    start = 1 if word[:1] == word[1:2] else 0
    said = metaphone(word[start:].replace("chr", "kr").replace("x", "s")).translate(_MERGED)
    return (said[:1] + said[1:].replace("H", "") or word)[:LONGEST]


def near_sounds(said: str) -> Iterator[str]:
    """The sounds one slip away: a letter less, two exchanged, one other, one more."""
    for i in range(len(said) + 1):
        head, tail = said[:i], said[i:]
        letters = _SOUNDS + _FIRST if i == 0 else _SOUNDS
        if tail:
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in letters)
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        yield from (head + letter + tail for letter in letters)


def forms(words: Iterable[str]) -> list[str]:
    """The names among words, particles left out and joined: de la Cruz is cruz and delacruz."""
    given = list(words)
    plain = [word for word in given if word not in PARTICLES]
    return list(dict.fromkeys([*plain, *glued(given)]))


def name_key(one: str, other: str = "") -> str:
    """The key of two names in this order, or of one alone."""
    return sound_key(sound(one), sound(other) if other else "")


def sound_key(one: str, other: str = "") -> str:
    """The key of two sounds in this order, or of one alone."""
    return f"{NAME}{one}|{other}"


def near_words(word: str) -> Iterator[str]:
    """A word with one letter too many taken out, or two exchanged put right: what it may have been meant to be."""
    for i in range(len(word)):
        yield word[:i] + word[i + 1 :]
        yield word[:i] + word[i + 1 : i + 2] + word[i] + word[i + 2 :]


def near_to(word: str) -> set[str]:
    """The sounds a word may have been meant to have: one slip in it, or in how it sounds."""
    return {sound(near) for near in near_words(word) if near} | set(near_sounds(sound(word)))


def near_keys(one: str, other: str) -> Iterator[str]:
    """The keys of two names, either of them with one slip; of one alone, with a slip in that."""
    first, second = sound(one), sound(other) if other else ""
    yield from (sound_key(near, second) for near in near_to(one))
    if other:
        yield from (sound_key(first, near) for near in near_to(other))


def exact_keys(born: date | None, number: str) -> Iterator[str]:
    """The keys of a birth date and of a number."""
    if born is not None:
        yield f"d{born:%Y%m%d}"
    if number:
        yield f"t{number}"


def dated_keys(pairs: Iterable[tuple[str, str]], born: date) -> Iterator[str]:
    """The keys of two names with a birth year or a birthday, for dates with one part wrong."""
    for pair in pairs:
        one, other = sorted(sound(name) if name else "" for name in pair)
        yield f"e{one}|{other}|{born:%Y}"
        yield f"f{one}|{other}|{born:%m%d}"


def spelled_key(one: str, other: str) -> str:
    """The key of two names as they are spelled, in any order."""
    return f"x{' '.join(sorted((one, other)))}"[:SPELLED]


def name_keys(one: str, other: str) -> tuple[str, ...]:
    """The keys of two names, in either order; of one alone where the other is empty."""
    return (name_key(one, other), name_key(other, one)) if other else (name_key(one),)


def keys_of(facts: Facts) -> frozenset[str]:
    """All keys of a person."""
    first = forms(words_of(facts.given))[:2] + forms(words_of(facts.middle))[:1]
    family = forms(words_of(facts.family))[:3]
    aliases = [forms(words_of(alias))[:3] for alias in facts.aliases]
    pairs = [(one, other) for one in first for other in family]
    for alias in aliases:
        pairs += combinations(alias, 2)
        pairs += [(name, other) for name in alias[:1] for other in family[:1]]
    if not (first and family):
        pairs += [(name, "") for name in (*first, *family, *(name for alias in aliases for name in alias[:1]))]
    keys = {key for pair in pairs for key in (*name_keys(*pair), spelled_key(*pair))}
    for number in facts.numbers:
        keys.update(exact_keys(None, number))
    if facts.dob is not None:
        keys.update(exact_keys(facts.dob, ""))
        keys.update(dated_keys(pairs, facts.dob))
    return frozenset(keys)
