"""What tests start from, each made through the Desk, so that no test has data the program could not make."""

from datetime import timedelta
from uuid import UUID

from casemgr.core.access import Role
from casemgr.core.desk import Desk
from casemgr.records import consents, followups, needs, neighborhoods, people, places, staff


def a_member(desk: Desk, user_name: str = "r.delgado", full_name: str = "Rosa Delgado", **facts: object) -> UUID:
    """Someone on the staff; `desk` is an administrator's."""
    values = {"roles": [Role.OFFICER], "unit": "North"} | facts
    draft = staff.StaffDraft(user_name=user_name, full_name=full_name, **values)  # type: ignore[arg-type]
    return desk.do(staff.add_staff, draft)


def a_neighborhood(desk: Desk, code: str = "N1", name: str = "Harbor Flats") -> UUID:
    """A neighborhood with two beats; `desk` is an administrator's."""
    draft = neighborhoods.NeighborhoodDraft(code=code, name=name, beats=[f"{code}-1", f"{code}-2"])
    return desk.do(neighborhoods.add_neighborhood, draft)


def a_follow_up(desk: Desk, parent_kind: str, parent_id: UUID, **facts: object) -> UUID:
    """A promise about any record, due tomorrow unless said otherwise; `desk` is an officer's."""
    values = {"what": "Call back", "due_at": desk.store.clock() + timedelta(days=1)} | facts
    draft = followups.FollowUpDraft(parent_kind=parent_kind, parent_id=parent_id, **values)  # type: ignore[arg-type]
    return desk.do(followups.promise, draft)


def a_place(desk: Desk, name: str = "Laundry on Elm", **facts: object) -> UUID:
    """A named spot; `desk` is an officer's."""
    return desk.do(places.add_place, places.PlaceDraft(name=name, **facts))  # type: ignore[arg-type]


def a_person(desk: Desk, given: str = "Maria", family: str = "García", **facts: object) -> UUID:
    """Someone met; `desk` is an officer's."""
    draft = people.PersonDraft(given=given, family=family, **facts)  # type: ignore[arg-type]
    return desk.do(people.add_person, draft)


def a_household(desk: Desk, name: str = "García household", **facts: object) -> UUID:
    """A household nobody has joined yet; `desk` is an officer's."""
    draft = people.HouseholdDraft(name=name, **facts)  # type: ignore[arg-type]
    return desk.do(people.start_household, draft)


def a_consent(desk: Desk, person_id: UUID, *recipient_ids: UUID, **facts: object) -> UUID:
    """A written consent to share identity and needs with these organizations; `desk` is an officer's."""
    values: dict[str, object] = {
        "recipient_ids": list(recipient_ids),
        "categories": ["identity", "needs"],
        "purposes": ["Find housing"],
        "not_a_condition_of_service": True,
    }
    draft = consents.ConsentDraft(person_id=person_id, **values | facts)  # type: ignore[arg-type]
    return desk.do(consents.record_consent, draft)


def a_need(desk: Desk, person_id: UUID, domain: str = "homelessness", **facts: object) -> UUID:
    """A need of someone; `desk` is an officer's."""
    return desk.do(needs.note_need, needs.NeedDraft(person_id=person_id, domain=domain, **facts))  # type: ignore[arg-type]
