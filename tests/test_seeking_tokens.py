"""Taking a search apart: whatever is typed, tokens in either language, and days as people say them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemgr.services.seeking.days import Days, days_of
from casemgr.services.seeking.tokens import WRITTEN, Token, fits, folded, is_one, parse, quoted, written

TODAY = date(2026, 11, 22)
LANGUAGES = st.sampled_from(sorted(WRITTEN))
VALUES = (
    st.text(alphabet="abcdé ñ-.'0123456789", min_size=1, max_size=12).map(lambda v: " ".join(v.split())).filter(bool)
)
PLAIN = st.text(alphabet="abcdé ñ'.:-", max_size=20).filter(lambda words: not parse(words).said)


@pytest.mark.parametrize(
    ("typed", "token", "value"),
    [
        ("type:referral", Token.TYPE, "referral"),
        ("tipo:persona", Token.TYPE, "persona"),
        ("NBHD:North", Token.NEIGHBORHOOD, "North"),
        ('barrio:"Harbor Flats"', Token.NEIGHBORHOOD, "Harbor Flats"),
        ("agente:delgado", Token.OFFICER, "delgado"),
        ("necesidad:vivienda", Token.NEEDS, "vivienda"),
        ("vencido:sí", Token.OVERDUE, "sí"),
        ("fecha:2026-11", Token.DATE, "2026-11"),
        ('nbhd:"harbor', Token.NEIGHBORHOOD, "harbor"),
    ],
)
def test_a_token_is_known_in_either_language(typed: str, token: Token, value: str) -> None:
    said = parse(typed)
    assert said.words == ""
    assert [(one.token, one.value) for one in said.narrowing] == [(token, value)]


@pytest.mark.parametrize("typed", ["10:30", "subtype:x", "title:elm", "http://elm", "a:b", ":", "type", "type :x"])
def test_what_is_no_token_of_ours_is_words(typed: str) -> None:
    assert parse(typed).words == typed
    assert not parse(typed).said


def test_a_token_still_being_typed_narrows_nothing() -> None:
    assert not parse("elm nbhd:").narrowing
    assert parse("elm nbhd:").words == "elm"


@given(st.text(max_size=80))
def test_anything_typed_is_taken_apart(typed: str) -> None:
    parsed = parse(typed)
    for one in parsed.said:
        assert typed[one.start : one.end].lower().startswith(
            tuple(f"{word}:" for word in WRITTEN["en"].values())
        ) or any(typed[one.start : one.end].lower().startswith(f"{word}:") for word in WRITTEN["es"].values())
    assert parse(parsed.words).words == parsed.words, "taking apart what is left changes nothing"


@given(PLAIN, st.lists(st.tuples(st.sampled_from(list(Token)), VALUES, LANGUAGES), max_size=4), st.randoms())
def test_what_was_said_comes_back_wherever_it_stands(words, said, chance) -> None:
    tokens = [written(token, language) + quoted(value) for token, value, language in said]
    pieces = [*words.split(), *tokens]
    order = sorted(range(len(pieces)), key=lambda place: chance.random() if pieces[place] in tokens else 0.5)
    parsed = parse("  ".join(pieces[place] for place in order))
    assert sorted(parsed.words.split()) == sorted(words.split())
    assert sorted((one.token, one.value) for one in parsed.said) == sorted((token, value) for token, value, _ in said)


@given(VALUES)
def test_a_value_fits_itself_in_any_case_and_without_accents(value: str) -> None:
    if folded(value):
        assert is_one(value.upper(), value)
        assert fits(folded(value), value)
        assert is_one(folded(value).replace(" ", "-"), value)
    assert not is_one(value, "")


@pytest.mark.parametrize(
    ("value", "first", "days"),
    [
        ("today", TODAY, 1),
        ("HOY", TODAY, 1),
        ("yesterday", date(2026, 11, 21), 1),
        ("7d", date(2026, 11, 16), 7),
        ("1D", TODAY, 1),
        ("2026-11", date(2026, 11, 1), 30),
        ("2025-12", date(2025, 12, 1), 31),
        ("2026", date(2026, 1, 1), 365),
        ("2026-11-05", date(2026, 11, 5), 1),
    ],
)
def test_days_are_said_as_people_say_them(value: str, first: date, days: int) -> None:
    assert days_of(value, TODAY) == Days(first, first + timedelta(days=days))


@pytest.mark.parametrize(
    "value", ["", "0d", "9999d", "2026-13", "2026-02-30", "0000", "0001", "d", "soon", "2026-1-1-1"]
)
def test_what_is_no_day_is_told_apart(value: str) -> None:
    assert days_of(value, TODAY) is None


@given(st.text(max_size=12), st.dates())
def test_any_value_is_days_or_none(value: str, today: date) -> None:
    found = days_of(value, today)
    assert found is None or found.first <= found.end
