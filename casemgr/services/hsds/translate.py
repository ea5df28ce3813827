"""One published row in the columns of HSDS 3.0, with everything that has no column kept as extra."""

import re
from dataclasses import dataclass, field

from casemgr.i18n import N_, _
from casemgr.records.directory.schema import Table
from casemgr.services.hsds.cells import EXPECTED, Unreadable, as_text, read_value, shortened
from casemgr.services.hsds.clock import days_of_week, opening_times, says_closed
from casemgr.services.hsds.dialect import DIALECTS, dialect_named
from casemgr.services.hsds.rows import Place, Remark, Statement, Value

HOURS_UNCLEAR = N_("The opening hours are not clear; they are kept as text.")

_IMPLIED = {"freq", "address_type"}
_CODE = re.compile(r"[a-z]{2,3}")
_LISTS = {
    ("phone", "language"): ("language", "phone_id", "language"),
    ("service", "taxonomy_ids"): ("service_attribute", "service_id", "taxonomy_term_id"),
}
"""Older columns that hold a list: the table each entry goes to, its link and its column."""


@dataclass(slots=True)
class Draft:
    """A row on its way: typed values, what has no column, and lists that become rows of their own."""

    table: Table
    place: Place
    id: str
    values: dict[str, Value]
    extra: dict[str, object] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    lists: dict[str, str] = field(default_factory=dict)

    def set_aside(self, column: str, text: str, reason: str) -> None:
        """Keep as extra what the column cannot hold, and say so."""
        self.values[column] = None
        self.extra[column] = text
        self.remarks.append(self.place.remark(reason, f"{column}: {text[:80]}"))


def translate(statement: Statement) -> Draft:
    """The statement in the columns of its 3.0 table."""
    dialect, published = statement.dialect, statement.values
    table = dialect.table
    values: dict[str, Value] = {**table.blank}
    draft = Draft(table, statement.place, as_text(published.get("id")), values, remarks=[*statement.remarks])
    for name, raw in published.items():
        if name == "id" or raw is None or raw == "":
            continue
        home = dialect.home(name, published)
        if isinstance(raw, list | dict):
            draft.extra[name] = raw
        elif home:
            _fill(draft, home, name, as_text(raw))
        else:
            _leave(draft, name, as_text(raw))
    for name, value in dialect.implied.items():
        if values[name] is None:
            values[name] = value
    if table.name == "schedule":
        _read_hours(draft)
    if table.name == "attribute":
        _name_entity(draft)
    if dialect.name == "language" and "language" in published:
        _tell_code(draft)
    return draft


def _fill(draft: Draft, home: str, name: str, text: str) -> None:
    column = draft.table.names[home]
    try:
        draft.values[home] = value = read_value(column, text)
        if shortened(column, text, value):
            draft.extra[name] = text
    except Unreadable:
        draft.set_aside(home, text, _(EXPECTED[column.holds]))


def _leave(draft: Draft, name: str, text: str) -> None:
    if (draft.table.name, name) in _LISTS:
        draft.lists[name] = text
    elif text:
        draft.extra[name] = text


def _read_hours(draft: Draft) -> None:
    """Times and days in one spelling; a row that says "closed" is a closing."""
    opens, closes = str(draft.values["opens_at"] or ""), str(draft.values["closes_at"] or "")
    if says_closed(opens, closes):
        draft.values |= {"opens_at": None, "closes_at": None, "closed": 1}
    elif opens or closes:
        times = opening_times(opens, closes)
        draft.values["opens_at"], draft.values["closes_at"] = times
        for column, text, time in zip(("opens_at", "closes_at"), (opens, closes), times, strict=True):
            if text and time is None:
                draft.set_aside(column, text, _(HOURS_UNCLEAR))
    days = str(draft.values["byday"] or "")
    if days:
        draft.values["byday"] = days_of_week(days)
        if draft.values["byday"] is None:
            draft.set_aside("byday", days, _(HOURS_UNCLEAR))


def _name_entity(draft: Draft) -> None:
    """What an attribute describes, by the name of its 3.0 table."""
    entity = dialect_named(str(draft.values["link_entity"] or ""))
    if entity:
        draft.values["link_entity"] = entity.table.name


def _tell_code(draft: Draft) -> None:
    """HSDS 1.1 has one column for a language's name or its ISO code; codes are two or three small letters."""
    word = str(draft.values["name"] or "")
    if _CODE.fullmatch(word) and draft.values["code"] is None:
        draft.values |= {"code": word, "name": None}


def rows_in_lists(draft: Draft, key: str) -> list[Statement]:
    """The rows that older columns of this row hold as lists, linked to it."""
    found: list[Statement] = []
    for name, text in draft.lists.items():
        to, link, column = _LISTS[draft.table.name, name]
        place = Place(f"{draft.table.name}.{name}", draft.place.file, draft.place.line)
        words = dict.fromkeys(word.strip() for word in re.split(r"[,;\n]", text))
        found.extend(Statement(place, DIALECTS[to], {link: key, column: word}) for word in words if word)
    return found


def list_table(name: str) -> str:
    """The table of the rows in a list inside a cell, by the name under which they are counted; else nothing."""
    table, _dot, column = name.partition(".")
    found = _LISTS.get((table, column))
    return found[0] if found else ""


def says_nothing(draft: Draft) -> bool:
    """Whether the row holds nothing but links and what its table's name implies."""
    return not draft.extra and not any(
        value is not None and name not in _IMPLIED and not draft.table.names[name].refers
        for name, value in draft.values.items()
    )
