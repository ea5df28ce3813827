"""Judging a new passphrase, and making one for a file."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemgr.core.passphrase import generate_passphrase, judge

ROSA = ("rosa", "Rosa Delgado-Whitfield", "Larkmoor Police Department")


@pytest.mark.parametrize(
    "passphrase",
    [
        "velvet tractor ninety clouds",
        "qK7#mv2!xWp9",
        "un caf\u00e9 tr\u00e8s corsé à Zürich",
        "\u4f60\u597d velvet tractor ninety",
        "velvet tractor ninety clouds " * 8,
    ],
)
def test_good_ones_pass_whatever_they_are_made_of(passphrase: str) -> None:
    assert judge(passphrase, known=ROSA, keyring=True) is None


@pytest.mark.parametrize(
    "passphrase",
    [
        "password1234",
        "aaaaaaaaaaaaaaaaaaaa",
        "123456789012345678",
        "qwertyuiopasdfgh",
        "rosadelgadowhitfield",
        "Whitfield2026!",
        "larkmoorpolice1",
        "CasemgrCasemgr",
        "neighborhoodofficer",
    ],
)
def test_what_is_tried_first_is_refused(passphrase: str) -> None:
    problem = judge(passphrase, known=ROSA, keyring=True)
    assert problem is not None
    assert problem.field == "passphrase"
    assert "guess" in problem.sentence


def test_it_must_be_longer_where_no_keyring_helps() -> None:
    for text, alone in (("qK7#mv2!xWp", False), ("qK7#mv2!xWp9", True), ("qK7#mv2!xWp9ZtLr"[:14], True)):
        problem = judge(text, keyring=alone)
        assert (problem is None) == alone
    short = judge("qK7#mv2!xWp9Zt", keyring=False)
    assert short is not None
    assert "15" in short.sentence
    assert judge("qK7#mv2!xWp9ZtL", keyring=False) is None


def test_length_counts_characters_as_they_are_compared() -> None:
    assert judge("e\u0301" * 11, keyring=True) is not None


def test_too_long_and_unprintable_are_told() -> None:
    for text, word in (("velvet tractor " * 30, "256"), ("velvet tractor\nninety clouds", "one line")):
        problem = judge(text, keyring=True)
        assert problem is not None
        assert word in problem.sentence


@given(st.text(max_size=120))
def test_any_text_is_judged(text: str) -> None:
    judge(text, known=(text,), keyring=True)


def test_made_ones_suit_every_rule_and_differ() -> None:
    made = [generate_passphrase() for _ in range(50)]
    assert len(set(made)) == 50
    for text in made:
        assert re.fullmatch(r"([0-9A-Z]{4}-[0-9a-z]{4}-){2}[0-9A-Z]{4}", text)
        assert all(re.search(wanted, text) for wanted in ("[A-Z]", "[a-z]", "[0-9]", "[^0-9A-Za-z]"))
        assert not re.search("[ILOUilou]", text)
        assert judge(text, keyring=False) is None


@pytest.mark.parametrize("text", ["velvet Lark-moor ninety clouds", "L\u00e1rkmoor velvet tractor ninety"])
def test_words_the_agency_bans_are_found_however_they_are_written(text: str) -> None:
    problem = judge(text, banned=("larkmoor",), keyring=True)
    assert problem is not None
    assert "does not allow" in problem.sentence


def test_what_is_too_short_to_ban_bans_nothing() -> None:
    assert judge("velvet tractor ninety clouds", banned=("larkmoor", "ve", "-", ""), keyring=True) is None


@pytest.mark.parametrize(
    "text", ["velvet tractor ninety clouds", "Velvet tractor ninety clouds", "Velvet9tractorNinety9clouds"]
)
def test_an_agency_may_ask_for_each_sort_of_character(text: str) -> None:
    assert judge(text, keyring=True) is None
    problem = judge(text, keyring=True, composed=True)
    assert problem is not None
    assert "a capital, a small letter, a digit and a sign" in problem.sentence
    assert judge("Velvet tractor 90 clouds", keyring=True, composed=True) is None
