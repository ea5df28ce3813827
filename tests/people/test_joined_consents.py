"""Consents of merged people: nothing is allowed that neither allowed, and nothing the other side said no to since."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import product
from typing import Any
from uuid import UUID

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from casemgr.core.access import Role
from casemgr.core.desk import Desk
from casemgr.core.errors import NoConsent
from casemgr.disclosing import Allow
from casemgr.records import consents, directory
from casemgr.records.consents import NarrowDraft, RefusalDraft, RevokeDraft, Standing
from casemgr.records.people import MergeDraft
from casemgr.services import merging
from tests.builders import a_consent, a_person
from tests.conftest import NOON, Clock

DeskOf = Callable[..., Desk]
CATEGORIES = ["identity", "needs", "mental_health"]
PURPOSES = ["referral"]
HOUSES = 2
ADULT, MINOR, SOON = date(1988, 3, 12), date(2014, 1, 1), date(2008, 12, 1)
some_categories = st.lists(st.sampled_from(CATEGORIES), min_size=1, unique=True)
some_houses = st.sampled_from([[0], [0], [0, 1]])
agreed = st.tuples(
    st.just("agree"), some_houses, some_categories, st.sampled_from(["individual", "parent_or_guardian"])
)
said_no = st.tuples(st.sampled_from(["refuse", "revoke", "narrow"]), some_houses, some_categories, st.just(""))
told = st.lists(st.tuples(st.booleans(), st.integers(0, 3), agreed | said_no), min_size=3, max_size=8)
born = st.sampled_from([None, None, ADULT, MINOR, SOON])


@dataclass
class Side:
    """One entry of the two, what it agreed to, and the days on which it said no to whom about what."""

    person: UUID
    given: list[tuple[UUID, date]] = field(default_factory=list)
    noes: list[tuple[date, UUID, str]] = field(default_factory=list)


@pytest.fixture
def lead(desk_of: DeskOf) -> Desk:
    return desk_of(Role.SUPERVISOR, Role.ADMINISTRATOR)


def take(desk: Desk, side: Side, houses: list[UUID], step: tuple[str, list[int], list[str], str]) -> None:
    """One thing someone says about sharing."""
    what, which, categories, by = step
    day = desk.store.clock().date()
    whom = [houses[n] for n in which]
    if what == "agree":
        doc = {"authority_doc": "Birth certificate"} if by != "individual" else {}
        facts: dict[str, Any] = {"categories": categories, "purposes": PURPOSES, "given_by": by, "assent": True}
        side.given.append((a_consent(desk, side.person, *whom, **facts, **doc), day))
    elif what == "refuse":
        draft = RefusalDraft(person_id=side.person, recipient_ids=whom, categories=categories)
        desk.do(consents.refuse_consent, draft)
        side.noes += [(day, one, category) for one, category in product(whom, categories)]
    elif side.given:
        end(desk, side, whom, categories, narrow=what == "narrow")


def end(desk: Desk, side: Side, whom: list[UUID], categories: list[str], *, narrow: bool) -> None:
    """Withdraw what was agreed last, or leave of it only this."""
    card = desk.ask(consents.consent, side.given[-1][0])
    day = desk.store.clock().date()
    if card.status is not Standing.ACTIVE:
        return
    left = [one for one in whom if one in card.recipient_ids], [c for c in categories if c in card.categories]
    kept = set(product(*left)) if narrow else set()
    all_of_it = set(product(card.recipient_ids, card.categories))
    if narrow and kept and kept != all_of_it:
        facts: dict[str, Any] = {"recipient_ids": left[0], "categories": left[1], "purposes": list(card.purposes)}
        side.given.append((desk.do(consents.narrow_consent, card.id, NarrowDraft(reason="Less", **facts)), day))
    elif not narrow:
        desk.do(consents.revoke_consent, card.id, RevokeDraft(reason="No more"))
    else:
        return
    side.noes += [(day, one, category) for one, category in all_of_it - kept]


def allowed(desk: Desk, person: UUID, houses: list[UUID], days: list[date]) -> dict[Any, UUID | None]:
    """Everything that may be shared about someone, by whom, what and when; and the consent it rests on."""
    found: dict[Any, UUID | None] = {}
    sets = [*(frozenset({one}) for one in CATEGORIES), frozenset(CATEGORIES[:2])]
    with desk.store.tx(desk.actor) as tx:
        for house, categories, on in product(houses, sets, days):
            said = consents.decide(tx, person, consents.organization(tx, house), categories, on)
            if isinstance(said, Allow):
                found[house, categories, on] = said.consent
    return found


@settings(max_examples=20, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(told=told, mine=born, theirs=born, chosen=st.sampled_from([[], ["dob"]]))
def test_a_merge_opens_nothing(
    told: list[Any],
    mine: date | None,
    theirs: date | None,
    chosen: list[str],
    desk_of: DeskOf,
    clock: Clock,
) -> None:
    clock.now = NOON
    lead = desk_of(Role.SUPERVISOR, Role.ADMINISTRATOR)
    draft = directory.OrganizationDraft
    houses = [lead.do(directory.add_organization, draft(name=f"House {n}")) for n in range(HOUSES)]
    sides = Side(a_person(lead, dob=mine)), Side(a_person(lead, dob=theirs))
    for first, days, step in told:
        clock.move(days=days)
        take(lead, sides[0 if first else 1], houses, step)
    today = lead.store.clock().date()
    when = [today, date(2026, 12, 1), today + timedelta(days=300)]
    before = [allowed(lead, side.person, houses, when) for side in sides]
    lead.do(
        merging.merge,
        MergeDraft(keep=sides[0].person, other=sides[1].person, from_other=chosen),
    )
    after = allowed(lead, sides[0].person, houses, when)
    given_by = {id: (n, day) for n, side in enumerate(sides) for id, day in side.given}
    for (house, categories, on), consent in after.items():
        assert any((house, categories, on) in one for one in before), "neither allowed it"
        assert consent is not None
        n, day = given_by[consent]
        noes = [(whom, about) for at, whom, about in sides[1 - n].noes if at >= day]
        assert not [no for no in noes if no[0] == house and no[1] in categories], "the other said no since"


def test_a_consent_ends_as_superseded_and_comes_back_with_the_undoing(lead: Desk, clock: Clock) -> None:
    house = lead.do(directory.add_organization, directory.OrganizationDraft(name="Harbor House"))
    keep, other = a_person(lead), a_person(lead)
    given_first = a_consent(lead, keep, house)
    clock.move(days=3)
    refusal = RefusalDraft(person_id=other, recipient_ids=[house], categories=["needs"])
    lead.do(consents.refuse_consent, refusal)
    merge = lead.do(merging.merge, MergeDraft(keep=keep, other=other))
    card = lead.ask(consents.consent, given_first)
    assert card.status is Standing.SUPERSEDED
    assert "ask for it again" in card.revocation_reason
    with lead.store.tx(lead.actor) as tx, pytest.raises(NoConsent):
        consents.require(tx, keep, consents.organization(tx, house), ["needs"], card.effective_on)
    lead.do(merging.unmerge, merge)
    assert lead.ask(consents.consent, given_first).status is Standing.ACTIVE


def test_a_consent_given_after_the_no_of_the_other_stays(lead: Desk, clock: Clock) -> None:
    house = lead.do(directory.add_organization, directory.OrganizationDraft(name="Harbor House"))
    keep, other = a_person(lead), a_person(lead)
    refusal = RefusalDraft(person_id=other, recipient_ids=[house], categories=["needs"])
    lead.do(consents.refuse_consent, refusal)
    clock.move(days=3)
    later = a_consent(lead, keep, house)
    lead.do(merging.merge, MergeDraft(keep=keep, other=other))
    assert lead.ask(consents.consent, later).status is Standing.ACTIVE
    assert len(lead.ask(consents.consents_of, keep)) == 2


def test_an_adults_consent_ends_where_the_person_turns_out_to_be_a_minor(lead: Desk) -> None:
    house = lead.do(directory.add_organization, directory.OrganizationDraft(name="Harbor House"))
    keep, other = a_person(lead), a_person(lead, dob=MINOR)
    id = a_consent(lead, keep, house, purposes=PURPOSES)
    lead.do(merging.merge, MergeDraft(keep=keep, other=other))
    card = lead.ask(consents.consent, id)
    assert card.status is Standing.SUPERSEDED
    said = pytest.raises(NoConsent, match="two entries of this person were merged")
    with lead.store.tx(lead.actor) as tx, said:
        consents.require(tx, keep, consents.organization(tx, house), ["needs"], card.effective_on)
