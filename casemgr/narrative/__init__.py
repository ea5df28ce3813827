"""The narrative check: finds in a headline or note what does not belong there, and offers what to do; all offline."""

from casemgr.narrative.checking import Rereading, check, version
from casemgr.narrative.findings import Action, Finding, FindingKind, Offer, Target
from casemgr.narrative.telling import telling
from casemgr.narrative.wording import asked

__all__ = ["Action", "Finding", "FindingKind", "Offer", "Rereading", "Target", "asked", "check", "telling", "version"]
