"""The rule of sharing, as a table and by hypothesis: what it allows, why it does not, and that less is never more."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemgr.disclosing import (
    CONSENT_ONLY,
    OUTWARD_BASES,
    Agreement,
    Allow,
    Ask,
    Basis,
    Deny,
    Given,
    Kind,
    NeedsBasis,
    Notice,
    Purpose,
    Recipient,
    Standing,
    Subject,
    Why,
    can_disclose,
)

DAY = date(2026, 10, 14)
HOUSE, CLINIC = uuid4(), uuid4()
CATEGORIES = (
    *("identity", "contact_details", "location", "needs", "service_use", "contact_notes", "crisis_encounter"),
    *("health_general", "mental_health", "substance_use_part2", "victim_services", "juvenile", "photo"),
)
WHY = "They said they would jump tonight, and meant it."


def a_given(**facts: object) -> Given:
    usual = Given(
        id=UUID(int=1),
        state=Standing.ACTIVE,
        given_by="individual",
        begins=DAY,
        ends=DAY + timedelta(days=180),
        recipients=frozenset({HOUSE}),
        categories=frozenset({"identity", "needs"}),
        purposes=frozenset({"referral"}),
    )
    return replace(usual, **facts)  # type: ignore[arg-type]


def an_ask(*categories: str, **facts: object) -> Ask:
    asked = frozenset(categories or ("identity",))
    usual = Ask(Subject(), asked, Recipient(Kind.ORGANIZATION, HOUSE), Purpose.REFERRAL, DAY)
    return replace(usual, **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize("category", CATEGORIES)
def test_a_consent_opens_each_category_it_names_and_no_other(category: str) -> None:
    assert isinstance(can_disclose(an_ask(category), [a_given(categories=frozenset({category}))]), Allow)
    others = a_given(categories=frozenset(CATEGORIES) - {category})
    denied = can_disclose(an_ask(category), [others])
    assert isinstance(denied, Deny)
    assert (denied.why, denied.lacking) == (Why.NOT_COVERED, {category})


@pytest.mark.parametrize("code", [*sorted(OUTWARD_BASES), "consent", "internal_need_to_know", "aggregate_deidentified"])
@pytest.mark.parametrize("category", CATEGORIES)
def test_a_basis_opens_only_what_no_law_keeps_for_consent(category: str, code: str) -> None:
    said = can_disclose(an_ask(category, basis=Basis(code, WHY)), [])
    assert isinstance(said, Allow) == (code in OUTWARD_BASES and category not in CONSENT_ONLY)
    if isinstance(said, Allow):
        assert (said.basis, said.consent) == (code, None)


@pytest.mark.parametrize("category", CATEGORIES)
def test_where_no_basis_could_help_none_is_asked_for(category: str) -> None:
    said = can_disclose(an_ask(category), [])
    assert isinstance(said, NeedsBasis) == (category not in CONSENT_ONLY)
    sheltered = Recipient(Kind.ORGANIZATION, HOUSE, victim_services=True)
    assert type(can_disclose(an_ask(category, recipient=sheltered), [])) is Deny
    stated = an_ask(category, recipient=sheltered, basis=Basis("court_order", WHY))
    assert isinstance(can_disclose(stated, []), Deny)


@pytest.mark.parametrize(
    ("days", "allowed"), [(-1, False), (0, True), (1, True), (179, True), (180, True), (181, False)]
)
def test_a_consent_holds_from_its_first_day_to_its_last(days: int, allowed: bool) -> None:  # noqa: FBT001
    assert isinstance(can_disclose(an_ask(on=DAY + timedelta(days=days)), [a_given()]), Allow) == allowed


@pytest.mark.parametrize("state", [state for state in Standing if state is not Standing.ACTIVE])
def test_no_consent_that_is_over_opens_anything(state: Standing) -> None:
    denied = can_disclose(an_ask(), [a_given(state=state)])
    assert isinstance(denied, Deny)
    assert denied.why is Why.ENDED


@pytest.mark.parametrize(
    ("facts", "ask", "why"),
    [
        ({"recipients": frozenset({CLINIC})}, {}, Why.OTHER_RECIPIENT),
        ({"recipients": frozenset(), "classes": True}, {}, Why.OTHER_RECIPIENT),
        ({}, {"purpose": Purpose.COORDINATION}, Why.OTHER_PURPOSE),
        ({}, {"subject": Subject(minor=True)}, Why.GUARDIAN),
        ({"given_by": "parent_or_guardian"}, {"subject": Subject(minor=True)}, Why.ASSENT),
        ({"given_by": "parent_or_guardian", "assent": True}, {}, Why.GREW_UP),
        ({}, {"basis": Basis("internal_need_to_know", WHY), "on": DAY - timedelta(days=1)}, Why.BASIS),
        ({}, {"basis": Basis("court_order", " short "), "on": DAY - timedelta(days=1)}, Why.ACCOUNT),
        ({}, {"recipient": Recipient(Kind.PUBLIC)}, Why.PUBLIC),
    ],
)
def test_each_refusal_says_its_one_reason(facts: dict[str, object], ask: dict[str, object], why: Why) -> None:
    denied = can_disclose(an_ask(**ask), [a_given(**facts)])
    assert isinstance(denied, Deny)
    assert denied.why is why


def test_a_minor_is_covered_by_guardian_and_own_assent_or_alone_where_the_state_lets_them() -> None:
    both = a_given(given_by="parent_or_guardian", assent=True)
    said = can_disclose(an_ask(subject=Subject(minor=True)), [both])
    assert isinstance(said, Allow)
    assert said.notices == {Notice.JUVENILE}
    alone = Subject(minor=True, alone=frozenset({"identity"}))
    assert isinstance(can_disclose(an_ask(subject=alone), [a_given()]), Allow)
    assert isinstance(can_disclose(an_ask("needs", subject=alone), [a_given()]), Deny)


@pytest.mark.parametrize("category", sorted(CONSENT_ONLY))
def test_treatment_and_victim_services_want_it_in_writing_and_whole(category: str) -> None:
    sealed = a_given(categories=frozenset({category}))
    said = can_disclose(an_ask(category), [sealed])
    assert isinstance(said, Allow)
    assert len(said.notices) == 1
    spoken = can_disclose(an_ask(category), [replace(sealed, written=False)])
    assert isinstance(spoken, Deny)
    assert spoken.why is Why.NOT_WRITTEN
    unsigned = can_disclose(an_ask(category), [replace(sealed, elements=frozenset({"signature"}))])
    assert isinstance(unsigned, Deny) == (category == "substance_use_part2")


def test_a_victim_service_is_told_nothing_on_a_spoken_consent() -> None:
    shelter = Recipient(Kind.ORGANIZATION, HOUSE, victim_services=True)
    assert isinstance(can_disclose(an_ask(recipient=shelter), [a_given()]), Allow)
    assert isinstance(can_disclose(an_ask(recipient=shelter), [a_given(written=False)]), Deny)


@pytest.mark.parametrize(
    ("agreements", "allowed"),
    [
        ((), True),
        ((Agreement(frozenset({"identity", "needs"}), DAY, DAY),), True),
        ((Agreement(frozenset({"needs"}), DAY, DAY),), False),
        ((Agreement(frozenset({"identity"}), DAY - timedelta(9), DAY - timedelta(1)),), False),
        ((Agreement(frozenset({"identity"}), DAY - timedelta(9), DAY - timedelta(1)),) * 2, False),
    ],
)
def test_a_partner_with_agreements_is_told_only_what_one_in_force_covers(
    agreements: tuple[Agreement, ...],
    allowed: bool,  # noqa: FBT001
) -> None:
    partner = Recipient(Kind.ORGANIZATION, HOUSE, agreements=agreements)
    assert isinstance(can_disclose(an_ask(recipient=partner), [a_given()]), Allow) == allowed


def test_a_class_of_recipients_counts_only_where_someone_vouches_for_it() -> None:
    broad = a_given(recipients=frozenset(), classes=True)
    assert isinstance(can_disclose(an_ask(named=broad.id), [broad]), Allow)
    assert isinstance(can_disclose(an_ask(named=uuid4()), [a_given()]), Deny)


def test_the_person_gets_everything_and_the_public_nothing() -> None:
    own = an_ask(*CATEGORIES, recipient=Recipient(Kind.SELF), purpose=Purpose.OWN_COPY)
    assert isinstance(can_disclose(own, []), Allow)
    everything = a_given(categories=frozenset(CATEGORIES))
    assert isinstance(can_disclose(an_ask(recipient=Recipient(Kind.PUBLIC)), [everything]), Deny)


some = st.sets(st.sampled_from(CATEGORIES)).map(frozenset)
organizations = st.sampled_from((HOUSE, CLINIC))
days = st.integers(-5, 5).map(lambda n: DAY + timedelta(days=n))
consents = st.builds(
    Given,
    id=st.uuids(),
    state=st.sampled_from(Standing),
    given_by=st.sampled_from(("individual", "parent_or_guardian", "legal_representative")),
    begins=days,
    ends=days,
    recipients=st.sets(organizations).map(frozenset),
    categories=some,
    purposes=st.sets(st.sampled_from(Purpose)).map(frozenset),
    classes=st.booleans(),
    written=st.booleans(),
    assent=st.booleans(),
    elements=st.sets(st.sampled_from(("notice", "signature"))).map(frozenset),
)
asks = st.builds(
    Ask,
    subject=st.builds(Subject, minor=st.booleans(), alone=some),
    categories=some,
    recipient=st.builds(
        Recipient,
        kind=st.sampled_from(Kind),
        id=organizations,
        victim_services=st.booleans(),
        agreements=st.lists(st.builds(Agreement, categories=some, begins=days, ends=days), max_size=2).map(tuple),
    ),
    purpose=st.sampled_from(Purpose),
    on=days,
)


@given(asks, st.lists(consents, max_size=3), consents, some, st.sets(organizations))
def test_narrowing_a_consent_never_allows_more(
    ask: Ask, others: list[Given], whole: Given, categories: frozenset[str], recipients: set[UUID]
) -> None:
    narrow = replace(whole, categories=whole.categories & categories, recipients=whole.recipients & recipients)
    if isinstance(can_disclose(ask, [*others, narrow]), Allow):
        assert isinstance(can_disclose(ask, [*others, whole]), Allow)


@given(asks.filter(lambda ask: bool(ask.categories) and ask.recipient.kind is not Kind.SELF), st.lists(consents))
def test_after_revocation_nothing_is_allowed(ask: Ask, given_before: list[Given]) -> None:
    revoked = [replace(one, state=Standing.REVOKED) for one in given_before]
    assert isinstance(can_disclose(ask, revoked), Deny)


@given(asks, st.lists(consents))
def test_leave_names_what_was_asked_and_a_consent_that_was_there(ask: Ask, there: list[Given]) -> None:
    said = can_disclose(ask, there)
    if isinstance(said, Allow):
        assert (said.categories, said.recipient, said.on) == (ask.categories, ask.recipient, ask.on)
        assert said.consent in {None, *(one.id for one in there)}
        assert said.consent is not None or not ask.categories or ask.recipient.kind is Kind.SELF


def test_an_emergency_does_not_wait_for_an_agreement_to_be_prolonged() -> None:
    over = Agreement(frozenset({"identity"}), DAY - timedelta(days=9), DAY - timedelta(days=1))
    partner = Recipient(Kind.ORGANIZATION, HOUSE, agreements=(over,))
    assert isinstance(can_disclose(an_ask(recipient=partner), [a_given()]), NeedsBasis)
    stated = can_disclose(an_ask(recipient=partner, basis=Basis("imminent_threat", WHY)), [a_given()])
    assert isinstance(stated, Allow)
    assert stated.basis == "imminent_threat"
    sheltered = replace(partner, victim_services=True)
    assert not isinstance(can_disclose(an_ask(recipient=sheltered, basis=Basis("court_order", WHY)), []), Allow)
