"""Training: courses, what is required of whom, what was completed, and who is on duty when (domain 2.13)."""

from casemgr.records.training import courses, requirements_kind
from casemgr.records.training.completions import Completion, CompletionDraft, CompletionStatus, add_completion, verify
from casemgr.records.training.completions_file import completions_in, import_completions
from casemgr.records.training.courses import Course, CourseDraft, add_course
from casemgr.records.training.requirements import Gated, Requirement, RequirementDraft, add_requirement
from casemgr.records.training.requirements_kind import AHEAD, hours, said
from casemgr.records.training.roster import Coverage, DutyDraft, RosteredDuty, add_duty, coverage
from casemgr.records.training.roster_file import import_roster, roster_in
from casemgr.records.training.rows import MOST_SIGNS, Fate, RowFound
from casemgr.records.training.standing import Standing, refuse_untrained, standing_of, standings

__all__ = [
    "AHEAD",
    "MOST_SIGNS",
    "Completion",
    "CompletionDraft",
    "CompletionStatus",
    "Course",
    "CourseDraft",
    "Coverage",
    "DutyDraft",
    "Fate",
    "Gated",
    "Requirement",
    "RequirementDraft",
    "RosteredDuty",
    "RowFound",
    "Standing",
    "add_completion",
    "add_course",
    "add_duty",
    "add_requirement",
    "completions_in",
    "courses",
    "coverage",
    "hours",
    "import_completions",
    "import_roster",
    "refuse_untrained",
    "requirements_kind",
    "roster_in",
    "said",
    "standing_of",
    "standings",
    "verify",
]
