"""Work that tests do in a process of its own, to kill it, or to take its disk away; and how such a process starts."""

import multiprocessing
import os
import resource
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from uuid import UUID

from casemgr import app
from casemgr.core import unsent
from casemgr.core.errors import CaseError
from casemgr.core.home import Home
from casemgr.core.store import FILE
from tests.builders import a_place
from tests.stations import SETUP, opened

NOBODY = 65534
Work = Callable[[Path, Connection], None]


def start(work: Work, folder: Path) -> tuple[BaseProcess, Connection]:
    """Start some of the work below on a store; what it tells comes through the connection."""
    context: ForkServerContext = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.children"])
    hears, tells = context.Pipe(duplex=False)
    child = context.Process(target=work, args=(folder, tells))
    child.start()
    tells.close()
    return child, hears


def told(hears: Connection) -> list[object]:
    """Everything a child told before it ended."""
    said: list[object] = []
    while True:
        try:
            said.append(hears.recv())
        except EOFError:
            return said


def save(folder: Path, tell: Connection) -> None:
    """Save places for as long as one lives, each told once it is saved."""
    shift = opened(Home(folder))
    number = 0
    while True:
        tell.send(a_place(shift.desk, f"Place {number} {'x' * (number % 50)}"))
        number += 1


def type_away(folder: Path, tell: Connection) -> None:
    """Type a long note, letter by letter; what was kept is told."""
    shift = opened(Home(folder))
    text = ""
    while True:
        text += "abcdefghij"[len(text) % 10]
        shift.desk.do(unsent.keep, UUID(int=7), "places", {"name": text})
        tell.send(text)


def set_up(folder: Path, tell: Connection) -> None:
    """Set up a store, told when it begins and when it is done."""
    tell.send("begins")
    app.create(Home(folder), SETUP)
    tell.send("done")


def with_a_full_disk(folder: Path, tell: Connection) -> None:
    """Save until files may grow no more, then try each thing, then have room again."""
    home = Home(folder)
    shift = opened(home)
    tell.send(a_place(shift.desk, "Before"))
    room = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, ((folder / (FILE + "-wal")).stat().st_size + 8192, room[1]))
    for attempt in range(100):
        try:
            tell.send(a_place(shift.desk, f"Place {attempt} {'x' * 100}"))
        except CaseError as refused:
            tell.send(f"save: {refused.sentence}")
            break
    shift.end()
    try:
        opened(home)
    except CaseError as refused:
        tell.send(f"unlock: {refused.sentence}")
    resource.setrlimit(resource.RLIMIT_FSIZE, room)
    shift = opened(home)
    tell.send(a_place(shift.desk, "Afterwards"))
    shift.end()


def without_room(folder: Path, tell: Connection) -> None:
    """Set up a store where there is room for hardly anything."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
    try:
        app.create(Home(folder), SETUP)
    except CaseError as refused:
        tell.send(refused.sentence)


def without_leave(folder: Path, tell: Connection) -> None:
    """Open a store one may read but not write; as root, who may write anything, become nobody first."""
    for path in (folder, *folder.rglob("*")):
        if os.geteuid() == 0:
            os.chown(path, NOBODY, NOBODY)
        path.chmod(0o500 if path.is_dir() else 0o400)
    if os.geteuid() == 0:
        os.setuid(NOBODY)
    for act in (lambda: opened(Home(folder)), lambda: app.create(Home(folder / "new"), SETUP)):
        try:
            act()
        except CaseError as refused:
            tell.send(refused.sentence)
