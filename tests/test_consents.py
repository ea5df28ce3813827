"""Consents: who agreed to what, with whom, until when, and what each of them covers."""

from datetime import date, timedelta

import pytest

from casemgr.core.access import May, Role
from casemgr.core.errors import Invalid, NoConsent, NotAllowed, NotFound
from casemgr.core.record import new_id
from casemgr.core.settings import set_threshold
from casemgr.core.verbs import QUERIES, query
from casemgr.disclosing import Basis
from casemgr.records import consents
from casemgr.records.consents import (
    ConsentDraft,
    Method,
    NarrowDraft,
    Point,
    RefusalDraft,
    RevokeDraft,
    Signature,
    Standing,
)
from casemgr.records.consents.signatures import as_text
from tests.builders import a_consent, a_person

TODAY = date(2026, 10, 14)
HOUSE, CLINIC = new_id(), new_id()
WHY = "He stood at the bridge rail when we came"


@pytest.fixture
def desk(desk_of):
    return desk_of(Role.OFFICER)


@pytest.fixture
def maria(desk):
    return a_person(desk)


@pytest.fixture
def ask(desk, maria):
    """Whether sharing is covered: `ask(organization, *categories, on=..., basis=..., named=...)`."""

    def asked(tx, organization, categories, on, basis, named):
        service = consents.organization(tx, organization)
        return consents.require(tx, maria, service, categories, on, basis=basis, named=named).consent

    asked.__module__ = "casemgr.records.asked_by_test"
    declared = query(May.READ_CASES)(asked)

    def ask(organization, *categories, on=TODAY, basis=None, named=None):
        return desk.ask(declared, organization, categories, on, basis, named)

    yield ask
    QUERIES.pop("asked_by_test.asked")


def refused(do):
    with pytest.raises(Invalid) as said:
        do()
    return {problem.field for problem in said.value.problems}


def missing(do):
    with pytest.raises(NoConsent) as said:
        do()
    return said.value.sentence


def test_a_consent_lasts_as_long_as_the_setting_says_unless_it_says_otherwise(desk, desk_of, maria):
    usual = a_consent(desk, maria, HOUSE)
    until_spring = a_consent(desk, maria, HOUSE, expires_on=date(2027, 3, 3))
    until_event = a_consent(desk, maria, HOUSE, expires_event="She has moved in")
    desk_of(Role.ADMINISTRATOR).do(set_threshold, "consent_days", 30)
    shorter = a_consent(desk, maria, HOUSE)
    ends = [desk.ask(consents.consent, id).expires_on for id in (usual, until_spring, until_event, shorter)]
    assert ends == [TODAY + timedelta(180), date(2027, 3, 3), TODAY + timedelta(365), TODAY + timedelta(30)]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"recipient_ids": []}, "recipient_ids"),
        ({"recipient_ids": [], "recipient_classes": ["  "]}, "recipient_ids"),
        ({"method": Method.VERBAL}, "witness"),
        ({"method": Method.VERBAL, "witness": "Ana Ruiz", "categories": ["victim_services"]}, "method"),
        ({"not_a_condition_of_service": False}, "not_a_condition_of_service"),
        ({"given_by": "legal_representative"}, "authority_doc"),
        ({"expires_on": TODAY - timedelta(1)}, "expires_on"),
        ({"expires_on": TODAY + timedelta(366)}, "expires_on"),
        ({"categories": ["gossip"]}, "categories"),
        ({"given_by": "neighbor"}, "given_by"),
    ],
)
def test_a_consent_that_lacks_something_is_refused_by_field(desk, maria, facts, field):
    assert refused(lambda: a_consent(desk, maria, **{"recipient_ids": [HOUSE]} | facts)) == {field}
    assert desk.ask(consents.consents_of, maria) == []


def test_a_spoken_consent_with_a_witness_stands(desk, maria):
    id = a_consent(desk, maria, HOUSE, method=Method.VERBAL, witness="Ana Ruiz", interpreter="Ana Ruiz", language="es")
    card = desk.ask(consents.consent, id)
    assert (card.status, card.method, card.witness, card.language) == (Standing.ACTIVE, "verbal", "Ana Ruiz", "es")


