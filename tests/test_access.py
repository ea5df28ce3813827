"""Who may do what: the roles of the field, how they add up, and how far each sees (domain 2.25)."""

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemgr.core.access import (
    LABELS,
    LOGGED_LABELS,
    RIGHTS,
    ROLE_NAMES,
    Actor,
    Label,
    May,
    Role,
    Scope,
    default_scope,
    highest,
)

some_roles = st.frozensets(st.sampled_from(Role))


def actor(*roles: Role, **more: object) -> Actor:
    return Actor(uuid4(), "Test Person", frozenset(roles), default_scope(frozenset(roles)), **more)  # type: ignore


def test_every_role_is_named_and_has_its_rights() -> None:
    assert set(RIGHTS) == set(ROLE_NAMES) == set(Role)


class TestRoles:
    @given(one=some_roles, other=some_roles)
    def test_roles_add_up_and_none_takes_away(self, one: frozenset[Role], other: frozenset[Role]) -> None:
        both = actor(*one, *other)
        assert both.rights == actor(*one).rights | actor(*other).rights
        assert both.labels == actor(*one).labels | actor(*other).labels
        order = list(Scope)
        assert order.index(both.scope) == max(order.index(actor(*one).scope), order.index(actor(*other).scope))

    def test_an_administrator_keeps_the_house_but_reads_no_case(self) -> None:
        admin = actor(Role.ADMINISTRATOR)
        assert admin.may(May.MANAGE_STAFF)
        for right in (May.READ_CASES, May.LOG_CONTACTS, May.READ_SUMMARY, May.EXPORT, May.SUPERVISE):
            assert not admin.may(right)
        assert admin.scope is Scope.OWN

    def test_an_officer_does_the_work_but_neither_exports_nor_manages(self) -> None:
        officer = actor(Role.OFFICER)
        for right in (May.READ_CASES, May.LOG_CONTACTS, May.REFER, May.FOLLOW_UP, May.RECORD_CONSENT):
            assert officer.may(right)
        for right in (May.EXPORT, May.EXPORT_PLAIN, May.MANAGE_STAFF, May.READ_AUDIT, May.BACK_UP, May.EDIT_DIRECTORY):
            assert not officer.may(right)
        assert officer.scope is Scope.UNIT

    def test_a_liaison_answers_what_was_sent_to_their_organization(self) -> None:
        liaison = actor(Role.LIAISON)
        assert liaison.may(May.ANSWER_REFERRALS)
        assert not liaison.may(May.LOG_CONTACTS)
        assert not liaison.may(May.READ_SUMMARY)
        assert liaison.scope is Scope.PARTNER_ORG

    def test_a_commander_reads_all_and_changes_nothing(self) -> None:
        commander = actor(Role.COMMANDER)
        assert commander.scope is Scope.ALL
        for right in (May.LOG_CONTACTS, May.EDIT_PEOPLE, May.REFER, May.FOLLOW_UP, May.MANAGE_STAFF):
            assert not commander.may(right)

    def test_plain_export_is_a_supervisors_alone(self) -> None:
        assert {role for role in Role if May.EXPORT_PLAIN in RIGHTS[role]} == {Role.SUPERVISOR}

    @pytest.mark.parametrize("role", [Role.OVERSIGHT_REVIEWER, Role.TRAINING_COORDINATOR, Role.PUBLISHER])
    def test_some_roles_open_no_case_yet(self, role: Role) -> None:
        assert not actor(role).may(May.READ_CASES)

    def test_a_training_coordinator_sees_the_training_of_all(self) -> None:
        assert actor(Role.TRAINING_COORDINATOR).scope is Scope.ALL
        assert actor(Role.PUBLISHER).scope is actor(Role.OVERSIGHT_REVIEWER).scope is Scope.OWN


class TestLabels:
    def test_no_role_opens_what_is_opened_by_name_only(self) -> None:
        for role in Role:
            assert not actor(role).labels & {Label.VICTIM_SERVICES, Label.SUBSTANCE_USE_PART2}

    def test_a_label_given_by_name_opens(self) -> None:
        assert Label.VICTIM_SERVICES in actor(Role.OFFICER, extra_labels=frozenset({Label.VICTIM_SERVICES})).labels

    def test_from_restricted_on_every_opening_is_logged(self) -> None:
        assert set(LABELS) - LOGGED_LABELS == {Label.OPEN, Label.INTERNAL}

    @given(st.lists(st.sampled_from(Label), min_size=1))
    def test_what_hangs_on_a_record_is_as_sensitive_as_the_most_of_them(self, labels: list[Label]) -> None:
        assert LABELS.index(Label(highest(*labels))) == max(map(LABELS.index, labels))


def test_an_actor_cannot_be_changed_once_signed_in() -> None:
    officer = actor(Role.OFFICER)
    with pytest.raises(AttributeError):
        officer.scope = Scope.ALL  # type: ignore[misc]
