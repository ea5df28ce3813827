"""The merge: two entries of one person made one, in one command."""

from functools import partial
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from casemgr.core.access import May, highest
from casemgr.core.errors import Invalid, NotFound, Problem
from casemgr.core.tx import Tx
from casemgr.core.verbs import command
from casemgr.i18n import _
from casemgr.records import consents
from casemgr.records.consents import Age, Consent
from casemgr.records.people import (
    AgeBand,
    Merge,
    MergeDraft,
    Person,
    Standing,
    minor_on,
    of_age,
    refuse_partner,
    said_apart,
)
from casemgr.records.training import Gated, refuse_untrained
from casemgr.services.merging.choosing import choose
from casemgr.services.merging.deriving import aliases_of, bring_up, keys_held
from casemgr.services.merging.moving import join_notes, join_phones, join_shares, move_rows
from casemgr.services.merging.tracing import Traced


@command(May.MERGE_PEOPLE)
def merge(tx: Tx, draft: MergeDraft) -> UUID:
    """Make two entries one: everything of the other goes over, and a consent the other side refused ends."""
    refuse_untrained(tx, Gated.MERGE)
    kept, other = both(tx, draft.keep, draft.other)
    keys = [keys_held(tx, kept), keys_held(tx, other)]
    row = Merge(
        kept_person_id=kept.id,
        merged_person_id=other.id,
        neighborhood_id=kept.neighborhood_id,
        sensitivity=highest(kept.sensitivity, other.sensitivity),
        unit=kept.unit,
    )
    tx.add(row)
    tx.flush()
    traced = Traced(tx, row)
    sides = _sides(tx, kept), _sides(tx, other)
    labels, ages = (kept.sensitivity, other.sensitivity), (_age(kept), _age(other))
    choose(tx, traced, kept, other, draft, aliases_of(tx, kept.id) + aliases_of(tx, other.id))
    join_phones(tx, traced, kept.id, other.id)
    join_notes(tx, traced, kept.id, other.id)
    join_shares(tx, traced, kept, other, labels)
    _end_consents(tx, traced, kept, ages, sides)
    move_rows(tx, traced, kept.id, other.id, draft.left_out)
    other.standing, other.merged_into_id = Standing.MERGED.value, kept.id
    tx.add(other)
    tx.flush()
    bring_up(tx, kept, keys[0], traced.say)
    bring_up(tx, other, keys[1])
    traced.close()
    return row.id


def both(tx: Tx, keep: UUID, other: UUID) -> tuple[Person, Person]:
    """Two entries that may be made one, or the sentence that says why not."""
    refuse_partner(tx)
    if keep == other:
        raise Invalid(Problem("other", _("This is one and the same entry.")))
    found = []
    for name, id in (("keep", keep), ("other", other)):
        person = tx.get(Person, id)
        if person is None:
            raise NotFound(_("There is no such person, or you may not see them."))
        if person.standing == Standing.MERGED:
            raise Invalid(Problem(name, _("{number} is merged already.").format(number=person.number)))
        if person.standing != Standing.ACTIVE:
            raise Invalid(Problem(name, _("This person was entered in error.")))
        found.append(person)
    if said_apart(tx, [keep, other]):
        raise Invalid(Problem("other", _("It was noted that these are two people. Take that back first.")))
    return found[0], found[1]


def _sides(tx: Tx, person: Person) -> list[Consent]:
    return tx.all_of(select(Consent).where(col(Consent.person_id) == person.id))


def _age(person: Person) -> Age:
    band = AgeBand(person.age_band) if person.age_band else None
    return Age(partial(minor_on, person.dob, band, person.age_band_on), of_age(person))


def _end_consents(
    tx: Tx, traced: Traced, kept: Person, ages: tuple[Age, Age], sides: tuple[list[Consent], list[Consent]]
) -> None:
    """End the consents that would open more than they did; they are asked for again."""
    becomes = _age(kept)
    ended: list[Consent] = []
    for age, own, others in zip(ages, sides, reversed(sides), strict=True):
        ended += consents.ended_by_joining(tx, own, others, was=age, becomes=becomes)
    for consent in ended:
        for column, value in said_of_ended(tx).items():
            traced.say(consent, column, value)


def said_of_ended(tx: Tx) -> dict[str, Any]:
    """What a consent says, column by column, that ends because two entries were made one or put apart."""
    return {
        "status": consents.Standing.SUPERSEDED.value,
        "revoked_at": tx.now,
        "revoked_by": tx.actor.id,
        "revocation_reason": _("Two entries of one person were merged; ask for it again."),
        "revocation_scope": _("All further sharing."),
    }
