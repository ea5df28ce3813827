"""Adding to what is known of a person from a contact's text, and leaving the rest as it is."""

from collections.abc import Callable
from datetime import date

import pytest

from casemgr.core.access import Role
from casemgr.core.desk import Desk
from casemgr.core.errors import Invalid
from casemgr.i18n import use
from casemgr.records import people
from casemgr.records.people import FactsDraft
from tests.builders import a_person
from ui.log.births import read_birth


@pytest.fixture
def officer(desk_of: Callable[..., Desk]) -> Desk:
    return desk_of(Role.OFFICER)


def test_facts_are_added_once_and_all_else_stays(officer: Desk) -> None:
    known = {"aliases": ["Red cap"], "phones": ["555-0199"], "emails": ["m@mail.example"], "pronouns": "she/her"}
    id = a_person(officer, **known, safe_contact_note="Leave no message")
    for _time in range(2):
        officer.do(people.note_facts, id, FactsDraft(phone="555-0142", email="g@mail.example", dob=date(1990, 3, 4)))
    card = officer.ask(people.person, id)
    assert [phone.raw for phone in card.phones] == ["555-0199", "555-0142"]
    assert set(card.emails) == {"m@mail.example", "g@mail.example"}
    assert (card.dob, card.aliases, card.pronouns) == (date(1990, 3, 4), ("Red cap",), "she/her")
    assert officer.ask(people.safe_contact_note, id) == "Leave no message"


def test_another_birth_date_is_refused(officer: Desk) -> None:
    id = a_person(officer, dob=date(1980, 1, 2))
    with pytest.raises(Invalid, match="Another birth date is noted for P-"):
        officer.do(people.note_facts, id, FactsDraft(dob=date(1990, 3, 4)))
    assert officer.ask(people.person, id).dob == date(1980, 1, 2)


@pytest.mark.parametrize(
    ("text", "english", "spanish"),
    [
        ("3/4/1990", date(1990, 3, 4), date(1990, 4, 3)),
        ("19/7/88", date(1988, 7, 19), date(1988, 7, 19)),
        ("1990-03-04", date(1990, 3, 4), date(1990, 3, 4)),
        ("March 3, 1990", date(1990, 3, 3), date(1990, 3, 3)),
        ("el 3 de marzo de 1990", date(1990, 3, 3), date(1990, 3, 3)),
        ("31/31/1990", None, None),
        ("1958", None, None),
    ],
)
def test_a_birth_date_is_read_as_the_language_writes_it(text: str, english: date | None, spanish: date | None) -> None:
    assert read_birth(text) == english
    use("es")
    try:
        assert read_birth(text) == spanish
    finally:
        use("en")
