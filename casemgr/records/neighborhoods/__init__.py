"""Neighborhoods, their beats and boundaries, and who is assigned to them (domain 2.3)."""

from casemgr.records.neighborhoods.areas import (
    NeighborhoodDraft,
    add_neighborhood,
    beats,
    change_neighborhood,
    neighborhood_named,
    neighborhoods,
)
from casemgr.records.neighborhoods.assigning import (
    COVER_DAYS,
    Assigned,
    AssignmentDraft,
    assign_officer,
    assigned,
    assignments,
    hand_over,
    of_officer,
)
from casemgr.records.neighborhoods.boundaries import (
    MOST_SIGNS,
    Found,
    Outline,
    Ring,
    boundary_rings,
    outlines_in,
    set_boundaries,
)
from casemgr.records.neighborhoods.tables import Assignment, Beat, Duty, Neighborhood

__all__ = [
    "COVER_DAYS",
    "MOST_SIGNS",
    "Assigned",
    "Assignment",
    "AssignmentDraft",
    "Beat",
    "Duty",
    "Found",
    "Neighborhood",
    "NeighborhoodDraft",
    "Outline",
    "Ring",
    "add_neighborhood",
    "assign_officer",
    "assigned",
    "assignments",
    "beats",
    "boundary_rings",
    "change_neighborhood",
    "hand_over",
    "neighborhood_named",
    "neighborhoods",
    "of_officer",
    "outlines_in",
    "set_boundaries",
]
