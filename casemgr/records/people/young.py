"""Initials and age band: all that is said of a young person where their name is not to stand (domain 2.19)."""

from datetime import date
from typing import Protocol

from casemgr.i18n import _
from casemgr.records.people.ages import AgeBand, band_on


class Young(Protocol):
    """What has a name and an age in columns."""

    @property
    def given(self) -> str: ...
    @property
    def family(self) -> str: ...
    @property
    def dob(self) -> date | None: ...
    @property
    def age_band(self) -> str | None: ...
    @property
    def age_band_on(self) -> date | None: ...


def initials(given: str, family: str) -> str:
    """The first letters of a name; empty where neither part is known."""
    return " ".join(f"{part.strip()[0].upper()}." for part in (given, family) if part.strip())


def initialed(person: Young, on: date) -> str:
    """Someone's initials and the age band they are in on a day, and nothing more."""
    band = band_on(person.dob, AgeBand(person.age_band) if person.age_band else None, person.age_band_on, on)
    age = band.value if band is not None else _("age not known")
    return f"{initials(person.given, person.family) or _('No name')} · {age}"
