"""Columns: what a list shows of each row, and the words for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, tzinfo
from enum import StrEnum
from typing import Any
from uuid import UUID

from PySide6.QtCore import QLocale

from casemgr.core.draft import specs
from casemgr.core.fields import Answer, FieldSpec
from casemgr.core.kind import KINDS, Kind
from casemgr.i18n import N_, _
from ui.fields.when import say_day, say_time
from ui.labels import Labels


class Shown(StrEnum):
    """How the value of a cell becomes words."""

    TEXT = "text"
    CODE = "code"
    CHOICE = "choice"
    DATE = "date"
    MOMENT = "moment"
    RECORD = "record"
    YES_NO = "yes_no"


@dataclass(frozen=True)
class ColumnSpec:
    """One column: `of` names the code list or the kind of record; `at` the field of the row when it is another."""

    name: str
    title: str
    shown: Shown = Shown.TEXT
    of: str = ""
    at: str = ""
    options: Mapping[str, str] = field(default_factory=dict)

    @property
    def place(self) -> str:
        """The field of the row that holds the value."""
        return self.at or self.name


_ANSWERS = {
    Answer.CODE: Shown.CODE,
    Answer.CODES: Shown.CODE,
    Answer.CHOICE: Shown.CHOICE,
    Answer.DATE: Shown.DATE,
    Answer.MOMENT: Shown.MOMENT,
    Answer.REF: Shown.RECORD,
    Answer.REFS: Shown.RECORD,
    Answer.YES_NO: Shown.YES_NO,
}
_KEPT = {
    "number": ColumnSpec("number", N_("Number")),
    "status": ColumnSpec("status", N_("Status"), Shown.CHOICE),
    "active": ColumnSpec("active", N_("Active"), Shown.YES_NO),
    "edition": ColumnSpec("edition", N_("Version")),
    "entered_at": ColumnSpec("entered_at", N_("Entered"), Shown.MOMENT),
    "entered_by": ColumnSpec("entered_by", N_("Entered by"), Shown.RECORD, "staff"),
    "updated_at": ColumnSpec("updated_at", N_("Changed"), Shown.MOMENT),
}
"""Columns the spine itself keeps beside what a draft asks."""
_REACHED = {
    "routed_to": ColumnSpec("routed_to", N_("Routed to"), Shown.CODE, "feedback_routed_to"),
    "finding": ColumnSpec("finding", N_("Finding"), Shown.CODE, "concern_finding"),
    "attendance": ColumnSpec("attendance", N_("People there")),
    "attendance_total": ColumnSpec("attendance_total", N_("People there")),
    "last_contact_on": ColumnSpec("last_contact_on", N_("Last contact"), Shown.DATE),
    "last_meeting_on": ColumnSpec("last_meeting_on", N_("Last meeting"), Shown.DATE),
    "phone_tree_on": ColumnSpec("phone_tree_on", N_("Phone tree looked through"), Shown.DATE),
    "hours": ColumnSpec("hours", N_("Hours it took")),
    "made_at": ColumnSpec("made_at", N_("Made"), Shown.MOMENT),
    "responded_on": ColumnSpec("responded_on", N_("Responded"), Shown.DATE),
    "requested_at": ColumnSpec("requested_at", N_("Requested"), Shown.MOMENT),
    "acknowledge_by": ColumnSpec("acknowledge_by", N_("Acknowledge by"), Shown.MOMENT),
    "last_event_at": ColumnSpec("last_event_at", N_("Last step"), Shown.MOMENT),
    "service_name": ColumnSpec("service_name", N_("Service")),
    "need_domain": ColumnSpec("need_domain", N_("Need"), Shown.CODE, "need_domain"),
    "assured_date": ColumnSpec("assured_date", N_("Last checked"), Shown.DATE),
    "signed_name": ColumnSpec("signed_name", N_("Signed by")),
    "counted_at": ColumnSpec("counted_at", N_("Counted"), Shown.MOMENT),
    "state": ColumnSpec("state", N_("Status"), Shown.CHOICE),
}
"""Columns that steps fill or that are reckoned, which no draft asks under their name."""


def columns_of(kind: Kind) -> tuple[ColumnSpec, ...]:
    """The columns of a kind's list, in the language in force."""
    asked = {spec.name: spec for spec in specs(kind.draft)} if kind.draft is not None else {}
    # A page gives the columns it is ordered by under names of its own.
    keys = {name: f"key_{place}" for place, name in enumerate(kind.order)}
    known = {"status": ColumnSpec("status", _("Status"), Shown.CODE, kind.states)} if kind.states else {}
    return tuple(
        replace(known.get(name) or column_for(name, asked.get(name)), at=keys.get(name, "")) for name in kind.columns
    )


