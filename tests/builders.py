"""What tests start from, each made through the Desk, so that no test has data the program could not make."""

from datetime import timedelta
from uuid import UUID

from casemgr.core.access import Role
from casemgr.core.desk import Desk
from casemgr.records import (
    consents,
    contacts,
    directory,
    followups,
    issues,
    leaders,
    meetings,
    needs,
    neighborhoods,
    people,
    places,
    referrals,
    staff,
)


def a_member(desk: Desk, user_name: str = "r.delgado", full_name: str = "Rosa Delgado", **facts: object) -> UUID:
    """Someone on the staff; `desk` is an administrator's."""
    values = {"roles": [Role.OFFICER], "unit": "North"} | facts
    draft = staff.StaffDraft(user_name=user_name, full_name=full_name, **values)  # type: ignore[arg-type]
    return desk.do(staff.add_staff, draft)


def a_neighborhood(desk: Desk, code: str = "N1", name: str = "Harbor Flats") -> UUID:
    """A neighborhood with two beats; `desk` is an administrator's."""
    draft = neighborhoods.NeighborhoodDraft(code=code, name=name, beats=[f"{code}-1", f"{code}-2"])
    return desk.do(neighborhoods.add_neighborhood, draft)


def a_leader(desk: Desk, quarter: UUID, name: str = "Ines Duarte", **facts: object) -> UUID:
    """Someone who speaks for others; `desk` is an officer's."""
    values = {"role": "Head of the tenants' group", "sector": "community_members_groups"} | facts
    draft = leaders.LeaderDraft(name=name, neighborhood_id=quarter, **values)  # type: ignore[arg-type]
    return desk.do(leaders.add_leader, draft)


def a_meeting(desk: Desk, quarter: UUID, title: str = "Harbor Flats forum", hours: float = -2, **facts: object) -> UUID:
    """A forum in so many hours, or so many ago; `desk` is an officer's."""
    values = {"sort": "forum", "place": "Fish Market Hall", "starts_at": desk.store.clock() + timedelta(hours=hours)}
    draft = meetings.MeetingDraft(title=title, neighborhood_id=quarter, **values | facts)  # type: ignore[arg-type]
    return desk.do(meetings.plan_meeting, draft)


def an_issue(desk: Desk, quarter: UUID, title: str = "Dark corner at the ferry landing", **facts: object) -> UUID:
    """Something a neighborhood brought up; `desk` is an officer's."""
    values = {"category": "lighting", "raised_at": "meeting"} | facts
    draft = issues.IssueDraft(title=title, neighborhood_id=quarter, **values)  # type: ignore[arg-type]
    return desk.do(issues.raise_issue, draft)


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


def a_contact(desk: Desk, neighborhood_id: UUID, *person_ids: UUID, **facts: object) -> UUID:
    """A sealed contact with these people; `desk` is an officer's."""
    values: dict[str, object] = {
        "contact_type": "foot_patrol_conversation",
        "next_step": "none_needed",
        "neighborhood_id": neighborhood_id,
        "participants": [contacts.ParticipantDraft(person_id=person) for person in person_ids],
        "not_same": True,
    }
    return desk.do(contacts.log_contact, contacts.ContactDraft.model_validate(values | facts))


def a_service(
    desk: Desk,
    name: str = "Night Shelter",
    organization: str = "Harbor House",
    *,
    local: object = None,
    **facts: object,
) -> UUID:
    """A service entered by hand with what is known of it here; `desk` may edit the directory: a supervisor's."""
    draft = directory.ServiceDraft(name=name, organization=organization, **facts)  # type: ignore[arg-type]
    id = desk.do(directory.add_service, draft)
    if local is not None:
        desk.do(directory.set_local, id, directory.LocalDraft.model_validate(local))
    return id


def a_referral(desk: Desk, service_id: UUID, person_id: UUID | None = None, **facts: object) -> UUID:
    """A referral as a draft, nothing sent yet; `desk` is an officer's."""
    draft = referrals.ReferralDraft(service_id=service_id, person_id=person_id, **facts)  # type: ignore[arg-type]
    return desk.do(referrals.draft_referral, draft)
