"""Redaction: words taken out before a page is made, suggested by the check, decided by a person, released by two."""

from casemgr.services.redacting.gathering import gather
from casemgr.services.redacting.pages import review_packet
from casemgr.services.redacting.releasing import ReleaseDraft, release
from casemgr.services.redacting.suggesting import Suggestion, suggested
from casemgr.services.redacting.taking_out import Cut, taken_out

__all__ = ["Cut", "ReleaseDraft", "Suggestion", "gather", "release", "review_packet", "suggested", "taken_out"]
