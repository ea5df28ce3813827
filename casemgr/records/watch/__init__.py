"""Watch groups and the patrols that volunteers walk with an officer (domain 2.9)."""

from casemgr.records.watch import groups, patrols
from casemgr.records.watch.describing import describes_someone
from casemgr.records.watch.groups import GroupDraft, GroupStatus, roster, the_group
from casemgr.records.watch.patrols import PatrolDraft, PatrolStatus, observations, the_patrol
from casemgr.records.watch.tables import JointPatrol, PatrolObservation, WatchGroup, WatchMember

__all__ = [
    "GroupDraft",
    "GroupStatus",
    "JointPatrol",
    "PatrolDraft",
    "PatrolObservation",
    "PatrolStatus",
    "WatchGroup",
    "WatchMember",
    "describes_someone",
    "groups",
    "observations",
    "patrols",
    "roster",
    "the_group",
    "the_patrol",
]
