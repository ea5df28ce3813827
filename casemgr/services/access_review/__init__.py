"""The weekly review of access: a week's looks are gathered, compared, and kept as findings to be answered."""

from casemgr.services.access_review.weeks import WeekOfReview, begin_review, review_weeks

__all__ = ["WeekOfReview", "begin_review", "review_weeks"]
