"""Comparing what is typed with a person, name and birth date and phone apart."""

from dataclasses import dataclass
from datetime import date

from rapidfuzz.distance import OSA, JaroWinkler

from casemgr.i18n import _

_NAME, _BORN, _NUMBER = 0.6, 0.25, 0.15
"""How much each part weighs, where all three are known."""
_UNKNOWN = 0.6
"""What a part counts that the person's entry does not have: neither for nor against."""
_OTHER_NUMBER = 0.4
_WORD = 0.75
"""Two words less alike than this are different words."""
_SAME, _SIMILAR = 0.985, 0.8


@dataclass(frozen=True)
class Asked:
    """What was typed: folded words, whether the last is still being typed, birth date, number as E.164."""

    words: tuple[str, ...]
    typing: bool
    born: date | None
    number: str


@dataclass(frozen=True)
class Compared:
    """How alike, from 0 to 1, and why in words; `likely` by two of three exactly the same."""

    score: float
    why: str
    likely: bool


def compare(asked: Asked, folded: str, dob: date | None, numbers: str) -> Compared:
    """Compare with a person's folded names, birth date and numbers."""
    given, middle, family, *aliases = folded.split("|")
    words = f"{given} {middle} {family}".split()
    score, weight, why = 0.0, 0.0, list[str]()
    if asked.words:
        name = name_score(asked, words)
        alias = max(aliases, key=lambda a: name_score(asked, a.split() + family.split()), default="")
        called = name_score(asked, alias.split() + family.split()) if alias else 0.0
        score, weight = _NAME * max(name, called), _NAME
        why.append(_name_said(name, called, alias))
    if asked.born is not None:
        likeness = born_score(asked.born, dob)
        score, weight = score + _BORN * likeness, weight + _BORN
        if likeness >= _SIMILAR:
            why.append(_("same birth date") if dob == asked.born else _("similar birth date"))
    if asked.number:
        likeness = number_score(asked.number, numbers)
        score, weight = score + _NUMBER * likeness, weight + _NUMBER
        if likeness >= _SIMILAR:
            why.append(_("same phone") if likeness == 1 else _("similar phone"))
    same = (
        sorted(asked.words) in (sorted(words), sorted(f"{given} {family}".split())) and len(asked.words) > 1,
        asked.born is not None and asked.born == dob,
        bool(asked.number) and asked.number in numbers.split(),
    )
    return Compared(round(score / weight, 4) if weight else 0.0, " · ".join(w for w in why if w), sum(same) >= 2)


def _name_said(name: float, called: float, alias: str) -> str:
    if called > name and called >= _SIMILAR:
        return _("also called “{alias}”").format(alias=alias)
    if name >= _SAME:
        return _("same name")
    return _("similar name") if name >= _SIMILAR else ""


def name_score(asked: Asked, words: list[str]) -> float:
    """How well the words typed fit these, in any order: each takes its best, and none is taken twice."""
    left = list(words)
    total = 0.0
    last = len(asked.words) - 1
    for place, word in enumerate(asked.words):
        best, taken = 0.0, -1
        for i, other in enumerate(left):
            if other == word:
                best, taken = 1.0, i
                break
            if asked.typing and place == last and other.startswith(word):
                alike = 0.97
            else:
                alike = JaroWinkler.similarity(word, other)
            if alike > best:
                best, taken = alike, i
        if best >= _WORD:
            total += best
            del left[taken]
    return total / len(asked.words) - 0.01 * len(left)


def born_score(asked: date, dob: date | None) -> float:
    """1 for the same day, less for a slip in one part or day and month exchanged."""
    if dob is None:
        return _UNKNOWN
    if asked == dob:
        return 1.0
    exchanged = (asked.year, asked.month, asked.day) == (dob.year, dob.day, dob.month)
    slips = OSA.distance(asked.strftime("%Y%m%d"), dob.strftime("%Y%m%d"), score_cutoff=2)
    if exchanged or slips == 1:
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
