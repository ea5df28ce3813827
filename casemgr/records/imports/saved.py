"""Mappings an agency keeps by name, for the next file of the same log."""

from typing import Any
from uuid import UUID

from sqlmodel import Field, col, select

from casemgr.core.access import May
from casemgr.core.columns import told
from casemgr.core.draft import Draft, entry
from casemgr.core.errors import BadFile, Invalid, NotFound, Problem
from casemgr.core.fields import Answer
from casemgr.core.kind import Kind, SightBy, Words
from casemgr.core.page import SIZE, Page, page
from casemgr.core.record import Record, new_id
from casemgr.core.tx import Tx
from casemgr.core.verbs import command, query
from casemgr.i18n import N_, _
from casemgr.records.imports.mapping import mapping_of


class MappingDraft(Draft):
    id: UUID = entry(N_("Id"), default_factory=new_id, hidden=True)
    name: str = entry(N_("Name"), min_length=2, max_length=80)
    body: str = entry(N_("Mapping, as JSON"), min_length=2, max_length=200_000, answer=Answer.LONG_TEXT)


@told(title="name", quiet="body", kept="standing", rest="fact")
class ImportMapping(Record, table=True):
    __tablename__ = "import_mapping"  # type: ignore[assignment]
    name: str = Field(max_length=80, unique=True)
    body: str


@command(May.IMPORT_LOGS)
def save_mapping(tx: Tx, draft: MappingDraft) -> UUID:
    """Keep a mapping under a name of its own."""
    there = tx.get(ImportMapping, draft.id)
    if there is not None:
        return there.id
    return _put(tx, ImportMapping(id=draft.id, name=draft.name, body=draft.body), draft)


@command(May.IMPORT_LOGS)
def change_mapping(tx: Tx, id: UUID, draft: MappingDraft) -> None:
    """Change a mapping; batches taken keep the one they were read by."""
    row = tx.get(ImportMapping, id)
    if row is None:
        raise NotFound(_("There is no such mapping."))
    _put(tx, row, draft)


def _put(tx: Tx, row: ImportMapping, draft: MappingDraft) -> UUID:
    try:
        mapping_of(draft.body)
    except BadFile as wrong:
        raise Invalid(Problem("body", wrong.sentence)) from None
    same = select(ImportMapping.id).where(ImportMapping.name == draft.name, ImportMapping.id != row.id)
    if tx.exec(same).first() is not None:
        raise Invalid(Problem("name", _("There is a mapping of this name already.")))
    row.name, row.body = draft.name, draft.body
    tx.add(row)
    return row.id


@query(May.IMPORT_LOGS)
def saved_mapping(tx: Tx, name: str) -> str:
    """The mapping kept under a name."""
    found = tx.exec(select(ImportMapping.body).where(ImportMapping.name == name)).first()
    if found is None:
        raise NotFound(_("There is no mapping called “{name}”.").format(name=name[:80]))
    return found


@query(May.IMPORT_LOGS)
def mappings(tx: Tx, after: tuple[str, UUID] | None = None, size: int = SIZE) -> Page:
    """All mappings by name."""
    shown: list[Any] = [ImportMapping.id, ImportMapping.name]
    return page(tx, select(*shown), (col(ImportMapping.name), col(ImportMapping.id)), after, size, descending=False)


Kind(
    "import_mappings",
    ImportMapping,
    N_("Mappings of older logs"),
    N_("Mapping of an older log"),
    read=May.IMPORT_LOGS,
    draft=MappingDraft,
    new=save_mapping,
    amend=change_mapping,
    page=mappings,
    columns=("name",),
    order=("name",),
    icon="file",
    sight=SightBy(everyone=True),
    searched=lambda _tx, row: Words(row.name),
)
