"""The words of a referral that go with a category: where it is not shared, its receiver does not read them."""

from collections.abc import Collection
from uuid import UUID

NEEDS = "needs"
CONTACT_DETAILS = "contact_details"
TOLD_WITH = {
    "reason": NEEDS,
    "desired_outcomes": NEEDS,
    "when_unavailable": CONTACT_DETAILS,
    "has_other_responsibilities": CONTACT_DETAILS,
}
"""What someone wrote about the person, by its column, and the category that it tells of."""


def untold(person_id: UUID | None, categories: Collection[str]) -> frozenset[str]:
    """The columns a receiver that was given these categories does not get; none where nobody is named."""
    if person_id is None:
        return frozenset()
    return frozenset(name for name, category in TOLD_WITH.items() if category not in categories)
