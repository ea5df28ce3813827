"""Concerns and commendations: intake, tracking and answer, behind a wall from those they name (domain 2.15)."""

from casemgr.records.feedback.drafts import (
    AcknowledgeDraft,
    CloseDraft,
    FeedbackDraft,
    FindingDraft,
    NamedDraft,
    RouteDraft,
    RoutedTo,
    ThankDraft,
    Told,
)
from casemgr.records.feedback.kind import CLOCK, acknowledge_by, feedback
from casemgr.records.feedback.steps import acknowledge, close, name_officers, record_finding, route, thank
from casemgr.records.feedback.tables import FeedbackItem, FeedbackStatus, Route, Sort, tier
from casemgr.records.feedback.writing import change_feedback, take_feedback

__all__ = [
    "CLOCK",
    "AcknowledgeDraft",
    "CloseDraft",
    "FeedbackDraft",
    "FeedbackItem",
    "FeedbackStatus",
    "FindingDraft",
    "NamedDraft",
    "Route",
    "RouteDraft",
    "RoutedTo",
    "Sort",
    "ThankDraft",
    "Told",
    "acknowledge",
    "acknowledge_by",
    "change_feedback",
    "close",
    "feedback",
    "name_officers",
    "record_finding",
    "route",
    "take_feedback",
    "thank",
    "tier",
]
