"""The sheets that are handed out: what was said to be public is on them, in the language asked for, and no name."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from uuid import UUID

import pytest
from pypdf import PdfReader

from casemgr.core import general
from casemgr.core.access import Role
from casemgr.core.acts import Nothing
from casemgr.core.desk import Desk
from casemgr.core.settings import REPLY_PHONE, set_text
from casemgr.core.store import Store
from casemgr.records import issues, meetings
from casemgr.records.issues import (
    AcknowledgeDraft,
    ActionDraft,
    ConfirmDraft,
    DecisionDraft,
    DoneDraft,
    PromiseDraft,
    ReasonDraft,
    ResolveDraft,
    UpdateDraft,
)
from casemgr.records.meetings import AgendaDraft, AttendeeDraft, HeldDraft, ItemMinutesDraft
from casemgr.services.invitation import calendar_text
from casemgr.services.meeting_sheet import meeting_sheet
from casemgr.services.you_said import you_said
from tests.builders import a_meeting, a_member, a_neighborhood, an_issue
from tests.conftest import Clock

DeskOf = Callable[..., Desk]
TODAY = date(2026, 10, 14)


@pytest.fixture
def admin(desk_of: DeskOf) -> Desk:
    return desk_of(Role.ADMINISTRATOR)


@pytest.fixture
def officer(desk_of: DeskOf, admin: Desk) -> Desk:
    return desk_of(Role.OFFICER, id=a_member(admin))


@pytest.fixture
def quarter(admin: Desk) -> UUID:
    admin.do(set_text, REPLY_PHONE, "(555) 555-0199")
    return a_neighborhood(admin)


def read(pages: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pages)).pages).split())


def lived(officer: Desk, other: Desk, quarter: UUID) -> UUID:
    """A forum, what it brought up, and how far each thing has come; the id of the forum."""
    forum = a_meeting(officer, quarter, hours=-3)
    raised = [
        an_issue(officer, quarter, title, meeting_id=forum, description=f"INSIDE {title}", votes=votes)
        for title, votes in (("Dark corner at the landing", 9), ("Cars too fast on Quay St", 4), ("A second bridge", 1))
    ]
    lamps, cars, bridge = raised
    for id in raised:
        officer.do(issues.acknowledge, id, AcknowledgeDraft())
    officer.do(issues.promise, lamps, PromiseDraft(text="Ask the works office", due_on=TODAY))
    (section, *_rest) = officer.ask(general.reading, "issues", lamps).sections
    officer.do(issues.keep, section.lines[0].id, DoneDraft(evidence="Work order 4410"))
    officer.do(issues.set_to_work, lamps, ActionDraft(text="New lamps are ordered."))
    officer.do(issues.resolve, lamps, ResolveDraft(text="Four new lamps burn."))
    other.do(issues.confirm, lamps, ConfirmDraft(by="survey", day=TODAY, source="Autumn survey"))
    officer.do(issues.set_to_work, cars, ActionDraft(text="Speed is measured."))
    officer.do(issues.update, cars, UpdateDraft(text="Forty cars a day are too fast."))
    officer.do(issues.promise, cars, PromiseDraft(text="A speed table", due_on=TODAY + timedelta(days=30)))
    other.do(issues.take_up, _declined(officer, quarter), Nothing())
    officer.do(issues.decline, bridge, ReasonDraft(text="The state builds bridges; we told them."))
    return forum


def _declined(officer: Desk, quarter: UUID) -> UUID:
    id = an_issue(officer, quarter, "Benches for the square")
    officer.do(issues.decline, id, ReasonDraft(text="Not this year, we thought."))
    return id


def test_you_said_we_did_shows_each_thing_where_it_stands(officer: Desk, desk_of: DeskOf, quarter: UUID) -> None:
    lived(officer, desk_of(Role.SUPERVISOR), quarter)
    a_meeting(officer, quarter, "Winter forum", hours=24 * 8, languages=["en", "es"], interpreter=True)
    text = read(officer.ask(you_said, quarter))
    for words in (
        "Solved, and you told us so Dark corner at the landing You said it on October 14, 2026 · 9 votes",
        "Four new lamps burn. Promised and done on October 14, 2026: Ask the works office (Officer)",
        "You told us: a survey, October 14, 2026 · Autumn survey",
        "We are working on it Cars too fast on Quay St",
        "Forty cars a day are too fast. Promised by November 13, 2026: A speed table (Officer)",
        "We heard you, and have not begun yet Benches for the square",
        "We will not do this, and why A second bridge",
        "The state builds bridges; we told them.",
        "Next meeting: Winter forum Thursday, October 22, 2026, 12:00 PM Fish Market Hall Languages: English, Spanish",
        "Call (555) 555-0199.",
    ):
        assert words in text
    for hidden in ("INSIDE", "Rosa", "Delgado", "Work order 4410"):
        assert hidden not in text


def test_it_speaks_the_language_of_the_meeting(officer: Desk, quarter: UUID) -> None:
    an_issue(officer, quarter, "Luces en el muelle")
    text = read(officer.ask(you_said, quarter, "es"))
    assert "14 de octubre de 2026" in text
    assert "Luces en el muelle" in text


def test_a_sheet_without_anything_invites(officer: Desk, quarter: UUID) -> None:
    text = read(officer.ask(you_said, quarter))
    assert "Nothing was brought up yet." in text
    assert "Call (555) 555-0199." in text


def test_what_was_settled_more_than_a_year_ago_is_gone(
    officer: Desk, desk_of: DeskOf, quarter: UUID, clock: Clock
) -> None:
    lived(officer, desk_of(Role.SUPERVISOR), quarter)
    clock.move(days=366)
    text = read(officer.ask(you_said, quarter))
    assert "Dark corner" not in text
    assert "second bridge" not in text
    assert "Promised for November 13, 2026, and late: A speed table" in text


def test_before_a_meeting_its_sheet_is_the_agenda(officer: Desk, desk_of: DeskOf, quarter: UUID) -> None:
    lived(officer, desk_of(Role.SUPERVISOR), quarter)
    id = a_meeting(officer, quarter, "Winter forum", hours=48)
    officer.do(meetings.add_agenda_item, id, AgendaDraft(title="Ice on the steps", proposed_by="community"))
    text = read(officer.ask(meeting_sheet, id))
    assert "1. Ice on the steps proposed by the community 2. What you bring along" in text
    assert "Promised by November 13, 2026: A speed table (Officer)" in text
    assert "Dark corner" not in text, "that is settled"


def test_after_it_minutes_decisions_and_promises_by_role(officer: Desk, desk_of: DeskOf, quarter: UUID) -> None:
    id = lived(officer, desk_of(Role.SUPERVISOR), quarter)
    officer.do(meetings.add_agenda_item, id, AgendaDraft(title="Patrol hours", proposed_by="police"))
    officer.do(meetings.write_down, id, AttendeeDraft(name="Ines Duarte", agreed=True))
    officer.do(meetings.hold, id, HeldDraft(attendance_total=31))
    item = ItemMinutesDraft(item=1, leader_input="Two more evenings.", decision="Try it until spring.")
    officer.do(meetings.write_minutes, id, item)
    decision = DecisionDraft(
        meeting_id=id,
        subject="Evening patrols",
        outcome="From six to nine.",
        community_input="Evenings matter most.",
        changed=True,
        what_changed="Evenings instead of noon.",
    )
    officer.do(issues.record_decision, decision)
    text = read(officer.ask(meeting_sheet, id))
    for words in (
        "31 people were there.",
        "Leaders of the community: Two more evenings. Decided: Try it until spring.",
        "You said: Evenings matter most. Because of that it is different: Evenings instead of noon.",
        "Promised by November 13, 2026: A speed table (Officer)",
    ):
        assert words in text
    assert "Ines" not in text
    assert "Delgado" not in text


def test_the_code_puts_the_meeting_into_a_calendar(officer: Desk, quarter: UUID, store: Store) -> None:
    id = a_meeting(officer, quarter, "Forum; lamps, cars", hours=2)
    with store.tx(officer.actor) as tx:
        text = calendar_text(meetings.the_meeting(tx, id), "(555) 555-0199")
    assert text.splitlines()[0] == "BEGIN:VEVENT"
    assert "SUMMARY:Forum\\; lamps\\, cars" in text
    assert "DTSTART:20261014T180000Z\nDTEND:20261014T193000Z" in text