def test_saving_twice_is_one_consent(desk, maria):
    draft = ConsentDraft(
        person_id=maria,
        recipient_ids=[HOUSE],
        categories=["identity"],
        purposes=["Housing"],
        not_a_condition_of_service=True,
    )
    assert desk.do(consents.record_consent, draft) == desk.do(consents.record_consent, draft) == draft.id
    assert len(desk.ask(consents.consents_of, maria)) == 1


def test_a_consent_covers_its_categories_recipients_and_days(desk, maria, ask):
    id = a_consent(desk, maria, HOUSE, expires_on=date(2027, 3, 3))
    assert ask(HOUSE, "identity") == ask(HOUSE, "needs", "identity") == ask(HOUSE, "needs", on=date(2027, 3, 3)) == id
    assert missing(lambda: ask(HOUSE, "needs", "mental_health")) == (
        "The consent covers identity, needs, not mental health; it expires on March 3, 2027."
    )
    assert missing(lambda: ask(CLINIC, "needs")) == "No consent names this organization as a recipient."
    assert missing(lambda: ask(HOUSE, "needs", on=date(2027, 3, 4))) == "The consent expired on March 3, 2027."
    assert ask(CLINIC) is None


def test_without_any_consent_the_sentence_says_what_is_wanted(ask):
    assert missing(lambda: ask(HOUSE, "needs", "location")) == "No consent is recorded for sharing needs, location."


def test_a_consent_not_yet_begun_or_of_someone_else_covers_nothing(desk, maria, ask):
    a_consent(desk, a_person(desk, "Ewa", "Kowalska"), HOUSE)
    a_consent(desk, maria, HOUSE, effective_on=TODAY + timedelta(3))
    assert missing(lambda: ask(HOUSE, "needs")) == "The consent begins only on October 17, 2026."


def test_two_consents_do_not_add_up_to_one(desk, maria, ask):
    a_consent(desk, maria, HOUSE, categories=["identity"])
    a_consent(desk, maria, HOUSE, categories=["needs"])
    assert "not" in missing(lambda: ask(HOUSE, "identity", "needs"))


def test_a_class_in_words_counts_only_in_the_consent_one_names(desk, maria, ask):
    id = a_consent(desk, maria, recipient_classes=["Housing providers in the county"])
    assert missing(lambda: ask(HOUSE, "needs")) == "No consent names this organization as a recipient."
    assert ask(HOUSE, "needs", named=id) == id


def test_naming_a_consent_holds_one_to_it(desk, maria, ask):
    a_consent(desk, maria, HOUSE, categories=["identity", "needs", "location"])
    narrow = a_consent(desk, maria, HOUSE)
    assert "not location" in missing(lambda: ask(HOUSE, "location", named=narrow))


def test_a_revoked_consent_covers_nothing_and_says_what_was_revoked(desk, maria, ask):
    id = a_consent(desk, maria, HOUSE)
    desk.do(consents.revoke_consent, id, RevokeDraft(reason="Changed her mind", scope="Her address"))
    assert missing(lambda: ask(HOUSE, "needs")) == "The consent was withdrawn on October 14, 2026."
    card = desk.ask(consents.consent, id)
    assert (card.status, card.revoked_by, card.revocation_scope) == (Standing.REVOKED, desk.actor.id, "Her address")
    assert refused(lambda: desk.do(consents.revoke_consent, id, RevokeDraft(reason="Again"))) == {"status"}


def test_the_day_a_consent_was_withdrawn_is_the_towns_day(desk, maria, ask, clock):
    id = a_consent(desk, maria, HOUSE)
    clock.move(hours=11)
    desk.do(consents.revoke_consent, id, RevokeDraft(reason="Changed her mind"))
    assert missing(lambda: ask(HOUSE, "needs")) == "The consent was withdrawn on October 14, 2026."


