"""The kinds of record; a new one is a file here and a line below."""

from casemgr.records import (
    consents,
    contacts,
    directory,
    exports,
    followups,
    needs,
    neighborhoods,
    people,
    places,
    referrals,
    reviews,
    staff,
)

__all__ = [
    "consents",
    "contacts",
    "directory",
    "exports",
    "followups",
    "needs",
    "neighborhoods",
    "people",
    "places",
    "referrals",
    "reviews",
    "staff",
]
