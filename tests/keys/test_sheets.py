"""Five sheets, any two of which give the recovery code back."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shamir_mnemonic import combine_mnemonics

from casemgr.core import recovery, sheets
from casemgr.core.errors import Invalid
from casemgr.core.sheets import MADE, WORDS


@settings(max_examples=20, deadline=None)
@given(st.binary(min_size=20, max_size=20))
def test_any_two_of_five_give_the_code_back(code: bytes) -> None:
    made = sheets.split(code)
    assert len(made) == MADE
    for two in combinations(made, 2):
        assert sheets.join(two) == code


def test_a_program_of_somebody_else_reads_them() -> None:
    code = recovery.new_code()
    assert combine_mnemonics(list(sheets.split(code)[1:3])) == code


def test_one_sheet_is_not_enough_and_the_same_twice_is_told() -> None:
    made = sheets.split(recovery.new_code())
    with pytest.raises(Invalid, match="same sheet"):
        sheets.join([made[0], made[0]])
    with pytest.raises(Invalid):
        sheets.join([made[0]])


def test_sheets_of_two_sets_are_refused() -> None:
    with pytest.raises(Invalid, match="one set"):
        sheets.join([sheets.split(recovery.new_code())[0], sheets.split(recovery.new_code())[1]])


@settings(max_examples=60, deadline=None)
@given(st.integers(0, WORDS - 1), st.sampled_from(["zero", "", "x y", "academic", "…"]))
def test_a_mistyped_word_is_told_beside_its_sheet(place: int, instead: str) -> None:
    first, second = sheets.split(bytes(range(20)))[:2]
    words = second.split()
    if words[place] == instead:
        return
    words[place] = instead
    with pytest.raises(Invalid) as told:
        sheets.join([first, " ".join(words)])
    assert [problem.field for problem in told.value.problems] == ["sheet_2"]


def test_capitals_and_line_breaks_do_not_matter() -> None:
    code = recovery.new_code()
    first, second, *_rest = sheets.split(code)
    assert sheets.join([first.upper().replace(" ", "\n"), f"  {second}  "]) == code