def test_narrowing_leaves_less_in_force_and_keeps_what_was(desk, maria, ask):
    old = a_consent(desk, maria, HOUSE, CLINIC, categories=["identity", "needs", "mental_health"])
    draft = NarrowDraft(
        recipient_ids=[HOUSE], categories=["identity", "needs"], purposes=["Find housing"], reason="Not the clinic"
    )
    new = desk.do(consents.narrow_consent, old, draft)
    assert ask(HOUSE, "needs") == new
    assert missing(lambda: ask(CLINIC, "needs")) == "The consent was replaced by a narrower one on October 14, 2026."
    assert "not mental health" in missing(lambda: ask(HOUSE, "mental_health"))
    before, after = desk.ask(consents.consent, old), desk.ask(consents.consent, new)
    assert (before.status, before.categories) == (Standing.SUPERSEDED, ("identity", "needs", "mental_health"))
    assert (after.supersedes, after.expires_on) == (old, before.expires_on)
    assert [card.id for card in desk.ask(consents.consents_of, maria)] == [new, old]


@pytest.mark.parametrize(
    ("left", "field"),
    [
        ({"categories": ["identity", "location"]}, "categories"),
        ({"recipient_ids": [HOUSE, CLINIC]}, "recipient_ids"),
        ({"purposes": ["Find housing", "Anything"]}, "purposes"),
        ({"recipient_ids": [], "categories": ["identity"]}, "recipient_ids"),
        ({}, "categories"),
    ],
)
def test_narrowing_is_never_widening_nor_nothing(desk, maria, left, field):
    id = a_consent(desk, maria, HOUSE)
    values = {"recipient_ids": [HOUSE], "categories": ["identity", "needs"], "purposes": ["Find housing"]} | left
    assert refused(lambda: desk.do(consents.narrow_consent, id, NarrowDraft(reason="She asked", **values))) == {field}
    assert desk.ask(consents.consent, id).status is Standing.ACTIVE


def test_a_consent_until_an_event_ends_with_it(desk, maria, ask):
    id = a_consent(desk, maria, HOUSE, expires_event="She has moved in")
    desk.do(consents.expire_consent, id)
    assert missing(lambda: ask(HOUSE, "needs")) == "The consent expired on October 14, 2026."
    by_day = a_consent(desk, maria, HOUSE)
    assert refused(lambda: desk.do(consents.expire_consent, by_day)) == {"expires_event"}


def test_a_refusal_is_kept_and_said(desk, maria, ask):
    draft = RefusalDraft(person_id=maria, recipient_ids=[HOUSE], categories=["needs"], withholding_reason="fear")
    id = desk.do(consents.refuse_consent, draft)
    assert desk.do(consents.refuse_consent, draft) == id
    assert missing(lambda: ask(HOUSE, "needs")) == "Consent was asked for and refused on October 14, 2026."
    card = desk.ask(consents.consent, id)
    assert (card.status, card.withholding_reason) == (Standing.REFUSED, "fear")


def test_a_no_said_since_outweighs_an_earlier_yes_for_what_was_asked_again(desk, maria, ask, clock):
    before = a_consent(desk, maria, HOUSE, CLINIC, categories=["identity", "needs"])
    clock.move(hours=1)
    desk.do(
        consents.refuse_consent, RefusalDraft(person_id=maria, recipient_ids=[HOUSE], categories=["needs", "location"])
    )
    clock.move(hours=1)
    assert missing(lambda: ask(HOUSE, "identity", "needs")) == "Consent was asked for and refused on October 14, 2026."
    assert missing(lambda: ask(HOUSE, "needs", named=before)) == "They were asked again since, and refused."
    assert ask(HOUSE, "identity") == ask(CLINIC, "identity", "needs") == before
    left = {"recipient_ids": [HOUSE], "categories": ["identity", "needs"], "purposes": ["Find housing"]}
    narrow = desk.do(consents.narrow_consent, before, NarrowDraft(reason="Not the clinic", **left))
    assert "refused" in missing(lambda: ask(HOUSE, "needs"))
    assert ask(HOUSE, "identity") == narrow
    clock.move(hours=1)
    again = a_consent(desk, maria, HOUSE)
    assert ask(HOUSE, "needs") == again


