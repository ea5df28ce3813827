"""The rule of sharing: whether facts about someone may go to a recipient, for a purpose, on a day; over facts alone."""

from casemgr.disclosing.deciding import Allow, Decision, Deny, NeedsBasis, Notice, Why, can_disclose
from casemgr.disclosing.facts import (
    CONSENT_ONLY,
    OUTWARD_BASES,
    PART2,
    Agreement,
    Ask,
    Basis,
    Given,
    Kind,
    Purpose,
    Recipient,
    Standing,
    Subject,
)

__all__ = [
    "CONSENT_ONLY",
    "OUTWARD_BASES",
    "PART2",
    "Agreement",
    "Allow",
    "Ask",
    "Basis",
    "Decision",
    "Deny",
    "Given",
    "Kind",
    "NeedsBasis",
    "Notice",
    "Purpose",
    "Recipient",
    "Standing",
    "Subject",
    "Why",
    "can_disclose",
]
