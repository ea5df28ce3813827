"""What services are called by others: taxonomies and their terms, and what is told about the data itself (HSDS 3.0)."""

from uuid import UUID

from sqlmodel import Field

from casemgr.core.columns import told
from casemgr.records.directory.published import Detail, found_by


@told(known="name description uri version", rest="fact")
class Taxonomy(Detail, table=True):
    name: str
    description: str | None = None
    uri: str | None = None
    version: str | None = None


@told(known="code name description taxonomy language term_uri", rest="fact")
class TaxonomyTerm(Detail, table=True):
    __tablename__ = "taxonomy_term"  # type: ignore[assignment]
    __table_args__ = found_by("taxonomy_term", "taxonomy_id")
    code: str | None = None
    name: str
    description: str | None = None
    parent_id: UUID | None = None
    taxonomy: str | None = None
    language: str | None = None
    taxonomy_id: UUID | None = Field(default=None, foreign_key="taxonomy.id")
    term_uri: str | None = None


@told(known="link_source link_type link_entity value", rest="fact")
class Attribute(Detail, table=True):
    """A term that describes a row: `link_id` is our id of it, `link_source` the source's where it is no row of ours.

    The term is a plain id: there are so many of these that an index on it would be the costliest part of an import.
    """

    __table_args__ = found_by("attribute", "link_id")
    link_id: UUID | None = None
    link_source: str | None = None
    taxonomy_term_id: UUID
    link_type: str | None = None
    link_entity: str | None = None
    value: str | None = None


@told(
    known=(
        "resource_id resource_type last_action_date last_action_type field_name previous_value "
        "replacement_value updated_by"
    ),
    kept="standing",
    rest="fact",
)
class Metadata(Detail, table=True):
    """A change the source tells of; `resource_id` is the source's id."""

    resource_id: str
    resource_type: str | None = None
    last_action_date: str | None = None
    last_action_type: str | None = None
    field_name: str | None = None
    previous_value: str | None = None
    replacement_value: str | None = None
    updated_by: str | None = None


@told(known="name language character_set", rest="fact")
class MetaTable(Detail, table=True):
    __tablename__ = "meta_table_description"  # type: ignore[assignment]
    name: str | None = None
    language: str | None = None
    character_set: str | None = None
