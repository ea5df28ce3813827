"""Draft: what a user fills in; checked at the door, described for forms, with problems said per field."""

import types
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar, Literal, TypeVar, Union, get_args, get_origin
from uuid import UUID

from pydantic import AwareDatetime, ConfigDict, ValidationError
from sqlmodel import Field, SQLModel

from casemgr.core.errors import Invalid, Problem
from casemgr.core.fields import Answer, FieldSpec, Option
from casemgr.core.wording import sentence
from casemgr.i18n import _

D = TypeVar("D", bound="Draft")


class Draft(SQLModel):
    """The base of every draft: unknown fields are refused, text is trimmed."""

    model_config: ClassVar[ConfigDict] = ConfigDict(extra="forbid", str_strip_whitespace=True)  # type: ignore


def entry(
    title: str,
    *,
    code: str | None = None,
    ref: str | None = None,
    answer: Answer | None = None,
    hint: str = "",
    hidden: bool = False,
    **field: Any,
) -> Any:
    """A field of a draft: its title, the code list or kind its value comes from, and pydantic's own limits."""
    extra = {"code": code, "ref": ref, "answer": answer, "hint": hint, "hidden": hidden}
    return Field(title=title, schema_extra={"json_schema_extra": {k: v for k, v in extra.items() if v}}, **field)


def extra_of(draft: type[SQLModel], name: str) -> Mapping[str, Any]:
    """What `entry` noted beside a field."""
    noted = draft.model_fields[name].json_schema_extra
    return noted if isinstance(noted, dict) else {}


def checked(draft: type[D], values: Mapping[str, Any]) -> D:
    """A valid draft from values of any source, or Invalid naming each field and its rule."""
    try:
        return draft.model_validate(dict(values))
    except ValidationError as wrong:
        raise Invalid(*(_problem(draft, dict(e)) for e in wrong.errors(include_url=False))) from None


def _problem(draft: type[SQLModel], error: Mapping[str, Any]) -> Problem:
    place = [str(step) for step in error["loc"]]
    return Problem(".".join(place), sentence(error, _title(draft, place)))


def _title(draft: type[SQLModel], place: Sequence[str]) -> str:
    """What the field at this place is called, one inside a draft of the draft too."""
    if not place:
        return ""
    field = draft.model_fields.get(place[0])
    if field is None:
        return place[0]
    inner, _many = _base(field.annotation)
    steps = [step for step in place[1:] if not step.isdigit()]
    if steps and isinstance(inner, type) and issubclass(inner, SQLModel):
        return _title(inner, steps)
    return _(field.title) if field.title else place[0]


def specs(draft: type[SQLModel]) -> tuple[FieldSpec, ...]:
    """The questions of a draft in order, those marked hidden left out."""
    return tuple(spec_of(draft, name) for name in draft.model_fields if not extra_of(draft, name).get("hidden"))


def every_spec(draft: type[SQLModel]) -> Iterator[FieldSpec]:
    """All questions of a draft, hidden ones too; those of drafts inside it are named such as `participants[].role`."""
    for name in draft.model_fields:
        inner, many = _base(draft.model_fields[name].annotation)
        if isinstance(inner, type) and issubclass(inner, SQLModel):
            for spec in every_spec(inner):
                yield replace(spec, name=f"{name}{'[]' if many else ''}.{spec.name}")
        else:
            yield spec_of(draft, name)


def spec_of_argument(name: str, annotation: Any, *, required: bool) -> FieldSpec:
    """The question for a plain value that a command or query takes."""
    base, many = _base(annotation)
    options = _options(base)
    return FieldSpec(name, name, _answer(base, {}, options, many=many), required, options=options)


def spec_of(draft: type[SQLModel], name: str) -> FieldSpec:
    """The question for one field of a draft, a hidden one too."""
    field = draft.model_fields[name]
    extra = extra_of(draft, name)
    limits: dict[str, Any] = {}
    for rule in field.metadata:
        for limit in ("max_length", "ge", "le"):
            if (value := getattr(rule, limit, None)) is not None:
                limits[limit] = value
    base, many = _base(field.annotation)
    options = _options(base)
    if many:
        limits.pop("max_length", None)  # It counts the answers there, not their letters.
    return FieldSpec(
        name=name,
        title=field.title or name,
        answer=Answer(extra["answer"]) if "answer" in extra else _answer(base, extra, options, many=many),
        required=field.is_required(),
        max_length=limits.get("max_length"),
        minimum=limits.get("ge"),
        maximum=limits.get("le"),
        options=options,
        code_list=extra.get("code"),
        ref=extra.get("ref"),
        hint=extra.get("hint", ""),
    )


def _options(base: Any) -> tuple[Option, ...]:
    """The values a type leaves to choose from, if it names them."""
    if isinstance(base, type) and issubclass(base, StrEnum):
        return tuple(_option(member.value) for member in base)
    return tuple(_option(str(value)) for value in get_args(base)) if get_origin(base) is Literal else ()


_SPELLED = {"dont_reach_out": "Don't reach out", "co_responder": "Co-responder"}
"""Values whose label needs a mark that a name in code cannot have."""


def _option(value: str) -> Option:
    return Option(value, _SPELLED.get(value) or value.replace("_", " ").capitalize())


def _base(annotation: Any) -> tuple[Any, bool]:
    """The type under Optional and list, and whether there was a list."""
    if get_origin(annotation) in (Union, types.UnionType):
        kept = [a for a in get_args(annotation) if a is not type(None)]
        return _base(kept[0])
    if get_origin(annotation) in (list, tuple):
        return _base(get_args(annotation)[0])[0], True
    return annotation, False


def _answer(base: Any, extra: Mapping[str, Any], options: tuple[Option, ...], *, many: bool) -> Answer:
    if extra.get("code"):
        return Answer.CODES if many else Answer.CODE
    if base is UUID:
        return Answer.REFS if many else Answer.REF
    if options:
        return Answer.CODES if many else Answer.CHOICE
    if many:
        return Answer.TEXTS
    return _PLAIN.get(base, Answer.TEXT)


_PLAIN: dict[Any, Answer] = {
    bool: Answer.YES_NO,
    int: Answer.NUMBER,
    float: Answer.NUMBER,
    date: Answer.DATE,
    datetime: Answer.MOMENT,
    AwareDatetime: Answer.MOMENT,
}
