"""The month: its figures beside the very pages that will be printed, and the ways it leaves."""

from ui.month.page import MonthPage

__all__ = ["MonthPage"]
