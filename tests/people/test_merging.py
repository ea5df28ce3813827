"""Merging: two entries of one person become one, nothing typed is lost, and the merge can be undone."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from casemgr.core import general
from casemgr.core.access import Label, Role, Scope
from casemgr.core.desk import Desk
from casemgr.core.errors import Conflict, Invalid, NotAllowed, NotFound
from casemgr.core.record import new_id
from casemgr.core.store import Store
from casemgr.records import contacts, needs, people
from casemgr.records.people import ContactPreference, MergeDraft
from casemgr.services import face_sheet, merging
from casemgr.services.own.account import own_account
from casemgr.services.own.card import own_card
from casemgr.services.seeking import look
from tests.builders import a_contact, a_household, a_need, a_neighborhood, a_person
from tests.people.lives import BORN, Town, a_life, rows_of

DeskOf = Callable[..., Desk]
FACTS = st.fixed_dictionaries(
    {},
    optional={
        "given": st.sampled_from(["Maria", "Mary", ""]),
        "family": st.sampled_from(["García", "Garcia Lopez", ""]),
        "dob": st.sampled_from([BORN, date(2011, 5, 1)]),
        "aliases": st.lists(st.sampled_from(["Mari", "Mimi", "La Flaca"]), unique=True),
        "phones": st.lists(st.sampled_from(["312 555 0134", "312 555 0199", "911-7"]), unique=True),
        "emails": st.lists(st.sampled_from(["m@example.org", "g@example.org"]), unique=True),
        "contact_preference": st.sampled_from(ContactPreference),
        "interpreter_needed": st.booleans(),
        "accessibility_needs": st.lists(st.sampled_from(["wheelchair", "large print"]), unique=True),
        "sensitivity": st.sampled_from([Label.OPEN, Label.INTERNAL, Label.RESTRICTED]),
        "safe_contact_note": st.sampled_from(["Only by the sister.", "Never at work."]),
    },
)


@pytest.fixture
def lead(desk_of: DeskOf) -> Desk:
    return desk_of(Role.SUPERVISOR, Role.ADMINISTRATOR)


def merged(desk: Desk, keep: Any, other: Any, **choice: Any) -> Any:
    return desk.do(merging.merge, MergeDraft(keep=keep, other=other, **choice))


class TestMerge:
    def test_names_phones_and_facts_of_both_are_kept(self, lead: Desk) -> None:
        keep = a_person(lead, "Maria", "García", phones=["312 555 0134"], pronouns="she")
        other = a_person(
            lead, "Mary", "Garcia Lopez", dob=BORN, phones=["312 555 0199"], aliases=["Mari"], pronouns="they"
        )
        merged(lead, keep, other)
        card = lead.ask(people.person, keep)
        assert (card.given, card.family, card.dob, card.pronouns) == ("Maria", "García", BORN, "she")
        assert set(card.aliases) == {"Mari", "Mary Garcia Lopez"}
        assert {phone.raw for phone in card.phones} == {"312 555 0134", "312 555 0199"}

    def test_each_field_is_chosen_and_the_name_not_chosen_stays_as_an_alias(self, lead: Desk) -> None:
        keep, other = a_person(lead, "Maria", "García"), a_person(lead, "Mary", "Jones", aliases=["Mari", "M"])
        merged(lead, keep, other, from_other=["given", "family"], left_out=["M"])
        card = lead.ask(people.person, keep)
        assert card.name == "Jones, Mary"
        assert set(card.aliases) == {"Mari", "Maria García"}
        with pytest.raises(Invalid):
            merged(lead, keep, a_person(lead), from_other=["number"])

    def test_the_merged_one_is_never_listed_found_or_offered_and_leads_to_the_kept(self, lead: Desk) -> None:
        place = a_neighborhood(lead)
        keep = a_person(lead, "Maria", "García", neighborhood_id=place)
        other = a_person(lead, "Mary", "Quezada", phones=["312 555 0199"], neighborhood_id=place)
        number = lead.ask(people.person, other).number
        merged(lead, keep, other)
        assert lead.ask(people.person, other).id == lead.ask(face_sheet.of_person, other).card.id == keep
        assert [row.id for row in lead.ask(people.people).rows] == [keep]
        assert {one.id for one in lead.ask(people.look_alikes, "Quezada Mary", phone="312 555 0199")} == {keep}
        assert [hit.id for hit in lead.ask(general.find, "Quezada")] == [keep]
        assert [hit.id for hit in lead.ask(general.find, number)] == [keep]
        assert [hit.id for hit in lead.ask(look, "nbhd:N1", ("people",)).hits] == [keep]

    def test_what_protects_someone_holds_when_either_says_it(self, lead: Desk) -> None:
        keep = a_person(
            lead,
            phones=[{"raw": "312 555 0134", "safe": True}],
            contact_preference="phone",
            safe_contact_note="Nights.",
        )
        other = a_person(
            lead,
            phones=[{"raw": "(312) 555-0134", "safe": False}],
            contact_preference="dont_reach_out",
            sensitivity="restricted",
            safe_contact_note="Only by the sister.",
        )
        merge = merged(lead, keep, other)
        card = lead.ask(people.person, keep)
        assert [phone.safe for phone in card.phones] == [False]
        assert card.contact_preference is ContactPreference.DONT_REACH_OUT
        assert card.label is Label.RESTRICTED
        assert lead.ask(people.safe_contact_note, keep) == "Nights.\nOnly by the sister."
        lead.do(merging.unmerge, merge)
        card = lead.ask(people.person, keep)
        assert (card.label, card.phones[0].safe) == (Label.INTERNAL, True)
        assert lead.ask(people.safe_contact_note, keep) == "Nights."

    def test_a_minor_is_a_juvenile_record_afterwards(self, lead: Desk) -> None:
        keep, other = a_person(lead), a_person(lead, dob=date(2012, 1, 1))
        merged(lead, keep, other)
        assert lead.ask(people.person, keep).label is Label.JUVENILE

    def test_what_is_saved_about_the_merged_one_later_is_about_the_kept(self, lead: Desk) -> None:
        keep, other = a_person(lead), a_person(lead)
        merged(lead, keep, other)
        contact = a_contact(lead, a_neighborhood(lead), other)
        a_need(lead, other)
        assert [one.person_id for one in lead.ask(contacts.contact, contact).participants] == [keep]
        assert len(lead.ask(needs.needs_of, keep)) == 1

    def test_a_form_open_on_the_merged_one_is_told(self, lead: Desk) -> None:
        keep, other = a_person(lead), a_person(lead)
        seen = lead.ask(general.reading, "people", other)
        merged(lead, keep, other)
        draft = people.PersonDraft(given="Changed")
        with pytest.raises(Conflict):
            lead.do(people.amend_person, other, draft, seen=seen)

    def test_one_merged_twice_over_leads_to_the_last(self, lead: Desk) -> None:
        first, second, third = a_person(lead), a_person(lead), a_person(lead)
        inner = merged(lead, second, third)
        outer = merged(lead, first, second)
        assert lead.ask(people.person, third).id == first
        with pytest.raises(Invalid, match="Undo that merge first"):
            lead.do(merging.unmerge, inner)
        lead.do(merging.unmerge, outer)
        lead.do(merging.unmerge, inner)
        assert {row.id for row in lead.ask(people.people).rows} == {first, second, third}


class TestWho:
    def test_supervisors_and_liaisons_of_the_agency_may_partners_and_officers_not(self, desk_of: DeskOf) -> None:
        officer = desk_of(Role.OFFICER)
        house = new_id()
        for desk in (officer, desk_of(Role.LIAISON, organization=house, unit=""), desk_of(Role.COMMANDER)):
            with pytest.raises(NotAllowed):
                merged(desk, a_person(officer), a_person(officer))
        for desk in (desk_of(Role.SUPERVISOR), desk_of(Role.LIAISON, scope=Scope.UNIT)):
            merged(desk, a_person(officer), a_person(officer))

    def test_a_partner_is_told_of_no_pair(self, desk_of: DeskOf) -> None:
        partner = desk_of(Role.LIAISON, organization=new_id(), unit="")
        with pytest.raises(NotAllowed):
            partner.ask(people.same_people)

    def test_both_have_to_be_in_sight(self, desk_of: DeskOf) -> None:
        lead = desk_of(Role.SUPERVISOR)
        mine, theirs = a_person(lead), a_person(desk_of(Role.OFFICER, unit="South"))
        for pair in ((mine, theirs), (theirs, mine)):
            with pytest.raises(NotFound):
                merged(lead, *pair)

    def test_a_partner_who_was_let_in_stays_in_unless_the_other_is_need_to_know(self, desk_of: DeskOf) -> None:
        lead = desk_of(Role.SUPERVISOR, Role.ADMINISTRATOR)
        town = Town(lead)
        partner = desk_of(Role.LIAISON, organization=town.house, unit="")
        open_one, closed = a_person(lead), a_person(lead, sensitivity="restricted")
        referred = a_life(lead, town)
        merged(lead, open_one, referred)
        assert partner.ask(people.person, open_one).id == open_one
        merge = merged(lead, open_one, closed)
        with pytest.raises(NotFound):
            partner.ask(people.person, open_one)
        assert partner.ask(general.find, "Garcia") == []
        lead.do(merging.unmerge, merge)
        assert partner.ask(people.person, open_one).id == open_one


class TestUnmerge:
    @settings(max_examples=12, phases=[Phase.explicit, Phase.reuse, Phase.generate])
    @given(mine=FACTS, theirs=FACTS, chosen=st.lists(st.sampled_from(sorted(merging.FIELDS)), unique=True))
    def test_merge_and_unmerge_give_back_the_same_rows(
        self, mine: dict[str, Any], theirs: dict[str, Any], chosen: list[str], desk_of: DeskOf, store: Store
    ) -> None:
        lead = desk_of(Role.SUPERVISOR, Role.ADMINISTRATOR)
        keep, other = a_person(lead, **{"given": ""} | mine), a_person(lead, **{"given": ""} | theirs)
        before = rows_of(store, lead)
        undone = lead.do(merging.unmerge, merged(lead, keep, other, from_other=chosen, left_out=["Mimi"]))
        assert (undone.fields_left, undone.rows_left) == ((), 0)
        assert rows_of(store, lead) == before

    def test_a_whole_life_comes_back_row_by_row(self, lead: Desk, store: Store) -> None:
        town = Town(lead)
        keep, other = a_life(lead, town, phones=["312 555 0134"]), a_life(lead, town)
        before = rows_of(store, lead)
        merge = merged(lead, keep, other)
        assert rows_of(store, lead) != before
        lead.do(merging.unmerge, merge)
        after = rows_of(store, lead)
        assert {name for name in before if before[name] != after[name]} == set()

    def test_what_came_after_stays_with_the_kept_and_what_was_changed_is_told(self, lead: Desk) -> None:
        keep, other = a_person(lead, "Maria", "García"), a_person(lead, "Mary", "Jones", dob=BORN, pronouns="she")
        merge = merged(lead, keep, other)
        place = a_neighborhood(lead)
        a_contact(lead, place, keep)
        reading = lead.ask(general.reading, "people", keep)
        lead.do(people.amend_person, keep, people.PersonDraft(**reading.values | {"dob": date(1988, 3, 21)}))
        undone = lead.do(merging.unmerge, merge)
        assert undone.fields_left == ("dob",)
        assert lead.ask(people.person, keep).dob == date(1988, 3, 21)
        assert lead.ask(people.person, keep).pronouns == ""
        assert lead.ask(people.person, other).dob == BORN
        assert len(lead.ask(face_sheet.of_person, keep).entries) == 1
        with pytest.raises(Invalid, match="undone already"):
            lead.do(merging.unmerge, merge)


class TestPairs:
    def test_two_of_three_make_a_pair_and_one_does_not(self, lead: Desk) -> None:
        one = a_person(lead, "Maria", "García", dob=BORN)
        same = a_person(lead, "María", "Garcia", dob=BORN)
        a_person(lead, "Maria", "Garcia")
        a_person(lead, "Rosa", "Delgado", dob=BORN)
        [pair] = lead.ask(people.same_people).pairs
        assert (pair.first.id, pair.second.id) == (one, same)
        assert pair.why == "same name · same birth date"
        assert lead.ask(people.same_as, same) == [pair]

    def test_not_the_same_is_remembered_over_a_later_merge_and_can_be_taken_back(self, lead: Desk) -> None:
        first, second, third = (a_person(lead, dob=BORN) for _each in range(3))
        lead.do(people.not_the_same, second, first)
        assert len(lead.ask(people.same_people).pairs) == 2
        with pytest.raises(Invalid, match="two people"):
            merged(lead, first, second)
        merged(lead, third, second)
        assert lead.ask(people.same_people).pairs == ()
        with pytest.raises(Invalid, match="two people"):
            merged(lead, first, third)
        lead.do(people.maybe_the_same, first, third)
        assert len(lead.ask(people.same_as, first)) == 1

    def test_pairs_come_page_by_page(self, lead: Desk) -> None:
        for n in range(5):
            for _each in range(2):
                a_person(lead, "Ana", "Ruiz", phones=[f"312 555 010{n}"], dob=date(1990, 1, 1 + n))
        whole = lead.ask(people.same_people).pairs
        assert len(whole) == 5
        seen, after = [], None
        while True:
            page = lead.ask(people.same_people, after, 2)
            seen += page.pairs
            after = page.next
            if after is None:
                break
        assert seen == list(whole)

    def test_nobody_is_paired_with_someone_out_of_sight(self, lead: Desk, desk_of: DeskOf) -> None:
        mine = a_person(lead, dob=BORN)
        a_person(desk_of(Role.OFFICER, unit="South"), dob=BORN)
        assert lead.ask(people.same_people).pairs == ()
        assert lead.ask(people.same_as, mine) == []


def test_the_window_is_told_what_goes_over(lead: Desk) -> None:
    town = Town(lead)
    keep, other = a_life(lead, town, pronouns="she", given="Mary"), a_life(lead, town, pronouns="they")
    a_contact(lead, town.place, keep, other)
    told = lead.ask(merging.compare, keep, other)
    assert told.choices == ("given", "pronouns")
    assert (told.goes.contacts, told.goes.referrals, told.goes.consents, told.goes.followups) == (2, 1, 1, 2)
    assert told.together == 1
    merge = merged(lead, keep, other)
    [line] = lead.ask(merging.merged_from, keep)
    assert (line.merge, line.name) == (merge, "Garcia Lopez, Maria")


def test_more_names_and_numbers_than_a_form_takes_can_still_be_kept_and_amended(lead: Desk) -> None:
    names, more = [[f"{letter}{n}" for n in range(15)] for letter in "ab"]
    phones, others = [[f"312 555 0{hundred}{n:02}" for n in range(8)] for hundred in (1, 2)]
    keep = a_person(lead, aliases=names, phones=phones)
    merged(lead, keep, a_person(lead, aliases=more, phones=others))
    values = lead.ask(general.reading, "people", keep).values
    lead.do(people.amend_person, keep, people.PersonDraft(**values | {"pronouns": "she"}))
    card = lead.ask(people.person, keep)
    assert (len(card.aliases), len(card.phones), card.pronouns) == (30, 16, "she")
    values["aliases"] = [*values["aliases"], "one more"]
    with pytest.raises(Invalid, match="At most 20 are taken here"):
        lead.do(people.amend_person, keep, people.PersonDraft(**values))
    with pytest.raises(Invalid, match="At most 20 are taken here"):
        a_person(lead, aliases=[*names, *more])


def test_who_was_in_a_contact_or_household_as_two_entries_is_there_once(lead: Desk) -> None:
    keep, other, third = a_person(lead), a_person(lead, "Mary"), a_person(lead, "Luis")
    contact = a_contact(lead, a_neighborhood(lead), other, third, keep)
    home = a_household(lead)
    for one in (keep, other, third):
        lead.do(people.join, home, people.MemberDraft(person_id=one))
    merge = merged(lead, keep, other)

    def there() -> tuple[list[Any], set[Any]]:
        card = lead.ask(contacts.contact, contact)
        return [one.person_id for one in card.participants], {
            one.person_id for one in lead.ask(people.members_of, home)
        }

    assert there() == ([keep, third], {keep, third})
    lead.do(merging.unmerge, merge)
    assert there() == ([other, third, keep], {keep, other, third})


def test_what_is_given_by_the_number_of_a_merged_entry_is_whole(lead: Desk) -> None:
    town = Town(lead)
    keep, other = a_person(lead), a_life(lead, town)
    merged(lead, keep, other)
    for paper in (own_account, own_card):
        assert text(lead.ask(paper, other).pdf) == text(lead.ask(paper, keep).pdf)
    assert "Harbor House" in text(lead.ask(own_account, other).pdf)
    assert lead.ask(people.households_of, other) == lead.ask(people.households_of, keep) != []


def text(pdf: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
