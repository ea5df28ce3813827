"""Meetings as a kind: list, search, what is read under one, and whom it awaits."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from casemgr.core.access import May
from casemgr.core.codes import label
from casemgr.core.days import long_day
from casemgr.core.kind import Area, Due, Kind, Line, Section, SightBy, Words
from casemgr.core.page import SIZE, Page, page
from casemgr.core.tx import Tx
from casemgr.core.verbs import query
from casemgr.i18n import N_, _, plural
from casemgr.records.meetings.drafts import MeetingDraft
from casemgr.records.meetings.steps import agenda, attendees, change_meeting, plan_meeting
from casemgr.records.meetings.tables import AgendaItem, Meeting, MeetingAttendee, Status

SECTORS = {
    "other_government_agency": "from_government",
    "community_members_groups": "from_community",
    "nonprofit_service_provider": "from_nonprofits",
    "private_business": "from_business",
    "media": "from_media",
}


@query(May.READ_COMMUNITY)
def meetings(tx: Tx, after: tuple[datetime, UUID] | None = None, size: int = SIZE) -> Page:
    """All meetings the actor may see, latest first."""
    shown: list[Any] = [
        *(Meeting.id, Meeting.number, Meeting.title, Meeting.sort, Meeting.neighborhood_id),
        *(Meeting.attendance_total, Meeting.status),
    ]
    return page(tx, select(*shown), (Meeting.starts_at, Meeting.id), after, size)


def _words(tx: Tx, meeting: Meeting) -> Words:
    points = " ".join(item.title for item in agenda(tx, meeting.id))
    line = " · ".join((label(tx, "meeting_kind", meeting.sort), meeting.place))
    return Words(f"{meeting.number} {meeting.title}", line, f"{meeting.minutes} {points}")


def _beside(tx: Tx, meeting: Any) -> list[Section]:
    points = [_point(tx, item) for item in agenda(tx, meeting.id)]
    came = [Line(said) for said in (*_counts(tx, meeting), meeting.minutes, meeting.reason) if said]
    named = [_named(one) for one in attendees(tx, meeting.id)]
    return [
        Section(_("Agenda"), tuple(points)),
        Section(_("What came of it"), tuple(came)),
        Section(_("Agreed to be written down"), tuple(named)),
    ]


def _point(tx: Tx, item: AgendaItem) -> Line:
    who = _("proposed by {who}").format(who=label(tx, "agenda_proposed_by", item.proposed_by))
    said = (item.minutes, item.decision, item.leader_input)
    return Line(f"{item.n}. {item.title} · {who}", " · ".join(one for one in said if one))


def _named(one: MeetingAttendee) -> Line:
    updates = _("wants to hear what came of it") if one.wants_updates else ""
    until = _("until {day}").format(day=long_day(one.expires_on))
    return Line(f"{one.n}. {one.name}", " · ".join(said for said in (one.reach, updates, until) if said))


def _counts(tx: Tx, meeting: Meeting) -> Iterator[str]:
    if meeting.attendance_total is None:
        return
    yield plural("{n} person there", "{n} people there", meeting.attendance_total)
    said = _("Of them {youth} under 18, {first} for the first time")
    yield said.format(youth=meeting.attendance_youth, first=meeting.attendance_first_time)
    counted = {label(tx, "community_partner_type", code): getattr(meeting, name) for code, name in SECTORS.items()}
    yield ", ".join(f"{who}: {n}" for who, n in counted.items() if n)


def _due(tx: Tx) -> Iterator[Due]:
    """Meetings still planned: at their beginning, and until it is entered what came of them."""
    for one in tx.exec(select(Meeting).where(col(Meeting.status) == Status.PLANNED.value)):
        awaited = {id for id in (one.chair_id, one.note_taker_id) if id is not None}
        yield Due(
            id=one.id,
            at=one.starts_at,
            what=one.title if one.starts_at > tx.now else _("Enter what came of it: {title}").format(title=one.title),
            number=one.number,
            owners=frozenset(awaited or ({one.entered_by} if one.entered_by else set())),
            unit=one.unit,
            neighborhood_id=one.neighborhood_id,
        )


Kind(
    "meetings",
    Meeting,
    N_("Meetings and forums"),
    N_("Meeting"),
    read=May.READ_COMMUNITY,
    draft=MeetingDraft,
    new=plan_meeting,
    amend=change_meeting,
    page=meetings,
    columns=("number", "title", "sort", "starts_at", "neighborhood_id", "attendance_total", "status"),
    order=("starts_at",),
    letter="M",
    icon="users",
    area=Area.MEETINGS,
    sight=SightBy(own=("entered_by", "chair_id", "note_taker_id"), neighborhood="neighborhood_id"),
    parts={AgendaItem: "meeting_id", MeetingAttendee: "meeting_id"},
    kept_back=frozenset({MeetingAttendee}),
    searched=_words,
    states="meeting_status",
    beside=_beside,
    due=_due,
    retention="program",
)
