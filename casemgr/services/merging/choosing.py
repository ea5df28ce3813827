"""What the entry that goes on says: field by field from either, the stricter of what protects someone."""

from collections.abc import Iterable

from casemgr.core.access import Label, highest
from casemgr.core.errors import Invalid, Problem
from casemgr.core.tx import Tx
from casemgr.i18n import _
from casemgr.records.people import (
    Alias,
    ContactPreference,
    MergeDraft,
    Person,
    fold,
    is_minor,
    words_of,
)
from casemgr.services.merging.tracing import Traced

FIELDS: dict[str, tuple[str, ...]] = {
    **{name: (name,) for name in ("given", "middle", "family", "suffix")},
    "dob": ("dob", "dob_quality"),
    "age_band": ("age_band", "age_band_on"),
    **{name: (name,) for name in ("pronouns", "preferred_language", "contact_preference")},
    **{name: (name,) for name in ("neighborhood_id", "guardian_person_id", "veteran", "current_living_situation")},
}
"""What one chooses, and the columns that go with it."""
EMPTY = ("", None, "99")
LONGEST_ALIAS = 80


def open_choices(kept: Person, other: Person) -> list[str]:
    """The fields in which both say something, and not the same."""
    if ContactPreference.DONT_REACH_OUT in (kept.contact_preference, other.contact_preference):
        decided = {"contact_preference"}
    else:
        decided = set()
    said = {name: (getattr(kept, name), getattr(other, name)) for name in FIELDS if name not in decided}
    return [name for name, (one, two) in said.items() if one not in EMPTY and two not in EMPTY and one != two]


def choose(tx: Tx, traced: Traced, kept: Person, other: Person, draft: MergeDraft, aliases: Iterable[Alias]) -> None:
    """Have the kept person say what was chosen; a name that was not chosen becomes one they are also called."""
    unknown = [name for name in draft.from_other if name not in FIELDS]
    if unknown:
        sentence = _("“{name}” is nothing one chooses between two entries.").format(name=unknown[0])
        raise Invalid(Problem("from_other", sentence))
    names = [full_name(kept), full_name(other)]
    quality = other.name_quality if {"given", "family"} & set(_taken(kept, other, draft)) else kept.name_quality
    for name in _taken(kept, other, draft):
        for column in FIELDS[name]:
            traced.say(kept, column, getattr(other, column))
    if kept.dob is not None:
        traced.say(kept, "age_band", None)
        traced.say(kept, "age_band_on", None)
    if kept.guardian_person_id in (kept.id, other.id):
        traced.say(kept, "guardian_person_id", None)
    traced.say(kept, "name_quality", quality)
    _protect(tx, traced, kept, other)
    _also_called(traced, kept, [name for name in names if name not in draft.left_out], aliases)


def full_name(person: Person) -> str:
    """Given, middle and family name as they are written."""
    return " ".join(part for part in (person.given, person.middle, person.family) if part)


def _taken(kept: Person, other: Person, draft: MergeDraft) -> list[str]:
    """The fields taken from the other entry: those chosen, and those the kept one says nothing of."""
    saying = [name for name in FIELDS if getattr(other, name) not in EMPTY]
    return [name for name in saying if name in draft.from_other or getattr(kept, name) in EMPTY]


def _protect(tx: Tx, traced: Traced, kept: Person, other: Person) -> None:
    """What protects someone, or helps them to be understood, holds when either entry says it."""
    if other.contact_preference == ContactPreference.DONT_REACH_OUT:
        traced.say(kept, "contact_preference", other.contact_preference)
    traced.say(kept, "interpreter_needed", kept.interpreter_needed or other.interpreter_needed)
    needs = list(dict.fromkeys([*kept.accessibility_needs, *other.accessibility_needs]))
    traced.say(kept, "accessibility_needs", needs)
    minor = is_minor(kept, tx.now.astimezone(tx.store.zone).date())
    least = Label.JUVENILE if minor else Label.OPEN
    traced.say(kept, "sensitivity", highest(kept.sensitivity, other.sensitivity, least))


def _also_called(traced: Traced, kept: Person, names: list[str], aliases: Iterable[Alias]) -> None:
    known = {fold(alias.text) for alias in aliases}
    final = set(words_of(full_name(kept)))
    for name in names:
        text = name[:LONGEST_ALIAS]
        if text and fold(text) not in known and not set(words_of(text)) <= final:
            known.add(fold(text))
            traced.make(Alias(person_id=kept.id, text=text), "text")
