"""Open data of a month: counts nobody can be found in, with what each means, released by two (domain 2.17, 6.9)."""

from casemgr.services.publishing.leaving import publish

__all__ = ["publish"]