def column_for(name: str, spec: FieldSpec | None) -> ColumnSpec:
    """The column for a field of a draft, or for one that no draft asks."""
    if spec is None:
        return _unasked(name)
    shown = _ANSWERS.get(spec.answer, Shown.TEXT)
    if shown is Shown.CODE and spec.code_list is None:
        shown = Shown.CHOICE
    options = {option.value: _(option.label) for option in spec.options}
    return ColumnSpec(name, _(spec.title), shown, spec.code_list or spec.ref or "", options=options)


def _unasked(name: str) -> ColumnSpec:
    kept = _KEPT.get(name) or _REACHED.get(name)
    if kept is not None:
        return replace(kept, title=_(kept.title))
    # The same name, or its end, names the same kind wherever a draft asks for it: first_person_id, person_id.
    for kind in KINDS.values():
        for spec in specs(kind.draft) if kind.draft is not None else ():
            if spec.ref and (name == spec.name or name.endswith(f"_{spec.name}")):
                return ColumnSpec(name, _(spec.title), Shown.RECORD, spec.ref)
    return ColumnSpec(name, name.replace("_", " ").capitalize())


def value_in(row: Any, column: ColumnSpec) -> object:
    """The value of a column in a row of a page; None where the page does not give it."""
    return getattr(row, column.name, None) if hasattr(row, column.name) else getattr(row, column.place, None)


def words_for(value: object, column: ColumnSpec, labels: Labels, zone: tzinfo) -> str:
    """A value as it stands in a cell."""
    if value is None or value == "":
        return ""
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(words_for(one, column, labels, zone) for one in value)
    if column.shown is Shown.CODE:
        return labels.code(column.of, str(value))
    if column.shown is Shown.CHOICE:
        return column.options.get(str(value)) or _(str(value).replace("_", " ").capitalize())
    if isinstance(value, UUID):
        return labels.record(column.of, value) if column.of else str(value)[:8]
    return _plain(value, zone)


def _plain(value: object, zone: tzinfo) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return say_moment(value, zone)
    if isinstance(value, date):
        return say_day(value)
    if isinstance(value, int | float):
        return QLocale().toString(value)
    return str(value)


def say_moment(moment: datetime, zone: tzinfo) -> str:
    """A day and a time of day in a time zone."""
    local = moment.astimezone(zone)
    return f"{say_day(local.date())} {say_time(local.time())}"


@dataclass(frozen=True)
class Width:
    """How much room a column asks for, in digits; a firm one is not cut to make room for others."""

    digits: int
    firm: bool


_WIDTHS = {
    Shown.TEXT: Width(22, firm=False),
    Shown.CODE: Width(20, firm=False),
    Shown.CHOICE: Width(14, firm=False),
    Shown.DATE: Width(11, firm=True),
    Shown.MOMENT: Width(19, firm=True),
    Shown.RECORD: Width(20, firm=False),
    Shown.YES_NO: Width(6, firm=True),
}


def width_of(column: ColumnSpec) -> Width:
    """The room for a column."""
    usual = Width(19, firm=True) if column.name == "number" else _WIDTHS[column.shown]
    return replace(usual, digits=max(usual.digits, len(column.title) + 1))
