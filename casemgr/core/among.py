"""Among: a condition over many values at once, prepared only once however many they are."""

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Text, bindparam, func, select


def among(column: Any, name: str) -> ColumnElement[bool]:
    """Whether a column has one of the values that come as parameter `name`, packed by `pack`."""
    given = func.json_each(bindparam(name, type_=Text)).table_valued("value")
    return column.in_(select(given.c.value))


def pack(values: Iterable[str]) -> str:
    """Values as one parameter of `among`."""
    return json.dumps(list(values))
