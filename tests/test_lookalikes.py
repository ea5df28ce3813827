"""Look-alikes: spellings of one name meet, half-typed names are found, and nobody out of sight plays a part."""

from collections.abc import Callable, Iterator
from datetime import date
from string import ascii_lowercase

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casemgr.core.access import Role
from casemgr.core.desk import Desk
from casemgr.records import people
from casemgr.records.people import LookAlike
from casemgr.records.people.keys import Facts, keys_of, name_key, near_keys, near_sounds, sound
from tests.builders import a_person

DeskOf = Callable[..., Desk]
BORN = date(1988, 3, 12)
TOWN = [
    *[("Muhammad", "Abdi"), ("María José", "Núñez"), ("Katherine", "O'Neil"), ("Juan", "de la Cruz")],
    *[("Łukasz", "Øst"), ("Garcelle", "García López"), ("Christopher", "Nguyễn"), ("伟", "王"), ("Ada", "Smith")],
    *[
        ("John", "Smith"),
        ("Joan", "Smythe"),
        ("Wei", "Li"),
        ("Wei", "Chen"),
        ("Rosa", "Delgado"),
        ("Tomás", "Jiménez"),
        ("Иван", "Петров"),
    ],
]


@pytest.fixture
def officer(desk_of: DeskOf) -> Desk:
    return desk_of(Role.OFFICER)


@pytest.fixture
def town(officer: Desk) -> Desk:
    for name, family in TOWN:
        a_person(officer, name, family)
    return officer


def first(desk: Desk, typed: str, **known: object) -> str:
    found: list[LookAlike] = desk.ask(people.look_alikes, typed, **known)
    return found[0].name if found else ""


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("mohamed abdi", "Abdi, Muhammad"),
        ("Abdi, Mohammed", "Abdi, Muhammad"),
        ("abdi moham", "Abdi, Muhammad"),
        ("Mohamed", "Abdi, Muhammad"),
        ("maria nunes", "Núñez, María José"),
        ("NUNEZ MARIA", "Núñez, María José"),
        ("jose nuñez", "Núñez, María José"),
        ("catherine oneil", "O'Neil, Katherine"),
        ("kathryn o neil", "O'Neil, Katherine"),
        ("juan delacruz", "de la Cruz, Juan"),
        ("juan cruz", "de la Cruz, Juan"),
        ("De La Cruz J", "de la Cruz, Juan"),
        ("lukasz ost", "Øst, Łukasz"),
        ("garcelle lopez", "García López, Garcelle"),
        ("Kristofer Nguyen", "Nguyễn, Christopher"),
        ("王伟", ""),
        ("王 伟", "王, 伟"),
        ("петров иван", "Петров, Иван"),
        ("jon smith", "Smith, John"),
        ("smi", "Smith, Ada"),
        ("rosa delg", "Delgado, Rosa"),
        ("thomas gimenez", "Jiménez, Tomás"),
        ("li wei", "Li, Wei"),
        ("no such body", ""),
        ("", ""),
        ("j", ""),
    ],
)
def test_spellings_of_one_name_meet(town: Desk, typed: str, name: str) -> None:
    assert first(town, typed) == name


def test_an_alias_finds_its_person(officer: Desk) -> None:
    a_person(officer, "Guadalupe", "Reyes", aliases=["Pita"])
    a_person(officer, "", "", aliases=["Tall Sam"])
    found = officer.ask(people.look_alikes, "pita reyes")[0]
    assert (found.name, found.why) == ("Reyes, Guadalupe", "also called “pita”")
    assert first(officer, "Tal Sam") == "“Tall Sam”"


def test_a_single_street_name_is_found_with_a_slip(officer: Desk) -> None:
    a_person(officer, "", "", aliases=["Shadow"])
    assert first(officer, "Shadov") == "“Shadow”"


@pytest.mark.parametrize(
    ("typed", "known", "why", "likely"),
    [
        ("Ana Ruiz", {}, "same name", False),
        ("ruiz, ana", {"born": BORN}, "same name · same birth date", True),
        ("Ana Ruis", {"born": BORN}, "similar name · same birth date", False),
        ("Ana Ruis", {"born": BORN, "phone": "312.555.0134"}, "similar name · same birth date · same phone", True),
        ("Ana Ruiz", {"phone": "+1 312 555 0134"}, "same name · same phone", True),
        ("Ana Ruiz", {"born": date(1988, 12, 3)}, "same name · similar birth date", False),
        ("", {"born": BORN, "phone": "3125550134"}, "same birth date · same phone", True),
        ("Bea Kowalski", {"phone": "312 555 0134"}, "same phone", False),
    ],
)
def test_two_of_three_make_it_likely(
    officer: Desk,
    typed: str,
    known: dict[str, object],
    why: str,
    likely: bool,  # noqa: FBT001
) -> None:
    id = a_person(officer, "Ana", "Ruiz", dob=BORN, phones=["(312) 555-0134"])
    found = [one for one in officer.ask(people.look_alikes, typed, **known) if one.id == id]
    if typed == "Bea Kowalski":
        assert found == []
    else:
        assert [(one.why, one.likely, one.born) for one in found] == [(why, likely, BORN)]


