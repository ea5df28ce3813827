"""The job that builds the demo store: beside its place first, and put there whole."""

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from casemgr.app import Setup, create
from casemgr.core.access import ROLE_NAMES
from casemgr.core.desk import Desk
from casemgr.core.durable import sync_folder
from casemgr.core.errors import CaseError
from casemgr.core.home import Home
from casemgr.core.jobs import Job, Progress
from casemgr.core.stretch import Effort
from casemgr.demo import books, community, crew, crisis, founding, oversight, residents, roster, rounds, training, youth
from casemgr.demo.books import Member
from casemgr.demo.days import DAYS, Clock, Diary
from casemgr.demo.story import Story
from casemgr.i18n import _

R = TypeVar("R")
UNFINISHED = ".unfinished"
FOUNDED = 8
"""Percent of the work that founding the town is."""


@dataclass(frozen=True)
class DemoUser:
    """Someone to sign in as; `role` in the language in force."""

    user_name: str
    full_name: str
    role: str


@dataclass(frozen=True)
class DemoTown:
    """A demo store that is there: who may sign in, all with one passphrase."""

    users: tuple[DemoUser, ...]
    passphrase: str


def build(home: Home, today: date | None = None, *, effort: Effort = Effort.REAL) -> Job[DemoTown]:
    """Build the demo store at `home`, its story ending on `today`; the same day makes the same town.

    What was left of a build that was cut short is built again; CaseError where something else lies already.
    """
    _check_free(home)
    aside = Home(home.folder.with_name(home.folder.name + UNFINISHED))
    _clear(aside)
    try:
        yield from _built(aside, today or _today(), effort)
        _put(aside.folder, home.folder)
    finally:
        shutil.rmtree(aside.folder, ignore_errors=True)
    return DemoTown(users(home), crew.PASSPHRASE)


def users(home: Home) -> tuple[DemoUser, ...]:
    """Who may sign in to the demo store at `home`; nobody where there is none."""
    return tuple(_user(one) for one in books.town().staff) if home.there else ()


def _user(one: Member) -> DemoUser:
    return DemoUser(one.user, one.name, ", ".join(_(ROLE_NAMES[role]) for role in one.roles))


def _today() -> date:
    return datetime.now(ZoneInfo(books.town().zone)).date()


def _check_free(home: Home) -> None:
    if home.there:
        raise CaseError(_("There is a store here already. Open it, or choose another folder."))
    if home.folder.exists() and any(home.folder.iterdir()):
        raise CaseError(_("This folder is not empty. Choose another for the demo."))


def _clear(aside: Home) -> None:
    """Take away what a build that was killed left behind; StoreBusy while another one is at work."""
    if aside.folder.exists():
        aside.hold().release()
        shutil.rmtree(aside.folder)


def _put(made: Path, place: Path) -> None:
    if place.exists():
        place.rmdir()
    os.replace(made, place)
    sync_folder(place.parent)


def _built(home: Home, today: date, effort: Effort) -> Job[None]:
    town = books.town()
    diary = roster.diary(town, today)
    clock = Clock(diary.at(diary.ago(DAYS) - timedelta(days=1), 8))
    first = crew.founder(town)
    setup = Setup(
        first.user, first.name, crew.PASSPHRASE, first.roles, first.unit, town.agency, town.zone, town.code, effort
    )
    said = _("Founding the town")
    yield Progress(0, 100, said)
    shift, _recovery_code = create(home, setup, clock=clock)
    try:
        homes = residents.homes(books.names(), town, today)
        founded = yield from _part(founding.found(shift, town, diary, homes), 0, FOUNDED, said)
        story = Story(diary, town, books.names(), books.talk(), founded.ground, residents.by_quarter(homes))
        rounds.tell(story)
        crisis.tell(story)
        youth.tell(story)
        founding.keep_up(town, diary, founded)
        teller = community.Teller(diary, founded.ground)
        teller.tell()
        oversight.tell(diary, teller.named)
        training.tell(story)
        said = _("Living through fourteen months")
        yield from _part(_lived(diary, founded.desks, clock), FOUNDED, 100, said)
    except BaseException:
        shift.let_go()
        raise
    shift.end()


def _part(job: Job[R], first: int, last: int, note: str) -> Job[R]:
    """A job as part of a longer one: its progress from one percentage to another, under one heading."""
    try:
        while True:
            step = next(job)
            share = step.done / step.total if step.total else 0
            yield Progress(first + round(share * (last - first)), 100, note)
    except StopIteration as end:
        return end.value
    finally:
        job.close()


def _lived(diary: Diary, desks: Mapping[str, Desk], clock: Clock) -> Job[None]:
    """Shift by shift, everybody does what the diary says, in one transaction each."""
    shifts = sorted(diary.steps)
    for done, shift in enumerate(shifts):
        clock.now = shift.end
        desk = desks[shift.who]
        desk.do_all([call for step in diary.steps[shift] for call in step(desk)])
        yield Progress(done, len(shifts))
