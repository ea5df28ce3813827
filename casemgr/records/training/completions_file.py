"""Completions from a file: looked through row by row first, then all of it entered or nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from casemgr.core.access import May
from casemgr.core.draft import checked
from casemgr.core.errors import Invalid
from casemgr.core.tx import Tx
from casemgr.core.verbs import command, query
from casemgr.i18n import _
from casemgr.records.training.completions import Completion, CompletionDraft, CompletionStatus, add_completion
from casemgr.records.training.courses import Course
from casemgr.records.training.rows import Fate, RowFound, day_of, number_of, refuse_wrong, rows_of, staff_by_word

COLUMNS = ("user", "course", "completed_on")
"""Columns a file must have, the user by sign-in name or badge; `hours`, `score`, `certificate` may be there."""
Key = tuple[UUID, UUID, date]


@dataclass(frozen=True)
class _Read:
    row: RowFound
    draft: CompletionDraft | None = None


@query(May.EDIT_TRAINING)
def completions_in(tx: Tx, text: str) -> tuple[RowFound, ...]:
    """What a file of completions would enter, row by row; BadFile where it is no such file."""
    return tuple(one.row for one in _read(tx, text))


@command(May.EDIT_TRAINING)
def import_completions(tx: Tx, text: str) -> int:
    """Enter the completions of a file, verified by whoever brings it, and say how many; none where a row is wrong.

    One's own stay to be verified by someone else.
    """
    read = list(_read(tx, text))
    refuse_wrong([one.row for one in read])
    drafts = [one.draft for one in read if one.draft is not None]
    for draft in drafts:
        row = tx.get(Completion, add_completion(tx, draft))
        if row is not None and row.staff_id != tx.actor.id:
            row.status, row.verified_by = CompletionStatus.VERIFIED.value, tx.actor.id
            tx.add(row)
    return len(drafts)


def _read(tx: Tx, text: str) -> Iterator[_Read]:
    staff = staff_by_word(tx)
    courses = {code.casefold(): id for id, code in tx.exec(select(Course.id, Course.code))}
    wrong = CompletionStatus.ENTERED_IN_ERROR.value
    shown: list[Any] = [Completion.staff_id, Completion.course_id, Completion.completed_on]
    asked = select(*shown)
    there: set[Key] = {(who, what, on) for who, what, on in tx.exec(asked.where(col(Completion.status) != wrong))}
    today = tx.now.astimezone(tx.store.zone).date()
    for line, values in rows_of(text, COLUMNS):
        said = " · ".join(values[name] for name in COLUMNS)[:120]
        draft = _draft(values, staff, courses, today)
        if isinstance(draft, str):
            yield _Read(RowFound(line, said, Fate.WRONG, draft))
            continue
        key = (draft.staff_id or tx.actor.id, draft.course_id, draft.completed_on)
        known = key in there
        there.add(key)
        yield _Read(RowFound(line, said, Fate.THERE), None) if known else _Read(RowFound(line, said, Fate.READY), draft)


def _draft(
    values: Mapping[str, str], staff: Mapping[str, UUID], courses: Mapping[str, UUID], today: date
) -> CompletionDraft | str:
    """The draft of a row, or why it is none."""
    who, what = staff.get(values["user"].casefold()), courses.get(values["course"].casefold())
    if who is None:
        return _("Nobody here has this sign-in name or badge.")
    if what is None:
        return _("There is no course with this code.")
    try:
        on, hours = day_of(values["completed_on"]), number_of(values.get("hours", ""))
        facts = {
            "staff_id": who,
            "course_id": what,
            "completed_on": on,
            "minutes": None if hours is None else round(60 * hours),
            "score": number_of(values.get("score", "")),
            "certificate": values.get("certificate", ""),
        }
        return checked(CompletionDraft, facts) if on <= today else _("This day has not come yet.")
    except ValueError as error:
        return str(error)
    except Invalid as error:
        return error.problems[0].sentence
