"""Who works on which days."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from zoneinfo import ZoneInfo

from casemgr.demo.books import Member, Town
from casemgr.demo.days import DAYS, Diary

OFFICE_DAYS = (0, 3, 1)
"""Mondays and Thursdays, and for those who come three times a week Tuesdays."""
NIGHT_OWL = "t.nguyen"
"""Whose last shift ends after midnight, so that the town's story runs until today."""


def diary(town: Town, today: date) -> Diary:
    """The empty diary of the town, with everybody's shifts up to today."""
    made = Diary(today, ZoneInfo(town.zone), {})
    ends = {
        one.user: sorted({made.at(day, one.hour, 7 * n % 60) for day in _days(one, made)})
        for n, one in enumerate(town.staff)
        if one.rounds
    }
    before = [end for end in ends[NIGHT_OWL] if made.day(end) < made.ago(1)]
    made.ends = ends | {NIGHT_OWL: [*before, made.at(today, 0, 25)]}
    return made


def _days(one: Member, made: Diary) -> Iterator[date]:
    """An officer's one or two rounds of a week, a liaison's or supervisor's working days; always the last two days."""
    chance = Random(f"port sample shifts {one.user}")
    yield made.ago(1)
    yield made.ago(2)
    for week in range(DAYS // 7 + 1):
        start = made.ago(DAYS) + timedelta(days=7 * week)
        if one.rounds > 1:
            days = [d for d in range(7) if (start + timedelta(days=d)).weekday() in OFFICE_DAYS[: one.rounds]]
        else:
            days = chance.sample(range(7), one.rounds + (chance.random() < 0.2))
        for offset in days:
            day = start + timedelta(days=offset)
            if day < made.today:
                yield day
