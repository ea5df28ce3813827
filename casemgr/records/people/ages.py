"""Age: from a birth date, or from the band someone seemed to be in when they were met."""

from datetime import date
from enum import StrEnum

ADULT = 18


class AgeBand(StrEnum):
    """About how old someone is, where the birth date is not known."""

    UNDER_13 = "0-12"
    TEEN = "13-17"
    YOUNG_ADULT = "18-24"
    FROM_25 = "25-34"
    FROM_35 = "35-44"
    FROM_45 = "45-54"
    FROM_55 = "55-64"
    FROM_65 = "65+"

    @property
    def least(self) -> int:
        """The lowest age in the band, in years."""
        return int(self.value.rstrip("+").partition("-")[0])


def years_between(start: date, on: date) -> int:
    """Whole years from one day to another."""
    return on.year - start.year - ((on.month, on.day) < (start.month, start.day))


def band_on(dob: date | None, band: AgeBand | None, band_noted: date | None, on: date) -> AgeBand | None:
    """The band someone is in on a day; None where nothing is known of their age."""
    if dob is None and band is None:
        return None
    least = band.least if band is not None else 0
    years = years_between(dob, on) if dob is not None else least + (years_between(band_noted, on) if band_noted else 0)
    return max((one for one in AgeBand if one.least <= max(years, 0)), key=lambda one: one.least)


def of_age_on(dob: date | None, band: AgeBand | None, band_noted: date | None) -> date | None:
    """The day on which someone is 18 at the latest, as far as is known; None where nothing says they were younger."""
    start, years = (dob, ADULT) if dob is not None else (band_noted, ADULT - band.least if band is not None else 0)
    if start is None or years <= 0:
        return None
    try:
        return start.replace(year=start.year + years)
    except ValueError:  # The 29th of February, in a year that has none.
        return date(start.year + years, 3, 1)


def minor_on(dob: date | None, band: AgeBand | None, band_noted: date | None, on: date) -> bool:
    """Whether someone is under 18 on a day; by a band, as long as they may be."""
    if dob is not None:
        return years_between(dob, on) < ADULT
    if band is None:
        return False
    since = years_between(band_noted, on) if band_noted is not None else 0
    return band.least + since < ADULT
