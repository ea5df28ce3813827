"""Taking a file of an older log over: looked through row by row first, then one batch, whole or not at all."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, select

from casemgr.core.access import May
from casemgr.core.errors import BadFile, CaseError, Invalid
from casemgr.core.numbers import next_number
from casemgr.core.record import new_id
from casemgr.core.tx import Tx
from casemgr.core.verbs import command, query
from casemgr.i18n import _
from casemgr.records.contacts import ParticipantDraft, enter_older
from casemgr.records.imports.mapping import Mapping, guessed, mapping_of
from casemgr.records.imports.reading import table_of
from casemgr.records.imports.tables import ContactImport, ImportedRows, ImportStatus
from casemgr.records.imports.translating import SomeoneThere, Translated, Translator
from casemgr.records.people import add_person, check_new
from casemgr.records.staff import member
from casemgr.records.training.rows import Fate, RowFound, refuse_wrong

LONGEST_SAID = 120


@dataclass(frozen=True)
class _Read:
    found: RowFound
    digest: str = ""
    made: Translated | None = None


@query(May.IMPORT_LOGS)
def contacts_in(tx: Tx, text: str, mapping: str) -> tuple[RowFound, ...]:
    """What a file would enter, row by row; BadFile where it is no such file or was taken before."""
    _refuse_again(tx, _digest(text, mapping))
    return tuple(one.found for one in _read(tx, text, mapping_of(mapping)))


@query(May.IMPORT_LOGS)
def mapping_for(tx: Tx, text: str) -> str:
    """A mapping to begin with, guessed from the names of a file's columns, as JSON."""
    fields = {field: column for column, field in guessed(table_of(text).columns).items()}
    return json.dumps({"columns": fields, "codes": {}, "defaults": {}, "people": []}, ensure_ascii=False, indent=1)


@command(May.IMPORT_LOGS)
def import_contacts(tx: Tx, file: str, text: str, mapping: str) -> UUID:
    """Enter every new contact of a file as one batch; none where a row is wrong. Gives the batch."""
    digest = _digest(text, mapping)
    _refuse_again(tx, digest)
    read = list(_read(tx, text, mapping_of(mapping)))
    refuse_wrong([one.found for one in read])
    fresh = [(one, one.made) for one in read if one.made is not None]
    if not fresh:
        raise BadFile(_("Every row of this file is there already. Nothing was taken."))
    number = next_number(tx, "L")
    batch = ContactImport(id=new_id(), number=number, file=file.strip()[:120], digest=digest)
    people: dict[tuple[str, ...], UUID] = {}
    rows = [[one.found.line, one.digest, str(_enter(tx, made, people, number))] for one, made in fresh]
    batch.taken, batch.there, batch.people = len(rows), len(read) - len(rows), len(people)
    tx.add(batch)
    tx.flush()
    tx.add(ImportedRows(id=batch.id, rows=rows, made_people=[str(id) for id in people.values()], mapping=mapping))
    return batch.id


def _enter(tx: Tx, made: Translated, people: dict[tuple[str, ...], UUID], batch: str) -> UUID:
    assert made.draft.officer_id is not None
    unit = member(tx, made.draft.officer_id).unit
    draft = made.draft.model_copy(
        update={
            "participants": [_participant(tx, one, people) for one in made.people],
            "late_reason": f"{made.draft.late_reason} · {batch}",
        }
    )
    return enter_older(tx, draft, unit)


def _participant(tx: Tx, one: SomeoneThere, people: dict[tuple[str, ...], UUID]) -> ParticipantDraft:
    if one.draft is None:
        return ParticipantDraft(role=one.role, alias_text=one.alias[:80])
    if one.key not in people:
        people[one.key] = add_person(tx, one.draft)
    return ParticipantDraft(person_id=people[one.key], role=one.role)


def _read(tx: Tx, text: str, mapping: Mapping) -> Iterator[_Read]:
    table = table_of(text)
    missing = mapping.missing(table.columns)
    if missing:
        said = _("The first line must name the columns; missing: {columns}.")
        raise BadFile(said.format(columns=", ".join(missing)[:300]))
    translator, known = Translator(tx, mapping), _taken(tx)
    for row in table.rows:
        try:
            made = translator.translate(row)
            _refuse_later(tx, made)
        except CaseError as wrong:
            why = wrong.problems[0].sentence if isinstance(wrong, Invalid) else wrong.sentence
            yield _Read(RowFound(row.line, _shown(row.values), Fate.WRONG, why))
            continue
        digest = _row_digest(made)
        if digest in known:
            yield _Read(RowFound(row.line, _shown(row.values), Fate.THERE))
        else:
            known.add(digest)
            yield _Read(RowFound(row.line, _shown(row.values), Fate.READY), digest, made)


def _refuse_later(tx: Tx, made: Translated) -> None:
    """What a contact entered by hand is refused for, an older one is too; that it is late is said of all of them."""
    assert made.draft.occurred_at is not None
    if made.draft.occurred_at > tx.now:
        raise CaseError(_("A contact cannot lie in the future."))
    if made.draft.neighborhood_id is None:
        raise CaseError(_("Choose the neighborhood."))
    if made.draft.next_step == "follow_up_scheduled":
        raise CaseError(_("An older contact promises nothing new; translate this next step into another one."))
    for one in made.people:
        if one.draft is not None:
            check_new(tx, one.draft)


def _shown(values: dict[str, str]) -> str:
    return " · ".join(said for said in values.values() if said)[:LONGEST_SAID]


def _row_digest(made: Translated) -> str:
    """What two rows share that are the same contact, however their files were laid out."""
    content = made.draft.model_dump(mode="json", exclude={"id", "late_reason", "kept"})
    people = [[one.key, one.role.value, one.alias] for one in made.people]
    return hashlib.sha256(json.dumps([content, people], sort_keys=True).encode()).hexdigest()


def _digest(text: str, mapping: str) -> str:
    return hashlib.sha256(f"{len(text)}\n{text}{mapping}".encode("utf-8", "surrogatepass")).hexdigest()


def _refuse_again(tx: Tx, digest: str) -> None:
    asked = select(ContactImport.number).where(
        ContactImport.digest == digest, ContactImport.status == ImportStatus.TAKEN.value
    )
    number = tx.exec(asked).first()
    if number is not None:
        raise BadFile(_("This file was taken over before, as {number}. Undo that first.").format(number=number))


def _taken(tx: Tx) -> set[str]:
    """The digests of rows that stand."""
    asked = select(ImportedRows.rows).join(ContactImport, col(ContactImport.id) == col(ImportedRows.id))
    found = tx.exec(asked.where(ContactImport.status == ImportStatus.TAKEN.value))
    return {digest for rows in found for _line, digest, _contact in rows}
