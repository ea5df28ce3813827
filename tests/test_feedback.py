"""Concerns and commendations: the steps, the clock, what is refused, the receipt and the month."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

import casemgr.app  # noqa: F401  (every sheet)
from casemgr.core import general
from casemgr.core.access import Role
from casemgr.core.desk import Desk
from casemgr.core.draft import checked
from casemgr.core.errors import Invalid, NotAllowed
from casemgr.records import feedback, staff
from casemgr.records.feedback import (
    AcknowledgeDraft,
    CloseDraft,
    FeedbackDraft,
    FindingDraft,
    NamedDraft,
    RouteDraft,
    RoutedTo,
    ThankDraft,
    Told,
)
from casemgr.records.staff import StaffDraft
from casemgr.services.concern_receipt import concern_receipt
from casemgr.services.summary import figures
from tests.conftest import Clock, copied, desks_on
from tests.intakes import (
    ALL,
    awaited,
    found,
    hired,
    listed,
    read,
    taken,
    titled,
)

DeskOf = Callable[..., Desk]


@pytest.fixture
def admin(desk_of: DeskOf) -> Desk:
    return desk_of(Role.ADMINISTRATOR)


@pytest.fixture
def custodian(desk_of: DeskOf) -> Desk:
    return desk_of(Role.RECORDS_CUSTODIAN)


class TestSteps:
    def test_a_concern_goes_from_received_to_closed(self, custodian: Desk) -> None:
        concern = taken(custodian)
        custodian.do(feedback.acknowledge, concern, AcknowledgeDraft(how=Told.PHONE))
        custodian.do(feedback.route, concern, RouteDraft(to=RoutedTo.INTERNAL_AFFAIRS))
        with pytest.raises(Invalid, match="finding is recorded"):
            custodian.do(feedback.close, concern, CloseDraft())
        finding = FindingDraft(finding="sustained", finding_on=date(2026, 10, 14), ia_number="IA 26-1")
        custodian.do(feedback.record_finding, concern, finding)
        with pytest.raises(Invalid, match="Tell them first"):
            custodian.do(feedback.close, concern, CloseDraft())
        custodian.do(feedback.close, concern, CloseDraft(notified_on=date(2026, 10, 14), how=Told.LETTER))
        reading = custodian.ask(general.reading, "feedback", concern)
        assert (reading.status, reading.acts) == ("closed", ())
        said = [line.title for section in reading.sections for line in section.lines]
        assert "Finding: sustained (IA 26-1)" in said

    def test_a_finding_is_copied_in_by_an_authorized_role_alone(self, custodian: Desk, desk_of: DeskOf) -> None:
        officer = desk_of(Role.OFFICER)
        concern = taken(officer)
        finding = FindingDraft(finding="unfounded", finding_on=date(2026, 10, 14), ia_number="IA 1")
        for desk in (officer, desk_of(Role.SUPERVISOR)):
            with pytest.raises(NotAllowed):
                desk.do(feedback.record_finding, concern, finding)
        with pytest.raises(Invalid, match="not possible while this is"):
            custodian.do(feedback.record_finding, concern, finding)

    def test_one_that_can_be_answered_is_acknowledged_before_it_is_routed(self, custodian: Desk) -> None:
        with pytest.raises(Invalid, match="Acknowledge it first"):
            custodian.do(feedback.route, taken(custodian), RouteDraft(to=RoutedTo.MEDIATION))
        custodian.do(feedback.route, taken(custodian, route="anonymous", reach=""), RouteDraft(to=RoutedTo.MEDIATION))

    def test_a_commendation_is_read_by_the_officer_when_it_was_passed_on_and_not_before(
        self, admin: Desk, custodian: Desk, desk_of: DeskOf
    ) -> None:
        officer = desk_of(Role.OFFICER, id=hired(admin, Role.OFFICER))
        praise = taken(custodian, kind="commendation", commendations=["compassion"], officer_ids=[officer.actor.id])
        assert not listed(officer, praise)
        custodian.do(feedback.thank, praise, ThankDraft(thanks="Thank you for staying."))
        assert listed(officer, praise)
        assert found(officer, praise)
        said = [line.detail for s in officer.ask(general.reading, "feedback", praise).sections for line in s.lines]
        assert "Thank you for staying." in said
        with pytest.raises(Invalid):
            custodian.do(feedback.route, praise, RouteDraft(to=RoutedTo.MEDIATION))

    def test_a_concern_never_thanks_anybody(self, admin: Desk, custodian: Desk) -> None:
        with pytest.raises(Invalid, match="Only a commendation"):
            custodian.do(feedback.thank, taken(custodian, officer_ids=[hired(admin, Role.OFFICER)]), ThankDraft())

    def test_nobody_named_is_taken_out_again_and_what_it_is_stays(self, admin: Desk, custodian: Desk) -> None:
        concern = taken(custodian, officer_ids=[hired(admin, Role.OFFICER)])
        values = custodian.ask(general.reading, "feedback", concern).values
        for change in ({"officer_ids": []}, {"kind": "commendation"}):
            with pytest.raises(Invalid):
                custodian.do(feedback.change_feedback, concern, checked(FeedbackDraft, values | change))
        custodian.do(feedback.change_feedback, concern, checked(FeedbackDraft, values | {"summary": "He left."}))


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"route": "anonymous", "complainant": "Ana"}, "complainant"),
        ({"summary": "She is undocumented and was shouted at."}, "summary"),
        ({"summary": "Lo trató mal por estar sin papeles."}, "summary"),
        ({"evidence": ["x" * 301]}, "evidence"),
        ({"incident_on": date(2027, 1, 1)}, "incident_on"),
        ({"kind": "suggestion", "allegations": ["discourtesy"]}, "allegations"),
        ({"commendations": ["valor"]}, "commendations"),
        ({"officer_ids": [UUID(int=9)]}, "officer_ids"),
        ({"contact_id": UUID(int=9)}, "contact_id"),
        ({"language": "xx"}, "language"),
    ],
)
def test_what_an_intake_refuses(facts: dict[str, Any], field: str, custodian: Desk) -> None:
    with pytest.raises(Invalid) as refused:
        taken(custodian, **facts)
    assert field in {problem.field for problem in refused.value.problems}
    assert custodian.ask(general.listing, "feedback").rows == ()


def test_no_question_asks_for_immigration_status() -> None:
    asked = " ".join(FeedbackDraft.model_fields).lower()
    assert not [word for word in ("immigra", "citizen", "visa", "nationality") if word in asked]


def test_the_clock_runs_until_it_is_acknowledged(custodian: Desk, clock: Any) -> None:
    concern = taken(custodian)
    assert awaited(custodian, concern)
    clock.move(days=4)
    with pytest.raises(Invalid, match="Acknowledge"):
        custodian.do(feedback.route, concern, RouteDraft(to=RoutedTo.MEDIATION))
    month = next(s for s in custodian.ask(figures, "2026-10").sections if s.number == 12)
    late = next(figure for figure in month.figures if figure.code == "acknowledged")
    assert (late.n, late.of) == (0, 1)
    custodian.do(feedback.acknowledge, concern, AcknowledgeDraft())
    assert not awaited(custodian, concern)


def test_the_month_counts_kinds_tiers_findings_and_thanks(admin: Desk, custodian: Desk) -> None:
    officer = hired(admin, Role.OFFICER)
    first = taken(custodian, allegations=["discourtesy", "unreasonable_force"])
    taken(custodian, kind="concern", allegations=["discourtesy"])
    praise = taken(custodian, kind="commendation", officer_ids=[officer])
    custodian.do(feedback.thank, praise, ThankDraft())
    custodian.do(feedback.acknowledge, first, AcknowledgeDraft())
    custodian.do(feedback.route, first, RouteDraft(to=RoutedTo.INTERNAL_AFFAIRS))
    finding = FindingDraft(finding="exonerated", finding_on=date(2026, 10, 14), ia_number="IA 1")
    custodian.do(feedback.record_finding, first, finding)
    section = next(s for s in custodian.ask(figures, "2026-10").sections if s.number == 12)
    counts = {figure.code: figure.n for figure in section.figures}
    assert counts | {"kind_complaint": 1, "kind_concern": 1, "kind_commendation": 1, "tier_1": 1} == counts
    assert counts | {"tier_3": 1, "finding_exonerated": 1, "thanked": 1, "acknowledged": 1} == counts


def test_the_receipt_says_number_and_phone_and_names_nobody(admin: Desk, custodian: Desk) -> None:
    officer = admin.do(
        staff.add_staff, StaffDraft(user_name="q.named", full_name="Quentin Named", roles=[Role.OFFICER])
    )
    concern = taken(custodian, complainant="Zelda Caller", officer_ids=[officer])
    pages = custodian.ask(concern_receipt, concern)
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(pages)).pages)
    assert custodian.ask(general.reading, "feedback", concern).number in text
    assert not [name for name in ("Quentin", "Named", "Zelda", "Caller", "kiosk") if name in text]


@settings(max_examples=8)
@given(steps=st.lists(st.sampled_from(["acknowledge", "route", "finding", "thank", "close", "name"]), max_size=8))
def test_whatever_the_order_of_steps_the_wall_stands(
    steps: list[str], blank_store: Any, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with copied(blank_store, tmp_path_factory.mktemp("wall"), Clock()) as store:
        desk_of = desks_on(store)
        custodian = desk_of(Role.RECORDS_CUSTODIAN)
        officer = hired(desk_of(Role.ADMINISTRATOR), Role.OFFICER)
        concern = taken(custodian, officer_ids=[officer])
        drafts = {
            "acknowledge": (feedback.acknowledge, AcknowledgeDraft()),
            "route": (feedback.route, RouteDraft(to=RoutedTo.OVERSIGHT)),
            "finding": (
                feedback.record_finding,
                FindingDraft(finding="mediated", finding_on=date(2026, 10, 14), ia_number="IA 1"),
            ),
            "thank": (feedback.thank, ThankDraft()),
            "close": (feedback.close, CloseDraft(notified_on=date(2026, 10, 14), how=Told.PHONE)),
            "name": (feedback.name_officers, NamedDraft(officer_ids=[officer])),
        }
        for step in steps:
            try:
                custodian.do(drafts[step][0], concern, drafts[step][1])
            except Invalid:
                continue
        named = desk_of(*Role, id=officer, **ALL)
        assert not any(way(named, concern) for way in (listed, read, titled, found))
