"""A month: its number, its borders in the town's own time, the month before and the same month a year before."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from casemgr.core.errors import Invalid, Problem
from casemgr.i18n import _


@dataclass(frozen=True, order=True)
class Month:
    """One calendar month, numbered as 202611."""

    number: int

    def __str__(self) -> str:
        return f"{self.number // 100}-{self.number % 100:02d}"

    def back(self, months: int) -> "Month":
        """The month so many months before."""
        count = self.number // 100 * 12 + self.number % 100 - 1 - months
        return Month(count // 12 * 100 + count % 12 + 1)

    def borders(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """Its first moment and the first moment after it, in UTC."""
        after = self.back(-1)
        first, end = (datetime(m.number // 100, m.number % 100, 1, tzinfo=zone) for m in (self, after))
        return first.astimezone(UTC), end.astimezone(UTC)


def month(text: str) -> Month:
    """The month in a text such as 2026-10."""
    found = re.fullmatch(r"(\d{4})-(\d{2})", text.strip())
    if found is None or not 1 <= int(found[2]) <= 12 or int(found[1]) < 1900:
        raise Invalid(Problem("month", _("Write the month as year and month, such as 2026-10.")))
    return Month(int(found[1]) * 100 + int(found[2]))