def test_the_closest_come_first_and_no_more_than_asked(officer: Desk) -> None:
    for day in range(1, 26):
        a_person(officer, "Ana", "Ruiz", dob=date(1990, 1, day))
    same = a_person(officer, "Ana", "Ruiz", dob=BORN)
    found = officer.ask(people.look_alikes, "Ana Ruiz", born=BORN)
    assert (len(found), found[0].id) == (20, same)
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


def test_an_amended_person_is_found_by_the_new_name_only(officer: Desk) -> None:
    id = a_person(officer, "Ana", "Ruiz", dob=BORN)
    officer.do(people.amend_person, id, people.PersonDraft(given="Berta", family="Kowalski"))
    assert officer.ask(people.look_alikes, "Ana Ruiz", born=BORN) == []
    assert first(officer, "bertha kowalsky") == "Kowalski, Berta"


def asked_by(desk: Desk) -> Iterator[list[LookAlike]]:
    for typed in ("Ana Ruiz", "ana ru", "ruiz", "ana"):
        yield desk.ask(people.look_alikes, typed, born=BORN, phone="312-555-0134")


def test_people_out_of_sight_neither_appear_nor_play_a_part(desk_of: DeskOf, officer: Desk) -> None:
    mine = a_person(officer, "Anna", "Ruis")
    before = list(asked_by(officer))
    south = desk_of(Role.OFFICER, unit="South")
    hidden = {a_person(south, "Ana", "Ruiz", dob=BORN, phones=["312-555-0134"]) for _ in range(70)}
    assert list(asked_by(officer)) == before
    assert {one.id for found in before for one in found} == {mine}
    assert {one.id for found in asked_by(south) for one in found} <= hidden


def test_a_minor_is_found_by_who_entered_them_and_not_by_colleagues(desk_of: DeskOf, officer: Desk) -> None:
    id = a_person(officer, "Ana", "Ruiz", dob=date(2012, 1, 1))
    assert [one.id for one in officer.ask(people.look_alikes, "Ana Ruiz")] == [id]
    assert desk_of(Role.OFFICER).ask(people.look_alikes, "Ana Ruiz", born=date(2012, 1, 1)) == []


def slips(word: str) -> set[str]:
    """All words one slip of the finger away that begin with the same letter."""
    found = set[str]()
    for i in range(1, len(word) + 1):
        head, tail = word[:i], word[i:]
        found |= {head + letter + tail for letter in ascii_lowercase}
        found |= {head + letter + tail[1:] for letter in ascii_lowercase if tail} | {head + tail[1:]}
        found |= {head[:-1] + tail[0] + head[-1] + tail[1:] for _ in [1] if tail and i > 1}
    return found - {word}


@given(st.data())
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_one_slip_of_the_finger_still_finds(town: Desk, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([("rosa", "delgado"), ("wei", "chen")]))
    place = data.draw(st.integers(0, 1))
    typed = list(name)
    typed[place] = data.draw(st.sampled_from(sorted(slips(name[place]))))
    found = [one.name.lower() for one in town.ask(people.look_alikes, " ".join(typed))]
    assert f"{name[1]}, {name[0]}" in found


def test_nearly_every_slip_shares_a_key() -> None:
    missed = tried = 0
    for name, family in [("ada", "smith"), ("juan", "cruz"), ("michael", "abdi")]:
        keys = keys_of(Facts(name, "", family, (), None, ()))
        for one, other in [*((slip, family) for slip in slips(name)), *((name, slip) for slip in slips(family))]:
            tried += 1
            missed += keys.isdisjoint({name_key(one, other), *near_keys(one, other)})
    assert missed / tried < 0.02


@given(st.text(max_size=60), st.booleans())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_anything_may_be_typed(town: Desk, typed: str, dated: bool) -> None:  # noqa: FBT001
    found = town.ask(people.look_alikes, typed, born=BORN if dated else None, phone=typed)
    assert all(0 <= one.score <= 1 for one in found)


names = st.text("abcdefghijklmnopqrstuvwxyzñéöçłøß", min_size=2, max_size=10)


@given(names, names)
def test_accents_and_case_make_no_difference_to_keys(one: str, other: str) -> None:
    plain = Facts(one, "", other, (), None, ())
    loud = Facts(one.upper(), "", f" {other.title()} ", (), None, ())
    assert keys_of(plain) == keys_of(loud)
    assert keys_of(plain) == keys_of(Facts(other, "", one, (), None, ()))


@given(st.text("BFJKLMNPRSTWY", min_size=1, max_size=6))
def test_sounds_one_slip_away_are_mutual(said: str) -> None:
    assert all(said in set(near_sounds(near)) for near in near_sounds(said) if near and near.isascii())


def test_a_sound_is_never_empty_and_short() -> None:
    assert all(sound(word) for word in ("h", "y", "aa", "ee"))
    assert len(sound("supercalifragilistic" * 3)) <= 12
    assert sound("muhammad") == sound("mohamed") == sound("mehmet")
    assert sound("nunez") == sound("nunes")
