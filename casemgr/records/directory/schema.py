"""The HSDS 3.0 tables: their columns, what those hold, and what they point to."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

EXTRA = "extra"
"""The column, in every table, for what was published but has no column in HSDS 3.0: a JSON object."""


class Holds(StrEnum):
    """What a column holds; a date is YYYY-MM-DD, a time HH:MM with or without an offset."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    TIME = "time"


@dataclass(frozen=True)
class Column:
    """One column; `refers` names the table whose id it holds, `ours` marks one HSDS does not have."""

    name: str
    holds: Holds = Holds.TEXT
    refers: str = ""
    required: bool = False
    choices: tuple[str, ...] = ()
    ours: bool = False


@dataclass(frozen=True)
class Table:
    """One table; a row without all of `needs`, or without any of `about`, is of no use and is refused.

    `file` is its name in a tabular package. `bare` rows may say nothing beyond what they link, and
    `identity` rows are pointed to by others, so two of them can never share an id.
    """

    name: str
    file: str
    columns: tuple[Column, ...]
    needs: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    bare: bool = False
    identity: bool = False

    @cached_property
    def names(self) -> dict[str, Column]:
        """The columns by name."""
        return {column.name: column for column in self.columns}

    @cached_property
    def blank(self) -> dict[str, None]:
        """A row without values, its id aside."""
        return dict.fromkeys(c.name for c in self.columns if c.name not in ("id", EXTRA))

    @cached_property
    def links(self) -> tuple[Column, ...]:
        """The columns that point to other rows."""
        return tuple(c for c in self.columns if c.refers)

    @cached_property
    def points_to_itself(self) -> bool:
        """Whether rows point to rows of the same table, which may come later."""
        return any(column.refers == self.name for column in self.links)


def _columns(text: str, choices: dict[str, tuple[str, ...]]) -> tuple[Column, ...]:
    """Columns from `name! name:holds name>table name:holds*`: ! required by HSDS 3.0, * ours."""
    columns = [Column("id", required=True)]
    for word in text.split():
        name, _, refers = word.rstrip("!*").partition(">")
        name, _, holds = name.partition(":")
        columns.append(
            Column(
                name,
                Holds(holds or "text"),
                refers,
                word.endswith("!"),
                choices.get(name, ()),
                word.endswith("*"),
            )
        )
    return (*columns, Column(EXTRA, ours=True))


def _table(
    name: str,
    file: str,
    columns: str,
    *,
    needs: str = "",
    about: str = "",
    bare: bool = False,
    identity: bool = False,
    choices: dict[str, tuple[str, ...]] | None = None,
) -> Table:
    fields = _columns(columns, choices or {})
    return Table(name, file, fields, tuple(needs.split()), tuple(about.split()), bare, identity)


_PLACES = ("physical", "postal", "virtual")
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

_ALL = (
    _table(
        "organization",
        "organizations",
        "name! alternate_name description! email website tax_status tax_id year_incorporated:integer"
        " legal_status logo uri parent_organization_id>organization",
        needs="name",
        identity=True,
    ),
    _table(
        "program",
        "programs",
        "organization_id>organization! name! alternate_name description!",
        needs="name",
        identity=True,
    ),
    _table("taxonomy", "taxonomies", "name! description! uri version", needs="name", identity=True),
    _table(
        "taxonomy_term",
        "taxonomy_terms",
        "code name! description! parent_id>taxonomy_term taxonomy language taxonomy_id>taxonomy term_uri",
        needs="name",
        identity=True,
    ),
    _table(
        "service",
        "services",
        "organization_id>organization! program_id>program name! alternate_name description url email status!"
        " interpretation_services application_process fees_description wait_time fees accreditations"
        " eligibility_description minimum_age:number maximum_age:number assured_date:date assurer_email"
        " licenses alert last_modified",
        needs="name",
        identity=True,
        choices={"status": ("active", "inactive", "defunct", "temporarily closed")},
    ),
    _table(
        "location",
        "locations",
        "location_type! url organization_id>organization name alternate_name description transportation"
        " latitude:number longitude:number external_identifier external_identifier_type",
        bare=True,
        identity=True,
        choices={"location_type": _PLACES},
    ),
    _table(
        "service_at_location",
        "service_at_location",
        "service_id>service! location_id>location! description",
        needs="service_id location_id",
        bare=True,
        identity=True,
    ),
    _table(
        "contact",
        "contacts",
        "organization_id>organization service_id>service service_at_location_id>service_at_location"
        " location_id>location name title department email",
        about="service_id service_at_location_id location_id organization_id",
    ),
    _table(
        "phone",
        "phones",
        "location_id>location service_id>service organization_id>organization contact_id>contact"
        " service_at_location_id>service_at_location number! extension type description",
        needs="number",
        about="service_id service_at_location_id location_id organization_id contact_id",
    ),
    _table(
        "address",
        "addresses",
        "location_id>location attention address_1! address_2 city! region state_province! postal_code!"
        " country! address_type!",
        about="location_id",
        choices={"address_type": _PLACES},
    ),
    _table(
        "schedule",
        "schedules",
        "service_id>service location_id>location service_at_location_id>service_at_location valid_from:date"
        " valid_to:date dtstart:date timezone:number until:date count:integer wkst freq interval:integer byday"
        " byweekno bymonthday byyearday description opens_at:time closes_at:time schedule_link attending_type"
        " notes closed:boolean* zone*",
        about="service_id service_at_location_id location_id",
        choices={"freq": ("WEEKLY", "MONTHLY"), "wkst": _DAYS},
    ),
    _table(
        "funding",
        "funding",
        "organization_id>organization service_id>service source",
        about="service_id organization_id",
    ),
    _table(
        "service_area",
        "service_areas",
        "service_id>service name description extent extent_type uri",
        about="service_id",
    ),
    _table("required_document", "required_documents", "service_id>service document uri", about="service_id"),
    _table(
        "language",
        "languages",
        "service_id>service location_id>location phone_id>phone name code note",
        about="service_id location_id phone_id",
    ),
    _table("accessibility", "accessibility", "location_id>location description details url", about="location_id"),
    _table(
        "cost_option",
        "cost_options",
        "service_id>service! valid_from:date valid_to:date option currency amount:number amount_description",
        about="service_id",
    ),
    _table(
        "organization_identifier",
        "organization_identifiers",
        "organization_id>organization! identifier_scheme identifier_type! identifier!",
        needs="identifier",
        about="organization_id",
    ),
    _table(
        "attribute",
        "attributes",
        "link_id! taxonomy_term_id>taxonomy_term! link_type link_entity! value",
        needs="link_id taxonomy_term_id",
        bare=True,
    ),
    _table(
        "metadata",
        "metadata",
        "resource_id! resource_type! last_action_date! last_action_type! field_name! previous_value!"
        " replacement_value! updated_by!",
        needs="resource_id",
    ),
    _table("meta_table_description", "meta_table_descriptions", "name language character_set"),
)

TABLES: dict[str, Table] = {table.name: table for table in _ALL}
"""Every table by name, in an order in which a row's table comes after those it points to."""
