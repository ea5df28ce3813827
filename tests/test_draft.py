"""Drafts: what is wrong is said in our own words, beside its field, whatever comes in."""

import re
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Any, Literal, get_args
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import AwareDatetime, field_validator
from pydantic_core import core_schema

from casemgr import i18n
from casemgr.core import calling, codes
from casemgr.core.draft import Draft, checked, entry, specs
from casemgr.core.errors import Invalid, Problem
from casemgr.core.fields import Answer
from casemgr.core.kind import KINDS
from casemgr.core.verbs import COMMANDS, QUERIES
from casemgr.core.wording import sentence
from casemgr.i18n import N_
from casemgr.records import places
from casemgr.records.places import PlaceDraft


class Color(StrEnum):
    RED = "red"
    DARK_BLUE = "dark_blue"


class Inner(Draft):
    name: str = entry(N_("Name"), min_length=2)


class Everything(Draft):
    text: str = entry(N_("Text"), default="", max_length=5)
    short: str = entry(N_("Short"), default="abc", min_length=2)
    number: int = entry(N_("Number"), default=1, ge=1, le=9)
    measure: float = entry(N_("Measure"), default=1.0)
    yes: bool = entry(N_("Yes"), default=True)
    color: Color = entry(N_("Color"), default=Color.RED)
    size: Literal["small", "large"] = entry(N_("Size"), default="small")
    day: date | None = entry(N_("Day"), default=None)
    at: AwareDatetime | None = entry(N_("At"), default=None)
    whom: UUID | None = entry(N_("Whom"), default=None, ref="people")
    many: list[str] = entry(N_("Many"), default_factory=list, max_length=2)
    inner: list[Inner] = entry(N_("Inner ones"), default_factory=list)
    own: str = entry(N_("Own"), default="")
    needed: str = entry(N_("Needed"))

    @field_validator("own")
    @classmethod
    def _own(cls, value: str) -> str:
        if value == "wrong":
            raise ValueError("A rule of our own.")
        return value


WRONG: list[tuple[str, object, str, str]] = [
    ("text", "abcdef", "text", "Text is too long; keep it to 5 characters."),
    ("text", 7, "text", "Text must be text."),
    ("short", "a", "short", "Short is too short; write at least 2 characters."),
    ("short", " a ", "short", "Short is too short; write at least 2 characters."),
    ("number", 0, "number", "Number must be at least 1."),
    ("number", 10, "number", "Number must be at most 9."),
    ("number", "many", "number", "Number must be a whole number."),
    ("number", 1.5, "number", "Number must be a whole number."),
    ("measure", "far", "measure", "Measure must be a number."),
    ("yes", "perhaps", "yes", "Yes must be yes or no."),
    ("color", "green", "color", "Color must be one of: red, dark_blue."),
    ("size", "huge", "size", "Size must be one of: small, large."),
    ("day", "yesterday", "day", "Day must be a date, such as 2026-11-22."),
    ("day", "2026-02-30", "day", "Day must be a date, such as 2026-11-22."),
    ("at", "2026-11-22T10:00:00", "at", "At needs a time zone, such as 2026-11-22T23:15:00-05:00."),
    ("at", "noon", "at", "At must be a date and time, such as 2026-11-22T23:15:00-05:00."),
    ("whom", "Maria", "whom", "Whom must name an existing record."),
    ("many", ["a", "b", "c"], "many", "Many takes at most 2."),
    ("many", "a", "many", "Many must be a list."),
    ("inner", [{"name": "Ana"}, {"name": "x"}], "inner.1.name", "Name is too short; write at least 2 characters."),
    ("inner", [{}], "inner.0.name", "Name is needed."),
    ("inner", ["Ana"], "inner.0", "Inner ones must be an object with fields."),
    ("own", "wrong", "own", "A rule of our own."),
    ("needed", None, "needed", "Needed must be text."),
    ("spare", 1, "spare", "spare is not a field of this form."),
]


