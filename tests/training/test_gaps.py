"""What is earned in a rolling window, and the day it falls due, against a count day by day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from casemgr.records.training.gaps import Earned, earned_by, falls_due

START = date(2026, 1, 1)
days = st.integers(0, 60).map(lambda n: START + timedelta(days=n))


@st.composite
def some_earned(draw: st.DrawFn) -> Earned:
    day = draw(days)
    length = draw(st.none() | st.integers(1, 40))
    return Earned(day, draw(st.integers(1, 10)), day + timedelta(days=length) if length else None)


@given(st.integers(1, 25), st.lists(some_earned(), max_size=6), days, days)
def test_the_day_it_falls_due_is_the_first_of_those_it_is_short_on(
    required: int, earned: list[Earned], since: date, today: date
) -> None:
    due = falls_due(required, earned, since, today)
    start = max(since, today)
    short = {day for n in range(200) if earned_by(earned, day := START + timedelta(days=n)) < required and day >= since}
    if start in short:
        first = start
        while first - timedelta(days=1) in short:
            first -= timedelta(days=1)
        assert due == first
    else:
        assert due == min((day for day in short if day > start), default=None)


def test_a_course_of_long_ago_leaves_the_window_on_its_own_day() -> None:
    earned = [Earned(date(2025, 3, 1), 240, date(2026, 3, 1)), Earned(date(2025, 9, 1), 240, date(2026, 9, 1))]
    assert falls_due(480, earned, date(2025, 1, 1), date(2026, 1, 1)) == date(2026, 3, 1)
    assert falls_due(240, earned, date(2025, 1, 1), date(2026, 1, 1)) == date(2026, 9, 1)
    assert falls_due(240, [Earned(date(2020, 1, 1), 240)], date(2025, 1, 1), date(2026, 1, 1)) is None
