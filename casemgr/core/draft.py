"""Draft: what a user fills in; checked at the door, described for forms, with problems said per field."""

import types
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar, Literal, TypeVar, Union, get_args, get_origin
from uuid import UUID

from pydantic import ConfigDict, ValidationError
from sqlmodel import Field, SQLModel

from casemgr.core.errors import Invalid, Problem
from casemgr.core.fields import Answer, FieldSpec, Option
from casemgr.i18n import N_, _

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
    return Field(
        title=title, schema_extra={"json_schema_extra": {k: v for k, v in extra.items() if v}}, **field
    )


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
    name = place[0] if place else ""
    field = draft.model_fields.get(name)
    title = _(field.title) if field is not None and field.title else name
    return Problem(
        ".".join(place), _sentence(str(error["type"]), title, error.get("ctx") or {}, str(error["msg"]))
    )


def _sentence(kind: str, title: str, ctx: Mapping[str, Any], said: str) -> str:
    """Our own words for the rules pydantic checks, by the kind of its error."""
    ours = {
        "missing": _("{title} is needed."),
        "extra_forbidden": _("{title} is not a field of this form."),
        "string_too_short": _("{title} is too short; write at least {min_length} characters."),
        "string_too_long": _("{title} is too long; keep it to {max_length} characters."),
        "greater_than_equal": _("{title} must be at least {ge}."),
        "less_than_equal": _("{title} must be at most {le}."),
        "too_short": _("{title} needs at least {min_length}."),
        "too_long": _("{title} takes at most {max_length}."),
        "enum": _("{title} must be one of: {expected}."),
        "literal_error": _("{title} must be one of: {expected}."),
        "timezone_aware": _("{title} needs a time zone, such as 2026-11-22T23:15:00-05:00."),
    }
    if kind == "value_error":
        return str(ctx.get("error", said))
    if kind.startswith(("datetime", "timezone")) and kind not in ours:
        return _("{title} must be a date and time, such as 2026-11-22T23:15:00-05:00.").format(title=title)
    for start, sentence in _TYPES.items():
        if kind.startswith(start) and kind not in ours:
            return _(sentence).format(title=title)
    return ours.get(kind, _("{title} is not valid.")).format(title=title, **{k: v for k, v in ctx.items()})


_TYPES = {
    "date": N_("{title} must be a date, such as 2026-11-22."),
    "int": N_("{title} must be a whole number."),
    "float": N_("{title} must be a number."),
    "bool": N_("{title} must be yes or no."),
    "uuid": N_("{title} must name an existing record."),
    "string": N_("{title} must be text."),
    "list": N_("{title} must be a list."),
}


def specs(draft: type[SQLModel]) -> tuple[FieldSpec, ...]:
    """The questions of a draft in order, those marked hidden left out."""
    return tuple(spec_of(draft, name) for name in draft.model_fields if not extra_of(draft, name).get("hidden"))


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
    options: tuple[Option, ...] = ()
    if isinstance(base, type) and issubclass(base, StrEnum):
        options = tuple(_option(member.value) for member in base)
    elif get_origin(base) is Literal:
        options = tuple(_option(str(v)) for v in get_args(base))
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


def _option(value: str) -> Option:
    return Option(value, value.replace("_", " ").capitalize())


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
    by_type = {bool: Answer.YES_NO, int: Answer.NUMBER, float: Answer.NUMBER}
    return by_type.get(base) or {date: Answer.DATE, datetime: Answer.MOMENT}.get(base, Answer.TEXT)
