"""Batches as records: listed, read, and undone as a whole while nothing later hangs on what they made."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from casemgr.core.access import May
from casemgr.core.acts import act
from casemgr.core.bulk import CHUNK
from casemgr.core.draft import Draft, entry
from casemgr.core.errors import Invalid, Problem
from casemgr.core.kind import KINDS, PART_OF, Kind, Line, Section, SightBy, Words
from casemgr.core.page import SIZE, Page, page
from casemgr.core.record import Part, Record, Row
from casemgr.core.tx import Tx
from casemgr.core.verbs import query
from casemgr.i18n import N_, _
from casemgr.records.contacts import Contact, ContactStatus, put_in_error
from casemgr.records.imports.tables import ContactImport, ImportedRows, ImportStatus
from casemgr.records.people import Person, Standing, put_aside

_BESIDE = frozenset({"contact_import", "import_mapping"})


class UndoDraft(Draft):
    reason: str = entry(N_("Why"), min_length=3, max_length=200)


@act(
    ContactImport,
    N_("Undo the import"),
    may=May.IMPORT_LOGS,
    since={ImportStatus.TAKEN},
    to=ImportStatus.UNDONE,
)
def undo_import(tx: Tx, batch: ContactImport, draft: UndoDraft) -> None:
    """Mark all a batch made as entered in error; refused while anything made later hangs on it."""
    rows = tx.get(ImportedRows, batch.id)
    contacts = {UUID(id) for _line, _digest, id in (rows.rows if rows else ())}
    people = {UUID(id) for id in (rows.made_people if rows else ())}
    _refuse_changed(tx, contacts, people)
    _refuse_hanging(tx, contacts, people)
    said = _("Import {number} undone: {reason}").format(number=batch.number, reason=draft.reason)[:300]
    for contact in _all(tx, Contact, contacts):
        put_in_error(tx, contact, said)
    for person in _all(tx, Person, people):
        put_aside(tx, person, said)
    batch.reason = draft.reason


def _all(tx: Tx, table: Any, ids: set[UUID]) -> Iterator[Any]:
    ordered = sorted(ids)
    for start in range(0, len(ordered), CHUNK):
        yield from tx.all_of(select(table).where(table.id.in_(ordered[start : start + CHUNK])))


def _refuse_changed(tx: Tx, contacts: set[UUID], people: set[UUID]) -> None:
    for contact in _all(tx, Contact, contacts):
        if not contact.head or contact.status != ContactStatus.SEALED:
            raise _hangs(_("{number} was corrected or withdrawn since.").format(number=contact.number))
    for person in _all(tx, Person, people):
        if person.standing != Standing.ACTIVE or person.merged_into_id is not None:
            raise _hangs(_("{number} was merged or withdrawn since.").format(number=person.number))


def _refuse_hanging(tx: Tx, contacts: set[UUID], people: set[UUID]) -> None:
    for table, column, kind in _pointing():
        made = contacts if kind == "contacts" else people
        about = f"{column.removesuffix('_id')}_kind"
        ordered = sorted(made)
        for start in range(0, len(ordered), CHUNK):
            asked = select(table).where(getattr(table, column).in_(ordered[start : start + CHUNK]))
            if about in table.model_fields:
                asked = asked.where(getattr(table, about) == kind)
            for row in tx.all_of(asked):
                home = row.id if isinstance(row, Record) else getattr(row, PART_OF[table][1])
                if home not in contacts | people:
                    raise _hangs(_("Something entered later stands on it ({what}).").format(what=_named(table)))


def _pointing() -> Iterator[tuple[Any, str, str]]:
    """Every column of a record or a part of one that may point to a contact or a person."""
    homes = {"contact.id": "contacts", "person.id": "people"}
    for mapper in Person.__mapper__.registry.mappers:  # type: ignore[attr-defined]
        table = mapper.class_
        if not issubclass(table, Row) or not (
            issubclass(table, Record) or (issubclass(table, Part) and table in PART_OF)
        ):
            continue
        for column in table.__table__.columns:  # type: ignore[attr-defined]
            keyed = {homes[key.target_fullname] for key in column.foreign_keys if key.target_fullname in homes}
            if f"{column.name.removesuffix('_id')}_kind" in table.model_fields and column.name.endswith("_id"):
                keyed |= set(homes.values())
            elif column.name in ("guardian_person_id", "first_person_id", "merged_into_id"):
                keyed.add("people")
            elif table is Contact and column.name in ("origin_id", "replaces_id"):
                keyed.add("contacts")
            for kind in sorted(keyed):
                yield table, column.name, kind


def _named(table: Any) -> str:
    kind = PART_OF[table][0] if table in PART_OF else next(one for one in KINDS.values() if one.table is table)
    return _(kind.one)


def _hangs(why: str) -> Invalid:
    return Invalid(Problem("status", _("This import can no longer be undone: {why}").format(why=why)))


@query(May.IMPORT_LOGS)
def imports_of(tx: Tx, after: tuple[datetime, UUID] | None = None, size: int = SIZE) -> Page:
    """Every batch, latest first."""
    shown: list[Any] = [
        ContactImport.id,
        ContactImport.number,
        ContactImport.file,
        ContactImport.taken,
        ContactImport.there,
        ContactImport.people,
        ContactImport.status,
    ]
    return page(tx, select(*shown), (col(ContactImport.entered_at), col(ContactImport.id)), after, size)


def _beside(tx: Tx, batch: ContactImport) -> list[Section]:
    came = [
        Line(_("Contacts entered: {n}").format(n=batch.taken)),
        Line(_("Rows that were there already: {n}").format(n=batch.there)),
        Line(_("People entered: {n}").format(n=batch.people)),
        *([Line(batch.reason)] if batch.reason else []),
    ]
    return [Section(_("What came of it"), tuple(came))]


Kind(
    "contact_imports",
    ContactImport,
    N_("Imports of older logs"),
    N_("Import of an older log"),
    read=May.IMPORT_LOGS,
    page=imports_of,
    columns=("number", "file", "taken", "there", "people", "status"),
    letter="L",
    icon="file",
    sight=SightBy(everyone=True),
    parts={ImportedRows: "id"},
    searched=lambda _tx, row: Words(row.number, row.file),
    states="import_status",
    beside=_beside,
)
