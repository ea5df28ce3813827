"""HSDS JSON as published rows: nested objects are taken apart into tables and linked."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from casemgr.core.errors import BadFile
from casemgr.i18n import N_, _
from casemgr.services.hsds.archive import Source
from casemgr.services.hsds.cells import as_text
from casemgr.services.hsds.dialect import DIALECTS, ELIGIBILITY, Dialect, dialect_named
from casemgr.services.hsds.keys import SOURCE_ID, derived_id
from casemgr.services.hsds.rows import Place, Rejected, Statement

CONTRADICTS = N_("The same entry stands elsewhere with another value; the first is kept.")
NO_ENTRY = N_("It is no organization, service or other entry of HSDS.")

_PAGES = ("contents", "content", "items", "data")
_ROOTS = ("service", "organization", "location", "service_at_location", "taxonomy_term", "taxonomy")
_LINKS = {"attribute": "link_id", "metadata": "resource_id"}
_KINDS = {"attribute": "link_entity", "metadata": "resource_type"}
_DEEPEST = 40

Json = dict[str, object]


@dataclass
class Forest:
    """The rows of all JSON files, each thing once however often it is nested."""

    rows: dict[str, dict[str, list[Statement]]] = field(default_factory=dict)
    rejected: list[Rejected] = field(default_factory=list)

    def statements(self, table: str) -> Iterator[Statement]:
        """The rows of one 3.0 table, in the order in which they were met."""
        for siblings in self.rows.get(table, {}).values():
            yield from siblings

    def grow(self, source: Source) -> None:
        """Take the entries of one file apart."""
        for number, (dialect, entry) in enumerate(_entries(load(source), source), 1):
            if dialect is None or not isinstance(entry, dict):
                place = Place(source.stem, source.name, number)
                self.rejected.append(place.rejected(_(NO_ENTRY)))
            else:
                if _deeper_than(entry, _DEEPEST):
                    raise BadFile(_("“{file}” is nested too deeply.").format(file=source.name))
                self._take(dialect, entry, Place("", source.name, number))

    def _take(self, dialect: Dialect, entry: Json, place: Place) -> str:
        """Add an entry and what is nested in it; its id."""
        told = {name.strip().lower(): v for name, v in entry.items() if v not in (None, "", [], {})}
        nested = {name: found for name, v in told.items() if (found := _nested(name, v))}
        plain = {name: v for name, v in told.items() if name not in nested}
        own = as_text(plain.get("id"))
        if not own and (nested or dialect.table.identity):
            own = derived_id(dialect.table.name, entry)
            plain["id"] = own
        for name, child in nested.items():
            value = told[name]
            if isinstance(value, dict):
                plain[f"{child.table.name}_id"] = self._take(child, value, place)
            for part in value if isinstance(value, list) else ():
                self._take(child, _linked(child, part, dialect, own), place)
        self._add(Statement(Place(dialect.name, place.file, place.line), dialect, plain), own)
        return own

    def _add(self, statement: Statement, own: str) -> None:
        table = statement.dialect.table
        rows = self.rows.setdefault(ELIGIBILITY if statement.dialect.name == ELIGIBILITY else table.name, {})
        siblings = rows.setdefault(own or f"\0{len(rows)}", [])
        links = {*(c.name for c in table.links), *_LINKS.values(), *_KINDS.values()}
        for known in siblings:
            if table.identity or not _differ(known, statement, links):
                _merge(known, statement)
                return
        if siblings:
            statement.values |= {"id": None, SOURCE_ID: own}
        siblings.append(statement)


def load(source: Source) -> object:
    """The document in a JSON file, or a refusal in words."""
    with source.open() as stream:
        raw = stream.read()
    try:
        document = json.loads(raw.decode("utf-8-sig"), parse_constant=_no_number)
        if b"\\ud" in raw.lower():
            json.dumps(document, ensure_ascii=False).encode()
    except UnicodeError as error:
        raise BadFile(_("“{file}” is not UTF-8 text.").format(file=source.name)) from error
    except (ValueError, RecursionError) as error:
        raise BadFile(_("“{file}” is not valid JSON.").format(file=source.name)) from error
    if b"\\u0000" in raw:
        raise BadFile(_("“{file}” is not UTF-8 text.").format(file=source.name))
    return document


def _no_number(word: str) -> float:
    raise ValueError(word)


def _entries(document: object, source: Source) -> Iterator[tuple[Dialect | None, object]]:
    if isinstance(document, dict):
        lists = {} if "id" in document else document
        page = next((lists[k] for k in _PAGES if isinstance(lists.get(k), list)), None)
        if page is None and lists and _is_package(lists):
            for name, entries in document.items():
                for entry in entries:
                    yield dialect_named(name, entry if isinstance(entry, dict) else ()), entry
            return
        document = page if page is not None else [document]
    if not isinstance(document, list):
        raise BadFile(_("“{file}” holds no entries of HSDS.").format(file=source.name))
    for entry in document:
        yield _shape(entry), entry


def _is_package(document: Json) -> bool:
    return all(isinstance(v, list) for v in document.values()) and any(dialect_named(k) for k in document)


def _shape(entry: object) -> Dialect | None:
    """The table whose columns and nested lists an entry has most of."""
    if not isinstance(entry, dict) or not {"id", "name"} & entry.keys():
        return None
    scores = {name: _likeness(entry, DIALECTS[name]) for name in _ROOTS}
    best = max(scores, key=lambda name: scores[name])
    return DIALECTS[best] if scores[best] >= 2 else None


def _likeness(entry: Json, dialect: Dialect) -> int:
    names, link = dialect.table.names, f"{dialect.table.name}_id"
    score = sum(name in names for name in entry)
    for name, value in entry.items():
        child = _nested(name, value)
        if child:
            score += f"{child.table.name}_id" in names if isinstance(value, dict) else link in child.table.names
    return score


def _nested(name: str, value: object) -> Dialect | None:
    """The table of a nested object or list of objects, if HSDS has it."""
    if isinstance(value, dict):
        return dialect_named(name, value)
    if isinstance(value, list) and value and all(isinstance(part, dict) for part in value):
        return dialect_named(name, value[0])
    return None


def _linked(child: Dialect, part: Json, parent: Dialect, own: str) -> Json:
    """The nested entry with its link to the one it stands in."""
    link = _LINKS.get(child.table.name, f"{parent.table.name}_id")
    told = {name: value for name, value in part.items() if value is not None}
    if link in child.table.names or child.name == ELIGIBILITY:
        told.setdefault(link, own)
    kind = _KINDS.get(child.table.name)
    if kind and dialect_named(as_text(told.get(kind))) is None:
        told |= {f"published_{kind}": told.get(kind), kind: parent.table.name}
    return told


def _deeper_than(value: object, levels: int) -> bool:
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return any(levels == 0 or _deeper_than(part, levels - 1) for part in parts)


def _differ(known: Statement, other: Statement, names: set[str]) -> bool:
    """Whether two statements name different things in one of these columns."""
    pairs = ((as_text(known.values.get(n)), as_text(other.values.get(n))) for n in names)
    return any(mine and theirs and mine != theirs for mine, theirs in pairs)


def _merge(known: Statement, other: Statement) -> None:
    for name, value in other.values.items():
        if known.values.get(name) in (None, ""):
            known.values[name] = value
        elif value not in (None, "") and as_text(value) != as_text(known.values[name]) and name != "id":
            known.remarks.append(other.place.remark(_(CONTRADICTS), f"{name}: {as_text(value)[:80]}"))
