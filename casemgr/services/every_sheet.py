"""Every sheet there is: the window and the shell know what is named here; a new one is a line."""

from casemgr.services import (
    concern_receipt,
    crisis_papers,
    education_sheet,
    meeting_sheet,
    problem_report,
    training_sheets,
    watch_sheets,
    you_said,
    youth_sheets,
)
from casemgr.services.handover import acting, pack
from casemgr.services.redacting import pages
from casemgr.services.retention import certificates

__all__ = [
    "acting",
    "certificates",
    "concern_receipt",
    "crisis_papers",
    "education_sheet",
    "meeting_sheet",
    "pack",
    "pages",
    "problem_report",
    "training_sheets",
    "watch_sheets",
    "you_said",
    "youth_sheets",
]
