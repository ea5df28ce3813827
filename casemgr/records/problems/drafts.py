"""What is asked of a problem-solving project and of each step it takes (domain 2.10)."""

from datetime import date
from uuid import UUID

from casemgr.core.draft import Draft, entry
from casemgr.core.fields import Answer
from casemgr.core.record import new_id
from casemgr.i18n import N_
from casemgr.records.problems.tables import Better, Phase, When

LEAST_REASON = 15
"""Characters in which a gate may be overridden at least."""


class ProblemDraft(Draft):
    id: UUID = entry(N_("Id"), default_factory=new_id, hidden=True)
    title: str = entry(N_("Title"), min_length=4, max_length=120)
    neighborhood_id: UUID | None = entry(N_("Neighborhood"), default=None, ref="neighborhoods")
    place: str = entry(N_("Place"), default="", max_length=120)
    opened_on: date | None = entry(N_("Begun"), default=None, hint=N_("Left empty, today."))
    owner_id: UUID | None = entry(N_("Who leads it"), default=None, ref="staff", hint=N_("Left empty, you."))
    reported_by: str = entry(N_("Who brought it up"), default="", max_length=120)
    partner_ids: list[UUID] = entry(N_("Partners"), default_factory=list, ref="organizations", max_length=12)
    community_rep: str = entry(N_("Who speaks for the community"), default="", max_length=120)
    recurring: bool = entry(N_("Two or more related incidents"), default=False)
    cheers: list[str] = entry(N_("CHEERS: it is"), default_factory=list, code="cheers", max_length=6)
    harm: str = entry(N_("What harm it does"), default="", max_length=2000, answer=Answer.LONG_TEXT)
    scanned: list[str] = entry(N_("Scanning, done"), default_factory=list, code="sara_scanning", max_length=12)
    triangle: list[str] = entry(N_("Crime triangle"), default_factory=list, code="crime_triangle", max_length=6)
    analyzed: list[str] = entry(N_("Analysis, done"), default_factory=list, code="sara_analysis", max_length=12)
    analysis: str = entry(N_("What was found"), default="", max_length=3000, answer=Answer.LONG_TEXT)
    hypothesis: str = entry(N_("Working hypothesis"), default="", max_length=2000, answer=Answer.LONG_TEXT)
    responded: list[str] = entry(N_("Response, done"), default_factory=list, code="sara_response", max_length=12)
    goals: str = entry(N_("Goals"), default="", max_length=1000, answer=Answer.LONG_TEXT)
    assessed: list[str] = entry(N_("Assessment, done"), default_factory=list, code="sara_assessment", max_length=12)
    assessment: str = entry(N_("What came of it"), default="", max_length=3000, answer=Answer.LONG_TEXT)
    displacement: str = entry(
        N_("Moved elsewhere, or spread for the better"), default="", max_length=1000, answer=Answer.LONG_TEXT
    )
    review_on: date | None = entry(N_("Next look at it"), default=None)


class GateDraft(Draft):
    reason: str = entry(
        N_("Why it goes on without what is missing"),
        default="",
        max_length=500,
        answer=Answer.LONG_TEXT,
        hint=N_("Left empty where nothing is missing. What you write prints on the report."),
    )


class BackDraft(Draft):
    phase: Phase = entry(N_("Back to"))
    reason: str = entry(N_("Why"), min_length=3, max_length=500)


class ActionDraft(Draft):
    what: str = entry(N_("What is done"), min_length=3, max_length=300)
    technique: str = entry(N_("Technique"), code="scp_25_techniques", min_length=1)
    owner_type: str = entry(N_("Whose part it is"), code="community_partner_type", min_length=1)
    owner: str = entry(N_("By whom"), default="", max_length=120)
    due_on: date | None = entry(N_("By when"), default=None)
    done_on: date | None = entry(N_("Done on"), default=None)


class MeasureDraft(Draft):
    name: str = entry(N_("Measure"), min_length=2, max_length=80, hint=N_("Such as calls for service a month."))
    unit: str = entry(N_("Unit"), default="", max_length=30)
    better: Better = entry(N_("Better is"), default=Better.LOWER)
    source: str = entry(N_("Where it comes from"), default="", max_length=120)


class PointDraft(Draft):
    measure: str = entry(
        N_("Measure"), default="", max_length=80, hint=N_("Its name; left empty where there is only one.")
    )
    on: date = entry(N_("Day"))
    value: float = entry(N_("Value"), ge=-1e12, le=1e12)
    phase: When = entry(N_("Counted"), default=When.BEFORE)
    note: str = entry(N_("Note"), default="", max_length=200)
