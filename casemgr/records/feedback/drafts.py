"""What is asked of whoever takes in a concern or commendation, and at each step that follows (2.15)."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from pydantic import AwareDatetime

from casemgr.core.draft import Draft, entry
from casemgr.core.fields import Answer
from casemgr.core.record import new_id
from casemgr.i18n import N_
from casemgr.records.feedback.tables import Route, Sort

WALLED = N_("They see nothing of it from then on, and cannot be taken out again.")


class Told(StrEnum):
    """How someone was answered."""

    LETTER = "letter"
    PHONE = "phone"
    EMAIL = "email"
    IN_PERSON = "in_person"


class RoutedTo(StrEnum):
    """Who looks into it."""

    INTERNAL_AFFAIRS = "internal_affairs"
    SUPERVISOR = "supervisor"
    MEDIATION = "mediation"
    OVERSIGHT = "oversight"
    PARTNER = "partner"


class FeedbackDraft(Draft):
    id: UUID = entry(N_("Id"), default_factory=new_id, hidden=True)
    kind: Sort = entry(N_("What it is"))
    route: Route = entry(N_("How it came in"))
    summary: str = entry(
        N_("What was said"),
        min_length=3,
        max_length=4000,
        answer=Answer.LONG_TEXT,
        hint=N_("In their words. Leave out immigration status."),
    )
    received_at: AwareDatetime | None = entry(
        N_("Received"), default=None, answer=Answer.MOMENT, hint=N_("Left empty, now.")
    )
    language: str = entry(N_("Their language"), default="en", code="community_language")
    complainant: str = entry(
        N_("Name they gave"), default="", max_length=120, hint=N_("May stay empty: nobody has to say who they are.")
    )
    reach: str = entry(N_("How to answer them"), default="", max_length=160, hint=N_("Phone, mail or address."))
    incident_on: date | None = entry(N_("Day it happened"), default=None)
    incident_place: str = entry(N_("Where it happened"), default="", max_length=200)
    neighborhood_id: UUID | None = entry(N_("Neighborhood"), default=None, ref="neighborhoods")
    contact_id: UUID | None = entry(N_("Contact it is about"), default=None, ref="contacts")
    officer_ids: list[UUID] = entry(N_("Officers named"), default_factory=list, ref="staff", max_length=12, hint=WALLED)
    partner_ids: list[UUID] = entry(
        N_("Officers who were with them"), default_factory=list, ref="staff", max_length=12, hint=WALLED
    )
    supervisor_ids: list[UUID] = entry(
        N_("Their direct supervisors"),
        default_factory=list,
        ref="staff",
        max_length=12,
        hint=N_("Whoever supervises in their unit is kept out without being named."),
    )
    allegations: list[str] = entry(
        N_("What is alleged"), default_factory=list, code="concern_allegation", max_length=15
    )
    commendations: list[str] = entry(
        N_("What is commended"), default_factory=list, code="commendation_type", max_length=8
    )
    evidence: list[str] = entry(
        N_("What there is to show it"), default_factory=list, max_length=30, hint=N_("Such as photos, papers, names.")
    )


class NamedDraft(Draft):
    officer_ids: list[UUID] = entry(N_("Officers named"), default_factory=list, ref="staff", max_length=12, hint=WALLED)
    partner_ids: list[UUID] = entry(
        N_("Officers who were with them"), default_factory=list, ref="staff", max_length=12, hint=WALLED
    )
    supervisor_ids: list[UUID] = entry(
        N_("Their direct supervisors"), default_factory=list, ref="staff", max_length=12, hint=WALLED
    )


class AcknowledgeDraft(Draft):
    how: Told = entry(N_("How"), default=Told.LETTER)


class RouteDraft(Draft):
    to: RoutedTo = entry(N_("To whom"))
    ia_number: str = entry(N_("Number of the internal inquiry"), default="", max_length=40)


class FindingDraft(Draft):
    finding: str = entry(N_("Finding"), code="concern_finding", min_length=1)
    finding_on: date = entry(N_("Day of the finding"))
    ia_number: str = entry(N_("Number of the internal inquiry"), min_length=2, max_length=40)


class ThankDraft(Draft):
    thanks: str = entry(
        N_("Words to the officer"), default="", max_length=1000, answer=Answer.LONG_TEXT, hint=N_("They read it all.")
    )


class CloseDraft(Draft):
    notified_on: date | None = entry(N_("Day they were told"), default=None)
    how: Told | None = entry(N_("How"), default=None)
