"""The kinds of record; a new one is a file here and a line below."""

from casemgr.records import (
    consents,
    contacts,
    directory,
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
    "consents",
    "contacts",
    "directory",
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
