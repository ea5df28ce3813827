"""The town in which referrals are tested: founded once, a copy for each test, and whom it asks for at a desk."""

import shutil
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from uuid import UUID

import pytest

from casemgr.core.access import Actor, Role, Scope, default_scope
from casemgr.core.desk import Desk
from casemgr.core.record import new_id
from casemgr.core.store import FILE, Store
from casemgr.records import directory
from tests.builders import a_consent, a_person, a_service
from tests.conftest import Clock, signer_for, store_at

OFFICER, SUPERVISOR, MARIA, SERVICE, HOUSE, OTHER, ELSEWHERE = (new_id() for _one in range(7))


class Town:
    """One service with its organization, a person who consented, and everyone who may have to do with a referral."""

    service, house, other, maria = SERVICE, HOUSE, OTHER, MARIA

    def __init__(self, desk_of: Callable[..., Desk]) -> None:
        self.desk_of = desk_of

    @cached_property
    def officer(self) -> Desk:
        return self.desk_of(Role.OFFICER, id=OFFICER)

    @cached_property
    def colleague(self) -> Desk:
        return self.desk_of(Role.OFFICER)

    @cached_property
    def supervisor(self) -> Desk:
        return self.desk_of(Role.SUPERVISOR, id=SUPERVISOR)

    @cached_property
    def liaison(self) -> Desk:
        return self.desk_of(Role.LIAISON, scope=Scope.UNIT)

    @cached_property
    def partner(self) -> Desk:
        return self.desk_of(Role.LIAISON, organization=HOUSE, unit="")

    @cached_property
    def stranger(self) -> Desk:
        return self.desk_of(Role.LIAISON, organization=ELSEWHERE, unit="")

    @cached_property
    def commander(self) -> Desk:
        return self.desk_of(Role.COMMANDER)


@pytest.fixture(scope="session")
def blank_store(blank_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store every test here starts from, with the town as it was an hour before."""
    folder = tmp_path_factory.mktemp("town")
    shutil.copy(blank_store / FILE, folder / FILE)
    clock = Clock()
    clock.move(hours=-1)
    store = store_at(folder, clock)
    officer, supervisor = _at_work(store, OFFICER, Role.OFFICER), _at_work(store, SUPERVISOR, Role.SUPERVISOR)
    for id, name in ((HOUSE, "Harbor House"), (ELSEWHERE, "Haven")):
        supervisor.do(directory.add_organization, directory.OrganizationDraft(id=id, name=name))
    a_service(supervisor, "Harbor House beds", "Harbor House", id=SERVICE)
    a_service(supervisor, "Family support", "Haven", id=OTHER)
    a_person(officer, id=MARIA)
    a_consent(officer, MARIA, HOUSE, ELSEWHERE)
    store.close()
    return folder


def _at_work(store: Store, id: UUID, role: Role) -> Desk:
    signer = signer_for(id)
    store.begin(signer)
    return Desk(store, Actor(id, "Test Person", frozenset({role}), default_scope(frozenset({role})), "North"), signer)


@pytest.fixture
def town(desk_of: Callable[..., Desk]) -> Town:
    return Town(desk_of)
