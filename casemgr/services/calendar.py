"""The calendar: meetings and due days for a phone or another program, by kind and number; nobody is named in it."""

import hashlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from uuid import UUID

from icalendar import Calendar, Event
from sqlmodel import select

from casemgr.core.access import May
from casemgr.core.desk import Desk
from casemgr.core.jobs import Job, Progress
from casemgr.core.kind import KINDS
from casemgr.core.tx import Tx
from casemgr.core.verbs import command, query
from casemgr.i18n import N_, _
from casemgr.records import exports
from casemgr.records.exports import ExportDraft, Form
from casemgr.records.followups import FollowUp, Whose, is_open
from casemgr.services.duties import duties
from casemgr.services.exported import Exported, leave
from casemgr.services.leaving import NoPerson, Outgoing

WHAT = N_("Calendar of due days")
ALL_DAY = frozenset({time(), time(23, 59)})
"""Times of day that stand for the whole day."""
BLOCK = timedelta(hours=1)


@query(May.SIGN_IN)
def calendar(tx: Tx, whose: Whose = Whose.MINE) -> Outgoing:
    """The open duties and promises of someone, their neighborhoods or their unit as an iCalendar file (RFC 5545)."""
    made = Calendar()
    made.add("prodid", "-//Casemgr//EN")
    made.add("version", "2.0")
    for kind, id, number, at in sorted(_entries(tx, Whose(whose)), key=lambda one: (one[3], one[1])):
        made.add_component(_event(tx, kind, id, number, at))
    return Outgoing(made.to_ical(), NoPerson.FIGURES)


def _entries(tx: Tx, whose: Whose) -> Iterator[tuple[str, UUID, str, datetime]]:
    for duty in duties(tx):
        if whose in duty.whose:
            yield duty.kind.name, duty.due.id, duty.due.number, duty.due.at
    if not tx.actor.may(May.READ_CASES):
        return
    asked = select(FollowUp.id, FollowUp.number, FollowUp.due_at).where(is_open())
    mine = {
        Whose.MINE: FollowUp.assigned_to == tx.actor.id,
        Whose.TEAM: FollowUp.neighborhood_id.in_(sorted(tx.actor.neighborhoods)),  # type: ignore[union-attr]
        Whose.UNIT: FollowUp.unit == tx.actor.unit,
    }
    for row in tx.execute(asked.where(mine[whose])):  # type: ignore[arg-type]
        yield "followups", row.id, row.number, row.due_at


def _event(tx: Tx, kind: str, id: UUID, number: str, at: datetime) -> Event:
    made, local = Event(), at.astimezone(tx.store.zone)
    made.add("uid", f"{id}@{tx.store.code}.casemgr")
    made.add("dtstamp", tx.now)
    made.add("summary", " ".join(part for part in (_(KINDS[kind].one), number) if part))
    made.add("class", "PRIVATE")
    if local.time().replace(second=0, microsecond=0) in ALL_DAY:
        _whole_day(made, local.date())
    else:
        made.add("dtstart", at)
        made.add("dtend", at + BLOCK)
    return made


def _whole_day(made: Event, day: date) -> None:
    made.add("dtstart", day)
    made.add("dtend", day + timedelta(days=1))
    made.add("transp", "TRANSPARENT")


@command(May.SIGN_IN)
def enter_calendar(tx: Tx, left: ExportDraft) -> UUID:
    """Enter in the register that a calendar is saved; it holds no name, so it need not be encrypted."""
    return exports.register_export(tx, left.model_copy(update={"form": Form.CALENDAR, "what": _(WHAT)}))


def save_calendar(desk: Desk, whose: Whose, to: Path) -> Job[Exported]:
    """Save a calendar into a folder or under a name, as a plain file that other programs read."""
    yield Progress(0, 1, _(WHAT))
    made = desk.ask(calendar, whose)
    digest = hashlib.sha256(made).hexdigest()
    about = ExportDraft(form=Form.CALENDAR, what=_(WHAT), sha256=digest)
    left = leave(desk, made, to, about, partial(desk.do, enter_calendar), _check)
    yield Progress(1, 1)
    return left


def _check(path: Path) -> None:
    Calendar.from_ical(path.read_bytes())
