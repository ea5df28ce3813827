"""What the tables and columns of HSDS 1.1 and 2.0 are called in HSDS 3.0."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from casemgr.records.directory.schema import EXTRA, TABLES, Table

ELIGIBILITY = "eligibility"
"""The one older table without a table in 3.0: its text belongs to the service."""

_NEVER_PUBLISHED = {EXTRA, "zone"}


@dataclass(frozen=True)
class Dialect:
    """How a published table becomes a 3.0 table: renamed columns, and what its name implies."""

    name: str
    table: Table
    columns: Mapping[str, str] = field(default_factory=dict)
    implied: Mapping[str, str] = field(default_factory=dict)

    def home(self, column: str, present: Collection[str]) -> str:
        """The 3.0 column for a published one, or nothing; `present` are all the published ones.

        A rename gives way to a column that already has the new name.
        """
        renamed = self.columns.get(column, "")
        if renamed and renamed not in present:
            return renamed
        return column if column in self.table.names and column not in _NEVER_PUBLISHED else ""

    def holds_rows_of(self, table: str) -> bool:
        """Whether its rows are rows of that 3.0 table, not parts of them."""
        return self.table.name == table and self.name != ELIGIBILITY


def _of(name: str, table: str, implied: Mapping[str, str] | None = None, **columns: str) -> Dialect:
    return Dialect(name, TABLES[table], columns, implied or {})


_OLDER = (
    _of("organization", "organization", url="website"),
    _of("service", "service", fees="fees_description"),
    _of("taxonomy_term", "taxonomy_term", term="name", vocabulary="taxonomy"),
    _of("service_area", "service_area", service_area="name"),
    _of("language", "language", language="name"),
    _of("physical_address", "address", {"address_type": "physical"}),
    _of("postal_address", "address", {"address_type": "postal"}),
    _of("regular_schedule", "schedule", {"freq": "WEEKLY"}, weekday="byday", original_text="description"),
    _of("holiday_schedule", "schedule", start_date="valid_from", end_date="valid_to"),
    _of("accessibility_for_disabilities", "accessibility", accessibility="description"),
    _of("payment_accepted", "cost_option", payment="option"),
    _of(
        "service_taxonomy",
        "attribute",
        {"link_entity": "service"},
        service_id="link_id",
        taxonomy_id="taxonomy_term_id",
    ),
    _of("service_attribute", "attribute", {"link_entity": "service"}, service_id="link_id"),
    _of("other_attribute", "attribute", link_type="link_entity"),
    _of("link_taxonomy", "attribute", link_type="link_entity", taxonomy_id="taxonomy_term_id"),
    _of(ELIGIBILITY, "service"),
)

DIALECTS: dict[str, Dialect] = {name: Dialect(name, table) for name, table in TABLES.items()} | {
    older.name: older for older in _OLDER
}

_PLURALS = {
    "services_at_location": "service_at_location",
    "services_taxonomy": "service_taxonomy",
    "payments_accepted": "payment_accepted",
    "identifiers": "organization_identifier",
    "taxonomy_detail": "taxonomy",
    "eligibilitys": ELIGIBILITY,
    "accessibilities": "accessibility",
}
_TERM_COLUMNS = {"parent_id", "parent_name", "vocabulary"}


def dialect_named(name: str, columns: Collection[str] = ()) -> Dialect | None:
    """The table a file, resource or JSON list of that name holds, if it is one of HSDS.

    What 1.1 calls the taxonomy are its terms; its columns tell.
    """
    word = name.strip().lower().replace("-", "_").replace(" ", "_")
    singular = _PLURALS.get(word) or next((w for w in _singulars(word) if w in DIALECTS), "")
    if singular == "taxonomy" and _TERM_COLUMNS.intersection(columns):
        singular = "taxonomy_term"
    return DIALECTS.get(singular)


def _singulars(word: str) -> tuple[str, ...]:
    return (word, word.removesuffix("s"), word.removesuffix("es"), word.removesuffix("ies") + "y")
