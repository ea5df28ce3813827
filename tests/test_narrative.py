"""The narrative check: each kind is found and offered a way out; clean words are left alone; any text is taken."""

import time
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from casemgr.narrative import Action, Finding, FindingKind, Rereading, Target, check, version
from tests.narratives import HALVES, read, scores, unmarked

LEAST = 0.9
HOSTILE = ("1-", "@", "a@", "Maria de la ", "calle ", "born ", "123 ", "(555) ", "Mr ", "FBI no ", "de la ", "A.", "ñ́")
PIECES = st.sampled_from([*HOSTILE, "Elm St ", "555-0142 ", "\n", "gang ", "III ", "’s", "Zoë ", "\U0001f600", "‮"])


def found(text: str, **known: list[str]) -> list[tuple[FindingKind, str]]:
    return [(one.kind, one.text) for one in check(text, **known)]


def offered(text: str) -> list[tuple[Action, str, Target | None, str]]:
    return [(o.action, o.text, o.target, o.code) for o in check(text)[0].offers]


@pytest.mark.parametrize("half", HALVES)
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_labeled_notes_are_judged_right(half: str, language: str) -> None:
    score = scores(read(half))[language, "all"]
    assert score.precision >= LEAST, score.told
    assert score.recall >= LEAST, score.told


def test_the_labeled_notes_are_many_and_hold_every_kind_and_much_that_is_clean() -> None:
    for half in HALVES:
        notes = read(half)
        assert len(notes) >= 125
        assert sum(not note.spans for note in notes) >= 0.4 * len(notes)
        for language in ("en", "es"):
            kinds = {kind for note in notes if note.language == language for _start, _end, kind in note.spans}
            assert kinds == set(FindingKind)


@pytest.mark.parametrize(
    ("text", "offers"),
    [
        ("Call 555-0142", [("replace", "[phone]", None, ""), ("move", "[phone]", "phone", "")]),
        ("Mail r@mail.example", [("replace", "[email]", None, ""), ("move", "[email]", "email", "")]),
        ("DOB 3/4/1990", [("replace", "[date of birth]", None, ""), ("move", "[date of birth]", "birth", "")]),
        ("At 1420 Elm Street", [("replace", "[address]", None, ""), ("move", "[address]", "place", "")]),
        ("CAD 26-00451", [("replace", "[number]", None, ""), ("move", "[number]", "cad", "")]),
        ("Case no. 26-00451", [("replace", "[number]", None, ""), ("move", "[number]", "rms", "")]),
        ("Met Keisha", [("replace", "a resident", None, ""), ("move", "a resident", "who", "")]),
        ("Is bipolar", [("replace", "[health]", None, ""), ("move", "[health]", "topic", "local-mental-health")]),
        ("Has diabetes", [("replace", "[health]", None, "")]),
        ("A frequent flyer", [("replace", "known from earlier contacts", None, "")]),
        ("Is a gang member", [("replace", "[removed]", None, "")]),
        ("SSN 900-12-3456", [("replace", "[number removed]", None, "")]),
    ],
)
def test_each_finding_says_why_and_offers_a_way_out(text: str, offers: list[tuple[str, ...]]) -> None:
    assert [*offered(text)] == [*offers, ("keep", "", None, "")]
    reason = check(text)[0].reason
    assert reason.endswith(".")
    assert reason[0].isupper()


def test_both_languages_are_read_in_one_text() -> None:
    said = found("Met with la señora Hernández; su hijo es bipolar y vive en calle Roble 145, call 555-0142.")
    assert [kind.value for kind, _text in said] == ["name", "health", "address", "phone"]


def test_the_people_of_the_contact_are_found_in_any_letters_and_places_are_none() -> None:
    assert found("spoke with garcía again") == []
    assert found("spoke with garcía again", persons=["María García"]) == [(FindingKind.NAME, "garcía")]
    assert found("Walk past Quixby tonight") == [(FindingKind.NAME, "Quixby")]
    assert found("Walk past Quixby tonight", places=["Quixby Yard"]) == []
    assert found("at the park", persons=["Ann Park"]) == []


def test_a_possessive_stays_when_a_name_is_replaced() -> None:
    assert found("Fixed Keisha's bike") == [(FindingKind.NAME, "Keisha")]


def test_each_line_is_read_by_itself_and_only_when_it_changed_again() -> None:
    reading = Rereading()
    for text in (
        "DOB\n3/4/1990",
        "Call 555-0142\nIs bipolar",
        "Call 555-0142\nnow\nIs bipolar",
        "Is bipolar\nIs bipolar",
    ):
        assert reading.check(text) == check(text)
    assert [one.text for one in check("Call 555-0142\nIs bipolar\nIs bipolar")] == ["555-0142", "bipolar", "bipolar"]
    assert reading.check("Ionela", ["Ionela"]) != reading.check("Ionela")


def test_the_rules_name_their_version() -> None:
    assert version() == "en-1+es-1"


@given(st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=60).map("".join)))
@example("")
@example("SSN 900-12-3456@mail.example 12 Elm St")
def test_any_text_is_taken_and_spans_lie_in_it_apart_and_in_order(text: str) -> None:
    spans = check(text, persons=["Maria Elm"], places=["Zoë"])
    assert all(0 <= one.start < one.end <= len(text) and text[one.start : one.end] == one.text for one in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert check(text, persons=["Maria Elm"], places=["Zoë"]) == spans


@pytest.mark.parametrize("piece", HOSTILE)
def test_the_time_grows_with_the_text_and_no_faster(piece: str) -> None:
    """Sixteen times the text: sixteen times the time, where a blow-up would take 256 times; the best of some runs."""
    short, long = best_of(piece * 400, 16), best_of(piece * 6_400, 1)
    assert long < 5 * short


def best_of(text: str, times: int) -> float:
    """Seconds of the processor, whatever else it has to do meanwhile."""

    def once() -> float:
        start = time.process_time()
        for _time in range(times):
            check(text)
        return time.process_time() - start

    return min(once() for _round in range(4))


def test_a_marked_note_is_read_as_it_was_meant() -> None:
    note = unmarked("en", "Met [[name:Keisha]] at 7")
    assert (note.text, note.spans) == ("Met Keisha at 7", ((4, 10, FindingKind.NAME),))
    assert isinstance(check(note.text)[0], Finding)
