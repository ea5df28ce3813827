"""What is asked about a meeting, step by step."""

from datetime import date
from uuid import UUID

from pydantic import AwareDatetime

from casemgr.core.draft import Draft, entry
from casemgr.core.fields import Answer
from casemgr.core.record import new_id
from casemgr.i18n import N_

MEANT = N_("Words that look like a name or a view mean a place, a group or a service")
PUBLIC = N_("Is handed out: no names, no views.")


class MeetingDraft(Draft):
    id: UUID = entry(N_("Id"), default_factory=new_id, hidden=True)
    title: str = entry(N_("Title"), min_length=2, max_length=120, hint=PUBLIC)
    sort: str = entry(N_("Kind of meeting"), code="meeting_kind", min_length=1)
    neighborhood_id: UUID = entry(N_("Neighborhood"), ref="neighborhoods")
    starts_at: AwareDatetime = entry(N_("Begins"), answer=Answer.MOMENT)
    ends_at: AwareDatetime | None = entry(N_("Ends"), default=None, answer=Answer.MOMENT)
    place: str = entry(N_("Place"), min_length=2, max_length=160, hint=N_("Where to go, or how to join online."))
    languages: list[str] = entry(N_("Languages"), default=["en"], code="community_language", max_length=13)
    interpreter: bool = entry(N_("Interpreter there"), default=False)
    accessibility_checked: bool = entry(N_("Way in and seats checked for everyone"), default=False)
    advertised_on: date | None = entry(N_("Advertised on"), default=None)
    channels: list[str] = entry(N_("Advertised by"), default_factory=list, code="meeting_channel", max_length=10)
    chair_id: UUID | None = entry(N_("Chair"), default=None, ref="staff")
    note_taker_id: UUID | None = entry(N_("Takes the notes"), default=None, ref="staff")
    meant: bool = entry(MEANT, default=False)


class HeldDraft(Draft):
    attendance_total: int = entry(N_("People there"), ge=0, le=10_000)
    attendance_youth: int = entry(N_("Of them under 18"), default=0, ge=0, le=10_000)
    attendance_first_time: int = entry(N_("Of them for the first time"), default=0, ge=0, le=10_000)
    from_government: int = entry(N_("From other government agencies"), default=0, ge=0, le=10_000)
    from_community: int = entry(N_("From community groups"), default=0, ge=0, le=10_000)
    from_nonprofits: int = entry(N_("From nonprofit services"), default=0, ge=0, le=10_000)
    from_business: int = entry(N_("From businesses"), default=0, ge=0, le=10_000)
    from_media: int = entry(N_("From the media"), default=0, ge=0, le=10_000)
    minutes: str = entry(N_("What was talked about"), default="", max_length=4000, answer=Answer.LONG_TEXT, hint=PUBLIC)
    meant: bool = entry(MEANT, default=False)


class CalledOffDraft(Draft):
    reason: str = entry(N_("Why"), min_length=3, max_length=200, hint=PUBLIC)


class AgendaDraft(Draft):
    title: str = entry(N_("What it is about"), min_length=2, max_length=120, hint=PUBLIC)
    proposed_by: str = entry(N_("Proposed by"), code="agenda_proposed_by", min_length=1)
    meant: bool = entry(MEANT, default=False)


class ItemMinutesDraft(Draft):
    item: int = entry(N_("Number on the agenda"), ge=1, le=40)
    minutes: str = entry(N_("What was said"), default="", max_length=1500, answer=Answer.LONG_TEXT, hint=PUBLIC)
    decision: str = entry(N_("What was decided"), default="", max_length=500, answer=Answer.LONG_TEXT, hint=PUBLIC)
    leader_input: str = entry(
        N_("What leaders of the community brought in"),
        default="",
        max_length=500,
        answer=Answer.LONG_TEXT,
        hint=PUBLIC,
    )
    meant: bool = entry(MEANT, default=False)


class AttendeeDraft(Draft):
    name: str = entry(N_("Name"), min_length=2, max_length=100)
    reach: str = entry(N_("How to reach them"), default="", max_length=120)
    wants_updates: bool = entry(N_("Wants to hear what came of it"), default=False)
    agreed: bool = entry(
        N_("They agreed to be written down"), default=False, hint=N_("Their name goes after twelve months.")
    )


class ForgetDraft(Draft):
    attendee: int = entry(N_("Number on the list"), ge=1, le=10_000)
