"""Code lists: the words of the field as data, with their source codes; loaded once, kept for good."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlmodel import Field, SQLModel, select

from casemgr.core.access import May
from casemgr.core.columns import told
from casemgr.core.draft import extra_of
from casemgr.core.errors import Invalid, NotFound, Problem
from casemgr.core.record import Row
from casemgr.core.tx import Tx
from casemgr.core.verbs import command, query
from casemgr.i18n import N_, RESOURCES, _

if TYPE_CHECKING:
    from pathlib import Path

SHIPPED = RESOURCES / "codelists.json"


@told(key="list_name source_code", code="code label", title="source", kept="standing", rest="fact")
class CodeValue(Row, table=True):
    """One value of a list; a value in use is set inactive, never deleted."""

    __tablename__ = "code_value"  # type: ignore[assignment]
    list_name: str = Field(primary_key=True, max_length=60)
    code: str = Field(primary_key=True, max_length=60)
    label: str = Field(max_length=300)
    source_code: str = Field(default="", max_length=60)
    source: str = Field(default="", max_length=300)
    sort: int = 0
    active: bool = True
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True)
class Choice:
    """A value to choose from, in the language in force."""

    code: str
    label: str
    active: bool


def shipped(path: "Path" = SHIPPED) -> list[CodeValue]:
    """The lists that come with the program, as rows."""
    lists: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["lists"]
    return [
        CodeValue(
            list_name=name,
            code=value[0],
            label=value[1],
            source_code=value[0],
            source=said["source"][:300],
            sort=i,
        )
        for name, said in lists.items()
        for i, value in enumerate(said["values"])
    ]


@command(May.MANAGE_CODES)
def load_codes(tx: Tx) -> int:
    """Bring in the shipped lists; what the agency changed or set inactive stays as it is."""
    there = {(c.list_name, c.code) for c in tx.exec(select(CodeValue))}
    new = [value for value in shipped() if (value.list_name, value.code) not in there]
    for value in new:
        tx.add(value)
    return len(new)


@command(May.MANAGE_CODES)
def set_code(tx: Tx, list_name: str, code: str, label: str, *, active: bool = True, source_code: str = "") -> None:
    """Add a value to a list, or change its label or whether it is still offered."""
    if not _kept(tx, list_name):
        tx.add_all(_shipped_of(list_name))
        tx.flush()
    value = tx.get(CodeValue, (list_name, code))
    if value is None:
        value = CodeValue(list_name=list_name, code=code, label=label, source="local", sort=1000)
    value.label, value.active, value.source_code = label, active, source_code or value.source_code
    tx.add(value)
    tx.store.codes.pop(list_name, None)


@query(May.SIGN_IN)
def choices(tx: Tx, list_name: str) -> list[Choice]:
    """The values of a list in their order, labels in the language in force."""
    offered = known(tx, list_name)
    if not offered:
        raise NotFound(_("There is no list called “{name}”.").format(name=list_name))
    return [Choice(code, _(label), active) for code, (label, active) in offered.items()]


def known(tx: Tx, list_name: str) -> dict[str, tuple[str, bool]]:
    """Code to (label, still offered), read once per open store."""
    if list_name not in tx.store.codes:
        values = _kept(tx, list_name) or _shipped_of(list_name)
        tx.store.codes[list_name] = {value.code: (value.label, value.active) for value in values}
    return tx.store.codes[list_name]


def _kept(tx: Tx, list_name: str) -> list[CodeValue]:
    of_list = select(CodeValue).where(CodeValue.list_name == list_name)
    return list(tx.exec(of_list.order_by(CodeValue.sort, CodeValue.code)))  # type: ignore[arg-type]


def _shipped_of(list_name: str) -> list[CodeValue]:
    """A list that is newer than the store, as it is shipped."""
    return [value for value in shipped() if value.list_name == list_name]


def label(tx: Tx, list_name: str, code: str) -> str:
    """The words for a code in the language in force; the code itself where the list does not know it."""
    found = known(tx, list_name).get(code)
    return _(found[0]) if found else code


def check(tx: Tx, draft: SQLModel, place: str = "") -> None:
    """Invalid for every code of a draft, and of the drafts inside it, that its list does not offer."""
    problems = list(_wrong(tx, draft, place))
    if problems:
        raise Invalid(*problems)


def _wrong(tx: Tx, draft: SQLModel, place: str) -> Iterable[Problem]:
    for name, field in type(draft).model_fields.items():
        value = getattr(draft, name)
        inner = value if isinstance(value, list | tuple) else [value]
        for one in inner:
            if isinstance(one, SQLModel):
                yield from _wrong(tx, one, f"{place}{name}.")
        list_name = extra_of(type(draft), name).get("code")
        if not list_name or not value:
            continue
        offered = known(tx, list_name)
        for code in inner:
            if code not in offered or not offered[code][1]:
                sentence = _(UNKNOWN).format(title=_(field.title or name), code=code)
                yield Problem(f"{place}{name}", sentence)


UNKNOWN = N_("{title}: “{code}” is not one of the choices.")
