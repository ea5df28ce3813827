"""What the tables of a published directory (HSDS) are called on the screen."""

from casemgr.i18n import N_, _

NAMES = {
    "organization": N_("Organizations"),
    "program": N_("Programs"),
    "taxonomy": N_("Systems of terms"),
    "taxonomy_term": N_("Terms"),
    "service": N_("Services"),
    "location": N_("Locations"),
    "service_at_location": N_("Services at a location"),
    "contact": N_("Whom to ask"),
    "phone": N_("Telephones"),
    "address": N_("Addresses"),
    "schedule": N_("Opening hours"),
    "funding": N_("Funding"),
    "service_area": N_("Areas served"),
    "required_document": N_("Documents to bring"),
    "language": N_("Languages"),
    "accessibility": N_("Accessibility"),
    "cost_option": N_("Costs"),
    "organization_identifier": N_("Identifiers of organizations"),
    "attribute": N_("Marks"),
    "metadata": N_("Notes on changes"),
    "meta_table_description": N_("Notes on tables"),
}


def table_name(table: str) -> str:
    """A table in words; one that is not of the standard as the file names it."""
    return _(NAMES[table]) if table in NAMES else table
