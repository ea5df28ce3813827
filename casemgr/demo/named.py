"""What the texts of the demo's books stand for: `@quarter:HF`, `@made:name`, `@month:40`, `@at:30 18:15` and so on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from casemgr.core import general
from casemgr.core.desk import Desk
from casemgr.records import people
from casemgr.records.directory import directory_id


@dataclass
class Named:
    """Ids by name; `made` fills with what is made, by the name it has in its book."""

    today: date
    zone: ZoneInfo
    quarters: Mapping[str, UUID]
    staff: Mapping[str, UUID]
    made: dict[str, UUID] = field(default_factory=dict)

    def filled(self, desk: Desk, values: Any) -> Any:
        """Values as a draft takes them."""
        if isinstance(values, Mapping):
            return {name: self.filled(desk, value) for name, value in values.items()}
        if isinstance(values, list):
            return [self.filled(desk, value) for value in values]
        return self._meant(desk, values) if isinstance(values, str) and values.startswith("@") else values

    def _meant(self, desk: Desk, said: str) -> object:
        what, _colon, name = said[1:].partition(":")
        match what:
            case "quarter":
                return self.quarters[name]
            case "staff":
                return self.staff[name]
            case "organization" | "service":
                return directory_id(what, name)
            case "made":
                return self.made[name]
            case "first":
                return desk.ask(general.listing, name, None, 1).rows[0].id
            case "person":
                return desk.ask(people.people).rows[int(name)].id
            case "found":
                kind, _space, words = name.partition(" ")
                return desk.ask(general.find, words, (kind,))[0].id
            case "day":
                return self._day(name)
            case "month":
                return f"{self._day(name or '0'):%Y-%m}"
            case "now":
                return desk.store.clock()
            case "earlier":
                return self._earlier(desk, int(name))
        return self._moment(name)

    def _day(self, ago: str) -> date:
        return self.today - timedelta(days=int(ago))

    def _moment(self, said: str) -> datetime:
        """Such as `30 18:15`: so many days ago, by the town's own clock; a minus lies in the days to come."""
        ago, _space, at = said.partition(" ")
        return datetime.combine(self._day(ago), time.fromisoformat(at), self.zone)

    def _earlier(self, desk: Desk, minutes: int) -> datetime:
        """So many minutes ago, but still in this month, whose figures are to tell of it."""
        first = datetime.combine(self.today.replace(day=1), time(), self.zone)
        return max(first, desk.store.clock() - timedelta(minutes=minutes))
