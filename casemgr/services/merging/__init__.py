"""Merging people: two entries of one person compared, made one, and put apart again (domain 2.23)."""

from casemgr.services.merging.choosing import FIELDS
from casemgr.services.merging.comparing import Comparison, Goes, MergedFrom, compare, merged_from
from casemgr.services.merging.merging import merge
from casemgr.services.merging.pointing import APART, Pointer, pointers
from casemgr.services.merging.undoing import Undone, unmerge

__all__ = [
    "APART",
    "FIELDS",
    "Comparison",
    "Goes",
    "MergedFrom",
    "Pointer",
    "Undone",
    "compare",
    "merge",
    "merged_from",
    "pointers",
    "unmerge",
]
