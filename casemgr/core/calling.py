"""Calling a command or query by name with values from outside: JSON from a file, words from the shell."""

import inspect
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, get_type_hints

from pydantic import Field, TypeAdapter, ValidationError

from casemgr.core.draft import Draft, checked, every_spec, spec_of_argument
from casemgr.core.errors import Invalid, NotFound, Problem
from casemgr.core.fields import FieldSpec
from casemgr.core.wording import sentence
from casemgr.i18n import _

LARGEST = 2**63 - 1
"""The largest whole number a store can hold."""
MOST_ROWS = 10_000
"""As many rows as one query gives out at a time."""


@dataclass(frozen=True)
class Asked:
    """One thing a command or query asks for."""

    name: str
    type: Any
    needed: bool
    keyword: bool


def named(table: Mapping[str, Callable[..., Any]], name: str) -> Callable[..., Any]:
    """The command or query of this name."""
    if name not in table:
        raise NotFound(_("There is nothing called “{name}”; see the list with: casemgr commands").format(name=name))
    return table[name]


def asked(function: Callable[..., Any]) -> list[Asked]:
    """What a command or query asks for, in order, its transaction left out."""
    hints = get_type_hints(function)
    parameters = list(inspect.signature(function).parameters.values())[1:]
    return [Asked(p.name, hints[p.name], p.default is p.empty, p.kind is p.KEYWORD_ONLY) for p in parameters]


def specs_asked(function: Callable[..., Any]) -> Iterator[FieldSpec]:
    """Every value a command or query takes, the fields of its draft among them."""
    for one in asked(function):
        if is_draft(one.type):
            yield from every_spec(one.type)
        else:
            yield spec_of_argument(one.name, one.type, required=one.needed)


def bind(function: Callable[..., Any], values: Mapping[str, Any]) -> tuple[list[Any], dict[str, Any]]:
    """Positional and named arguments from values by name; the fields of a draft may stand beside them or under its
    name."""
    left = dict(values)
    positional: list[Any] = []
    named_ones: dict[str, Any] = {}
    wanted = asked(function)
    drafts = [a for a in wanted if is_draft(a.type)]
    others = {a.name for a in wanted if a not in drafts}
    for one in wanted:
        if one in drafts:
            inner = left.pop(one.name) if one.name in left else {k: left.pop(k) for k in set(left) - others}
            if not isinstance(inner, Mapping):
                raise Invalid(Problem(one.name, _("{name} must be an object with fields.").format(name=one.name)))
            value: Any = checked(one.type, inner)
        elif one.name in left:
            value = _value(one, left.pop(one.name))
        elif one.needed:
            raise Invalid(Problem(one.name, _("{title} is needed.").format(title=one.name)))
        else:
            continue
        if one.keyword or len(positional) < wanted.index(one):
            named_ones[one.name] = value
        else:
            positional.append(value)
    if left:
        raise Invalid(*(Problem(n, _("{title} is not asked for here.").format(title=n)) for n in sorted(left)))
    return positional, named_ones


def is_draft(annotation: Any) -> bool:
    """Whether a parameter takes a draft."""
    return isinstance(annotation, type) and issubclass(annotation, Draft)


def _value(one: Asked, given: Any) -> Any:
    if isinstance(given, str) and given[:1] in "[{":
        try:
            given = json.loads(given)
        except ValueError:
            raise Invalid(Problem(one.name, _("{title} is not valid JSON.").format(title=one.name))) from None
    try:
        return TypeAdapter(_bounded(one)).validate_python(given)
    except ValidationError as wrong:
        raise Invalid(Problem(one.name, sentence(dict(wrong.errors(include_url=False)[0]), one.name))) from None


def _bounded(one: Asked) -> Any:
    """The type asked for; a number has to fit the store, and `size` is one of rows to give out."""
    if one.name == "size":
        return Annotated[int, Field(ge=1, le=MOST_ROWS)]
    return Annotated[one.type, Field(ge=-LARGEST, le=LARGEST)] if one.type in (int, int | None) else one.type
