"""What is made from a person's rows: how they sort, compare and are found, brought up after a merge or an undoing."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from casemgr.core.tx import Tx
from casemgr.records.people import (
    Alias,
    Merge,
    MergeState,
    Person,
    PersonKey,
    Phone,
    Standing,
    comparable,
    keys_of_rows,
)

Say = Callable[[Person, str, Any], None]


def aliases_of(tx: Tx, person: UUID) -> list[Alias]:
    """The other names of someone, in their order."""
    return tx.all_of(select(Alias).where(Alias.person_id == person).order_by(col(Alias.id)))


def keys_held(tx: Tx, person: Person) -> dict[str, PersonKey]:
    """The keys by which someone is found, as their rows say now."""
    wanted = keys_of_rows(person, aliases_of(tx, person.id), _phones(tx, person.id))
    asked = select(PersonKey).where(col(PersonKey.key).in_(wanted), PersonKey.person_id == person.id)
    return {row.key: row for row in tx.all_of(asked)}


def bring_up(tx: Tx, person: Person, there: Mapping[str, PersonKey], say: Say = setattr) -> None:
    """Have what is made from someone's rows say what these say now; `say` writes a column.

    A merged entry has no keys, so nobody comes upon it, and else stays as it was.
    """
    aliases, phones = aliases_of(tx, person.id), _phones(tx, person.id)
    wanted: frozenset[str] = frozenset()
    if person.standing == Standing.ACTIVE:
        _bring_up_columns(person, [row.text for row in aliases], [row.raw for row in phones], say)
        person.former_numbers = " ".join(_former(tx, person.id))
        wanted = keys_of_rows(person, aliases, phones)
    tx.add(person)
    for key, row in there.items():
        if key not in wanted:
            tx.delete(row)
    for key in sorted(wanted - there.keys()):
        tx.add(PersonKey(key=key, person_id=person.id))


def _bring_up_columns(person: Person, aliases: list[str], phones: list[str], say: Say) -> None:
    if person.called not in aliases:
        say(person, "called", next(iter(aliases), ""))
    for column, text in comparable(person, aliases, phones).items():
        if _parts(getattr(person, column)) != _parts(text):
            say(person, column, text)


def _parts(text: str) -> list[str]:
    """What a text to compare by is made of, whatever its order."""
    return sorted(text.replace("|", " ").split())


def _phones(tx: Tx, person: UUID) -> list[Phone]:
    return tx.all_of(select(Phone).where(Phone.person_id == person).order_by(col(Phone.id)))


def _former(tx: Tx, person: UUID) -> list[str]:
    """The numbers of the entries merged into one, and of those merged into them."""
    asked = select(Person).where(
        Merge.kept_person_id == person, Merge.merged_person_id == Person.id, Merge.state == MergeState.HOLDS.value
    )
    merged = tx.all_of(asked.order_by(col(Merge.id)))
    return [number for one in merged for number in (one.number, *one.former_numbers.split())]
