"""The kinds of record; a new one is a file here and a line below."""

from casemgr.records import (
    agreements,
    consents,
    contacts,
    directory,
    disclosures,
    exports,
    followups,
    months,
    needs,
    neighborhoods,
    people,
    places,
    referrals,
    reviews,
    searches,
    staff,
)

__all__ = [
    "agreements",
    "consents",
    "contacts",
    "directory",
    "disclosures",
    "exports",
    "followups",
    "months",
    "needs",
    "neighborhoods",
    "people",
    "places",
    "referrals",
    "reviews",
    "searches",
    "staff",
]
