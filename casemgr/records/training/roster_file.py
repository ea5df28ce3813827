"""The duty roster from a file: looked through row by row first, then all of it entered or nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import col, select

from casemgr.core.access import May
from casemgr.core.draft import checked
from casemgr.core.errors import Invalid
from casemgr.core.tx import Tx
from casemgr.core.verbs import command, query
from casemgr.i18n import _
from casemgr.records.training.roster import DutyDraft, DutyStatus, RosteredDuty, add_duty
from casemgr.records.training.rows import Fate, RowFound, day_of, refuse_wrong, rows_of, staff_by_word

COLUMNS = ("day", "shift", "beat", "user")
"""Columns a roster must have; the user by sign-in name or badge."""
Key = tuple[date, str, UUID]
"""A day, a shift, and who: on one shift of a day nobody works two beats."""


@dataclass(frozen=True)
class _Read:
    row: RowFound
    draft: DutyDraft | None = None


@query(May.EDIT_TRAINING)
def roster_in(tx: Tx, text: str) -> tuple[RowFound, ...]:
    """What a roster would enter, row by row; BadFile where it is no such file."""
    return tuple(one.row for one in _read(tx, text))


@command(May.EDIT_TRAINING)
def import_roster(tx: Tx, text: str) -> int:
    """Enter a roster, and say how many duties are new; of each day in it, what it leaves out stands no longer.

    Nothing is entered where a row is wrong.
    """
    read = list(_read(tx, text))
    refuse_wrong([one.row for one in read])
    drafts = [one.draft for one in read if one.draft is not None]
    listed = {_place(one) for one in drafts}
    there = _standing(tx, {one.day for one in drafts})
    for row in there:
        if _place(row) not in listed:
            row.status = DutyStatus.REPLACED.value
            tx.add(row)
    tx.flush()
    known = {_place(row) for row in there}
    fresh = [one for one in drafts if _place(one) not in known]
    for draft in fresh:
        add_duty(tx, draft)
    return len(fresh)


def _place(duty: DutyDraft | RosteredDuty) -> tuple[date, str, str, UUID]:
    return duty.day, duty.shift, duty.beat, duty.staff_id


def _standing(tx: Tx, days: set[date]) -> list[RosteredDuty]:
    if not days:
        return []
    asked = select(RosteredDuty).where(
        col(RosteredDuty.day) >= min(days),
        col(RosteredDuty.day) <= max(days),
        RosteredDuty.status == DutyStatus.STANDS.value,
    )
    return [row for row in tx.exec(asked) if row.day in days]


def _read(tx: Tx, text: str) -> Iterator[_Read]:
    staff = staff_by_word(tx)
    taken: set[Key] = set()
    drafts: list[tuple[int, str, DutyDraft | str]] = []
    for line, values in rows_of(text, COLUMNS):
        said = " · ".join(values[name] for name in COLUMNS)[:120]
        drafts.append((line, said, _draft(values, staff)))
    days = {draft.day for _line, _said, draft in drafts if isinstance(draft, DutyDraft)}
    there = {_place(row) for row in _standing(tx, days)}
    for line, said, draft in drafts:
        if isinstance(draft, str):
            yield _Read(RowFound(line, said, Fate.WRONG, draft))
            continue
        key = (draft.day, draft.shift, draft.staff_id)
        if key in taken:
            yield _Read(RowFound(line, said, Fate.WRONG, _("They stand twice on this shift.")))
            continue
        taken.add(key)
        yield _Read(RowFound(line, said, Fate.THERE if _place(draft) in there else Fate.READY), draft)


def _draft(values: Mapping[str, str], staff: Mapping[str, UUID]) -> DutyDraft | str:
    """The duty of a row, or why it is none."""
    who = staff.get(values["user"].casefold())
    if who is None:
        return _("Nobody here has this sign-in name or badge.")
    try:
        facts = {"day": day_of(values["day"]), "shift": values["shift"], "beat": values["beat"], "staff_id": who}
        return checked(DutyDraft, facts)
    except ValueError as error:
        return str(error)
    except Invalid as error:
        return error.problems[0].sentence
