"""What is asked about a response plan, and at each of its steps."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from casemgr.core.draft import Draft, entry
from casemgr.core.fields import Answer
from casemgr.core.record import new_id
from casemgr.i18n import N_

Short = Annotated[str, Field(min_length=1, max_length=160)]
"""One line of a card: it has to be read at arm's length."""
MOST = 12


class PlanDraft(Draft):
    id: UUID = entry(N_("Id"), default_factory=new_id, hidden=True)
    person_id: UUID = entry(N_("Person"), ref="people")
    to_do: list[Short] = entry(
        N_("Do"), min_length=1, max_length=MOST, hint=N_("What helps, a line each, the most important first.")
    )
    not_to_do: list[Short] = entry(N_("Do not"), default_factory=list, max_length=MOST)
    triggers: list[Short] = entry(N_("What sets a crisis off"), default_factory=list, max_length=MOST)
    techniques: list[Short] = entry(N_("What has calmed them before"), default_factory=list, max_length=MOST)
    strategies: list[Short] = entry(
        N_("Step by step"), default_factory=list, max_length=MOST, hint=N_("In the order they are tried.")
    )
    background: str = entry(
        N_("Background"),
        default="",
        max_length=2000,
        answer=Answer.LONG_TEXT,
        hint=N_("What was seen and said; no diagnosis."),
    )
    private_notes: str = entry(
        N_("Private notes"),
        default="",
        max_length=4000,
        answer=Answer.LONG_TEXT,
        hint=N_("Read by the author and by supervisors alone; never on the card."),
    )
    consent_id: UUID | None = entry(
        N_("Consent it rests on"),
        default=None,
        ref="consents",
        hint=N_("Left empty, the one the person gave to work together; without one, say what safety asks for."),
    )
    safety_basis: str = entry(
        N_("Without consent: why safety asks for this plan"),
        default="",
        max_length=1000,
        answer=Answer.LONG_TEXT,
        hint=N_("A supervisor agrees to it, or not."),
    )
    review_on: date | None = entry(N_("Review by"), default=None, hint=N_("Left empty, as late as the setting allows."))


class WhyDraft(Draft):
    reason: str = entry(N_("Why"), min_length=3, max_length=500)


class ReviewedDraft(Draft):
    review_on: date | None = entry(
        N_("Next review by"), default=None, hint=N_("Left empty, as late as the setting allows.")
    )
    note: str = entry(N_("What the review found"), min_length=3, max_length=500, answer=Answer.LONG_TEXT)


class CallDraft(Draft):
    name: str = entry(N_("Name"), min_length=2, max_length=80)
    phone: str = entry(N_("Phone"), min_length=3, max_length=40)
    relationship: str = entry(N_("What they are to the person"), default="", max_length=60)
    organization: str = entry(N_("Organization"), default="", max_length=80)
    note: str = entry(N_("When to call, and what for"), default="", max_length=200)


class DropCallDraft(Draft):
    place: int = entry(N_("Which of those to call, by their place in the list"), ge=1, le=MOST)
