"""The end of a shift in words: rows under their headings, each number the length of what follows it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from casemgr.i18n import _
from casemgr.services.shift_end import Entered, Promised, ShiftEnd
from casemgr.services.today import Item
from ui.fields.when import say_time
from ui.today.rows import row_of
from ui.tokens import Tone
from ui.widgets.rows import Row
from ui.wording import say_short_day


def rows_of(left: ShiftEnd, refused: Mapping[UUID, str], now: datetime) -> list[Row]:
    """What is left, most pressing first; a draft that could not be sealed says why."""
    return [
        *_headed(_("Not saved yet"), [_draft(item, refused, now) for item in left.drafts]),
        *_headed(_("No word about the camera"), [_entered(one, now) for one in left.without_camera]),
        *_headed(_("Promised in this shift"), [_promised(one, now) for one in left.promises]),
        *_headed(_("Logged in this shift"), [_entered(one, now) for one in left.entered]),
    ]


def _headed(title: str, rows: Sequence[Row]) -> list[Row]:
    return [Row(title, end=str(len(rows)), heading=True), *rows] if rows else []


def _draft(item: Item, refused: Mapping[UUID, str], now: datetime) -> Row:
    row = row_of(item, now)
    why = refused.get(item.id)
    if why is None:
        return row
    return Row(row.title, why, icon="circle-alert", chip=_("Not saved"), tone=Tone.DANGER, key=item)


def _entered(one: Entered, now: datetime) -> Row:
    moment = one.occurred_at.astimezone(now.tzinfo)
    same = moment.date() == now.date()
    return Row(
        one.headline or one.name or one.number,
        " · ".join(part for part in (one.number, one.name if one.headline else "") if part),
        icon="message-square",
        chip=_("Entered late") if one.late else "",
        tone=Tone.WARN,
        end=say_time(moment.time()) if same else say_short_day(moment.date(), now.date()),
        key=one,
    )


def _promised(one: Promised, now: datetime) -> Row:
    due = one.due_at.astimezone(now.tzinfo).date()
    return Row(one.what, one.name, icon="calendar-check", end=say_short_day(due, now.date()), key=one)
