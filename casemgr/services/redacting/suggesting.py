"""What may have to go from a text: by the local check and by the names on the record; a person decides on each."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from casemgr.narrative import FindingKind, check

_YOUNG = re.compile(
    r"\b(?:(?:[0-9]|1[0-7])[- ]?(?:year|yr)s?[- ]?old\w*|age[d]? (?:[0-9]|1[0-7])\b|de (?:[0-9]|1[0-7]) años"
    r"|juvenile|menor de edad)",
    re.IGNORECASE,
)
_EXEMPTION = {
    FindingKind.SSN: "identity_theft",
    FindingKind.LICENSE: "identity_theft",
    FindingKind.CRIMINAL_RECORD: "criminal_history",
    FindingKind.BIRTH: "private_person",
    FindingKind.CASE_NUMBER: "active_investigation",
    FindingKind.PHONE: "contact_details",
    FindingKind.EMAIL: "contact_details",
    FindingKind.ADDRESS: "contact_details",
    FindingKind.LABEL: "private_person",
    FindingKind.ASSOCIATION: "views",
    FindingKind.HEALTH: "medical",
    FindingKind.NAME: "private_person",
}
OFFICER = "officer"
SHORTEST = 3
"""A part of a name that is shorter is not looked for by itself."""


@dataclass(frozen=True)
class Suggestion:
    """Words that may have to go, what they tell, and on what ground."""

    words: str
    category: str
    exemption: str


def suggested(text: str, names: Mapping[str, str]) -> tuple[Suggestion, ...]:
    """What may have to go from a text, each once; `names` gives what someone on the record is, by their whole name."""
    checked = list(_checked(text, names))
    guessed, sure = ([one for one in checked if (one.category == FindingKind.NAME) is name] for name in (True, False))
    return tuple({one.words: one for one in [*guessed, *_known(text, names), *_young(text), *sure]}.values())


def _known(text: str, names: Mapping[str, str]) -> Iterator[Suggestion]:
    """The names on the record, whole or in part, where the text has them."""
    lower = text.casefold()
    for name, category in names.items():
        ground = "staff_private" if category == OFFICER else "private_person"
        for words in _parts(name):
            if re.search(rf"(?<!\w){re.escape(words.casefold())}(?!\w)", lower):
                yield Suggestion(words, category, ground)


def _parts(name: str) -> Iterable[str]:
    return dict.fromkeys([name, *(part for part in name.split() if len(part) >= SHORTEST)]) if name else ()


def _checked(text: str, names: Mapping[str, str]) -> Iterator[Suggestion]:
    for one in check(text, tuple(name for name in names if name)):
        yield Suggestion(one.text, one.kind.value, _EXEMPTION[one.kind])


def _young(text: str) -> Iterator[Suggestion]:
    for found in _YOUNG.finditer(text):
        yield Suggestion(found[0], "juvenile", "juvenile")
