"""Planning a meeting, holding it, and writing down who agreed to be; what is handed out names nobody."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from casemgr.core.access import May
from casemgr.core.acts import act
from casemgr.core.errors import Invalid, NotFound, Problem
from casemgr.core.numbers import next_number
from casemgr.core.tx import Tx
from casemgr.core.verbs import command
from casemgr.i18n import N_, _
from casemgr.records.meetings.drafts import (
    AgendaDraft,
    AttendeeDraft,
    CalledOffDraft,
    ForgetDraft,
    HeldDraft,
    ItemMinutesDraft,
    MeetingDraft,
)
from casemgr.records.meetings.tables import NAME_DAYS, AgendaItem, Meeting, MeetingAttendee, Status
from casemgr.records.staff import member
from casemgr.records.topics import refuse_private

MOST_ITEMS = 40


def day_of(tx: Tx) -> date:
    """The day it is by the town's own clock."""
    return tx.now.astimezone(tx.store.zone).date()


def the_meeting(tx: Tx, id: UUID) -> Meeting:
    """The meeting with this id, if the actor may see it."""
    meeting = tx.get(Meeting, id)
    if meeting is None:
        raise NotFound(_("There is no such meeting, or you may not see it."))
    return meeting


def _fill(tx: Tx, meeting: Meeting, draft: MeetingDraft) -> UUID:
    if draft.ends_at is not None and draft.ends_at <= draft.starts_at:
        raise Invalid(Problem("ends_at", _("The meeting ends before it begins.")))
    if draft.advertised_on is not None and draft.advertised_on > draft.starts_at.astimezone(tx.store.zone).date():
        raise Invalid(Problem("advertised_on", _("It was advertised after it was held; give an earlier day.")))
    refuse_private(draft, "title", "place", meant=draft.meant)
    for who in (draft.chair_id, draft.note_taker_id):
        if who is not None:
            member(tx, who)
    for name, value in draft.model_dump(exclude={"id"}).items():
        setattr(meeting, name, value)
    tx.add(meeting)
    return meeting.id


@command(May.EDIT_COMMUNITY)
def plan_meeting(tx: Tx, draft: MeetingDraft) -> UUID:
    """Plan a meeting, or enter one that was held."""
    there = tx.get(Meeting, draft.id)
    if there is not None:
        return there.id
    meeting = Meeting(number=next_number(tx, "M"), unit=tx.actor.unit, **draft.model_dump())
    return _fill(tx, meeting, draft)


@command(May.EDIT_COMMUNITY)
def change_meeting(tx: Tx, id: UUID, draft: MeetingDraft) -> None:
    """Change when, where or how a meeting is held; when one that was held began stays."""
    meeting = the_meeting(tx, id)
    if meeting.status == Status.HELD and draft.starts_at != meeting.starts_at:
        raise Invalid(Problem("starts_at", _("This meeting was held; when it began stays as it is.")))
    _fill(tx, meeting, draft)


@act(Meeting, N_("Add to the agenda"), may=May.EDIT_COMMUNITY, since={Status.PLANNED, Status.HELD})
def add_agenda_item(tx: Tx, meeting: Meeting, draft: AgendaDraft) -> None:
    """Put something on the agenda, with who proposed it."""
    there = len(agenda(tx, meeting.id))
    if there >= MOST_ITEMS:
        raise Invalid(Problem("title", _("The agenda is full: it holds {n} points.").format(n=MOST_ITEMS)))
    refuse_private(draft, "title", meant=draft.meant)
    tx.add(AgendaItem(meeting_id=meeting.id, n=there + 1, title=draft.title, proposed_by=draft.proposed_by))


@act(Meeting, N_("Enter what came of it"), may=May.EDIT_COMMUNITY, since={Status.PLANNED, Status.HELD}, to=Status.HELD)
def hold(tx: Tx, meeting: Meeting, draft: HeldDraft) -> None:
    """Say how many came and from where, and what was talked about; entered again, it stands corrected."""
    if meeting.starts_at > tx.now:
        raise Invalid(Problem("attendance_total", _("The meeting has not begun yet.")))
    too_many = _("More than were there.")
    parts = (draft.from_government, draft.from_community, draft.from_nonprofits, draft.from_business, draft.from_media)
    counted = {
        "attendance_youth": draft.attendance_youth,
        "attendance_first_time": draft.attendance_first_time,
        "from_community": sum(parts),
    }
    problems = [Problem(name, too_many) for name, n in counted.items() if n > draft.attendance_total]
    if problems:
        raise Invalid(*problems)
    refuse_private(draft, "minutes", meant=draft.meant)
    for name, value in draft.model_dump(exclude={"meant"}).items():
        setattr(meeting, name, value)
    meeting.meant = meeting.meant or draft.meant
    _forget_expired(tx)


