"""Texts for the person they are about: the words that name or reach somebody else are left out."""

from collections.abc import Sequence

from casemgr import narrative
from casemgr.i18n import _
from casemgr.records.people import PersonCard


def without_others(text: str, person: PersonCard, others: Sequence[str] = ()) -> str:
    """The text with names, numbers and addresses left out that are not the person's own; `others` were there too."""
    own = _own_words(person)
    kept, at = [], 0
    for start, end in _joined(text, own, [name for name in others if name]):
        kept += [text[at:start], _("[left out]")]
        at = end
    return "".join([*kept, text[at:]])


def _joined(text: str, own: frozenset[str], others: Sequence[str]) -> list[tuple[int, int]]:
    """The stretches to leave out, in their order; those one over another, or with a space between, are one."""
    joined: list[tuple[int, int]] = []
    spans = narrative.telling(text, others)
    told = (one for one in spans if text[one.start : one.end].casefold() not in own)
    for span in sorted(told, key=lambda one: (one.start, one.end)):
        if joined and text[joined[-1][1] : span.start] in ("", " "):
            joined[-1] = joined[-1][0], max(joined[-1][1], span.end)
        else:
            joined.append((span.start, span.end))
    return joined


def _own_words(person: PersonCard) -> frozenset[str]:
    names = [person.name, person.given, person.middle, person.family, f"{person.given} {person.family}"]
    ways = [*person.aliases, *(phone.raw for phone in person.phones), *person.emails]
    return frozenset(word.casefold() for word in (*names, *ways) if word)
