"""Response plans: nobody is guided by one that is not approved, ran out, or has lost its consent."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from uuid import UUID

import pytest
from pypdf import PdfReader

from casemgr.core import audit_reading, general
from casemgr.core.access import Role, Scope
from casemgr.core.acts import Nothing
from casemgr.core.desk import Desk
from casemgr.core.errors import Invalid, NotAllowed
from casemgr.core.settings import set_threshold
from casemgr.records import consents, directory, plans
from casemgr.records.consents import RevokeDraft
from casemgr.records.plans import CallDraft, DropCallDraft, Guidance, ReviewedDraft, WhyDraft
from casemgr.services import today
from casemgr.services.crisis_papers import card_sheet, encounter_sheet
from casemgr.services.leaving import Within
from tests.builders import a_neighborhood, a_person, a_service
from tests.conftest import Clock
from tests.crisis.builders import a_plan, agreed, sealed

DeskOf = Callable[..., Desk]


@pytest.fixture
def lead(desk_of: DeskOf) -> Desk:
    return desk_of(Role.SUPERVISOR, Role.ADMINISTRATOR)


@pytest.fixture
def officer(desk_of: DeskOf) -> Desk:
    return desk_of(Role.OFFICER)


@pytest.fixture
def person(officer: Desk) -> UUID:
    return a_person(officer)


def approved(officer: Desk, lead: Desk, person: UUID, **facts: object) -> UUID:
    id = a_plan(officer, person, **facts)
    officer.do(plans.add_call, id, CallDraft(name="Sister", phone="(555) 555-0133", relationship="sister"))
    officer.do(plans.submit, id, Nothing())
    lead.do(plans.approve, id, Nothing())
    return id


def test_a_plan_needs_consent_or_an_account_of_why_safety_asks_for_it(officer: Desk, lead: Desk, person: UUID) -> None:
    with pytest.raises(Invalid) as refused:
        a_plan(officer, person, safety_basis="")
    assert [problem.field for problem in refused.value.problems] == ["safety_basis"]
    consent = agreed(officer, person, lead.ask(directory.service, a_service(lead)).organization_id)
    id = a_plan(officer, person, safety_basis="")
    assert officer.ask(general.reading, "plans", id).values["consent_id"] == consent


def test_a_consent_to_something_else_or_of_someone_else_carries_no_plan(
    officer: Desk, lead: Desk, person: UUID
) -> None:
    house = lead.ask(directory.service, a_service(lead)).organization_id
    other = agreed(officer, a_person(officer, "Ana", "Ruiz"), house)
    with pytest.raises(Invalid) as refused:
        a_plan(officer, person, consent_id=other)
    assert [problem.field for problem in refused.value.problems] == ["consent_id"]


def test_there_is_one_plan_for_a_person(officer: Desk, person: UUID) -> None:
    id = a_plan(officer, person)
    with pytest.raises(Invalid):
        a_plan(officer, person)
    officer.do(plans.withdraw, id, WhyDraft(reason="Begun anew"))
    a_plan(officer, person)


def test_nobody_approves_a_plan_of_their_own(lead: Desk, desk_of: DeskOf, person: UUID) -> None:
    id = a_plan(lead, person)
    lead.do(plans.submit, id, Nothing())
    with pytest.raises(NotAllowed):
        lead.do(plans.approve, id, Nothing())
    assert "approve" not in lead.ask(general.reading, "plans", id).acts
    desk_of(Role.SUPERVISOR).do(plans.approve, id, Nothing())


def test_an_officer_does_not_approve_and_another_does_not_submit(officer: Desk, desk_of: DeskOf, person: UUID) -> None:
    id = a_plan(officer, person)
    with pytest.raises(NotAllowed):
        desk_of(Role.OFFICER).do(plans.submit, id, Nothing())
    officer.do(plans.submit, id, Nothing())
    with pytest.raises(NotAllowed):
        officer.do(plans.approve, id, Nothing())


def test_a_draft_guides_nobody_and_an_approved_plan_does(officer: Desk, lead: Desk, person: UUID) -> None:
    id = a_plan(officer, person)
    assert officer.ask(plans.plan_of, person) is None
    card = officer.ask(plans.patrol_card, id)
    assert (card.guidance, card.to_do) == (Guidance.NOT_APPROVED, ())
    officer.do(plans.submit, id, Nothing())
    lead.do(plans.approve, id, Nothing())
    assert officer.ask(plans.plan_of, person).guidance is Guidance.GUIDES
    assert officer.ask(plans.patrol_card, id).to_do == ("Sit down first", "Speak low")


def test_a_plan_that_ran_out_says_so_and_guides_nobody_until_it_is_reviewed(
    officer: Desk, lead: Desk, person: UUID, clock: Clock
) -> None:
    id = approved(officer, lead, person)
    clock.move(days=181)
    card = officer.ask(plans.patrol_card, id)
    assert card.guidance is Guidance.EXPIRED
    assert (card.to_do, card.not_to_do, card.calls, card.last_outcome) == ((), (), (), "")
    assert "ran out" in card.why_not
    paper = text_of(officer.ask(card_sheet, id))
    assert "ran out" in paper
    assert "Sit down first" not in paper
    assert [row.status for row in officer.ask(plans.plans).rows] == ["expired"]
    lead.do(plans.review, id, ReviewedDraft(note="Still fits"))
    assert [row.status for row in officer.ask(plans.plans).rows] == ["active"]
    assert officer.ask(plans.patrol_card, id).guidance is Guidance.GUIDES


def test_with_its_consent_a_plan_ends_and_its_people_are_told(officer: Desk, lead: Desk, person: UUID) -> None:
    house = lead.ask(directory.service, a_service(lead)).organization_id
    consent = agreed(officer, person, house)
    id = approved(officer, lead, person, safety_basis="")
    assert officer.ask(plans.patrol_card, id).guidance is Guidance.GUIDES
    officer.do(consents.revoke_consent, consent, RevokeDraft(reason="Wants no plan"))
    card = officer.ask(plans.patrol_card, id)
    assert (card.guidance, card.to_do) == (Guidance.CONSENT_ENDED, ())
    assert "End or renew a response plan whose consent has ended" in awaited(officer)
    with pytest.raises(Invalid):
        lead.do(plans.review, id, ReviewedDraft(note="Still fits"))


@pytest.mark.parametrize("days", [0, 181])
def test_a_review_lies_ahead_and_within_the_setting(officer: Desk, lead: Desk, person: UUID, days: int) -> None:
    with pytest.raises(Invalid):
        a_plan(officer, person, review_on=officer.store.clock().date() + timedelta(days=days))
    lead.do(set_threshold, "plan_review_days", 30)
    id = a_plan(officer, person)
    assert officer.ask(plans.patrol_card, id).review_on == officer.store.clock().date() + timedelta(days=30)


def test_author_and_approver_are_told_30_days_before(
    officer: Desk, lead: Desk, desk_of: DeskOf, person: UUID, clock: Clock
) -> None:
    approved(officer, lead, person)
    assert "Review a response plan" not in awaited(officer)
    clock.move(days=174)
    assert "Review a response plan" in awaited(officer)
    assert "Review a response plan" in awaited(lead)
    assert "Review a response plan" not in awaited(desk_of(Role.OFFICER))


def awaited(desk: Desk) -> list[str]:
    return [item.what for item in desk.ask(today.boards)[0].items]


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def test_each_opening_of_a_card_is_written_down_by_its_id(
    officer: Desk, lead: Desk, desk_of: DeskOf, person: UUID
) -> None:
    id = approved(officer, lead, person)
    reader = desk_of(Role.OFFICER)
    openings = [
        ("plans.patrol_card", lambda: reader.ask(plans.patrol_card, id)),
        ("crisis_papers.card_sheet", lambda: reader.ask(card_sheet, id)),
        ("general.reading", lambda: reader.ask(general.reading, "plans", id)),
    ]
    for name, opening in openings:
        opening()
        last = lead.ask(audit_reading.audit_entries, record=id).entries[0]
        assert (last.kind, last.action, last.actor, last.reason) == ("plans", "view", reader.actor.id, name)


def test_knowing_that_there_is_a_plan_is_no_opening(officer: Desk, lead: Desk, person: UUID) -> None:
    id = approved(officer, lead, person)
    before = len(lead.ask(audit_reading.audit_entries, record=id).entries)
    officer.ask(plans.plan_of, person)
    assert len(lead.ask(audit_reading.audit_entries, record=id).entries) == before


def test_how_the_last_encounter_ended_stands_on_the_card_for_those_who_cannot_read_it(
    officer: Desk, lead: Desk, desk_of: DeskOf, person: UUID
) -> None:
    id = approved(officer, lead, person)
    beat = a_neighborhood(lead)
    encounter = sealed(officer, beat, person, techniques=["active_listening"])
    card = desk_of(Role.OFFICER).ask(plans.patrol_card, id)
    assert card.last_outcome == "Resolved on scene, no transport"
    assert card.last_worked == ("Active listening",)
    paper = officer.ask(card_sheet, id)
    assert paper.leave is Within.DUTY
    for words in ("Do not", "Stand in the door", "Sister", "(555) 555-0133", "Resolved on scene", "Not to be handed"):
        assert words in text_of(paper)
    record = officer.ask(encounter_sheet, encounter)
    assert record.leave is Within.DUTY
    for words in ("They stood by the door", "Active listening", "Tell the treatment partner", "1 encounter"):
        assert words in text_of(record)


def test_calls_are_added_and_taken_off_by_place(officer: Desk, lead: Desk, person: UUID) -> None:
    id = a_plan(officer, person)
    for name in ("Ana", "Ben", "Cleo"):
        officer.do(plans.add_call, id, CallDraft(name=name, phone="555 0100"))
    officer.do(plans.drop_call, id, DropCallDraft(place=2))
    with pytest.raises(Invalid):
        officer.do(plans.drop_call, id, DropCallDraft(place=3))
    officer.do(plans.submit, id, Nothing())
    lead.do(plans.approve, id, Nothing())
    assert [call.name for call in officer.ask(plans.patrol_card, id).calls] == ["Ana", "Cleo"]
    with pytest.raises(Invalid):
        officer.do(plans.add_call, id, CallDraft(name="Dora", phone="555 0100"))


def test_private_notes_are_never_on_the_card_and_survive_a_change(officer: Desk, lead: Desk, person: UUID) -> None:
    id = a_plan(officer, person, private_notes="Quetzal")
    values = officer.ask(general.reading, "plans", id).values
    officer.do(plans.change_plan, id, plans.PlanDraft.model_validate(values | {"id": id, "to_do": ["Wait"]}))
    officer.do(plans.submit, id, Nothing())
    lead.do(plans.approve, id, Nothing())
    card = officer.ask(plans.patrol_card, id)
    assert card.to_do == ("Wait",)
    assert "Quetzal" not in repr(card) + text_of(officer.ask(card_sheet, id))
    assert lead.ask(general.reading, "plans", id).values["private_notes"] == "Quetzal"


def test_who_is_of_another_unit_sees_no_card(officer: Desk, lead: Desk, desk_of: DeskOf, person: UUID) -> None:
    id = approved(officer, lead, person)
    far = desk_of(Role.OFFICER, unit="South", scope=Scope.UNIT)
    assert far.ask(plans.plan_of, person) is None
    with pytest.raises(Exception, match="no such plan"):
        far.ask(plans.patrol_card, id)
