"""Accounts at a glance: the longest unused first, and whoever is new is told to everyone at their next sign-in."""

from dataclasses import replace
from datetime import timedelta

import pytest

from casemgr.app import Shift
from casemgr.core.access import Role
from casemgr.core.home import Home
from casemgr.core.stretch import Effort
from casemgr.records import staff
from casemgr.records.staff import StaffDraft
from casemgr.recovering import recover
from casemgr.services import accounts
from casemgr.services.account_list import NewFaces, account_list, new_faces, said
from tests.conftest import Clock
from tests.shell import DONE, Shell
from tests.stations import ADMIN, ADMIN_PHRASE, OFFICER, OFFICER_PHRASE, opened

NEW_PHRASE = "mango trellis octave plain skies"


@pytest.fixture(autouse=True)
def later(clock: Clock) -> None:
    """The store was set up some time ago, by the clock of the computer."""
    clock.move(days=60)


def told(home: Home, clock: Clock) -> NewFaces:
    """What the officer is told when they sign in now."""
    clock.move(minutes=1)
    shift = opened(home, OFFICER, OFFICER_PHRASE, clock=clock)
    faces = shift.desk.ask(new_faces)
    shift.end()
    clock.move(minutes=1)
    return faces


def add(shift: Shift, name: str, full_name: str) -> None:
    draft = StaffDraft(user_name=name, full_name=full_name, roles=[Role.ADMINISTRATOR])
    accounts.add_user(shift.desk, shift.home, shift.vault, shift.opened, draft, NEW_PHRASE)


def test_whoever_is_new_or_was_given_more_is_told_once_to_everyone(home: Home, clock: Clock) -> None:
    assert told(home, clock) == NewFaces()
    boss = opened(home, clock=clock)
    add(boss, "q.stranger", "Quinn Stranger")
    boss.end()
    assert told(home, clock).names == ("Quinn Stranger",)
    assert told(home, clock) == NewFaces()
    boss = opened(home, clock=clock)
    values = {"user_name": "q.stranger", "full_name": "Quinn Stranger", "roles": [Role.ADMINISTRATOR, Role.SUPERVISOR]}
    id = boss.desk.ask(accounts.actor_of, "q.stranger").id
    boss.desk.do(staff.change_staff, id, StaffDraft.model_validate(values))
    boss.end()
    faces = told(home, clock)
    assert "Quinn Stranger" in said(faces)
    assert said(NewFaces()) == ""


def test_the_recovery_sheet_is_never_used_unseen(home: Home, clock: Clock) -> None:
    shift = opened(home, clock=clock)
    sheet = shift.new_recovery()
    shift.end()
    told(home, clock)
    back, _fresh = recover(home, sheet, ADMIN, NEW_PHRASE, effort=Effort.TEST, clock=clock)
    back.end()
    faces = told(home, clock)
    assert faces.by_sheet
    assert "recovery sheet was used" in said(faces)
    assert told(home, clock) == NewFaces()


def test_accounts_at_rest_come_first_and_say_when_they_are_shut(home: Home, clock: Clock) -> None:
    opened(home, OFFICER, OFFICER_PHRASE, clock=clock).end()
    clock.now += timedelta(days=91)
    boss = opened(home, clock=clock)
    add(boss, "n.new", "Nia New")
    accounts.disable_user(
        boss.desk, home, boss.vault, boss.opened, boss.desk.ask(accounts.actor_of, "n.new").id, "n.new"
    )
    rows = boss.desk.ask(account_list)
    boss.end()
    assert [(row.user_name, row.active, row.shut) for row in rows] == [
        (OFFICER, True, True),
        (ADMIN, True, False),
        ("n.new", False, False),
    ]
    assert rows[0].used_at is not None
    assert timedelta(days=91) < clock() - rows[0].used_at < timedelta(days=92)


def test_the_shell_lists_them_and_tells_who_is_new(shell: Shell) -> None:
    officer = replace(shell, user=OFFICER, phrases=(OFFICER_PHRASE,))
    adding = replace(shell, phrases=(ADMIN_PHRASE, OFFICER_PHRASE))
    assert adding.run("user", "add", "--name", OFFICER, "--full-name", "Lena Okafor", "--role", "officer").code == DONE
    first = officer.run("ask", "places.places")
    assert (first.code, "New or changed" in first.err) == (DONE, False)
    more = replace(shell, phrases=(ADMIN_PHRASE, NEW_PHRASE))
    assert (
        more.run("user", "add", "--name", "q.stranger", "--full-name", "Quinn Stranger", "--role", "officer").code
        == DONE
    )
    assert "New or changed since you last signed in: Quinn Stranger." in officer.run("ask", "places.places").err
    used = {row["user_name"]: row for row in shell.run("--json", "user", "use").json}
    assert used[OFFICER]["used_at"]
    assert not used[OFFICER]["shut"]
