"""Bodies of oversight and their recommendations: answered by a day, carried out, counted."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest

from casemgr.core import general
from casemgr.core.access import Role
from casemgr.core.acts import Nothing
from casemgr.core.desk import Desk
from casemgr.core.errors import Invalid
from casemgr.records import oversight
from casemgr.records.oversight import (
    BodyDraft,
    BodyModel,
    CommitteeDraft,
    MemberDraft,
    ProofDraft,
    RecommendationDraft,
    RecommendationStatus,
    ResponseDraft,
)
from casemgr.services import today
from casemgr.services.summary import figures

DeskOf = Callable[..., Desk]
DAY = date(2026, 10, 14)
SECRETS = ("Zelda Quimby", "Quimby", "(555) 555-0142", "z.quimby@example.org", "Brannigan", "16-year-old")
SUMMARY = (
    "Zelda Quimby said that Officer Brannigan pushed her 16-year-old by the kiosk. "
    "Call her at (555) 555-0142 or z.quimby@example.org. Zelda  quimby wants an answer."
)


@pytest.fixture
def custodian(desk_of: DeskOf) -> Desk:
    return desk_of(Role.RECORDS_CUSTODIAN)


@pytest.fixture
def commander(desk_of: DeskOf) -> Desk:
    return desk_of(Role.COMMANDER)


def test_bodies_have_members_and_meetings(custodian: Desk) -> None:
    body = custodian.do(oversight.add_body, BodyDraft(name="Board", model=BodyModel.HYBRID))
    custodian.do(oversight.seat, body, MemberDraft(name="Ida Park", since=DAY))
    custodian.do(oversight.seat, body, MemberDraft(name="Ida Park", since=DAY, trained_on=DAY))
    custodian.do(oversight.meet, body, CommitteeDraft(held_on=DAY, attendance=9, minutes="Read the packet."))
    lines = [line for s in custodian.ask(general.reading, "oversight_bodies", body).sections for line in s.lines]
    assert [line.title for line in lines] == ["Ida Park", "October 14, 2026"]
    assert "trained October 14, 2026" in lines[0].detail
    assert "9 people" in lines[1].detail


class TestRecommendations:
    @pytest.fixture
    def made(self, custodian: Desk) -> UUID:
        body = custodian.do(oversight.add_body, BodyDraft(name="Board", model=BodyModel.REVIEW))
        draft = RecommendationDraft(body_id=body, text="Film every stop.", made_on=date(2026, 9, 1))
        return custodian.do(oversight.make, draft)

    def test_a_response_is_due_after_thirty_days_and_a_late_one_says_so(
        self, made: UUID, custodian: Desk, commander: Desk
    ) -> None:
        def lines() -> list[str]:
            found = custodian.ask(general.reading, "recommendations", made).sections
            return [line.title for one in found for line in one.lines]

        assert lines() == ["Response due October 1, 2026", "Late by 13 days"]
        said = ResponseDraft(status=RecommendationStatus.ACCEPTED, response="We will.", responded_on=date(2026, 10, 5))
        commander.do(oversight.respond, made, said)
        assert "Late by 4 days" in lines()
        section = next(s for s in commander.ask(figures, "2026-10").sections if s.number == 12)
        late = next(figure for figure in section.figures if figure.code == "responses")
        assert (late.n, late.of) == (0, 1)
        commander.do(oversight.implement, made, ProofDraft(on=DAY, evidence="Order 12"))
        custodian.do(oversight.verify, made, Nothing())
        section = next(s for s in commander.ask(figures, "2026-10").sections if s.number == 12)
        done = next(figure for figure in section.figures if figure.code == "implemented")
        assert (done.n, done.of, done.behind) == (1, 1, (("recommendations", made),))

    def test_steps_out_of_order_are_refused(self, made: UUID, custodian: Desk, commander: Desk) -> None:
        with pytest.raises(Invalid, match="not possible while"):
            commander.do(oversight.implement, made, ProofDraft(on=DAY, evidence="Order 12"))
        said = ResponseDraft(status=RecommendationStatus.VERIFIED, response="Done.", responded_on=DAY)
        with pytest.raises(Invalid, match="accepts, accepts in part"):
            commander.do(oversight.respond, made, said)

    def test_it_is_awaited_until_it_is_answered(self, made: UUID, commander: Desk) -> None:
        def waits() -> bool:
            return made in {item.id for item in commander.ask(today.boards)[0].items}

        assert waits()
        said = ResponseDraft(status=RecommendationStatus.DECLINED, response="No funds.", responded_on=DAY)
        commander.do(oversight.respond, made, said)
        assert not waits()
