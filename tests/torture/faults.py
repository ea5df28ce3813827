"""What a computer does to a program: a full disk, a folder gone, a wrong clock, no keyring, a hundred at once."""

import os
import resource
import shutil
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

from casemgr.core.days import utc_now
from casemgr.core.device import SERVICE, ToyKeyring
from casemgr.core.errors import CaseError
from casemgr.core.jobs import run as run_job
from casemgr.records import attachments
from casemgr.records.attachments import AttachDraft
from casemgr.services.backup import back_up
from tests.builders import a_place
from tests.stations import opened
from tests.torture.losses import state_of
from tests.torture.reopened import clean
from tests.torture.tally import Tally
from tests.torture.work import Case, prepared

IMPOSSIBLE = "not possible here"
AT_ONCE = 100


def full_disk(case: Case) -> str:
    """No file grows beyond 100 KB: a note of 200 KB and a backup are refused, then the disk has room again."""
    shift = opened(case.home)
    place = a_place(shift.desk, "Before the disk was full")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    draft = AttachDraft(about_kind="places", about_id=place, name="note.txt")
    try:
        _refused(lambda: shift.desk.do(attachments.attach, draft, b"All well. " * 20_000))
        _refused(lambda: run_job(back_up(shift.desk, case.home, case.disk)))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    shift.desk.do(attachments.attach, draft, b"All well. " * 20_000)
    shift.end()
    return "refused in words"


def read_only(case: Case) -> str:
    """A backup into a folder that may not be written in; the administrator of the computer may write anywhere."""
    if os.geteuid() == 0:
        return IMPOSSIBLE
    shift = opened(case.home)
    case.disk.chmod(0o500)
    _refused(lambda: run_job(back_up(shift.desk, case.home, case.disk)))
    case.disk.chmod(0o700)
    shift.end()
    return "refused in words"


def folder_gone(case: Case) -> str:
    """The folder is renamed while it is worked in, and is back afterwards."""
    shift = opened(case.home)
    away = case.folder / "away"
    case.home.folder.rename(away)
    end = _tried(lambda: a_place(shift.desk, "While it was away"))
    away.rename(case.home.folder)
    _tried(shift.end)
    return end


def year_forward(case: Case) -> str:
    """The clock is a year ahead, and right again."""
    return _at(case, 365)


def year_back(case: Case) -> str:
    """The clock is a year behind, and right again."""
    return _at(case, -365)


def keyring_absent(case: Case) -> str:
    """There is no keyring on this computer."""
    return _tried(lambda: opened(case.home, keyring=None).end())


def keyring_locked(case: Case) -> str:
    """The keyring does not open."""
    keyring = ToyKeyring()
    keyring.locked = True
    return _tried(lambda: opened(case.home, keyring=keyring).end())


def keyring_wrong(case: Case) -> str:
    """The keyring gives a secret of something else."""
    keyring = ToyKeyring()
    opened(case.home, keyring=keyring).end()
    for service, name in list(keyring.entries):
        keyring.entries[SERVICE if service == SERVICE else service, name] = "AAAA" * 10 + "AAA="
    return _tried(lambda: opened(case.home, keyring=keyring).end())


def many_at_once(case: Case) -> str:
    """A hundred open the store at the same time: one is in, the others are told so."""

    def enter(_number: int) -> str:
        return _tried(lambda: opened(case.home).end())

    with ThreadPoolExecutor(AT_ONCE) as pool:
        ends = list(pool.map(enter, range(AT_ONCE)))
    assert "went on" in ends, "nobody got in"
    return f"{len(ends)} tried, each in or told"


FAULTS: tuple[Callable[[Case], str], ...] = (
    full_disk,
    read_only,
    folder_gone,
    year_forward,
    year_back,
    keyring_absent,
    keyring_locked,
    keyring_wrong,
    many_at_once,
)
FULL = SHORT = len(FAULTS)


def run(cases: int, seed: int) -> Tally:
    """Each fault once, on a store of its own: a sentence, nothing lost, and work goes on afterwards."""
    del seed
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix="faults-") as beside:
        template = prepared(Path(beside) / "template")
        for fault in FAULTS[:cases]:
            case = template.copied(Path(beside) / fault.__name__)
            try:
                had = _state(case)
                end = fault(case)
                assert had <= _state(case), "something is lost"
                tally.held(f"{fault.__name__}: {end}")
            except Exception as wrong:
                tally.broke(f"{fault.__name__}: {wrong!r}"[:300])
            shutil.rmtree(case.folder)
    return tally


def _state(case: Case) -> frozenset[str]:
    """What is there, after the store opened clean and took a new record."""
    shift = opened(case.home)
    a_place(shift.desk, "Written since")
    clean(shift)
    found = state_of(shift)
    shift.end()
    return found


def _at(case: Case, days: int) -> str:
    return _tried(lambda: opened(case.home, clock=lambda: utc_now() + timedelta(days=days)).end())


def _tried(work: Callable[[], object]) -> str:
    try:
        work()
    except CaseError as refusal:
        if not str(refusal):
            raise AssertionError("refused without a sentence") from refusal
        return "refused in words"
    return "went on"


def _refused(work: Callable[[], object]) -> None:
    assert _tried(work) == "refused in words", "not refused"
