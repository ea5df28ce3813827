"""The kinds of record; a new one is a file here and a line below."""

from casemgr.records import followups, neighborhoods, places, staff

__all__ = ["followups", "neighborhoods", "places", "staff"]
