"""Section 6 of the month: each figure is the length of the list behind it."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest

from casemgr.core.access import Role
from casemgr.core.desk import Desk
from casemgr.records import issues, meetings
from casemgr.records.issues import AcknowledgeDraft, ActionDraft, ConfirmDraft, DoneDraft, PromiseDraft, ResolveDraft
from casemgr.records.meetings import HeldDraft
from casemgr.services import summary
from casemgr.services.summary.figures import Figure
from tests.builders import a_meeting, a_neighborhood, an_issue
from tests.conftest import Clock

DeskOf = Callable[..., Desk]


@pytest.fixture
def lead(desk_of: DeskOf) -> Desk:
    return desk_of(Role.SUPERVISOR, Role.ADMINISTRATOR)


def section(desk: Desk, month: str, neighborhood: UUID | None = None) -> dict[str, Figure]:
    (found,) = (one for one in desk.ask(summary.figures, month, neighborhood).sections if one.number == 6)
    return {figure.code: figure for figure in found.figures}


def test_meetings_and_issues_of_a_month(lead: Desk, desk_of: DeskOf, clock: Clock) -> None:
    officer = desk_of(Role.OFFICER)
    here, there = a_neighborhood(lead), a_neighborhood(lead, "N2", "Mill Row")
    for quarter, people in ((here, 20), (here, 11), (there, 5)):
        officer.do(meetings.hold, a_meeting(officer, quarter), HeldDraft(attendance_total=people))
    a_meeting(officer, here)
    today = clock.now.date()
    old = an_issue(officer, here, "Noise at night", raised_on=today - timedelta(days=40))
    lamps, cars = (an_issue(officer, here, title) for title in ("Dark corner", "Fast cars"))
    for id in (lamps, cars):
        officer.do(issues.acknowledge, id, AcknowledgeDraft())
        officer.do(issues.promise, id, PromiseDraft(text="Ask the works office", due_on=today))
        officer.do(issues.set_to_work, id, ActionDraft(text="It is looked into."))
        officer.do(issues.resolve, id, ResolveDraft(text="It was mended."))
    lead.do(issues.confirm, lamps, ConfirmDraft(by="survey", day=today, source="Autumn survey"))
    promised = officer.ask(issues.commitments).rows[0].id
    officer.do(issues.keep, promised, DoneDraft(evidence="Work order"))
    found = section(lead, "2026-10")
    assert {code: (figure.n, figure.of) for code, figure in found.items()} == {
        "meetings_held": (3, None),
        "attendance": (36, None),
        "issues_opened": (2, None),
        "issues_resolved": (2, None),
        "issues_confirmed": (1, None),
        "confirmed_share": (1, 2),
        "issues_open": (1, None),
        "oldest_open": (40, None),
        "promises_kept": (1, 2),
    }
    assert found["oldest_open"].behind == (("issues", old),)
    for code in set(found) - {"attendance", "oldest_open"}:
        assert len(found[code].behind) == found[code].n
    assert section(lead, "2026-10", there)["attendance"].n == 5
    assert section(lead, "2026-10", there)["oldest_open"].n is None
    before = section(lead, "2026-09")
    assert (before["issues_opened"].n, before["issues_open"].n, before["oldest_open"].n) == (1, 1, 26)
