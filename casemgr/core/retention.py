"""The retention schedule as data: how long each class of record is kept, from which event, on whose authority."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from casemgr.i18n import N_

FILE = Path(__file__).parents[2] / "resources" / "retention.json"
TITLES = {
    "contact": N_("Years contacts are kept"),
    "promise": N_("Years promises and needs are kept once they are done"),
    "referral": N_("Years referrals are kept after they close"),
    "crisis": N_("Years crisis encounters are kept"),
    "consent": N_("Years consents are kept after they end"),
    "disclosure": N_("Years the registers of disclosures and exports are kept"),
    "person": N_("Years people are kept after the last change, once nothing stands on their entry"),
    "attendance": N_("Years rosters and class attendance are kept"),
    "program": N_("Years other program records are kept"),
    "significant": N_("Years problem-solving projects are kept after they close"),
    "training": N_("Years completed training is kept"),
    "feedback": N_("Years concerns and commendations are kept after they close"),
}


@dataclass(frozen=True)
class Starts:
    """From which column of a kind the years are counted, and in which states alone; no states mean any."""

    column: str
    states: frozenset[str]


@dataclass(frozen=True)
class Class:
    """One class of the schedule; `starts` says for each of its kinds from what it is counted."""

    name: str
    years: int
    least: int
    most: int
    authority: str
    starts: Mapping[str, Starts]

    @property
    def setting(self) -> str:
        """The threshold by which the agency lengthens or shortens it."""
        return f"keep_{self.name}_years"


@cache
def schedule() -> dict[str, Class]:
    """The schedule as it is shipped, by class."""
    said = json.loads(FILE.read_text(encoding="utf-8"))["classes"]
    return {name: _class(name, **facts) for name, facts in said.items()}


def _class(name: str, *, starts: Mapping[str, Mapping[str, Any]], **facts: Any) -> Class:
    by_kind = {kind: Starts(at["column"], frozenset(at.get("states", ()))) for kind, at in starts.items()}
    return Class(name, starts=by_kind, **facts)


def years_after(day: date, years: int) -> date:
    """The same day so many years later; the first of March for a 29 February that is not there."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def years_before(day: date, years: int) -> date:
    """The last day that lies so many years back."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return date(day.year - years, 2, 28)


def started(kind: str, name: str, record: Any, zone: ZoneInfo) -> date | None:
    """The local day from which a record of this kind and class is counted; None where that has not begun."""
    rule = schedule()[name].starts.get(kind) if name in schedule() else None
    if rule is None or (rule.states and record.status not in rule.states):
        return None
    return as_day(getattr(record, rule.column), zone)


def as_day(value: date | datetime | None, zone: ZoneInfo) -> date | None:
    """A day or moment as the local day."""
    return value.astimezone(zone).date() if isinstance(value, datetime) else value
