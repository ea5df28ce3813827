"""Open now, closed, or not known: by the service's own clock, whatever that clock does."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casemgr.records.directory.hours import Freq, Hours, OnDay, to_hours
from casemgr.records.directory.opening import OpenState, open_at

NEW_YORK = "America/New_York"
WORKDAYS = "MO,TU,WE,TH,FR"
WEEK = {"freq": "WEEKLY", "byday": WORKDAYS, "opens_at": "09:00", "closes_at": "17:00"}


def rule(**values: str | int | None) -> Hours:
    return to_hours(values, NEW_YORK)


def at(text: str, zone: str = NEW_YORK) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def state(hours: Sequence[Hours], text: str) -> bool | None:
    return open_at(hours, at(text)).open


class TestWeek:
    def test_open_until_the_evening(self) -> None:
        found = open_at([rule(**WEEK)], at("2026-10-14 12:00"))
        assert found == OpenState(open=True, until=at("2026-10-14 17:00"))

    def test_closed_until_monday(self) -> None:
        found = open_at([rule(**WEEK)], at("2026-10-16 17:00"))
        assert found == OpenState(open=False, next_open=at("2026-10-19 09:00"))

    def test_a_lunch_break_is_between_two_rules(self) -> None:
        hours = [rule(**WEEK | {"closes_at": "12:00"}), rule(**WEEK | {"opens_at": "13:00"})]
        assert open_at(hours, at("2026-10-14 12:30")) == OpenState(open=False, next_open=at("2026-10-14 13:00"))

    def test_rules_that_touch_are_one_opening(self) -> None:
        hours = [rule(**WEEK | {"closes_at": "12:00"}), rule(**WEEK | {"opens_at": "12:00"})]
        assert open_at(hours, at("2026-10-14 10:00")).until == at("2026-10-14 17:00")

    def test_a_night_ends_the_next_morning(self) -> None:
        hours = [rule(freq="WEEKLY", byday="SA", opens_at="21:00", closes_at="07:00")]
        assert open_at(hours, at("2026-10-18 03:00")) == OpenState(open=True, until=at("2026-10-18 07:00"))
        assert state(hours, "2026-10-18 07:00") is False

    @pytest.mark.parametrize("closes", ["23:59", "00:00"])
    def test_round_the_clock_has_no_end(self, closes: str) -> None:
        hours = [rule(freq="WEEKLY", byday="MO,TU,WE,TH,FR,SA,SU", opens_at="00:00", closes_at=closes)]
        assert open_at(hours, at("2026-10-14 23:59:30")) == OpenState(open=True)

    def test_the_zone_of_the_one_who_asks_does_not_matter(self) -> None:
        assert open_at([rule(**WEEK)], at("2026-10-14 16:00", "Europe/Berlin")).open
        assert not open_at([rule(**WEEK)], at("2026-10-14 12:00", "Europe/Berlin")).open


class TestRecurrence:
    def test_every_other_week_counts_from_its_beginning(self) -> None:
        hours = [rule(**WEEK, interval=2, dtstart="2026-10-12")]
        assert state(hours, "2026-10-14 12:00") is True
        assert state(hours, "2026-10-21 12:00") is False
        assert state(hours, "2026-10-28 12:00") is True

    def test_the_first_day_of_the_week_matters_to_every_other_week(self) -> None:
        other_week = {**WEEK, "byday": "SU", "interval": 2, "dtstart": "2026-10-13"}
        assert state([rule(**other_week)], "2026-10-18 12:00") is True
        assert state([rule(**other_week, wkst="SU")], "2026-10-18 12:00") is False

    @pytest.mark.parametrize(
        ("values", "days"),
        [
            ({"byday": "1SA"}, {3}),
            ({"byday": "-1FR"}, {30}),
            ({"byday": "2TU,4TU"}, {13, 27}),
            ({"bymonthday": "1,15,-1"}, {1, 15, 31}),
            ({"byday": "FR", "bymonthday": "9,10"}, {9}),
            ({"dtstart": "2026-07-20"}, {20}),
            ({"byday": "1SA", "interval": 3, "dtstart": "2026-07-01"}, {3}),
            ({"byday": "1SA", "interval": 2, "dtstart": "2026-07-01"}, set()),
        ],
    )
    def test_days_of_the_month(self, values: dict[str, str | int], days: set[int]) -> None:
        hours = [rule(freq="MONTHLY", opens_at="09:00", closes_at="10:00", **values)]
        assert {n for n in range(1, 32) if state(hours, f"2026-10-{n:02} 09:30")} == days

    def test_a_counted_rule_ends_with_its_last_time(self) -> None:
        counted = rule(freq="WEEKLY", byday="MO,WE", count=3, dtstart="2026-10-14", opens_at="09:00", closes_at="10:00")
        assert counted.until == date(2026, 10, 21)

    def test_a_rule_that_ended_is_closed_but_one_no_longer_vouched_for_is_not_known(self) -> None:
        assert state([rule(**WEEK, until="2026-09-30")], "2026-10-14 12:00") is False
        assert state([rule(**WEEK, valid_to="2026-09-30")], "2026-10-14 12:00") is None
        assert state([rule(**WEEK, valid_from="2026-11-01")], "2026-10-14 12:00") is None

    def test_what_happens_once_is_on_its_day(self) -> None:
        hours = [rule(dtstart="2026-10-14", opens_at="09:00", closes_at="10:00")]
        assert state(hours, "2026-10-14 09:30") is True
        assert state(hours, "2026-10-15 09:30") is False


class TestHolidays:
    CLOSED = rule(closed=1, valid_from="2026-10-14", valid_to="2026-10-15")

    def test_a_closing_wins(self) -> None:
        found = open_at([rule(**WEEK), self.CLOSED], at("2026-10-14 12:00"))
        assert found == OpenState(open=False, next_open=at("2026-10-16 09:00"))

    def test_a_closing_is_known_even_where_the_hours_are_not(self) -> None:
        assert state([self.CLOSED], "2026-10-14 12:00") is False
        assert state([self.CLOSED], "2026-10-16 12:00") is None

    def test_special_hours_replace_the_regular_ones(self) -> None:
        special = rule(closed=0, valid_from="2026-10-14", valid_to="2026-10-14", opens_at="12:00", closes_at="14:00")
        assert [state([rule(**WEEK), special], f"2026-10-14 {h}:30") for h in (10, 13, 16)] == [False, True, False]
        assert state([rule(**WEEK), special], "2026-10-15 10:00") is True

    def test_a_weekday_may_be_closed(self) -> None:
        sunday = rule(freq="WEEKLY", byday="SU", closed=1)
        assert state([sunday], "2026-10-18 12:00") is False
        assert state([sunday], "2026-10-14 12:00") is None

    def test_a_closing_without_dates_closes_nothing(self) -> None:
        assert state([rule(**WEEK), rule(closed=1)], "2026-10-14 12:00") is True

    def test_the_night_before_a_holiday_runs_to_its_end(self) -> None:
        hours = [rule(freq="WEEKLY", byday="TU", opens_at="20:00", closes_at="02:00"), self.CLOSED]
        assert state(hours, "2026-10-14 01:00") is True


class TestUnknown:
    def test_no_hours_are_not_known(self) -> None:
        assert open_at([], at("2026-10-14 12:00")) == OpenState(open=None)

    @pytest.mark.parametrize(
        "values",
        [
            {"freq": "WEEKLY", "byday": "WE"},
            {"freq": "WEEKLY", "byday": "WE", "closes_at": "18:00"},
            {"freq": "WEEKLY", "byday": "WE", "opens_at": "09:00", "closes_at": "09:00"},
            {"opens_at": "09:00", "closes_at": "17:00"},
            {"description": "By appointment"},
            {**WEEK, "byweekno": "41,42"},
            {**WEEK, "interval": 2},
            {**WEEK, "byday": "1MO"},
            {**WEEK, "opens_at": "09:00+09:00", "closes_at": "17:00+09:00"},
        ],
    )
    def test_a_rule_that_is_not_clear_is_not_known(self, values: dict[str, str | int]) -> None:
        assert state([rule(**values)], "2026-10-14 12:00") is None

    def test_unclear_wednesdays_leave_the_other_days_known(self) -> None:
        hours = [rule(freq="WEEKLY", byday="WE"), rule(**WEEK | {"byday": "MO,TU"})]
        assert open_at(hours, at("2026-10-14 12:00")) == OpenState(open=None, next_open=at("2026-10-19 09:00"))
        assert state(hours, "2026-10-15 12:00") is False

    def test_offsets_of_the_zone_itself_are_its_own_clock(self) -> None:
        hours = [rule(**WEEK | {"opens_at": "09:00-05:00", "closes_at": "17:00-04:00"})]
        assert state(hours, "2026-10-14 09:00") is True


class TestClockChanges:
    ALL_DAYS = "MO,TU,WE,TH,FR,SA,SU"

    def test_nine_is_nine_before_and_after(self) -> None:
        hours = [rule(**WEEK)]
        before, after = open_at(hours, at("2026-10-30 08:00")), open_at(hours, at("2026-11-02 08:00"))
        assert (before.next_open, after.next_open) == (
            datetime(2026, 10, 30, 13, tzinfo=UTC),
            datetime(2026, 11, 2, 14, tzinfo=UTC),
        )

    @pytest.mark.parametrize(("day", "length"), [("2026-03-08", 7), ("2026-11-01", 9), ("2026-10-25", 8)])
    def test_a_night_is_shorter_or_longer(self, day: str, length: int) -> None:
        hours = [rule(freq="WEEKLY", byday="SA", opens_at="22:00", closes_at="06:00")]
        begins = at(f"{day} 00:00") - timedelta(hours=2)
        until = open_at(hours, begins.astimezone(UTC)).until
        assert until == at(f"{day} 06:00")
        assert until is not None
        assert until - begins.astimezone(UTC) == timedelta(hours=length)

    def test_an_opening_the_clock_skips_begins_after_the_change(self) -> None:
        hours = [rule(freq="WEEKLY", byday=self.ALL_DAYS, opens_at="02:30", closes_at="05:00")]
        found = open_at(hours, at("2026-03-08 01:00"))
        assert found.next_open == at("2026-03-08 03:30")

    def test_an_hour_that_comes_twice_is_the_first(self) -> None:
        hours = [rule(freq="WEEKLY", byday=self.ALL_DAYS, opens_at="01:00", closes_at="01:30")]
        twice = at("2026-11-01 01:15")
        assert open_at(hours, twice).open is True
        assert open_at(hours, twice.replace(fold=1)).open is False


ZONES = {
    NEW_YORK: (date(2026, 3, 6), date(2026, 10, 30)),
    "Europe/London": (date(2026, 3, 27), date(2026, 10, 23)),
    "Australia/Lord_Howe": (date(2026, 4, 3), date(2026, 10, 2)),
    "America/Santiago": (date(2026, 4, 3), date(2026, 9, 4)),
}
WEEK_MINUTES = 7 * 24 * 60
MARGIN = 2 * 24 * 60
CLOCKS = st.builds(time, st.integers(0, 23), st.sampled_from([0, 1, 15, 30, 59]))


@cache
def wall(zone: str, begins: date) -> tuple[datetime, list[datetime], dict[datetime, int]]:
    """The local clock at each minute of a week and two days on either side, and when it first shows a time."""
    origin = datetime.combine(begins, time(0), ZoneInfo(zone)).astimezone(UTC) - timedelta(minutes=MARGIN)
    shown = [
        (origin + timedelta(minutes=n)).astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)
        for n in range(WEEK_MINUTES + 2 * MARGIN)
    ]
    first: dict[datetime, int] = {}
    for n, local in enumerate(shown):
        first.setdefault(local, n)
    return origin, shown, first


def minute_of(zone: str, begins: date, local: datetime) -> int | None:
    """The first minute that shows this time; one that is skipped comes as long after the last one shown."""
    _origin, shown, first = wall(zone, begins)
    if not shown[0] <= local <= shown[-1]:
        return None
    earlier = local
    while earlier not in first:
        earlier -= timedelta(minutes=1)
    return first[earlier] + (local - earlier) // timedelta(minutes=1)


def minutes_open(zone: str, begins: date, hours: Sequence[Hours]) -> bytearray:
    """Each minute marked open or not, by walking through every day and every rule."""
    marks = bytearray(WEEK_MINUTES + 2 * MARGIN)
    for n in range(-3, 12):
        day = begins + timedelta(days=n)
        closed = any(h.closed and h.valid_from == day for h in hours)
        special = [h for h in hours if h.closed is False and h.valid_from == day]
        regular = [h for h in hours if h.closed is None and OnDay(day.weekday()) in h.byday]
        for h in [] if closed else special or regular:
            assert h.opens_at is not None
            assert h.closes_at is not None
            last = day + timedelta(days=h.closes_at <= h.opens_at)
            start = minute_of(zone, begins, datetime.combine(day, h.opens_at))
            stop = minute_of(zone, begins, datetime.combine(last, h.closes_at))
            marks[start or 0 : stop if stop is not None else 0] = b"\1" * max(0, (stop or 0) - (start or 0))
    return marks


@st.composite
def a_week_of_rules(draw: st.DrawFn) -> tuple[str, date, list[Hours]]:
    zone = draw(st.sampled_from(sorted(ZONES)))
    begins = draw(st.sampled_from(ZONES[zone]))
    days = st.lists(st.builds(OnDay, st.integers(0, 6)), min_size=1, max_size=7, unique=True).map(tuple)
    weekly = st.builds(Hours, st.just(zone), st.just(Freq.WEEKLY), days, opens_at=CLOCKS, closes_at=CLOCKS)
    dates = st.integers(0, 6).map(lambda n: begins + timedelta(days=n))
    special = st.builds(
        lambda day, closed, opens, closes: Hours(
            zone, valid_from=day, valid_to=day, closed=closed, opens_at=opens, closes_at=closes
        ),
        dates,
        st.booleans(),
        CLOCKS,
        CLOCKS,
    )
    return zone, begins, draw(st.lists(weekly, min_size=1, max_size=3)) + draw(st.lists(special, max_size=2))


@settings(max_examples=60)
@given(week=a_week_of_rules(), minutes=st.lists(st.integers(0, WEEK_MINUTES - 1), min_size=5, max_size=20))
def test_open_at_agrees_with_a_walk_through_every_minute(
    week: tuple[str, date, list[Hours]], minutes: list[int]
) -> None:
    zone, begins, hours = week
    origin = wall(zone, begins)[0]
    marks = minutes_open(zone, begins, hours)
    changes = [n for n in range(MARGIN, MARGIN + WEEK_MINUTES) if marks[n] != marks[n - 1]]
    for n in [*(MARGIN + m for m in minutes), *changes, *(c - 1 for c in changes)]:
        found = open_at(hours, origin + timedelta(minutes=n))
        assert found.open is bool(marks[n])
        told = found.until if found.open else found.next_open
        change = marks.find(not marks[n], n)
        if told is not None and told < origin + timedelta(minutes=MARGIN + WEEK_MINUTES):
            assert told == origin + timedelta(minutes=change)
        elif told is None:
            assert change in (-1, *range(MARGIN + WEEK_MINUTES, len(marks)))
