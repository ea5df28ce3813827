"""What an officer fills in about a contact; type, neighborhood and next step are enough."""

from enum import StrEnum
from uuid import UUID

from pydantic import AwareDatetime

from casemgr.core.access import Label
from casemgr.core.draft import Draft, entry
from casemgr.core.fields import Answer
from casemgr.core.record import new_id
from casemgr.i18n import N_


class ContactRole(StrEnum):
    """What someone was in a contact."""

    RESIDENT = "resident"
    BUSINESS = "business"
    LEADER = "leader"
    YOUTH = "youth"
    GUARDIAN = "guardian"
    VICTIM = "victim"
    PARTNER = "partner"
    WITNESS_TO_CONCERN = "witness_to_concern"
    ANONYMOUS = "anonymous"


class Precision(StrEnum):
    """How exactly the place is known, or shown."""

    EXACT = "exact"
    BLOCK = "block"
    NEIGHBORHOOD = "neighborhood"
    WITHHELD = "withheld"


class BwcStatus(StrEnum):
    """Whether the body-worn camera ran."""

    ACTIVATED = "activated"
    NOT_ACTIVATED = "not_activated"
    NOT_EQUIPPED = "not_equipped"
    NOT_APPLICABLE = "not_applicable"


class FreeToLeave(StrEnum):
    """Whether everyone could have walked away."""

    YES = "yes"
    NO = "no"
    NOT_SURE = "not_sure"


class Checked(StrEnum):
    """The texts that the narrative check reads."""

    HEADLINE = "headline"
    NOTE = "note"


FOLLOW_UP_SCHEDULED = "follow_up_scheduled"
"""The next step that promises something."""


class ParticipantDraft(Draft):
    person_id: UUID | None = entry(N_("Person"), default=None, ref="people")
    role: ContactRole = entry(N_("Role"), default=ContactRole.RESIDENT)
    alias_text: str = entry(N_("Known as"), default="", max_length=80)


class AnswerDraft(Draft):
    question: str = entry(N_("Question"), max_length=40)
    value: str = entry(N_("Answer"), max_length=500)


class KeptDraft(Draft):
    """Words the narrative check has found and that stay, with the reason why."""

    field: Checked = entry(N_("Field"), default=Checked.NOTE)
    text: str = entry(N_("Words kept"), min_length=1, max_length=1000)
    reason: str = entry(N_("Why they are kept"), min_length=3, max_length=300)


class ContactDraft(Draft):
    id: UUID = entry(N_("Id"), default_factory=new_id, hidden=True)
    contact_type: str = entry(N_("Type"), code="contact_type", min_length=1)
    neighborhood_id: UUID | None = entry(
        N_("Neighborhood"), default=None, ref="neighborhoods", hint=N_("Left empty, the officer's own.")
    )
    next_step: str = entry(N_("Next step"), code="contact_next_step", min_length=1)
    topics: list[str] = entry(N_("Topics"), default_factory=list, code="need_domain", max_length=20)
    headline: str = entry(N_("Headline"), default="", max_length=120, hint=N_("What it was about; no names."))
    note: str = entry(N_("Note"), default="", max_length=20_000, answer=Answer.LONG_TEXT)
    participants: list[ParticipantDraft] = entry(N_("Who was there"), default_factory=list, max_length=100, hidden=True)
    occurred_at: AwareDatetime | None = entry(
        N_("When"), default=None, answer=Answer.MOMENT, hint=N_("Left empty, now.")
    )
    late_reason: str = entry(N_("Why it is entered late"), default="", max_length=300)
    medium: str = entry(N_("How"), code="contact_medium", default="in-person")
    initiation: str = entry(N_("Begun by"), code="contact_initiation", default="officer_initiated")
    reached: bool = entry(N_("Someone was reached"), default=True)
    duration_min: int | None = entry(N_("Minutes"), default=None, ge=0, le=1440, answer=Answer.MINUTES)
    people_count_adult: int | None = entry(N_("Adults"), default=None, ge=0, le=9999)
    people_count_youth: int | None = entry(N_("Young people"), default=None, ge=0, le=9999)
    language: str = entry(N_("Language"), default="", max_length=35)
    interpreter: bool = entry(N_("With an interpreter"), default=False)
    officer_id: UUID | None = entry(N_("Officer"), default=None, ref="staff", hint=N_("Left empty, you."))
    beat: str = entry(N_("Beat"), default="", max_length=20)
    place_id: UUID | None = entry(N_("Place"), default=None, ref="places")
    place_text: str = entry(N_("Place in words"), default="", max_length=200)
    location_precision: Precision = entry(N_("How exact the place is"), default=Precision.NEIGHBORHOOD)
    follow_up_in_days: int | None = entry(N_("Follow up in days"), default=None, ge=0, le=365)
    follow_up_what: str = entry(N_("What is promised"), default="", max_length=120)
    free_to_leave: FreeToLeave = entry(N_("Free to leave"), default=FreeToLeave.YES)
    search_made: bool = entry(N_("A search was made"), default=False, hint=N_("Also when the encounter was voluntary."))
    stop_guard_seen: bool = entry(N_("Stop guard read"), default=False, hidden=True)
    stop_guard_reason: str = entry(N_("Why this was no stop"), default="", max_length=300)
    cad_number: str = entry(N_("CAD number"), default="", max_length=40)
    rms_number: str = entry(N_("RMS number"), default="", max_length=40)
    bwc_status: BwcStatus | None = entry(N_("Body-worn camera"), default=None)
    bwc_reason: str = entry(N_("Why the camera did not run"), default="", max_length=300)
    bwc_ref: str = entry(N_("Recording number"), default="", max_length=80)
    answers: list[AnswerDraft] = entry(N_("Agency questions"), default_factory=list, max_length=50, hidden=True)
    kept: list[KeptDraft] = entry(N_("Kept with a reason"), default_factory=list, max_length=100, hidden=True)
    sensitivity: Label = entry(N_("Label"), default=Label.INTERNAL)
    tz: str = entry(N_("Time zone"), default="", max_length=60, hidden=True)
    not_same: bool = entry(N_("Another contact, not the same twice"), default=False, hidden=True)
    as_draft: bool = entry(N_("Keep as a draft"), default=False, hidden=True)