@act(Meeting, N_("Enter minutes of a point"), may=May.EDIT_COMMUNITY, since={Status.HELD})
def write_minutes(tx: Tx, meeting: Meeting, draft: ItemMinutesDraft) -> None:
    """Write down what was said and decided on one point of the agenda."""
    item = next((one for one in agenda(tx, meeting.id) if one.n == draft.item), None)
    if item is None:
        raise Invalid(Problem("item", _("There is no such point on the agenda.")))
    refuse_private(draft, "minutes", "decision", "leader_input", meant=draft.meant)
    item.minutes, item.decision, item.leader_input = draft.minutes, draft.decision, draft.leader_input
    tx.add(item)
    meeting.meant = meeting.meant or draft.meant


@act(Meeting, N_("Call off"), may=May.EDIT_COMMUNITY, since={Status.PLANNED}, to=Status.CALLED_OFF)
def call_off(_tx: Tx, meeting: Meeting, draft: CalledOffDraft) -> None:
    """Say that a meeting will not be held, and why."""
    refuse_private(draft, "reason")
    meeting.reason = draft.reason


@act(Meeting, N_("Write down someone who agreed"), may=May.EDIT_COMMUNITY, since={Status.PLANNED, Status.HELD})
def write_down(tx: Tx, meeting: Meeting, draft: AttendeeDraft) -> None:
    """Keep the name of someone who came and agreed to it, for twelve months; everyone else is a number."""
    if not draft.agreed:
        raise Invalid(Problem("agreed", _("Nobody is written down who has not agreed; count them instead.")))
    _forget_expired(tx)
    tx.flush()
    there = [one.n for one in attendees(tx, meeting.id)]
    tx.add(
        MeetingAttendee(
            meeting_id=meeting.id,
            n=max(there, default=0) + 1,
            name=draft.name,
            reach=draft.reach,
            wants_updates=draft.wants_updates,
            expires_on=day_of(tx) + timedelta(days=NAME_DAYS),
        )
    )


@act(Meeting, N_("Take someone off the list"), may=May.EDIT_COMMUNITY)
def forget(tx: Tx, meeting: Meeting, draft: ForgetDraft) -> None:
    """Take back what someone agreed to: their name goes at once."""
    found = next((one for one in attendees(tx, meeting.id) if one.n == draft.attendee), None)
    if found is None:
        raise Invalid(Problem("attendee", _("There is nobody with this number on the list.")))
    tx.delete(found)


@command(May.EDIT_COMMUNITY)
def forget_expired(tx: Tx) -> int:
    """Let the names go whose twelve months are over, of all meetings; returns how many went."""
    return _forget_expired(tx)


def _forget_expired(tx: Tx) -> int:
    gone = tx.all_of(select(MeetingAttendee).where(col(MeetingAttendee.expires_on) < day_of(tx)))
    tx.hold_homes(gone)
    for one in gone:
        tx.delete(one)
    return len(gone)


def agenda(tx: Tx, meeting_id: UUID) -> list[AgendaItem]:
    """The points of a meeting in their order."""
    asked: Any = select(AgendaItem).where(AgendaItem.meeting_id == meeting_id).order_by(col(AgendaItem.n))
    return list(tx.exec(asked))


def attendees(tx: Tx, meeting_id: UUID) -> list[MeetingAttendee]:
    """Those who agreed to be written down and whose time is not over."""
    asked: Any = select(MeetingAttendee).where(
        MeetingAttendee.meeting_id == meeting_id, col(MeetingAttendee.expires_on) >= day_of(tx)
    )
    return list(tx.exec(asked.order_by(col(MeetingAttendee.n))))


def next_meeting(tx: Tx, neighborhood: UUID) -> Meeting | None:
    """The next meeting that is planned for a neighborhood."""
    asked: Any = select(Meeting).where(Meeting.neighborhood_id == neighborhood, col(Meeting.starts_at) > tx.now)
    return tx.exec(asked.where(Meeting.status == Status.PLANNED.value).order_by(col(Meeting.starts_at))).first()
