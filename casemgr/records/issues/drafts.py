"""What is asked about an issue, a promise and a decision, step by step."""

from datetime import date
from uuid import UUID

from casemgr.core.draft import Draft, entry
from casemgr.core.fields import Answer
from casemgr.core.record import new_id
from casemgr.i18n import N_
from casemgr.records.meetings import MEANT, PUBLIC


class IssueDraft(Draft):
    id: UUID = entry(N_("Id"), default_factory=new_id, hidden=True)
    title: str = entry(N_("Issue"), min_length=3, max_length=120, hint=PUBLIC)
    description: str = entry(
        N_("Description"),
        default="",
        max_length=2000,
        answer=Answer.LONG_TEXT,
        hint=N_("Stays inside; of places and services, not of people."),
    )
    category: str = entry(N_("Category"), code="issue_category", min_length=1)
    neighborhood_id: UUID = entry(N_("Neighborhood"), ref="neighborhoods")
    place_id: UUID | None = entry(N_("Place"), default=None, ref="places")
    segment: str = entry(N_("Street or corner"), default="", max_length=120, hint=PUBLIC)
    raised_at: str = entry(N_("Raised"), code="issue_raised_at", min_length=1)
    meeting_id: UUID | None = entry(N_("At this meeting"), default=None, ref="meetings")
    raised_on: date | None = entry(N_("Raised on"), default=None, hint=N_("Left empty, today."))
    votes: int = entry(N_("Votes"), default=0, ge=0, le=10_000)
    owner_id: UUID | None = entry(N_("Owner"), default=None, ref="staff")
    partner_owner_id: UUID | None = entry(N_("Partner who shares it"), default=None, ref="organizations")
    target_date: date | None = entry(N_("To be solved by"), default=None)
    meant: bool = entry(MEANT, default=False)


class AcknowledgeDraft(Draft):
    text: str = entry(N_("What the community is told"), default="", max_length=300, hint=PUBLIC)
    meant: bool = entry(MEANT, default=False)


class PrioritizeDraft(Draft):
    votes: int | None = entry(N_("Votes"), default=None, ge=0, le=10_000, hint=N_("Left empty, as it was."))
    target_date: date | None = entry(N_("To be solved by"), default=None, hint=N_("Left empty, as it was."))


class ActionDraft(Draft):
    owner_id: UUID | None = entry(N_("Owner"), default=None, ref="staff", hint=N_("Left empty, as it was, or you."))
    target_date: date | None = entry(N_("To be solved by"), default=None, hint=N_("Left empty, as it was."))
    text: str = entry(N_("What will be done"), min_length=3, max_length=300, hint=PUBLIC)
    meant: bool = entry(MEANT, default=False)


class ResolveDraft(Draft):
    text: str = entry(N_("What was done"), min_length=3, max_length=300, hint=PUBLIC)
    meant: bool = entry(MEANT, default=False)


class ConfirmDraft(Draft):
    by: str = entry(N_("How the community said so"), code="issue_confirmed_by", min_length=1)
    day: date = entry(N_("On"))
    meeting_id: UUID | None = entry(N_("At this meeting"), default=None, ref="meetings")
    source: str = entry(
        N_("Which call-back or survey"), default="", max_length=160, hint=N_("So that others find it; no names.")
    )


class ReasonDraft(Draft):
    text: str = entry(N_("Why"), min_length=10, max_length=300, answer=Answer.LONG_TEXT, hint=PUBLIC)
    meant: bool = entry(MEANT, default=False)


class UpdateDraft(Draft):
    text: str = entry(
        N_("What the community is told"), min_length=3, max_length=300, answer=Answer.LONG_TEXT, hint=PUBLIC
    )
    meant: bool = entry(MEANT, default=False)


class PromiseDraft(Draft):
    text: str = entry(N_("What is promised"), min_length=3, max_length=200, hint=PUBLIC)
    owner_id: UUID | None = entry(N_("Who promises"), default=None, ref="staff", hint=N_("Left empty, you."))
    due_on: date = entry(N_("Due"))
    meant: bool = entry(MEANT, default=False)


class CommitmentDraft(PromiseDraft):
    issue_id: UUID = entry(N_("Issue"), ref="issues")


class DoneDraft(Draft):
    evidence: str = entry(N_("What shows it"), min_length=3, max_length=300, hint=N_("Such as a work order, a photo."))
    day: date | None = entry(N_("Done on"), default=None, hint=N_("Left empty, today."))


class LaterDraft(Draft):
    due_on: date = entry(N_("New day"))
    reason: str = entry(N_("Why"), min_length=3, max_length=300)


class DropDraft(Draft):
    reason: str = entry(N_("Why"), min_length=3, max_length=300)


class DecisionDraft(Draft):
    meeting_id: UUID = entry(N_("Forum"), ref="meetings")
    subject: str = entry(N_("Subject"), min_length=3, max_length=120, hint=PUBLIC)
    decided_on: date | None = entry(N_("Decided on"), default=None, hint=N_("Left empty, the day of the forum."))
    options: str = entry(N_("Options on the table"), default="", max_length=1000, answer=Answer.LONG_TEXT)
    outcome: str = entry(N_("Outcome"), min_length=3, max_length=500, answer=Answer.LONG_TEXT)
    community_input: str = entry(
        N_("What the community said"), default="", max_length=1000, answer=Answer.LONG_TEXT, hint=PUBLIC
    )
    changed: bool = entry(N_("It was decided otherwise because of that"), default=False)
    what_changed: str = entry(N_("What is different"), default="", max_length=500, answer=Answer.LONG_TEXT)
    meant: bool = entry(MEANT, default=False)
