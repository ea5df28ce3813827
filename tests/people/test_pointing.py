"""What points to a person: every column of every table is known to a merge, and each row goes over."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import JSON, Uuid
from sqlmodel import SQLModel, select

from casemgr.core.access import Role
from casemgr.core.desk import Desk
from casemgr.core.store import Store
from casemgr.records.people import MergeDraft
from casemgr.services import merging
from tests.builders import a_person
from tests.people.lives import Town, a_life

DeskOf = Callable[..., Desk]
STAFF = set(
    "entered_by by done_by assigned_to backup_to officer_id handed_over_to revoked_by reviewed_by undone_by made_by "
    "user_id approved_by staff staff_id actor actor_id owner owner_id signed_by checked_by imported_by grantee_id "
    "session submitted_by coordinator_id introduced_by briefed_by liaison_id chair_id note_taker_id resolved_by "
    "released_by carried_out_by".split()
)
"""Columns that hold the id of someone who works here, of a partner, or of their sign-in."""
NO_PERSON = {
    *("role_key_box.holder", "sealed_value.row_id", "sealed_value.record_id", "sealed_token.row_id"),
    "audit_carried.row_id",
    *("access_finding.record_id", "access_finding.search_id"),
    *("academy_session.present",),
    *("training_completion.verified_by", "training_requirement.gates", "training_requirement.roles"),
    *(
        "agreement.categories",
        "attribute.link_id",
        "attribute.taxonomy_term_id",
        "audit_session.id",
        "barred.record_id",
        "consent.categories",
        "consent.disclosers",
        "packet_source.about_id",
        "review_packet.gathered_by",
        "review_packet.numbers",
        "review_packet.released_to",
        "feedback_item.allegations",
        "feedback_item.commendations",
        "feedback_item.copied_by",
        "feedback_item.evidence",
        "feedback_item.officer_ids",
        "feedback_item.partner_ids",
        "feedback_item.supervisor_ids",
    ),
    *("consent.neighborhood_id", "consent.purposes", "consent.recipient_classes", "consent.recipient_ids"),
    *("consent_signature.strokes", "contact.origin_id", "contact.replaces_id", "directory_import.counts"),
    *("directory_import.rejected", "disclosure.categories", "disclosure.neighborhood_id", "disclosure.notices"),
    *("disclosure.recipient_id", "household.neighborhood_id", "merge.neighborhood_id", "merge_trace.rows"),
    *("need.contact_id", "need.neighborhood_id", "organization.parent_organization_id", "person.accessibility_needs"),
    *("place.neighborhood_id", "question.choices", "referral.information_shared", "referral.neighborhood_id"),
    *("referral.organization_id", "referral_question.event_id", "referral_reply.event_id", "referral_step.about_id"),
    *("referral_step.before", "review_sheet.counts", "staff.labels", "staff.organization_id", "staff.roles"),
    *("taxonomy_term.parent_id", "education_session.co_presenter_id", "education_session.materials"),
    *("education_session.neighborhood_id", "education_session.presenter_ids"),
    *("leader.languages", "leader.decision_bodies", "meeting.languages", "meeting.channels"),
    *("crisis_encounter.behaviors", "crisis_encounter.dispositions", "crisis_encounter.natures"),
    *("crisis_encounter.techniques", "crisis_text.kept", "response_plan.last_techniques"),
    *("response_plan.neighborhood_id", "response_plan.not_to_do", "response_plan.strategies"),
    *("response_plan.techniques", "response_plan.to_do", "response_plan.triggers"),
    *("leader.languages", "leader.decision_bodies", "problem.neighborhood_id", "problem.partner_ids"),
    *("problem.cheers", "problem.scanned", "problem.triangle", "problem.analyzed", "problem.responded"),
    *("joint_patrol.volunteers",),
    *("problem.assessed", "problem_phase.missing"),
    *("imported_rows.rows", "imported_rows.made_people"),
    *(
        "expungement.targets",
        "expungement.key_paths",
        "hold_cover.covered_id",
        "disposed_record.record_id",
        "expungement_mention.record_id",
    ),
}
"""Columns that hold ids or lists and never a person's."""
NEVER_A_PERSON = {("disclosure", "about_id")}
"""Columns that may by their kind, and that no command fills so."""


@pytest.fixture
def lead(desk_of: DeskOf) -> Desk:
    return desk_of(Role.SUPERVISOR, Role.ADMINISTRATOR)


def test_every_column_that_may_hold_a_person_is_known_to_a_merge() -> None:
    """A new table stands here first: its column moves with a merge, is apart for a reason, or holds no person."""
    moved = {(pointer.table.__table__.name, pointer.column) for pointer in merging.pointers()}  # type: ignore
    forgotten = []
    for table in SQLModel.metadata.tables.values():
        for column in table.columns:
            place, elsewhere = (table.name, column.name), bool(column.foreign_keys)
            known = place in moved or place in merging.APART or column.name in STAFF
            if not isinstance(column.type, Uuid | JSON) or column.name == "id" or known:
                continue
            to_person = any(key.target_fullname == "person.id" for key in column.foreign_keys)
            if f"{table.name}.{column.name}" not in NO_PERSON and (to_person or not elsewhere):
                forgotten.append(place)
    assert forgotten == []


def test_what_is_declared_is_there() -> None:
    there = {f"{table.name}.{column.name}" for table in SQLModel.metadata.tables.values() for column in table.columns}
    assert there >= NO_PERSON
    assert there >= {".".join(place) for place in merging.APART}


def test_every_row_goes_over(lead: Desk, store: Store) -> None:
    town = Town(lead)
    other = a_life(lead, town)
    keep = a_person(lead, "Maria", "García")
    before = pointing(store, lead, other)
    assert {place for place, n in before.items() if n == 0} == NEVER_A_PERSON, "the life has a row in each"
    lead.do(merging.merge, MergeDraft(keep=keep, other=other))
    assert set(pointing(store, lead, other).values()) == {0}
    gone = pointing(store, lead, keep)
    assert {place: n for place, n in gone.items() if gone[place] < before[place]} == {}


def pointing(store: Store, desk: Desk, person: Any) -> dict[tuple[str, str], int]:
    """How many rows of each column point to someone."""
    found = {}
    with store.tx(desk.actor) as tx:
        connection = tx.inside()
        for pointer in merging.pointers():
            table = pointer.table.__table__  # type: ignore[attr-defined]
            asked = select(table).where(table.c[pointer.column] == person)
            if pointer.kind:
                asked = asked.where(table.c[pointer.kind] == "people")
            found[table.name, pointer.column] = len(connection.execute(asked).all())
    return found
