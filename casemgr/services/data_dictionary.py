"""The data dictionary: every column of the store as the register tells it, as a table or to be read."""

import csv
import io
from collections.abc import Iterator
from enum import StrEnum
from itertools import groupby

from casemgr.core.columns import SORTS, STANDING, Goes, Level, Sort
from casemgr.core.register import Entry, entries
from casemgr.core.retention import TITLES
from casemgr.i18n import N_, _
from casemgr.services.spreadsheet import guarded

LEVELS = {
    Level.OPEN: N_("Open"),
    Level.INTERNAL: N_("Internal"),
    Level.PERSONAL: N_("Personal"),
    Level.RESTRICTED: N_("Restricted"),
}
LEAVES = {Goes.OWN_COPY: N_("someone's own copy"), Goes.OPEN_DATA: N_("open data, as a count")}
HEADS = ("table", "column", "kind", "sort", "sensitivity", "retention", "exportable", "searchable", "redactable")


class Form(StrEnum):
    """How the dictionary is written."""

    MARKDOWN = "markdown"
    CSV = "csv"


def data_dictionary(form: Form) -> str:
    """The whole dictionary; no word of any record is in it."""
    return as_csv() if form is Form.CSV else as_markdown()


def as_csv() -> str:
    """One line for each column."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADS)
    writer.writerows([guarded(cell) for cell in _cells(one)] for one in entries())
    return text.getvalue()


def _cells(one: Entry) -> tuple[str, ...]:
    sort = one.sort
    name = next(name for name, known in SORTS.items() if known is sort)
    goes = " ".join(sorted(sort.goes)) or "no"
    found, black = ("yes" if said else "no" for said in (sort.searched, sort.redacted))
    return one.table, one.column, one.kind, name, sort.level, one.retention, goes, found, black


def as_markdown() -> str:
    """What each sort of column is, then the columns of each table by their sort."""
    return "\n".join([*_sorts(), *_tables()]) + "\n"


def _sorts() -> Iterator[str]:
    heads = (_("Sort"), _("Sensitivity"), _("May leave in"), _("Search may find it"), _("An order may black it out"))
    yield f"| {' | '.join(heads)} |"
    yield "|---|---|---|---|---|"
    for sort in SORTS.values():
        goes = ", ".join(_(title) for way, title in LEAVES.items() if way in sort.goes) or "–"
        found, black = (_("yes") if said else "–" for said in (sort.searched, sort.redacted))
        yield f"| {_(sort.title)} | {_(LEVELS[sort.level])} | {goes} | {found} | {black} |"
    yield ""


def _tables() -> Iterator[str]:
    for table, some in groupby(sorted(entries(), key=lambda one: one.table), key=lambda one: one.table):
        rows = list(some)
        yield f"### {table}\n"
        yield f"{_kept(rows[0].retention)}\n"
        by_sort: dict[Sort, list[str]] = {}
        for one in rows:
            by_sort.setdefault(one.sort, []).append(f"`{one.column}`")
        yield from (f"- {_(sort.title)}: {', '.join(names)}" for sort, names in by_sort.items())
        yield ""


def _kept(retention: str) -> str:
    if retention == STANDING:
        return _("Of no class in the schedule: nothing is disposed of by its age.")
    return f"{_(TITLES[retention])}."
