"""Comparing what is typed with a person, name and birth date and phone apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz.distance import OSA, JaroWinkler

from casemgr.i18n import _
from casemgr.records.people.names import glued

_NAME, _BORN, _NUMBER = 0.6, 0.25, 0.15
"""How much each part weighs, where all three are known."""
_UNKNOWN = 0.6
"""What a part counts that the person's entry does not have: neither for nor against."""
_OTHER_NUMBER = 0.4
_WORD = 0.75
"""Two words less alike than this are different words."""
_SLIP = 0.8
"""How alike two short words are with one letter other than it should be."""
_BEGUN = 0.97
"""How alike a word is to its own beginning, while that is being typed."""
_SAME, _SIMILAR = 0.985, 0.8


@dataclass(frozen=True)
class Asked:
    """What was typed: folded words, whether the last is still being typed, birth date, number as E.164."""

    words: tuple[str, ...]
    typing: bool
    born: date | None
    number: str


@dataclass(frozen=True)
class Known:
    """What a person's entry has to compare: all names folded, birth date, numbers."""

    folded: str
    dob: date | None
    numbers: str


def score(asked: Asked, known: Known, fits: dict[str, float]) -> float:
    """How alike, from 0 to 1; `fits` remembers the names compared before, for many people share one."""
    total = weight = 0.0
    if asked.words:
        fit = fits.get(known.folded)
        if fit is None:
            words, aliases = _names(known)
            fit = fits[known.folded] = max(name_score(asked, words), *(name_score(asked, a) for a in aliases), 0.0)
        total, weight = _NAME * fit, _NAME
    if asked.born is not None:
        total, weight = total + _BORN * born_score(asked.born, known.dob), weight + _BORN
    if asked.number:
        total, weight = total + _NUMBER * number_score(asked.number, known.numbers), weight + _NUMBER
    return round(total / weight, 4) if weight else 0.0


def why(asked: Asked, known: Known) -> str:
    """What is alike, in words."""
    said: list[str] = []
    if asked.words:
        words, aliases = _names(known)
        alias = max(aliases, key=lambda a: name_score(asked, a), default=[])
        said.append(_name_said(name_score(asked, words), name_score(asked, alias), known, aliases, alias))
    if asked.born is not None and born_score(asked.born, known.dob) >= _SIMILAR:
        said.append(_("same birth date") if known.dob == asked.born else _("similar birth date"))
    if asked.number and (alike := number_score(asked.number, known.numbers)) >= _SIMILAR:
        said.append(_("same phone") if alike == 1 else _("similar phone"))
    return " · ".join(part for part in said if part)


def likely(asked: Asked, known: Known) -> bool:
    """Whether two of full name, birth date and phone are exactly the same (domain 2.2)."""
    given, middle, family = known.folded.split("|")[:3]
    fitting = (sorted(f"{given} {family}".split()), sorted(f"{given} {middle} {family}".split()))
    same = (
        len(asked.words) > 1 and sorted(asked.words) in fitting,
        asked.born is not None and asked.born == known.dob,
        bool(asked.number) and asked.number in known.numbers.split(),
    )
    return sum(same) >= 2


def _names(known: Known) -> tuple[list[str], list[list[str]]]:
    """The words of the name, and those of each alias, as it is used with the family name."""
    given, middle, family, *aliases = known.folded.split("|")
    return f"{given} {middle} {family}".split(), [f"{alias} {family}".split() for alias in aliases]


def _name_said(name: float, called: float, known: Known, aliases: list[list[str]], alias: list[str]) -> str:
    if called > name and called >= _SIMILAR:
        said = known.folded.split("|")[3 + aliases.index(alias)]
        return _("also called “{alias}”").format(alias=said)
    if name >= _SAME:
        return _("same name")
    return _("similar name") if name >= _SIMILAR else ""


def name_score(asked: Asked, words: list[str]) -> float:
    """How well the words typed fit these, whether particles stand apart or not."""
    joined, others = glued(asked.words), glued(words)
    best = _fit(asked.words, words, typing=asked.typing)
    if len(joined) == len(asked.words) and len(others) == len(words):
        return best
    return max(best, _fit(joined, others, typing=asked.typing))


def _fit(asked: Sequence[str], words: list[str], *, typing: bool) -> float:
    """The mean likeness of words in any order: each takes its best, and none is taken twice."""
    left = list(words)
    total = 0.0
    last = len(asked) - 1 if typing else -1
    for place, word in enumerate(asked):
        if word in left:
            left.remove(word)
            total += 1.0
            continue
        alike, taken = max(((_alike(word, other, begun=place == last), other) for other in left), default=(0.0, ""))
        if alike >= _WORD:
            left.remove(taken)
            total += alike
    return total / len(asked) - 0.01 * len(left)


def _alike(word: str, other: str, *, begun: bool) -> float:
    if begun and other.startswith(word):
        return _BEGUN
    alike = JaroWinkler.similarity(word, other)
    if begun and len(other) > len(word):
        alike = max(alike, _BEGUN * JaroWinkler.similarity(word, other[: len(word)]))
    if alike < _WORD and OSA.distance(word, other, score_cutoff=1) <= 1:
        return _SLIP
    return alike


def born_score(asked: date, dob: date | None) -> float:
    """1 for the same day, less for a slip in one part or day and month exchanged."""
    if dob is None:
        return _UNKNOWN
    if asked == dob:
        return 1.0
    slips = OSA.distance(asked.isoformat(), dob.isoformat(), score_cutoff=2)
    if slips == 1 or (asked.year, asked.month, asked.day) == (dob.year, dob.day, dob.month):
        return 0.85
    return 0.5 if slips == 2 or asked.year == dob.year else 0.0


def number_score(asked: str, numbers: str) -> float:
    """1 for the same number, a little less for one slip; another number says little."""
    known = numbers.split()
    if asked in known:
        return 1.0
    if any(OSA.distance(asked, number, score_cutoff=1) <= 1 for number in known):
        return 0.85
    return _OTHER_NUMBER if known else _UNKNOWN
