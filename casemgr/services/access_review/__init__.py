"""The weekly review of access: a week's looks are gathered, compared, and kept as findings to be answered."""

from casemgr.services.access_review.lines import Line, review_lines
from casemgr.services.access_review.patterns import PATTERNS
from casemgr.services.access_review.weeks import WEEK, WeekOfReview, begin_review, review_weeks, weeks_due

__all__ = ["PATTERNS", "WEEK", "Line", "WeekOfReview", "begin_review", "review_lines", "review_weeks", "weeks_due"]
