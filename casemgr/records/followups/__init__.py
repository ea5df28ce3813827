"""Follow-ups: what was promised, by when and by whom, about any record (domain 2.6)."""

from casemgr.records.followups.cadence import OFFSETS, Cadence, CadenceDraft, promise_cadence, schedule_cadence
from casemgr.records.followups.due import Bucket, Due, DueRow, Whose, due, last_reached, promised_to
from casemgr.records.followups.lists import FollowUpCard, followup, followups, of_parent, of_person, promised_since
from casemgr.records.followups.promises import (
    FollowUpDraft,
    complete_for,
    open_again_for,
    promise,
    schedule,
    stop_for,
)
from casemgr.records.followups.steps import (
    AttemptDraft,
    attempt,
    done,
    lost,
    not_needed,
    postpone,
    reassign,
    reopen,
    stand_in,
)
from casemgr.records.followups.table import FollowUp, FollowUpAttempt, FollowUpChange, Priority, Status
from casemgr.records.followups.taking_back import Step, take_back

__all__ = [
    "OFFSETS",
    "AttemptDraft",
    "Bucket",
    "Cadence",
    "CadenceDraft",
    "Due",
    "DueRow",
    "FollowUp",
    "FollowUpAttempt",
    "FollowUpCard",
    "FollowUpChange",
    "FollowUpDraft",
    "Priority",
    "Status",
    "Step",
    "Whose",
    "attempt",
    "complete_for",
    "done",
    "due",
    "followup",
    "followups",
    "last_reached",
    "lost",
    "not_needed",
    "of_parent",
    "of_person",
    "open_again_for",
    "postpone",
    "promise",
    "promise_cadence",
    "promised_since",
    "promised_to",
    "reassign",
    "reopen",
    "schedule",
    "schedule_cadence",
    "stand_in",
    "stop_for",
    "take_back",
]
