"""A crisis encounter: a draft until it is sealed, then only added to; what is missing is said, what is known kept."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from casemgr.core import general
from casemgr.core.access import Label, Role
from casemgr.core.acts import Nothing
from casemgr.core.desk import Desk
from casemgr.core.errors import CaseError, Conflict, Invalid, NoConsent, NotAllowed, NotFound
from casemgr.records import crisis, directory, disclosures, followups
from casemgr.records.crisis import AdditionDraft, CrisisDraft, Hold, InErrorDraft, NoticeDraft
from casemgr.services.summary import figures
from casemgr.services.summary.figures import Figure
from tests.builders import a_member, a_neighborhood, a_person, a_service
from tests.conftest import Clock
from tests.crisis.builders import CALM, a_plan, agreed, an_encounter, sealed

DeskOf = Callable[..., Desk]


@pytest.fixture
def lead(desk_of: DeskOf) -> Desk:
    return desk_of(Role.SUPERVISOR, Role.ADMINISTRATOR)


@pytest.fixture
def officer(desk_of: DeskOf) -> Desk:
    return desk_of(Role.OFFICER)


@pytest.fixture
def beat(lead: Desk) -> UUID:
    return a_neighborhood(lead)


def status(desk: Desk, id: UUID) -> str:
    return desk.ask(general.reading, "crisis", id).status


def fields(refused: Invalid) -> set[str]:
    return {problem.field for problem in refused.problems}


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"dispositions": []}, "dispositions"),
        ({"dispositions": ["shelter", "resource_declined"]}, "primary_disposition"),
        ({"dispositions": ["shelter"], "primary_disposition": "arrested"}, "primary_disposition"),
        ({"cleared_at": None}, "cleared_at"),
        ({"force_used": True}, "rms_number"),
        ({"hold": Hold.EMERGENCY_HOLD}, "hold_form_number"),
        ({"bwc_status": "not_activated"}, "bwc_reason"),
        ({"narrative": "He is schizophrenic."}, "narrative"),
        (
            {"narrative": "He is schizophrenic.", "kept": ["schizophrenic"], "kept_reason": "The family says"},
            "narrative",
        ),
        ({"narrative": "Call him at (312) 555-0188."}, "narrative"),
    ],
)
def test_what_is_missing_or_does_not_belong_is_said_at_the_seal_and_the_draft_stays(
    officer: Desk, beat: UUID, facts: dict[str, Any], field: str
) -> None:
    id = an_encounter(officer, beat, **facts)
    with pytest.raises(Invalid) as refused:
        officer.do(crisis.seal, id, Nothing())
    assert fields(refused.value) == {field}
    assert status(officer, id) == "Draft"


def test_words_marked_for_another_reason_may_be_kept_with_one(officer: Desk, beat: UUID) -> None:
    said: dict[str, Any] = {
        "narrative": "Call him at (312) 555-0188.",
        "kept": ["(312) 555-0188"],
        "kept_reason": "Number of a shop",
    }
    assert status(officer, sealed(officer, beat, **said)) == "Sealed"


def test_a_sealed_one_is_never_edited_but_added_to(officer: Desk, beat: UUID) -> None:
    id = sealed(officer, beat)
    values = officer.ask(general.reading, "crisis", id).values
    with pytest.raises(Invalid):
        officer.do(crisis.change_crisis, id, CrisisDraft.model_validate(values | {"id": id, "narrative": "Other"}))
    officer.do(crisis.add_to, id, AdditionDraft(text="It was the north door."))
    reading = officer.ask(general.reading, "crisis", id)
    assert reading.values["narrative"] == CALM
    assert [line.title for section in reading.sections for line in section.lines] == ["It was the north door."]
    with pytest.raises(Invalid):
        officer.do(crisis.add_to, id, AdditionDraft(text="She is bipolar."))


def test_minutes_and_arrest_follow_from_what_is_said(officer: Desk, beat: UUID) -> None:
    id = an_encounter(officer, beat, dispositions=["arrested"])
    values = officer.ask(general.reading, "crisis", id).values
    assert (values["minutes_on_scene"], values["arrest"], values["primary_disposition"]) == (60, True, "arrested")


@pytest.mark.parametrize(("moved", "field"), [({"occurred_at": 1}, "occurred_at"), ({"cleared_at": -9}, "cleared_at")])
def test_time_runs_forward(officer: Desk, beat: UUID, moved: dict[str, Any], field: str) -> None:
    now = officer.store.clock()
    times: dict[str, Any] = {name: now + timedelta(hours=hours) for name, hours in moved.items()}
    with pytest.raises(Invalid) as refused:
        an_encounter(officer, beat, **times)
    assert field in fields(refused.value)


def test_a_seal_promises_the_partner_notice_and_the_notice_keeps_it(officer: Desk, lead: Desk, beat: UUID) -> None:
    person, service = a_person(officer), a_service(lead)
    id = sealed(officer, beat, person)
    (promise,) = officer.ask(followups.of_parent, "crisis", id)
    at = officer.ask(general.reading, "crisis", id).values["occurred_at"]
    assert promise.due_at == at + timedelta(hours=72)
    told = NoticeDraft(service_id=service, categories=["identity"])
    with pytest.raises(NoConsent):
        officer.do(crisis.partner_told, id, told)
    agreed(officer, person, _house(lead, service))
    officer.do(crisis.partner_told, id, told)
    (promise,) = officer.ask(followups.of_parent, "crisis", id)
    assert promise.status == followups.Status.DONE
    day = officer.store.clock().date()
    (entry,) = officer.ask(disclosures.disclosures_of, person, day, day)
    assert (entry.medium, entry.basis, entry.purpose) == ("spoken", "consent", "coordination")
    with pytest.raises(Conflict):
        officer.do(crisis.partner_told, id, told)


def _house(desk: Desk, service: UUID) -> UUID:
    return desk.ask(directory.service, service).organization_id


def test_without_consent_a_supervisor_has_to_agree(officer: Desk, lead: Desk, beat: UUID) -> None:
    id = sealed(officer, beat, a_person(officer))
    told = {"service_id": a_service(lead), "categories": ["identity"], "basis": "imminent_threat"}
    told |= {"basis_reason": "Said they would go back to the bridge tonight."}
    with pytest.raises(Invalid) as refused:
        officer.do(crisis.partner_told, id, NoticeDraft.model_validate(told))
    assert fields(refused.value) == {"approved_by"}
    lead.do(crisis.partner_told, id, NoticeDraft.model_validate(told))


def test_nobody_is_promised_a_check_in_twice_or_without_a_name(officer: Desk, beat: UUID) -> None:
    id = sealed(officer, beat, a_person(officer))
    officer.do(crisis.check_ins, id, Nothing())
    assert len(officer.ask(followups.of_parent, "crisis", id)) == 5
    with pytest.raises(Conflict):
        officer.do(crisis.check_ins, id, Nothing())
    nameless = sealed(officer, beat)
    assert officer.ask(followups.of_parent, "crisis", nameless) == []
    with pytest.raises(Conflict):
        officer.do(crisis.check_ins, nameless, Nothing())


def test_one_entered_in_error_counts_no_more_and_its_promises_end(
    officer: Desk, lead: Desk, beat: UUID, clock: Clock
) -> None:
    person = a_person(officer)
    id = sealed(officer, beat, person)
    clock.move(hours=13)
    with pytest.raises(NotAllowed):
        officer.do(crisis.entered_in_error, id, InErrorDraft(reason="Another street"))
    lead.do(crisis.entered_in_error, id, InErrorDraft(reason="Another street"))
    assert lead.ask(crisis.met_before, person).days_365 == 0
    assert [row.status for row in lead.ask(followups.of_parent, "crisis", id)] == [followups.Status.CANCELLED]


def test_people_met_again_are_counted_over_30_90_and_365_days(officer: Desk, beat: UUID, clock: Clock) -> None:
    person = a_person(officer)
    for days in (300, 40, 20):
        sealed(officer, beat, person)
        clock.move(days=days)
    id = sealed(officer, beat, person)
    before = officer.ask(crisis.met_before, person)
    assert (before.days_30, before.days_90, before.days_365, before.often) == (2, 3, 4, True)
    lines = [line.title for section in officer.ask(general.reading, "crisis", id).sections for line in section.lines]
    assert "Met more than twice in 90 days: a response plan may help" in lines


DENIED, NOT_THERE = NotAllowed, NotFound
WHO: dict[str, tuple[tuple[Role, ...], dict[str, object], object, object, object]] = {
    "its officer": ((Role.OFFICER,), {"own": True}, "all", "all", "all"),
    "another officer of the unit": ((Role.OFFICER,), {}, NOT_THERE, "codes", "no notes"),
    "an officer of another unit": ((Role.OFFICER,), {"unit": "South"}, NOT_THERE, NOT_THERE, NOT_THERE),
    "the co-responder who came": ((Role.CO_RESPONDER,), {"came": True}, "all", "all", "no notes"),
    "another co-responder": ((Role.CO_RESPONDER,), {}, NOT_THERE, "codes", "no notes"),
    "the supervisor": ((Role.SUPERVISOR,), {}, "all", "all", "all"),
    "a liaison of a partner": ((Role.LIAISON,), {}, DENIED, DENIED, DENIED),
    "the commander": ((Role.COMMANDER,), {}, "all", "all", "all"),
    "the custodian": ((Role.RECORDS_CUSTODIAN,), {}, "all", "all", "all"),
    "an administrator": ((Role.ADMINISTRATOR,), {}, DENIED, DENIED, DENIED),
    "an oversight reviewer": ((Role.OVERSIGHT_REVIEWER,), {}, DENIED, DENIED, DENIED),
}
"""Who: roles, what is special; then what they see of an encounter with a name, of one without, and of a plan."""


@pytest.mark.parametrize("who", WHO)
def test_who_sees_what(who: str, officer: Desk, lead: Desk, desk_of: DeskOf, beat: UUID) -> None:
    roles, special, named, nameless, plan = WHO[who]
    came = a_member(lead, "c.came", "Co Responder", roles=[Role.CO_RESPONDER])
    person = a_person(officer)
    with_name = sealed(officer, beat, person, co_responder_id=came)
    without = sealed(officer, beat, co_responder_id=came)
    of_plan = a_plan(officer, person, private_notes="Only for few")
    facts = {"unit": special.get("unit", "North")} | ({"id": came} if special.get("came") else {})
    desk = officer if special.get("own") else desk_of(*roles, **facts)
    assert officer.ask(general.reading, "crisis", with_name).label == Label.RESTRICTED
    assert (seen(desk, "crisis", with_name), seen(desk, "crisis", without)) == (named, nameless)
    assert seen(desk, "plans", of_plan) == plan


def seen(desk: Desk, kind: str, id: UUID) -> object:
    try:
        values = desk.ask(general.reading, kind, id).values
    except CaseError as refused:
        return type(refused)
    if kind == "plans":
        return "all" if values["private_notes"] else "no notes"
    return "all" if values["narrative"] else "codes"


def test_section_5_counts_what_its_lists_hold(officer: Desk, lead: Desk, beat: UUID) -> None:
    person, service = a_person(officer), a_service(lead)
    agreed(officer, person, _house(lead, service))
    first = sealed(officer, beat, person, cit_arrived=True, hold=Hold.VOLUNTARY, dispositions=["voluntary_commit"])
    sealed(officer, beat, person, co_responder_arrived=True, dispositions=["shelter", "mobile_crisis_team"],
           primary_disposition="shelter", bwc_status="not_activated", bwc_reason="Battery.")  # fmt: skip
    sealed(officer, beat, force_used=True, rms_number="R-1", dispositions=["arrested"], bwc_status="activated")
    an_encounter(officer, beat)
    officer.do(crisis.partner_told, first, NoticeDraft(service_id=service, categories=["identity"]))
    section = next(one for one in lead.ask(figures, "2026-10").sections if one.number == 5)
    said = {one.code: (one.n, one.of) for one in section.figures}
    assert said == {
        "crisis_encounters": (3, None),
        "crisis_cit": (1, 3),
        "crisis_co_responder": (1, 3),
        "crisis_voluntary": (1, 1),
        "crisis_camera": (1, 2),
        "crisis_arrests": (1, 3),
        "crisis_force": (1, 3),
        "crisis_noticed": (1, 2),
        "crisis_again": (1, 1),
        "crisis_minutes": (180, None),
        "crisis_ended_shelter": (1, 3),
        "crisis_ended_mobile_crisis_team": (1, 3),
        "crisis_ended_voluntary_commit": (1, 3),
        "crisis_ended_arrested": (1, 3),
    }
    assert all(one.n == len(one.behind) for one in section.figures if counts_records(one))


def counts_records(figure: Figure) -> bool:
    return not figure.unit
