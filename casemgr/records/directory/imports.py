"""What imports of directories left: the rows to compare the next one with, and the imports themselves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON
from sqlmodel import Field, col, select

from casemgr.core.access import May
from casemgr.core.bulk import CHUNK
from casemgr.core.columns import told
from casemgr.core.record import Moment, Record, Row, new_id
from casemgr.core.tx import Tx
from casemgr.core.verbs import query
from casemgr.records.directory import details, tables, terms
from casemgr.records.directory.published import Published

TABLE_OF: dict[str, type[Published]] = {
    "organization": tables.Organization,
    "program": tables.Program,
    "taxonomy": terms.Taxonomy,
    "taxonomy_term": terms.TaxonomyTerm,
    "service": tables.Service,
    "location": tables.Location,
    "service_at_location": tables.ServiceAtLocation,
    "contact": details.DirectoryContact,
    "phone": details.ServicePhone,
    "address": details.Address,
    "schedule": details.Schedule,
    "funding": details.Funding,
    "service_area": details.ServiceArea,
    "required_document": details.RequiredDocument,
    "language": details.Language,
    "accessibility": details.Accessibility,
    "cost_option": details.CostOption,
    "organization_identifier": tables.OrganizationIdentifier,
    "attribute": terms.Attribute,
    "metadata": terms.Metadata,
    "meta_table_description": terms.MetaTable,
}
"""Our tables by their HSDS names; each comes after those it points to."""


@told(title="file", key="digest zone counts", quiet="rejected", kept="standing", rest="fact")
class DirectoryImport(Row, table=True):
    """One import: whose, of which file, and what became of its rows."""

    __tablename__ = "directory_import"  # type: ignore[assignment]
    id: UUID = Field(default_factory=new_id, primary_key=True)
    file: str = Field(max_length=200)
    digest: str = Field(max_length=64)
    zone: str = Field(max_length=60)
    imported_by: UUID
    imported_at: datetime = Field(sa_type=Moment)  # type: ignore[call-overload]
    counts: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    rejected: list[list[Any]] = Field(default_factory=list, sa_type=JSON)


@dataclass(frozen=True)
class Imported:
    """An import as it is listed; `rejected` counts the rows that were left out."""

    id: UUID
    file: str
    digest: str
    zone: str
    imported_by: UUID
    imported_at: datetime
    counts: list[dict[str, Any]]
    rejected: int


@dataclass(frozen=True)
class Stock:
    """What the last imports left, by table: the digest of each of the source's rows; `last` is the newest import."""

    last: UUID | None
    digests: Mapping[str, Mapping[str, str]]


def columns_of(table: str) -> set[str]:
    """The columns that an import fills; what a record carries beside them is stamped on it."""
    mapped = TABLE_OF[table]
    stamped = {*Record.model_fields, "gone"} - {"id"} if issubclass(mapped, Record) else set()
    return set(mapped.model_fields) - stamped


def newest_import(tx: Tx) -> UUID | None:
    newest = select(DirectoryImport.id).order_by(col(DirectoryImport.id).desc(), col(DirectoryImport.id).desc())
    return tx.exec(newest.limit(1)).first()


@query(May.READ_DIRECTORY)
def stock(tx: Tx) -> Stock:
    """What is there to compare a directory with; entries made by hand and those that left are not part of it."""
    digests: dict[str, dict[str, str]] = {}
    for name, table in TABLE_OF.items():
        asked = select(table.source_id, table.digest).where(table.source_id != "")
        if issubclass(table, Record):
            asked = asked.where(col(table.gone).is_(False))  # type: ignore[attr-defined]
        digests[name] = {source_id: digest for source_id, digest in tx.execute(asked)}
    return Stock(newest_import(tx), digests)


@query(May.READ_DIRECTORY)
def published(tx: Tx, table: str, source_ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Imported rows as they stand, by the source's id."""
    mapped = TABLE_OF[table]
    names = list(mapped.model_fields)
    found: dict[str, dict[str, Any]] = {}
    for start in range(0, len(source_ids), CHUNK):
        some = source_ids[start : start + CHUNK]
        asked = select(*(getattr(mapped, name) for name in names)).where(col(mapped.source_id).in_(some))
        found |= {row.source_id: dict(zip(names, row, strict=True)) for row in tx.execute(asked)}
    return found


@query(May.READ_DIRECTORY)
def imports(tx: Tx, size: int = 20) -> list[Imported]:
    """The newest imports of directories, newest first."""
    rows = tx.exec(select(DirectoryImport).order_by(col(DirectoryImport.id).desc()).limit(size))
    return [
        Imported(r.id, r.file, r.digest, r.zone, r.imported_by, r.imported_at, r.counts, len(r.rejected)) for r in rows
    ]
