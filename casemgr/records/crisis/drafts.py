"""What is asked about a crisis encounter: what was seen and done, never what someone has (domain 2.12)."""

from enum import StrEnum
from uuid import UUID

from pydantic import AwareDatetime

from casemgr.core.draft import Draft, entry
from casemgr.core.fields import Answer
from casemgr.core.record import new_id
from casemgr.i18n import N_
from casemgr.records.contacts import BwcStatus


class Transport(StrEnum):
    """Who took the person where they went."""

    NONE = "none"
    POLICE = "police"
    AMBULANCE = "ambulance"
    FAMILY = "family"
    MOBILE_TEAM = "mobile_team"


class Hold(StrEnum):
    """Whether the person went of their own will, or was held."""

    NONE = "none"
    VOLUNTARY = "voluntary"
    EMERGENCY_HOLD = "emergency_hold"


class CrisisDraft(Draft):
    id: UUID = entry(N_("Id"), default_factory=new_id, hidden=True)
    person_id: UUID | None = entry(
        N_("Person"), default=None, ref="people", hint=N_("Left empty where nobody gave a name.")
    )
    occurred_at: AwareDatetime | None = entry(
        N_("Arrived"), default=None, answer=Answer.MOMENT, hint=N_("Left empty, now.")
    )
    cleared_at: AwareDatetime | None = entry(N_("Cleared"), default=None, answer=Answer.MOMENT)
    call_type: str = entry(N_("Kind of call"), code="crisis_call_type", min_length=1)
    natures: list[str] = entry(N_("What seems to lie behind it"), default_factory=list, code="crisis_nature")
    behaviors: list[str] = entry(
        N_("Observed behavior"), default_factory=list, code="crisis_behavior", hint=N_("What was seen; no diagnosis.")
    )
    weapon_observed: bool = entry(N_("A weapon was seen"), default=False)
    techniques: list[str] = entry(N_("What was done to calm"), default_factory=list, code="crisis_technique")
    dispositions: list[str] = entry(N_("How it ended"), default_factory=list, code="crisis_disposition")
    primary_disposition: str = entry(
        N_("How it ended, above all"),
        default="",
        code="crisis_disposition",
        hint=N_("Left empty where there is one only."),
    )
    cit_dispatched: bool = entry(N_("CIT officer sent"), default=False)
    cit_arrived: bool = entry(N_("CIT officer there"), default=False)
    co_responder_dispatched: bool = entry(N_("Co-responder sent"), default=False)
    co_responder_arrived: bool = entry(N_("Co-responder there"), default=False)
    co_responder_id: UUID | None = entry(
        N_("Which co-responder"), default=None, ref="staff", hint=N_("They are let into this record.")
    )
    transport: Transport = entry(N_("Taken by"), default=Transport.NONE)
    service_id: UUID | None = entry(N_("Facility"), default=None, ref="services")
    hold: Hold = entry(N_("Hold"), default=Hold.NONE)
    hold_form_number: str = entry(N_("Number of the hold form"), default="", max_length=40)
    person_injured: bool = entry(N_("The person was hurt"), default=False)
    officer_injured: bool = entry(N_("An officer was hurt"), default=False)
    arrest: bool = entry(N_("Arrest"), default=False)
    force_used: bool = entry(
        N_("Force was used"), default=False, hint=N_("It is told in your RMS; here stands its number alone.")
    )
    rms_number: str = entry(N_("RMS number"), default="", max_length=40)
    cad_number: str = entry(N_("CAD number"), default="", max_length=40)
    narrative: str = entry(
        N_("What happened"),
        default="",
        max_length=20_000,
        answer=Answer.LONG_TEXT,
        hint=N_("What was seen, said and done; no names, no diagnosis."),
    )
    kept: list[str] = entry(N_("Words kept although they were marked"), default_factory=list, max_length=20)
    kept_reason: str = entry(N_("Why they are kept"), default="", max_length=300)
    neighborhood_id: UUID | None = entry(
        N_("Neighborhood"), default=None, ref="neighborhoods", hint=N_("Left empty, the officer's own.")
    )
    initiation: str = entry(N_("Begun by"), code="contact_initiation", default="officer_initiated")
    veteran: str = entry(N_("Veteran"), code="hmis_no_yes_missing", default="99")
    minutes_on_scene: int | None = entry(
        N_("Minutes on scene"),
        default=None,
        ge=0,
        le=2880,
        answer=Answer.MINUTES,
        hint=N_("Left empty, from arrived to cleared."),
    )
    officer_id: UUID | None = entry(N_("Officer"), default=None, ref="staff", hint=N_("Left empty, you."))
    bwc_status: BwcStatus | None = entry(N_("Body-worn camera"), default=None)
    bwc_reason: str = entry(N_("Why the camera did not run"), default="", max_length=300)
    bwc_ref: str = entry(N_("Recording number"), default="", max_length=80)


class AdditionDraft(Draft):
    text: str = entry(N_("What is put right or added"), min_length=3, max_length=5000, answer=Answer.LONG_TEXT)


class InErrorDraft(Draft):
    reason: str = entry(N_("Why"), min_length=3, max_length=500)


class NoticeDraft(Draft):
    """A treatment partner was told: an entry of the disclosure register, by leave of the rule."""

    service_id: UUID = entry(N_("Service that was told"), ref="services")
    categories: list[str] = entry(N_("What was shared"), code="information_category", min_length=1)
    noticed_at: AwareDatetime | None = entry(
        N_("When"), default=None, answer=Answer.MOMENT, hint=N_("Left empty, now.")
    )
    basis: str = entry(
        N_("Ground without consent"),
        default="",
        code="disclosure_basis",
        hint=N_("Left empty where the person's consent covers it."),
    )
    basis_reason: str = entry(N_("Why without consent"), default="", max_length=500, answer=Answer.LONG_TEXT)
    approved_by: UUID | None = entry(N_("Supervisor who agreed"), default=None, ref="staff")
