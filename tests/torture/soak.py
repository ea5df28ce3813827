"""Shifts upon shifts by three users, with locks, a clock that is set, and backups: nothing may pile up in memory."""

import ctypes
import gc
import random
import shutil
import tempfile
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from casemgr.app import Shift
from casemgr.core import general
from casemgr.core.access import Role
from casemgr.core.days import utc_now
from casemgr.core.desk import Desk
from casemgr.core.home import Home
from casemgr.core.jobs import run as finish
from casemgr.records import contacts, followups, people
from casemgr.records.staff import StaffDraft
from casemgr.services import accounts, seeking, today
from casemgr.services.backup import back_up
from tests.builders import a_contact, a_follow_up, a_neighborhood, a_person
from tests.stations import ADMIN, ADMIN_PHRASE, OFFICER, OFFICER_PHRASE, opened, set_up
from tests.torture.tally import Tally

FULL, SHORT = 200_000, 1_500
PER_SHIFT = 250
TOLD_EVERY = 40
"""Shifts between two lines on how far the run is; the whole run takes above an hour."""
SECOND, SECOND_PHRASE = "k.tanaka", "mango trellis octave plain skies"
USERS = ((OFFICER, OFFICER_PHRASE), (SECOND, SECOND_PHRASE), (ADMIN, ADMIN_PHRASE))
MOST_GROWTH = 1.10
WARM = 0.4
"""The part of the run in which caches fill; memory is compared from there on."""
NAMES = ("Amal", "Bente", "Chidi", "Dolores", "Emeka", "Farah", "Goran", "Hana", "Imre", "Jasna")
FAMILIES = ("Haddad", "Larsen", "Okoro", "Quiroga", "Obi", "Nasser", "Petrov", "Sato", "Varga", "Kovac")


class Clock:
    """A clock that goes on by itself and is set, forth and back, as computers' clocks are."""

    def __init__(self) -> None:
        self.shift = timedelta()

    def __call__(self) -> datetime:
        return utc_now() + self.shift


class Station:
    """What the three users work on, and what they have entered so far."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self.home = set_up(Home(folder / "store"))
        self.backups = folder / "backups"
        self.backups.mkdir()
        self.clock = Clock()
        self.chance = chance
        self.people: list[UUID] = []
        self.promised: dict[str, list[UUID]] = {}
        shift = opened(self.home, clock=self.clock)
        self.quarter = a_neighborhood(shift.desk)
        draft = StaffDraft(user_name=SECOND, full_name="Ken Tanaka", roles=[Role.OFFICER], unit="North")
        accounts.add_user(shift.desk, self.home, shift.vault, shift.opened, draft, SECOND_PHRASE)
        shift.end()

    def work(self, number: int, actions: int) -> None:
        """One shift of one of them, from sign-in to lock; the supervisor's ends with a backup now and then."""
        name, phrase = USERS[number % len(USERS)]
        self.clock.shift += timedelta(minutes=self.chance.choice((-3, 0, 30)))
        shift = opened(self.home, name, phrase, clock=self.clock)
        acts: tuple[Callable[[Desk], Any], ...] = (
            *(self._meet, self._log, self._promise, self._keep),
            *(self._read, self._read, self._list, self._seek, self._boards),
        )
        for _action in range(actions):
            self.chance.choice(acts)(shift.desk)
        if name == ADMIN and number % 9 == 2:
            self._back_up(shift)
        shift.end()

    def _meet(self, desk: Desk) -> None:
        names = self.chance.choice(NAMES), f"{self.chance.choice(FAMILIES)}-{len(self.people)}"
        self.people.append(a_person(desk, *names))

    def _log(self, desk: Desk) -> None:
        a_contact(desk, self.quarter, *self.people[-1:])

    def _promise(self, desk: Desk) -> None:
        if self.people:
            kept = self.promised.setdefault(desk.actor.name, [])
            kept.append(a_follow_up(desk, "people", self.chance.choice(self.people[-50:])))

    def _keep(self, desk: Desk) -> None:
        if mine := self.promised.get(desk.actor.name):
            desk.do(followups.done, mine.pop(), "Called.")

    def _read(self, desk: Desk) -> None:
        if self.people:
            desk.ask(people.person, self.chance.choice(self.people[-200:]))

    def _list(self, desk: Desk) -> None:
        desk.ask(contacts.contacts)
        desk.ask(general.listing, "people")

    def _seek(self, desk: Desk) -> None:
        desk.ask(seeking.look, self.chance.choice(FAMILIES))

    def _boards(self, desk: Desk) -> None:
        desk.ask(today.boards)

    def _back_up(self, shift: Shift) -> None:
        made = finish(back_up(shift.desk, self.home, self.backups))
        shutil.rmtree(made.folder)


def run(cases: int, seed: int) -> Tally:
    """So many actions in shifts; memory, threads and open files are counted between shifts, with nobody signed in."""
    tally = Tally()
    seen: list[tuple[int, int, int]] = []
    with tempfile.TemporaryDirectory(prefix="soak-") as folder:
        station = Station(Path(folder), random.Random(seed))
        for number in range(cases // PER_SHIFT):
            station.work(number, PER_SHIFT)
            seen.append(_standing())
            tally.ends["actions"] += PER_SHIFT
            if number % TOLD_EVERY == TOLD_EVERY - 1:
                print(f"soak: {(number + 1) * PER_SHIFT:,} of {cases:,} actions, {seen[-1][0]:,} KiB", flush=True)
    warm = seen[int(len(seen) * WARM) :]
    _judge(tally, "memory grew", warm[0][0] * MOST_GROWTH, max(one[0] for one in warm[len(warm) // 2 :]))
    _judge(tally, "threads were left", warm[0][1], warm[-1][1])
    _judge(tally, "files were left open", warm[0][2], warm[-1][2])
    tally.ends[f"KiB of memory at {WARM:.0%} of the run"], tally.ends["KiB at its end"] = warm[0][0], warm[-1][0]
    return tally


def _judge(tally: Tally, what: str, most: float, found: int) -> None:
    if found > most:
        tally.broke(f"{what}: {found:,}, where {most:,.0f} is the most")
    else:
        tally.held(f"no {what}".replace("no memory grew", "memory flat").replace(" were left", " left"))


def _standing() -> tuple[int, int, int]:
    """KiB of memory in use, threads, and open files."""
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    status = Path("/proc/self/status").read_text()
    memory = int(status.partition("VmRSS:")[2].split()[0])
    return memory, threading.active_count(), len(list(Path("/proc/self/fd").iterdir()))
