"""What is earned in a rolling window, and the day from which it is too little: dates and minutes only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Earned:
    """Minutes of training that count from a day on, until the day before `until`; None for as long as there is."""

    day: date
    minutes: int
    until: date | None = None

    def counts(self, day: date) -> bool:
        return self.day <= day and (self.until is None or day < self.until)


def earned_by(earned: Sequence[Earned], day: date) -> int:
    """The minutes that count on a day."""
    return sum(one.minutes for one in earned if one.counts(day))


def falls_due(required: int, earned: Sequence[Earned], since: date, today: date) -> date | None:
    """The day from which less than `required` minutes count; None when it never comes with what is earned so far.

    Past when it is too little today, and not before `since`, from when on it is asked at all.
    """
    turns = {one.day for one in earned} | {one.until for one in earned if one.until is not None}
    days = [since, *sorted(day for day in turns if day > since)]
    start = max(since, today)
    if earned_by(earned, start) >= required:
        return next((day for day in days if day > start and earned_by(earned, day) < required), None)
    short = since
    for day in (one for one in days if one <= start):
        if earned_by(earned, day) >= required:
            short = None
        elif short is None:
            short = day
    return short
