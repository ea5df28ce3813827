"""What services are called by others: taxonomies and their terms, and what is told about the data itself (HSDS 3.0)."""

from uuid import UUID

from sqlmodel import Field, Index

from casemgr.records.directory.published import Detail


class Taxonomy(Detail, table=True):
    name: str
    description: str | None = None
    uri: str | None = None
    version: str | None = None


class TaxonomyTerm(Detail, table=True):
    __tablename__ = "taxonomy_term"  # type: ignore[assignment]
    code: str | None = None
    name: str
    description: str | None = None
    parent_id: UUID | None = None
    taxonomy: str | None = None
    language: str | None = None
    taxonomy_id: UUID | None = Field(default=None, foreign_key="taxonomy.id", index=True)
    term_uri: str | None = None


class Attribute(Detail, table=True):
    """A term that describes a row: `link_id` is our id of it, `link_source` the source's where it is no row of ours."""

    __table_args__ = (Index("ix_attribute_link", "link_id", "taxonomy_term_id"),)
    link_id: UUID | None = None
    link_source: str | None = None
    taxonomy_term_id: UUID = Field(foreign_key="taxonomy_term.id", index=True)
    link_type: str | None = None
    link_entity: str | None = None
    value: str | None = None


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


class MetaTable(Detail, table=True):
    __tablename__ = "meta_table_description"  # type: ignore[assignment]
    name: str | None = None
    language: str | None = None
    character_set: str | None = None
