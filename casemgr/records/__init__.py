"""The kinds of record; a new one is a file here and a line below."""

from casemgr.records import consents, contacts, directory, followups, needs, neighborhoods, people, places, staff

__all__ = ["consents", "contacts", "directory", "followups", "needs", "neighborhoods", "people", "places", "staff"]