def test_a_signature_stands_under_what_is_left_of_the_consent(desk, maria, ask):
    stroke = tuple(Point(n / 10, 0.5, n * 16) for n in range(9))
    facts = {"method": Method.ELECTRONIC, "signature": as_text([stroke])}
    id = a_consent(desk, maria, HOUSE, CLINIC, categories=["identity", "substance_use_part2"], **facts)
    left = {"recipient_ids": [HOUSE], "categories": ["identity", "substance_use_part2"], "purposes": ["Find housing"]}
    narrow = desk.do(consents.narrow_consent, id, NarrowDraft(reason="Not the clinic", **left))
    assert ask(HOUSE, "substance_use_part2") == narrow


@pytest.mark.parametrize("code", ["imminent_threat", "court_order", "mandated_report", "required_by_law"])
def test_a_stated_basis_stands_in_for_consent(ask, code):
    assert ask(HOUSE, "identity", "location", basis=Basis(code, WHY)) is None


@pytest.mark.parametrize("code", ["consent", "internal_need_to_know", "aggregate_deidentified", "hunch"])
def test_some_bases_do_not_open_a_named_persons_facts_to_others(ask, code):
    assert refused(lambda: ask(HOUSE, "identity", basis=Basis(code, WHY))) == {"basis"}


def test_a_basis_needs_its_reason_and_opens_neither_treatment_nor_victim_services(ask):
    assert refused(lambda: ask(HOUSE, "identity", basis=Basis("court_order", "  ok "))) == {"basis_reason"}
    for sealed in ("substance_use_part2", "victim_services"):
        assert "own consent" in missing(lambda: ask(HOUSE, "identity", sealed, basis=Basis("imminent_threat", WHY)))  # noqa: B023


def test_the_list_shows_what_has_run_out_as_expired(desk, maria, clock):
    a_consent(desk, maria, HOUSE, expires_on=TODAY + timedelta(5))
    a_consent(desk, maria, CLINIC)
    assert [c.recipient_ids for c in desk.ask(consents.consents_ending, 30)] == [(HOUSE,)]
    clock.move(days=6)
    assert {row.status for row in desk.ask(consents.consents).rows} == {Standing.ACTIVE, Standing.EXPIRED}
    assert [c.status for c in desk.ask(consents.consents_of, maria)] == [Standing.ACTIVE, Standing.EXPIRED]
    assert desk.ask(consents.consents_ending, 30) == []


def test_consents_stay_within_sight_and_right(desk, desk_of, maria):
    id = a_consent(desk, maria, HOUSE)
    elsewhere = desk_of(Role.OFFICER, unit="South")
    with pytest.raises(NotFound):
        elsewhere.ask(consents.consent, id)
    with pytest.raises(NotFound):
        elsewhere.do(consents.revoke_consent, id, RevokeDraft(reason="Not mine"))
    with pytest.raises(NotAllowed):
        desk_of(Role.COMMANDER).do(consents.revoke_consent, id, RevokeDraft(reason="Not theirs"))
    assert len(desk_of(Role.OFFICER).ask(consents.consents).rows) == 1


@pytest.mark.parametrize(
    "drawn", ["[[[0.1, 0.1, 1e999]]]", "[[[NaN, 0, 0]]]", "{}", "[1]", "[" * 20_000, "[[[0.1, 0.1, 1]]]"]
)
def test_what_is_no_signature_is_refused_in_words(desk, maria, drawn):
    assert refused(lambda: a_consent(desk, maria, HOUSE, signature=drawn)) == {"signature"}


def test_a_drawn_signature_is_kept_stroke_by_stroke(desk, maria):
    stroke = tuple(Point(n / 10, 0.5, n * 16) for n in range(9))
    before = desk.store.clock()
    id = a_consent(desk, maria, HOUSE, signature=as_text([stroke]), signed_name="Maria García")
    kept = desk.ask(consents.signature_of, id)
    assert kept == Signature((stroke,), "Maria García", kept.at)
    assert before < kept.at < desk.store.clock()


def test_a_consent_for_another_purpose_by_its_code_is_no_consent_to_a_referral(desk, maria, ask):
    a_consent(desk, maria, HOUSE, purposes=["coordination"])
    assert missing(lambda: ask(HOUSE, "needs")) == "The consent was given for another purpose."
    id = a_consent(desk, maria, HOUSE, purposes=["coordination", "Find housing"])
    assert ask(HOUSE, "needs") == id
