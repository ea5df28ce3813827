"""Names: how one is shown, sorted, and folded so that spellings of it meet."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Protocol

from casemgr.i18n import _

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ŋ": "ng", "ħ": "h"}
    | dict.fromkeys("'’‘`´ʻʼ.", "")
)
_PARTICLES = "de la las los del da do das dos di du der den van von ter bin ibn bint al el abu mc mac o st y e"
PARTICLES = frozenset(_PARTICLES.split())
LAST = "~"
"""Sorts after every Latin letter: where someone without a name stands in a list."""


class Named(Protocol):
    """What has a person's name in columns."""

    @property
    def given(self) -> str: ...
    @property
    def family(self) -> str: ...
    @property
    def suffix(self) -> str: ...
    @property
    def called(self) -> str: ...


def shown(person: Named) -> str:
    """A person's name as lists show it, in the order of the language in force."""
    return shown_as(person.given, person.family, person.suffix, person.called)


def shown_as(given: str, family: str, suffix: str, called: str) -> str:
    """A name from its parts; an alias stands in quotes where there is no family name."""
    name = family or given
    if family and given:
        name = _("{family}, {given}").format(family=family, given=given)
    if name and suffix:
        name = _("{name} {suffix}").format(name=name, suffix=suffix)
    if called and not family:
        alias = _("“{alias}”").format(alias=called)
        name = f"{name} {alias}" if name else alias
    return name or _("Unknown person")


def fold(text: str) -> str:
    """Text without case, accents, apostrophes and dots; scripts other than Latin stay theirs."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(c for c in plain if not unicodedata.combining(c))


def words_of(text: str) -> list[str]:
    """The folded words of a name."""
    return re.findall(r"[^\W_]+", fold(text))


def glued(words: Iterable[str]) -> list[str]:
    """Words with particles joined to what follows them: de la cruz is delacruz, o neil is oneil."""
    found: list[str] = []
    run = ""
    for word in words:
        run += word
        if word not in PARTICLES:
            found.append(run)
            run = ""
    return [*found, run] if run else found


def sort_key(given: str, middle: str, family: str, called: str) -> str:
    """What lists sort by: the folded name, family first; never empty."""
    return " ".join(words_of(f"{family} {given} {middle}")) or " ".join(words_of(called)) or LAST


def folded(given: str, middle: str, family: str, aliases: list[str]) -> str:
    """All of someone's names, folded, for comparing: given|middle|family|alias|alias…"""
    return "|".join(" ".join(words_of(name)) for name in (given, middle, family, *aliases))
