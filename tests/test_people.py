"""People: as little as a street name is enough, some things are never asked, and labels only rise by themselves."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest

from casemgr.core import general
from casemgr.core.access import Label, Role
from casemgr.core.desk import Desk
from casemgr.core.draft import checked, specs
from casemgr.core.errors import Invalid, NotAllowed, NotFound
from casemgr.core.record import new_id
from casemgr.core.sight import open_to
from casemgr.records import people
from casemgr.records.people.ages import minor_on
from tests.builders import a_neighborhood, a_person

DeskOf = Callable[..., Desk]
NEVER_ASKED = {
    *("ssn", "social_security", "immigration", "citizen", "visa", "religion", "faith", "politic", "party", "gang"),
    *("associate", "criminal", "arrest", "conviction", "warrant", "suspect", "offen", "race", "ethnic"),
}


@pytest.fixture
def officer(desk_of: DeskOf) -> Desk:
    return desk_of(Role.OFFICER)


def draft_of(desk: Desk, id: UUID, **changes: object) -> people.PersonDraft:
    """What a form would hand back: the values as they are read, with some changed."""
    return checked(people.PersonDraft, desk.ask(general.reading, "people", id).values | changes)


@pytest.mark.parametrize("model", [people.PersonDraft, people.Person, people.PersonCard, people.Household])
def test_what_may_not_be_kept_has_no_field(model: type) -> None:
    names = " ".join(model.__annotations__)
    assert not [word for word in NEVER_ASKED if word in names]


def test_a_person_is_read_as_entered(officer: Desk, desk_of: DeskOf) -> None:
    place = a_neighborhood(desk_of(Role.ADMINISTRATOR))
    id = a_person(
        officer,
        "María Elena",
        "Núñez",
        aliases=["Lena", "Malena"],
        dob=date(1988, 3, 12),
        pronouns="she",
        phones=[{"raw": "(312) 555-0134", "label": "home", "safe": False}, "312-555-0135"],
        emails=["lena@example.org"],
        contact_preference="dont_reach_out",
        preferred_language="es",
        interpreter_needed=True,
        accessibility_needs=["Ground floor"],
        veteran="0",
        current_living_situation="335",
        neighborhood_id=place,
    )
    card = officer.ask(people.person, id)
    assert (card.name, card.number) == ("Núñez, María Elena", "P-2026-TEST-000001")
    assert card.aliases == ("Lena", "Malena")
    assert (card.name_quality, card.dob_quality, card.age, card.minor) == ("1", "1", 38, False)
    assert [(p.number, p.label, p.safe) for p in card.phones] == [
        ("+13125550134", people.PhoneLabel.HOME, False),
        ("+13125550135", people.PhoneLabel.MOBILE, True),
    ]
    assert card.contact_preference is people.ContactPreference.DONT_REACH_OUT
    assert (card.emails, card.accessibility_needs) == (("lena@example.org",), ("Ground floor",))
    assert (card.label, card.neighborhood_id, card.withdrawn) == (Label.INTERNAL, place, False)


@pytest.mark.parametrize(
    ("facts", "name", "quality"),
    [
        ({"given": "", "family": "", "aliases": ["Tiny"]}, "“Tiny”", "2"),
        ({"given": "Sam", "family": "", "aliases": ["Tiny"]}, "Sam “Tiny”", "2"),
        ({"given": "", "family": ""}, "Unknown person", "99"),
        ({"given": "", "family": "", "name_quality": "9"}, "Unknown person", "9"),
        ({"given": "", "family": "", "name_quality": "1"}, "Unknown person", "99"),
        ({"given": "Juan", "family": "Ortiz", "suffix": "Jr."}, "Ortiz, Juan Jr.", "1"),
        ({"given": "Juan", "family": "Ortiz", "name_quality": "2"}, "Ortiz, Juan", "2"),
    ],
)
def test_any_name_is_enough(officer: Desk, facts: dict[str, object], name: str, quality: str) -> None:
    id = a_person(officer, **facts)  # type: ignore[arg-type]
    card = officer.ask(people.person, id)
    assert (card.name, card.name_quality) == (name, quality)
    assert officer.ask(people.names_of, [id]) == {id: name}


def test_the_list_sorts_by_folded_name_and_the_nameless_stand_last(officer: Desk) -> None:
    for given, family in [("", ""), ("Zoe", "Avila"), ("Ana", "Ávila"), ("Bo", "Øst"), ("Ann", "Oster")]:
        a_person(officer, given, family)
    rows = officer.ask(people.people).rows
    assert [row.family for row in rows] == ["Ávila", "Avila", "Øst", "Oster", ""]


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("dob", date(2027, 1, 1), "The birth date lies in the future."),
        ("dob", date(1890, 1, 1), "The birth date is more than 125 years ago."),
        ("emails", ["nobody"], "“nobody” is not an email address."),
        ("phones", ["call me"], "“call me” is not a phone number."),
        ("preferred_language", "E1", "Write the language as two or three small letters, such as es."),
        ("neighborhood_id", new_id(), "There is no such neighborhood."),
        ("guardian_person_id", new_id(), "The guardian must be another person you may see."),
        ("veteran", "7", "Veteran: “7” is not one of the choices."),
        ("aliases", ["x" * 81], "A name someone is called by has 1 to 80 characters."),
    ],
)
def test_a_slip_is_named_with_its_field(officer: Desk, field: str, value: object, said: str) -> None:
    with pytest.raises(Invalid) as refused:
        a_person(officer, **{field: value})  # type: ignore[arg-type]
    assert [(p.field, p.sentence) for p in refused.value.problems] == [(field, said)]


def test_a_number_that_is_not_whole_is_kept_as_written(officer: Desk) -> None:
    id = a_person(officer, phones=["ends in 4477"])
    assert [(p.raw, p.number) for p in officer.ask(people.person, id).phones] == [("ends in 4477", "")]


def test_amending_changes_what_was_said_and_keeps_the_rest(officer: Desk) -> None:
    id = a_person(
        officer,
        aliases=["Mari"],
        phones=[{"raw": "312 555 0134", "label": "work", "safe": False}],
        safe_contact_note="Only at the clinic",
    )
    officer.do(people.amend_person, id, draft_of(officer, id, family="Lopez", aliases=["Mary"]))
    card = officer.ask(people.person, id)
    assert (card.name, card.aliases) == ("Lopez, Maria", ("Mary",))
    assert [(p.label, p.safe) for p in card.phones] == [(people.PhoneLabel.WORK, False)]
    assert officer.ask(people.safe_contact_note, id) == "Only at the clinic"


def test_saving_the_same_form_twice_makes_one_person(officer: Desk) -> None:
    draft = people.PersonDraft(given="Ana", family="Ruiz")
    assert officer.do(people.add_person, draft) == officer.do(people.add_person, draft)
    assert len(officer.ask(people.people).rows) == 1


def test_who_was_entered_in_error_leaves_the_lists_and_can_be_read(officer: Desk) -> None:
    id = a_person(officer, "Test", "Entry")
    with pytest.raises(Invalid, match="Say why"):
        officer.do(people.withdraw_person, id, "  ")
    officer.do(people.withdraw_person, id, "Typed while training")
    card = officer.ask(people.person, id)
    assert (card.withdrawn, card.withdrawn_because) == (True, "Typed while training")
    assert officer.ask(people.people).rows == ()
    assert officer.ask(general.find, "Entry") == []
    assert officer.ask(people.look_alikes, "test entry") == []
    with pytest.raises(Invalid, match="entered in error"):
        officer.do(people.amend_person, id, people.PersonDraft(given="Other"))


@pytest.mark.parametrize("typed", ["mari", "nunez", "Lena", "312 555", "3125550134", "P-2026-TEST-000001"])
def test_search_finds_names_aliases_phones_and_number(officer: Desk, typed: str) -> None:
    id = a_person(officer, "María", "Núñez", aliases=["Lena"], phones=["312-555-0134"])
    a_person(officer, "Else", "Who")
    assert [hit.id for hit in officer.ask(general.find, typed)] == [id]


def test_notes_are_not_in_search(officer: Desk) -> None:
    a_person(officer, safe_contact_note="Never ring before noon")
    assert officer.ask(general.find, "noon") == []


def test_reading_a_safe_contact_note_is_written_down(officer: Desk) -> None:
    id = a_person(officer, safe_contact_note="Ring twice")
    assert officer.ask(people.person, id).has_safe_contact_note
    before = officer.ask(general.reading, "people", id).values
    assert "Ring twice" not in str(before)
    with officer.store.tx(officer.actor) as tx:
        people.safe_contact_note(tx, id)
        assert tx.opened == {("people", id)}
    officer.do(people.note_safe_contact, id, "")
    assert officer.ask(people.safe_contact_note, id) == ""


@pytest.mark.parametrize(
    "facts", [{"dob": date(2012, 5, 1)}, {"age_band": "13-17"}, {"age_band": "0-12", "sensitivity": "restricted"}]
)
def test_a_minor_is_at_least_juvenile(desk_of: DeskOf, officer: Desk, facts: dict[str, object]) -> None:
    id = a_person(officer, **facts)  # type: ignore[arg-type]
    card = officer.ask(people.person, id)
    assert (card.minor, card.label) == (True, Label.JUVENILE)
    colleague = desk_of(Role.OFFICER)
    with pytest.raises(NotFound):
        colleague.ask(people.person, id)
    assert colleague.ask(people.people).rows == ()
    band = "0-12" if facts.get("age_band") == "0-12" else "13-17"
    assert colleague.ask(people.names_of, [id]) == {id: f"M. G. · {band}"}, "and no more than that"
    assert desk_of(Role.SUPERVISOR).ask(people.person, id).id == id


def test_a_label_rises_by_itself_and_only_a_supervisor_lowers_it(desk_of: DeskOf, officer: Desk) -> None:
    id = a_person(officer, aliases=["Lupe"])
    colleague, supervisor = desk_of(Role.OFFICER), desk_of(Role.SUPERVISOR)
    colleague.do(people.amend_person, id, draft_of(colleague, id, dob=date(2011, 1, 1), aliases=["Lupe", "Pita"]))
    assert officer.ask(people.person, id).aliases == ("Lupe", "Pita")
    assert [hit.id for hit in officer.ask(general.find, "pita")] == [id]
    assert colleague.ask(general.find, "pita") == []
    officer.do(people.amend_person, id, draft_of(officer, id, dob=date(1981, 1, 1)))
    assert officer.ask(people.person, id).label is Label.JUVENILE
    with pytest.raises(Invalid, match="Only a supervisor"):
        officer.do(people.amend_person, id, draft_of(officer, id, sensitivity="internal"))
    supervisor.do(people.amend_person, id, draft_of(supervisor, id, sensitivity="internal"))
    assert colleague.ask(people.person, id).label is Label.INTERNAL


def test_a_band_is_outgrown_on_the_safe_side() -> None:
    band, noted = people.AgeBand.TEEN, date(2020, 6, 1)
    assert minor_on(None, band, noted, date(2025, 5, 31))
    assert not minor_on(None, band, noted, date(2025, 6, 1))
    assert not minor_on(None, people.AgeBand.YOUNG_ADULT, noted, noted)
    assert minor_on(date(2008, 2, 29), None, None, date(2026, 2, 28))
    assert not minor_on(date(2008, 2, 29), None, None, date(2026, 3, 1))


def test_another_units_people_are_out_of_sight(desk_of: DeskOf, officer: Desk) -> None:
    id = a_person(officer)
    south = desk_of(Role.OFFICER, unit="South")
    for ask in (people.person, people.safe_contact_note):
        with pytest.raises(NotFound):
            south.ask(ask, id)
    with pytest.raises(NotFound):
        south.do(people.withdraw_person, id, "Not mine")


def test_people_need_their_right(desk_of: DeskOf) -> None:
    with pytest.raises(NotAllowed):
        a_person(desk_of(Role.PUBLISHER))


def test_a_form_asks_for_phones_as_lines() -> None:
    asked = {spec.name: spec for spec in specs(people.PersonDraft)}
    assert asked["phones"].answer == "texts"
    assert "id" not in asked


def test_a_partner_sees_who_was_referred_and_nothing_that_was_not_shared(desk_of: DeskOf) -> None:
    officer = desk_of(Role.OFFICER)
    organization = new_id()
    partner = desk_of(Role.LIAISON, organization=organization)
    who = a_person(officer, dob=date(1980, 5, 1), phones=["212-555-0114"], safe_contact_note="Never call at night")
    with officer.store.tx(officer.actor, officer.signer, "test.open") as tx:
        open_to(tx, who, [organization])
        tx.finish()
    card = partner.ask(people.person, who)
    assert card.family == officer.ask(people.person, who).family
    assert (card.dob, card.age, card.phones, card.has_safe_contact_note) == (None, None, (), False)
    assert partner.ask(general.reading, "people", who).values["dob"] is None
    assert [row.dob for row in partner.ask(people.people).rows] == [None]
    tried = partner.ask(people.look_alikes, card.name, born=date(1980, 5, 1), phone="212-555-0114")
    assert [(one.id, one.born, one.why, one.likely) for one in tried] == [(who, None, "same name", False)]
    assert partner.ask(people.look_alikes, "", born=date(1980, 5, 1), phone="212-555-0114") == []
