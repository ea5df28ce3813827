"""Texts for the person they are about: the words that name or reach somebody else are left out."""

from collections.abc import Sequence

from casemgr import narrative
from casemgr.i18n import _
from casemgr.narrative import FindingKind
from casemgr.records.people import PersonCard

_TELLING = frozenset(
    {
        FindingKind.SSN,
        FindingKind.LICENSE,
        FindingKind.BIRTH,
        FindingKind.PHONE,
        FindingKind.EMAIL,
        FindingKind.ADDRESS,
        FindingKind.NAME,
    }
)


def without_others(text: str, person: PersonCard, others: Sequence[str] = ()) -> str:
    """The text with names, numbers and addresses left out that are not the person's own; `others` were there too."""
    own = _own_words(person)
    kept, at = [], 0
    for found in narrative.check(text, [name for name in others if name]):
        if found.kind in _TELLING and found.text.casefold() not in own:
            kept += [text[at : found.start], _("[left out]")]
            at = found.end
    return "".join([*kept, text[at:]])


def _own_words(person: PersonCard) -> frozenset[str]:
    names = [person.name, person.given, person.middle, person.family, f"{person.given} {person.family}"]
    ways = [*person.aliases, *(phone.raw for phone in person.phones), *person.emails]
    return frozenset(word.casefold() for word in (*names, *ways) if word)
