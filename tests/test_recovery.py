"""The recovery code: copied from paper by hand, slips caught."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemgr.core.errors import Invalid
from casemgr.core.recovery import ALPHABET, new_code, read, written

codes = st.binary(min_size=20, max_size=20)


@given(codes)
def test_what_is_printed_is_read_back(code: bytes) -> None:
    text = written(code)
    assert [len(group) for group in text.split("-")] == [4] * 9
    assert read(text) == code


@given(codes)
def test_case_spaces_and_lookalikes_are_forgiven(code: bytes) -> None:
    text = written(code)
    assert read(f"  {text.lower().replace('-', ' ')}\n") == code
    assert read(text.replace("0", "O").replace("1", "l")) == code
    assert read(text.replace("0", "o").replace("1", "I").replace("-", "\u2013")) == code


@given(codes, st.integers(0, 35), st.integers(1, 31))
def test_one_wrong_character_is_caught(code: bytes, place: int, by: int) -> None:
    characters = list(written(code).replace("-", ""))
    characters[place] = ALPHABET[(ALPHABET.index(characters[place]) + by) % 32]
    with pytest.raises(Invalid, match="mistyped"):
        read("".join(characters))


@given(codes, st.integers(0, 34))
def test_two_characters_changed_about_are_caught(code: bytes, place: int) -> None:
    characters = list(written(code).replace("-", ""))
    one, other = characters[place : place + 2]
    characters[place : place + 2] = other, one
    if one != other:
        with pytest.raises(Invalid, match="mistyped"):
            read("".join(characters))


def test_a_missing_character_is_told_by_count() -> None:
    with pytest.raises(Invalid, match="36 characters, and this has 35"):
        read(written(new_code())[:-1])


def test_a_letter_that_never_occurs_is_named() -> None:
    with pytest.raises(Invalid, match="character U") as told:
        read("u" + written(new_code())[1:])
    assert told.value.problems[0].field == "recovery_code"


@given(st.text(max_size=50))
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    with suppress(Invalid):
        read(text)


def test_codes_do_not_repeat() -> None:
    assert new_code() != new_code()
