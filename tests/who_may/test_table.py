"""Every command, query and job times every role: run or refused exactly as the table says."""

import ast
import importlib
import pkgutil
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest

import casemgr
from casemgr.core import general
from casemgr.core.access import Label, May, Role
from casemgr.core.desk import Desk
from casemgr.core.errors import NotAllowed
from casemgr.core.store import Store
from casemgr.core.verbs import COMMANDS, QUERIES
from casemgr.records.places import Place
from tests.builders import a_place
from tests.intakes import listed as concern_listed
from tests.intakes import taken
from tests.samples import made
from tests.who_may.doors import DOORS, JOBS
from tests.who_may.table import ALSO, MAY, OPENS, READS_CONCERNS, READS_CRISIS, READS_PLACES, ROLES

DeskOf = Callable[..., Desk]
RIGHT_OF = {name: right for right, names in DOORS.items() for name in names.split()}
SOURCE = Path(casemgr.__path__[0])
for module in pkgutil.walk_packages(casemgr.__path__, "casemgr."):
    if not module.name.startswith(("casemgr.core.migrations", "casemgr.__main__")):
        importlib.import_module(module.name)


def test_the_table_knows_every_role_and_right() -> None:
    assert set(ROLES) == {role.value for role in Role}
    assert set(MAY) == {right.value for right in May}


def test_the_table_knows_every_command_and_query() -> None:
    assert set(RIGHT_OF) == {*COMMANDS, *QUERIES}


def test_the_table_knows_every_job() -> None:
    """A job of several steps names its right by `desk.require` with the name it has in the audit."""
    found = {}
    for file in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "require":
                match node.args:
                    case [ast.Attribute(value=ast.Name(id="May"), attr=right), ast.Constant(value=str(work))]:
                        found[work] = May[right].value
                    case _:
                        pass
    assert found == JOBS


def may_run(role: str, name: str) -> bool:
    right = RIGHT_OF[name]
    return role in MAY[right] & MAY[ALSO.get(name, right)]


def refused(run: Callable[[], object]) -> bool:
    """Whether work was refused for want of a right; it may fail for want of everything else."""
    try:
        run()
    except NotAllowed:
        return True
    except Exception:
        return False
    return False


@pytest.mark.parametrize("role", ROLES)
def test_each_role_does_what_the_table_says_and_no_more(role: str, desk_of: DeskOf) -> None:
    desk = desk_of(Role(role))
    wrong = []
    for name, function in {**COMMANDS, **QUERIES}.items():
        verb = desk.do if name in COMMANDS else desk.ask
        if refused(lambda verb=verb, function=function: verb(function)) == may_run(role, name):
            wrong.append(name)
    for job, right in JOBS.items():
        if refused(lambda job=job, right=right: desk.require(May(right), job)) == (role in MAY[right]):
            wrong.append(job)
    assert wrong == []


def listed(desk: Desk, kind: str, id: UUID) -> bool:
    """Whether the list of a kind has a record; whoever has no list of it is refused."""
    try:
        return id in {row.id for row in desk.ask(general.listing, kind).rows}
    except NotAllowed:
        return False


@pytest.mark.parametrize("label", sorted(OPENS))
def test_each_label_opens_to_the_roles_of_the_table(label: str, store: Store, desk_of: DeskOf) -> None:
    author = desk_of(Role.OFFICER)
    id = a_place(author)
    with store.tx(author.actor, author.signer, "places.change_place") as tx:
        place = tx.get(Place, id)
        assert place is not None
        place.sensitivity = Label(label)
        tx.finish()
    assert {role for role in ROLES if listed(desk_of(Role(role)), "places", id)} == OPENS[label] & READS_PLACES


def test_an_encounter_is_listed_to_the_roles_of_the_table(desk_of: DeskOf) -> None:
    id = made(desk_of(*Role), "crisis")
    assert {role for role in ROLES if listed(desk_of(Role(role)), "crisis", id)} == READS_CRISIS


def test_a_concern_is_listed_to_the_roles_of_the_table(desk_of: DeskOf) -> None:
    id = taken(desk_of(Role.OFFICER))
    assert {role for role in ROLES if listed(desk_of(Role(role)), "feedback", id)} == READS_CONCERNS
    assert concern_listed(desk_of(Role.SUPERVISOR), id)