class TestSentences:
    @pytest.mark.parametrize(("name", "value", "field", "said"), WRONG)
    def test_what_is_wrong_is_said_beside_its_field(self, name: str, value: object, field: str, said: str) -> None:
        with pytest.raises(Invalid) as refused:
            checked(Everything, {"needed": "here"} | {name: value})
        assert [(p.field, p.sentence) for p in refused.value.problems] == [(field, said)]

    def test_everything_wrong_is_said_at_once(self) -> None:
        with pytest.raises(Invalid) as refused:
            checked(Everything, {"number": 0, "day": "soon"})
        assert {p.field for p in refused.value.problems} == {"number", "day", "needed"}

    @pytest.mark.parametrize("kind", get_args(core_schema.ErrorType))
    def test_every_rule_there_is_has_a_sentence_of_ours(self, kind: str) -> None:
        """Even those no draft uses yet: none ends in a crash, none in the library's words."""
        ctx = {"min_length": 1, "max_length": 2, "expected": "'a' or 'b'", "multiple_of": 3}
        ctx |= dict.fromkeys(("gt", "ge", "lt", "le"), 4)
        said = sentence({"type": kind, "ctx": ctx, "msg": "Input should be otherwise"}, "The title")
        assert said.startswith("The title ")
        assert said.endswith(".")
        assert "Input" not in said
        assert not re.search(r"[{}]", said)

    def test_a_title_with_braces_is_shown_as_it_is(self) -> None:
        assert sentence({"type": "missing"}, "{x}") == "{x} is needed."

    def test_sentences_speak_the_language_in_force(self) -> None:
        with i18n.speaking("es"), pytest.raises(Invalid) as refused:
            checked(PlaceDraft, {})
        assert "is needed" not in refused.value.sentence


def problems(act: Callable[[], object]) -> tuple[Problem, ...]:
    """What a refusal names; nothing when there is none."""
    try:
        act()
    except Invalid as refused:
        return refused.problems
    return ()


class TestAnyInput:
    json_values = st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
        max_leaves=6,
    )

    @given(values=st.dictionaries(st.sampled_from([*Everything.model_fields, "spare"]), json_values, max_size=6))
    def test_whatever_comes_in_is_a_draft_or_a_refusal_by_field(self, values: dict[str, Any]) -> None:
        for problem in problems(lambda: checked(Everything, values)):
            assert problem.field.split(".")[0] in {*values, "needed"}
            assert "Input should" not in problem.sentence

    @given(values=st.dictionaries(st.sampled_from([*PlaceDraft.model_fields, "draft", "id", "x"]), json_values))
    def test_a_command_by_name_takes_any_json_or_refuses_it_in_words(self, values: dict[str, Any]) -> None:
        for function in (places.add_place, places.change_place):
            assert all(problem.sentence for problem in problems(lambda f=function: calling.bind(f, values)))


class TestQuestions:
    def test_each_field_asks_its_kind_of_question(self) -> None:
        asked = {spec.name: spec.answer for spec in specs(Everything)}
        assert asked["text"] is Answer.TEXT
        assert asked["number"] is asked["measure"] is Answer.NUMBER
        assert (asked["yes"], asked["day"], asked["at"]) == (Answer.YES_NO, Answer.DATE, Answer.MOMENT)
        assert (asked["whom"], asked["many"]) == (Answer.REF, Answer.TEXTS)
        assert asked["color"] is asked["size"] is Answer.CHOICE

    def test_limits_and_choices_come_from_the_draft(self) -> None:
        by_name = {spec.name: spec for spec in specs(Everything)}
        assert by_name["text"].max_length == 5
        assert (by_name["number"].minimum, by_name["number"].maximum) == (1, 9)
        assert [o.value for o in by_name["color"].options] == ["red", "dark_blue"]
        assert [name for name, spec in by_name.items() if spec.required] == ["needed"]

    @pytest.mark.parametrize("kind", [kind for kind in KINDS.values() if kind.draft], ids=lambda kind: kind.name)
    def test_every_draft_there_is_can_be_asked_for(self, kind: Any) -> None:
        for spec in specs(kind.draft):
            assert spec.title
            assert spec.title != spec.name
            assert spec.ref is None or spec.ref in KINDS
            assert spec.code_list is None or spec.code_list in {value.list_name for value in codes.shipped()}

    def test_every_command_says_what_it_does_and_what_it_asks_for(self) -> None:
        for name, function in (COMMANDS | QUERIES).items():
            assert (function.__doc__ or "").strip(), name
            assert all(one.name for one in calling.asked(function))
