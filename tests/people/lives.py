"""A life on record: one person with a row in everything that may point to a person; and the whole store as rows."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import SQLModel, select

import casemgr.app  # noqa: F401  (every table there is)
from casemgr.core.desk import Desk
from casemgr.core.store import Store
from casemgr.records import attachments, crisis, directory, people, plans, referrals
from casemgr.records.attachments import AttachDraft
from tests.builders import (
    a_consent,
    a_contact,
    a_follow_up,
    a_household,
    a_leader,
    a_need,
    a_neighborhood,
    a_person,
    a_referral,
    a_service,
)
from tests.samples import made

BORN = date(1988, 3, 12)
FOLLOWS = {"audit", "audit_session", "merge", "merge_trace", "counter"}
"""Tables that only grow, and the merge itself."""
STAMPS = {"version", "updated_at"}
COMMUNITY = {"leaders": ("person_id",)}
"""Kinds of the community work that may name a person, each with the fields of its draft that do."""


class Town:
    """What a life needs around it."""

    def __init__(self, desk: Desk) -> None:
        self.place = a_neighborhood(desk)
        self.service = a_service(desk)
        self.house: UUID = desk.ask(directory.service, self.service).organization_id


def a_life(desk: Desk, town: Town, **facts: Any) -> UUID:
    """Someone with a row in everything; `desk` is a supervisor's who is an administrator too."""
    values = {"aliases": ["Mari"], "phones": ["312 555 0199"], "emails": ["m@example.org"]}
    earlier = a_person(desk, "Earlier", "Entry")
    id = a_person(desk, **{"given": "Maria", "family": "Garcia Lopez", "dob": BORN} | values | facts)
    other = a_person(desk, "Nobody", "Else", guardian_person_id=id)
    desk.do(people.not_the_same, id, other)
    later = a_person(desk, "Later", "Entry")
    desk.do(people.not_the_same, earlier, id)
    desk.do(people.not_the_same, id, later)
    desk.do(people.note_safe_contact, id, "Only by the sister.")
    desk.do(people.join, a_household(desk), people.MemberDraft(person_id=id))
    desk.do(people.look_at, id)
    a_contact(desk, town.place, id)
    a_need(desk, id)
    a_leader(desk, town.place, person_id=id)
    consent = a_consent(desk, id, town.house)
    a_follow_up(desk, "people", id)
    desk.do(attachments.attach, AttachDraft(about_kind="people", about_id=id, name="note.txt"), b"Prefers mornings.")
    sent = a_referral(desk, town.service, id, information_shared=["identity", "needs"], desired_outcomes=["A bed"])
    crisis_draft = crisis.CrisisDraft(person_id=id, call_type="dispatched_wellness", neighborhood_id=town.place)
    desk.do(crisis.log_crisis, crisis_draft)
    account = "Without a plan each visit began anew."
    desk.do(plans.add_plan, plans.PlanDraft(person_id=id, to_do=["Sit down first"], safety_basis=account))
    desk.do(referrals.send, sent, referrals.SendDraft(consent_id=consent))
    for kind, facts_of_it in COMMUNITY.items():
        made(desk, kind, **{name: id for name in facts_of_it})
    made(desk, "mentees", person_id=id)
    made(desk, "mentees", guardian_id=id)
    return id


def rows_of(store: Store, desk: Desk) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table as it lies in the store, without the stamps that each change sets."""
    with store.tx(desk.actor) as tx:
        connection = tx.inside()
        found = {}
        for table in SQLModel.metadata.sorted_tables:
            if table.name in FOLLOWS:
                continue
            rows = [dict(row) for row in connection.execute(select(table)).mappings() if row.get("kind") != "merges"]
            found[table.name] = sorted(
                ({str(name): value for name, value in row.items() if name not in STAMPS} for row in rows), key=str
            )
        return found
