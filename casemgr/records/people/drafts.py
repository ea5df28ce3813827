"""What is asked about a person. Some things are never asked: see the test of this draft before adding a field."""

from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from pydantic import model_validator

from casemgr.core.access import Label
from casemgr.core.draft import Draft, entry
from casemgr.core.fields import Answer
from casemgr.core.record import new_id
from casemgr.i18n import N_
from casemgr.records.people.ages import AgeBand

MOST = {"aliases": 20, "phones": 10, "emails": 10, "accessibility_needs": 10}
"""How many are taken of each; where a merge brought more together, as many as there are."""
AT_ALL = 500
"""No list is longer than this, however many entries were merged."""


class ContactPreference(StrEnum):
    """How someone wants to be reached, or that they do not."""

    EMAIL = "email"
    TEXT = "text"
    PHONE = "phone"
    MAIL = "mail"
    IN_PERSON = "in_person"
    DONT_REACH_OUT = "dont_reach_out"


class PhoneLabel(StrEnum):
    """Which phone it is."""

    MOBILE = "mobile"
    HOME = "home"
    WORK = "work"
    MESSAGE = "message"
    OTHER = "other"


class PhoneDraft(Draft):
    """A phone; written as a bare number, what was known of its label and safety stays."""

    raw: str = entry(N_("Number"), min_length=3, max_length=40)
    label: PhoneLabel | None = entry(N_("Which phone"), default=None)
    safe: bool | None = entry(N_("Safe to call"), default=None)

    @model_validator(mode="before")
    @classmethod
    def _bare(cls, value: Any) -> Any:
        return {"raw": value} if isinstance(value, str) else value


class PersonDraft(Draft):
    id: UUID = entry(N_("Id"), default_factory=new_id, hidden=True)
    given: str = entry(N_("Given name"), default="", max_length=80)
    middle: str = entry(N_("Middle name"), default="", max_length=80)
    family: str = entry(N_("Family name"), default="", max_length=80)
    suffix: str = entry(N_("Suffix"), default="", max_length=20)
    aliases: list[str] = entry(N_("Also called"), default_factory=list, max_length=AT_ALL)
    name_quality: str = entry(
        N_("How sure is the name"), default="", code="hmis_name_quality", hint=N_("Left empty, by what is filled in.")
    )
    dob: date | None = entry(N_("Birth date"), default=None)
    dob_quality: str = entry(
        N_("How sure is the birth date"),
        default="",
        code="hmis_dob_quality",
        hint=N_("Left empty, by what is filled in."),
    )
    age_band: AgeBand | None = entry(N_("Age, about"), default=None, hint=N_("Where the birth date is not known."))
    pronouns: str = entry(N_("Pronouns"), default="", max_length=40)
    phones: list[PhoneDraft] = entry(N_("Phones"), default_factory=list, max_length=AT_ALL)
    emails: list[str] = entry(N_("Email"), default_factory=list, max_length=AT_ALL)
    contact_preference: ContactPreference | None = entry(N_("Wants to be reached by"), default=None)
    safe_contact_note: str = entry(
        N_("Safe contact"),
        default="",
        max_length=500,
        answer=Answer.LONG_TEXT,
        hint=N_("How to reach them without putting them in danger. Left empty, what was noted stays."),
    )
    preferred_language: str = entry(
        N_("Language"), default="", max_length=3, hint=N_("Two or three letters, such as es.")
    )
    interpreter_needed: bool = entry(N_("Needs an interpreter"), default=False)
    accessibility_needs: list[str] = entry(N_("Accessibility needs"), default_factory=list, max_length=AT_ALL)
    neighborhood_id: UUID | None = entry(N_("Neighborhood"), default=None, ref="neighborhoods")
    guardian_person_id: UUID | None = entry(N_("Guardian"), default=None, ref="people")
    veteran: str = entry(N_("Veteran"), default="99", code="hmis_no_yes_missing")
    current_living_situation: str = entry(N_("Living situation"), default="99", code="hmis_current_living_situation")
    sensitivity: Label | None = entry(
        N_("Label"), default=None, hint=N_("Left empty, it stays; a minor's is at least juvenile.")
    )
