"""The lines of Today in words: who, what, and how pressing."""

from datetime import date, datetime, time, timedelta, tzinfo

from casemgr.core.access import Actor
from casemgr.core.kind import KINDS
from casemgr.i18n import N_, _, plural
from casemgr.services.today import Board, Group, Item, Sort
from ui.fields.when import say_time
from ui.tokens import Tone
from ui.widgets.rows import Row
from ui.wording import say_age, say_short_day, say_weekday

TITLES = {
    Group.OVERDUE: N_("Overdue"),
    Group.TODAY: N_("Today"),
    Group.NEXT: N_("Next seven days"),
    Group.WAITING: N_("Waiting on agency"),
    Group.REVIEW: N_("Shared without consent"),
    Group.UNREACHED: N_("Not reached for longest"),
    Group.DRAFTS: N_("Drafts"),
}
SINCE = {
    "requested": N_("Sent {n} d ago"),
    "received": N_("Received {n} d ago"),
    "accepted": N_("Accepted {n} d ago"),
}
SINCE_TODAY = {
    "requested": N_("Sent today"),
    "received": N_("Received today"),
    "accepted": N_("Accepted today"),
}
DRAWINGS = {
    Sort.REFERRAL: "send",
    Sort.PERSON: "user",
    Sort.DISCLOSURE: "file-lock",
    Sort.ACCESS: "shield-check",
}
REVIEW = "access_review"
"""The page of the weekly review of access."""
LOG = "log"
"""The name under which the quick log keeps what is typed."""


def title_of(group: Group, actor: Actor) -> str:
    """The heading of a group; whoever the referrals wait for reads it so."""
    if group is Group.WAITING and actor.organization is not None:
        return _("Waiting on your answer")
    return _(TITLES[group])


def rows_of(board: Board, actor: Actor, now: datetime) -> list[Row]:
    """The rows of a board under their headings; the number beside a heading is the length of what follows."""
    rows: list[Row] = []
    for group in Group:
        items = board.of(group)
        if items:
            rows.append(Row(title_of(group, actor), end=str(len(items)), heading=True))
        rows += [row_of(item, now) for item in items]
    return rows


def row_of(item: Item, now: datetime) -> Row:
    """One line; `now` is in the zone the days are counted in."""
    chip, tone = _chip(item, now)
    title, line = _said(item, now)
    return Row(title, line, icon=_icon(item), chip=chip, tone=tone, key=item)


def _said(item: Item, now: datetime) -> tuple[str, str]:
    if item.sort is Sort.ACCESS:
        return _("Access review"), said_weeks(item, now.date())
    if item.sort is Sort.DUTY:
        return item.name or item.what, " · ".join((_(KINDS[item.about].one), item.what if item.name else item.number))
    if item.sort in (Sort.PROMISE, Sort.REFERRAL, Sort.DISCLOSURE):
        return item.name or item.number, item.what
    if item.sort is Sort.PERSON:
        return item.name, reached(item, now)
    kind = one_of(item)
    if item.name:
        return item.name, f"{kind} · {item.what}" if item.what else _("{kind}, not saved yet").format(kind=kind)
    return _("{kind}, not saved yet").format(kind=kind), item.what or _("Nobody named yet")


def said_weeks(item: Item, today: date) -> str:
    """Which week of looks is to be reviewed, and how many wait."""
    first = _("Week from {day}").format(day=say_short_day(date.fromisoformat(item.status), today))
    return first if item.weeks == 1 else f"{first} · " + plural("{n} week due", "{n} weeks due", item.weeks)


def reached(item: Item, now: datetime) -> str:
    """When someone was last reached, in words."""
    day = say_short_day(item.at.astimezone(now.tzinfo).date(), now.date())
    said = _("Never reached; known since {day}") if item.late else _("Last reached {day}")
    return said.format(day=day)


def one_of(item: Item) -> str:
    """The kind of record something unfinished is to become."""
    name = "contacts" if item.sort is Sort.CONTACT or item.form == LOG else item.form.partition(".")[0]
    return _(KINDS[name].one) if name in KINDS else _("Form")


def _icon(item: Item) -> str:
    if item.sort in (Sort.PROMISE, Sort.DUTY):
        return KINDS[item.about].icon if item.about in KINDS else "calendar-check"
    return DRAWINGS.get(item.sort, "pencil")


def _chip(item: Item, now: datetime) -> tuple[str, Tone]:
    local = item.at.astimezone(now.tzinfo)
    match item.group:
        case Group.OVERDUE:
            return _("{n} d overdue").format(n=item.days), Tone.DANGER
        case Group.TODAY:
            return say_due(item.at, now), Tone.WARN
        case Group.NEXT:
            return _soon(local.date(), now.date()), Tone.NEUTRAL
        case Group.WAITING:
            said = SINCE_TODAY.get(item.status) if item.days == 0 else SINCE.get(item.status)
            return _(said or SINCE["requested"]).format(n=item.days), Tone.WARN if item.late else Tone.INFO
        case Group.REVIEW:
            day = say_short_day(local.date(), now.date())
            return _("Review by {day}").format(day=day), Tone.DANGER if item.late else Tone.WARN
        case Group.UNREACHED:
            return plural("{n} d silent", "{n} d silent", item.days), Tone.WARN
    return _("Draft · {age}").format(age=say_age(now - item.at)), Tone.WARN if item.late else Tone.NEUTRAL


def say_due(due: datetime, now: datetime) -> str:
    """When on this day something is due; the day itself where that is past, in its days of grace."""
    local = due.astimezone(now.tzinfo)
    if local.date() != now.date():
        return _("Due since {day}").format(day=say_short_day(local.date(), now.date()))
    if local.time() == time():
        return _("Due today")
    return _("Due {time}").format(time=say_time(local.time()))


def _soon(day: date, today: date) -> str:
    return _("Tomorrow") if day == today + timedelta(days=1) else say_weekday(day)


def next_day(due: datetime, now: datetime, zone: tzinfo) -> datetime:
    """Tomorrow at the time of day something is due, or the day after it is due when that is later."""
    local = due.astimezone(zone)
    day = max(now.astimezone(zone).date(), local.date()) + timedelta(days=1)
    return datetime.combine(day, local.time(), zone)
