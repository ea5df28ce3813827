"""A store as it lies on the disk while it is worked in, and the ways in which a loss of power can leave it."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from casemgr.app import Shift
from casemgr.core import engine
from casemgr.core.mark import SLOT_BYTES
from casemgr.core.store import FILE
from casemgr.records import contacts
from tests.builders import a_contact, a_place
from tests.stations import opened
from tests.torture.reopened import names
from tests.torture.work import Case, headline

COMMITS = 12
PAGE, SECTOR, HEAD = 4096, 512, 32
FRAME = PAGE + 24
State = frozenset[str]


@dataclass(frozen=True)
class Loss:
    """What is on the disk after the power went: None for a file that is gone.

    `reached` is the commit that the mark tells of; `honest` where a disk that keeps its word leaves nothing worse.
    """

    database: bytes
    log: bytes | None
    mark: bytes | None
    reached: int
    honest: bool = False


@dataclass
class Taken:
    """A store copied while it was open, its log not moved in yet; and what each commit had made of it."""

    case: Case
    states: list[State] = field(default_factory=list)
    logs: list[bytes] = field(default_factory=list)
    marks: list[bytes] = field(default_factory=list)
    old_log: bytes = b""
    before: bytes = b""
    after: bytes = b""

    def whole(self) -> Loss:
        """Everything as it was when the power went."""
        return Loss(self.before, self.logs[-1], self.marks[-1], COMMITS)

    def frames(self) -> int:
        """How many pages the log holds."""
        return (len(self.logs[-1]) - HEAD) // FRAME


def state_of(shift: Shift) -> State:
    """What a user sees: the places and what the contacts are about."""
    return frozenset(names(shift)) | {row.headline for row in shift.desk.ask(contacts.contacts).rows}


def taken_from(case: Case) -> Taken:
    """Work in a case, and take down what lies on the disk after each commit."""
    taken, home = Taken(case), case.home
    log = home.folder / (FILE + "-wal")
    shift = opened(home)
    place = a_place(shift.desk, "The first")
    taken.old_log = log.read_bytes()
    shift.desk.store.checkpoint("TRUNCATE")
    taken.before = home.store.read_bytes()
    for number in range(COMMITS + 1):
        taken.states.append(state_of(shift))
        taken.logs.append(log.read_bytes())
        taken.marks.append(home.mark.read_bytes())
        if number < COMMITS:
            _written(shift, number, place)
    key = bytes(shift.opened.store_keys.database)
    aside = case.folder / "aside.db"
    aside.write_bytes(taken.before)
    aside.with_name(aside.name + "-wal").write_bytes(taken.logs[-1])
    raw = engine.connect(aside, key)
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    raw.close()
    taken.after = aside.read_bytes()
    shift.end()
    return taken


def _written(shift: Shift, number: int, place: object) -> None:
    if number % 2:
        a_place(shift.desk, f"Place {number} {'x' * (number * 7)}")
    else:
        quarter = shift.desk.ask(contacts.contacts).rows[0].neighborhood_id
        a_contact(shift.desk, quarter, headline=headline(number), place_id=place)


def spoiled(content: bytes, at: int, length: int, old: bytes, rng: random.Random) -> bytes:
    """Some bytes zeroed, or as they were in an older content, or whatever the disk made of them."""
    length = min(length, len(content) - at)
    other = rng.choice((bytes(length), old[at : at + length].ljust(length, b"\0"), rng.randbytes(length)))
    return content[:at] + other + content[at + length :]


def cut_at_a_page(taken: Taken, rng: random.Random, turn: int) -> Loss:
    """The log ends with a page, each page in turn; the mark is already further, on a disk that broke its word."""
    return replace(taken.whole(), log=taken.logs[-1][: HEAD + turn % (taken.frames() + 1) * FRAME])


def cut_anywhere(taken: Taken, rng: random.Random, _turn: int) -> Loss:
    """The log ends anywhere."""
    return replace(taken.whole(), log=taken.logs[-1][: rng.randrange(len(taken.logs[-1]))])


def in_flight(taken: Taken, rng: random.Random, _turn: int) -> Loss:
    """While one commit was written: of its part of the log some sectors are there, and the mark may be half."""
    last = rng.randrange(COMMITS)
    log, full = bytearray(taken.logs[last]), taken.logs[last + 1]
    end = rng.randrange(len(log), len(full) + 1)
    for at in range(len(log), end, SECTOR):
        there = full[at : min(at + SECTOR, end)]
        log += there if rng.random() < 0.7 else bytes(len(there))
    mark = taken.marks[last]
    if end == len(full) and bytes(log) == full:
        half = rng.randrange(0, SLOT_BYTES + 1)
        mark = b"".join(_half(mark, taken.marks[last + 1], slot * SLOT_BYTES, half) for slot in (0, 1))
    return Loss(taken.before, bytes(log), mark, last, honest=True)


def _half(old: bytes, new: bytes, at: int, half: int) -> bytes:
    return new[at : at + half] + old[at + half : at + SLOT_BYTES]


def torn_log(taken: Taken, rng: random.Random, _turn: int) -> Loss:
    """Part of one page of the log is not what was written."""
    at = HEAD + rng.randrange(taken.frames()) * FRAME + rng.randrange(8) * SECTOR
    log = spoiled(taken.logs[-1], at, SECTOR * rng.randint(1, 8), taken.old_log, rng)
    return replace(taken.whole(), log=log)


def torn_head(taken: Taken, rng: random.Random, _turn: int) -> Loss:
    """The head of the log is not what was written."""
    return replace(taken.whole(), log=spoiled(taken.logs[-1], 0, HEAD, taken.old_log, rng))


def no_log(taken: Taken, rng: random.Random, _turn: int) -> Loss:
    """The log is gone, or another log lies there."""
    return replace(taken.whole(), log=rng.choice((None, b"", taken.old_log, rng.randbytes(3 * FRAME))))


def moving_in(taken: Taken, rng: random.Random, _turn: int) -> Loss:
    """While the log was moved into the file: some pages are new, one is torn, and the log is whole."""
    size = rng.choice((len(taken.before), rng.randrange(len(taken.before), len(taken.after) + 1)))
    file = bytearray(taken.before.ljust(size, b"\0"))
    for at in range(0, size, PAGE):
        chosen = rng.random()
        length = PAGE if chosen < 0.5 else SECTOR * rng.randrange(8) if chosen < 0.7 else 0
        length = min(length, size - at)
        file[at : at + length] = taken.after[at : at + length]
    return replace(taken.whole(), database=bytes(file), honest=True)


def torn_file(taken: Taken, rng: random.Random, _turn: int) -> Loss:
    """Part of a page of the file itself is not what was written."""
    at = rng.randrange(0, len(taken.before), SECTOR)
    return replace(taken.whole(), database=spoiled(taken.before, at, SECTOR * rng.randint(1, 8), b"", rng))


def cut_file(taken: Taken, rng: random.Random, _turn: int) -> Loss:
    """The file ends anywhere, with a page or not."""
    end = rng.randrange(len(taken.before))
    return replace(taken.whole(), database=taken.before[: rng.choice((end, end - end % PAGE))])


def marred_mark(taken: Taken, rng: random.Random, _turn: int) -> Loss:
    """The mark is gone, cut, half or older."""
    mark = taken.marks[-1]
    torn = spoiled(mark, rng.randrange(len(mark)), rng.randint(1, SLOT_BYTES), taken.marks[0], rng)
    found = rng.choice((None, b"", mark[: rng.randrange(len(mark))], torn, bytes(len(mark)), taken.marks[0]))
    return replace(taken.whole(), mark=found, reached=0)


WAYS: dict[str, Callable[[Taken, random.Random, int], Loss]] = {
    "log cut at a page": cut_at_a_page,
    "log cut anywhere": cut_anywhere,
    "commit in flight": in_flight,
    "log torn": torn_log,
    "log head torn": torn_head,
    "log gone": no_log,
    "log being moved in": moving_in,
    "file torn": torn_file,
    "file cut": cut_file,
    "mark marred": marred_mark,
}


def laid_out(loss: Loss, taken: Taken, folder: Path, rng: random.Random) -> Case:
    """A case with these files, and an index of the log that is missing or nonsense."""
    case = taken.case.copied(folder)
    log, index = case.home.folder / (FILE + "-wal"), case.home.folder / (FILE + "-shm")
    for path, content in ((case.home.store, loss.database), (log, loss.log), (case.home.mark, loss.mark)):
        path.unlink(missing_ok=True)
        if content is not None:
            path.write_bytes(content)
    index.unlink(missing_ok=True)
    if rng.random() < 0.3:
        index.write_bytes(rng.choice((bytes(32768), rng.randbytes(32768), b"")))
    return case
