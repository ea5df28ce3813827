"""The power goes: a log cut or torn, pages half written, a mark gone; it opens as saved, or refuses in words."""

import random
import shutil
import tempfile
from pathlib import Path

from casemgr.app import Shift
from casemgr.core.errors import CaseError, StoreDamaged, StoreGap
from casemgr.core.home import Home
from casemgr.core.jobs import run as run_job
from casemgr.services.backup import restore
from tests.stations import opened
from tests.torture.losses import WAYS, Loss, State, Taken, laid_out, state_of, taken_from
from tests.torture.tally import Tally
from tests.torture.work import BEFORE, Case, prepared

FULL, SHORT = 2_000, 60


def run(cases: int, seed: int) -> Tally:
    """Take the power away in each way in turn; after each refusal a backup is restored and opened."""
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix="power-") as beside:
        taken = taken_from(prepared(Path(beside) / "template"))
        for number in range(cases):
            way, harm = list(WAYS.items())[number % len(WAYS)]
            rng = random.Random(seed + number)
            loss = harm(taken, rng, number // len(WAYS))
            case = laid_out(loss, taken, Path(beside) / "case", rng)
            try:
                tally.held(f"{way}: {_ended(case, taken, loss)}")
            except Exception as wrong:
                tally.broke(f"{way}, case {number} of seed {seed}: {wrong!r}")
            shutil.rmtree(case.folder)
    return tally


def _ended(case: Case, taken: Taken, loss: Loss) -> str:
    """How the case ended; AssertionError where something wrong was shown as right, or what must open was refused."""
    try:
        shown, end = _shown(case.home)
        assert shown in taken.states[loss.reached :], "what is shown was never committed, or is older than the mark"
    except CaseError as refusal:
        return _refused(case, taken, loss, refusal)
    assert not loss.honest or end == "opened whole", f"a store that must be whole is {end}"
    return end


def _refused(case: Case, taken: Taken, loss: Loss, refusal: CaseError) -> str:
    """A refusal has words, is never of what a disk that keeps its word left, and a backup puts an end to it."""
    assert refusal.sentence, "a refusal without a word"
    assert not loss.honest, f"refused although nothing acknowledged was lost: {refusal.sentence}"
    end = f"refused, {type(refusal).__name__}"
    if isinstance(refusal, StoreGap):
        end = f"a gap told, then {_accepted(case.home, taken)}"
    _restored(case)
    return end


def _shown(home: Home, *, accept_gap: bool = False) -> tuple[State, str]:
    """What a user sees who opens the store, and whether a check of the whole finds damage."""
    shift = opened(home, accept_gap=accept_gap)
    try:
        return state_of(shift), "opened whole" if _whole(shift) else "damage found by the check"
    finally:
        shift.end()


def _whole(shift: Shift) -> bool:
    """What `verify` says of the store: both of its checks end in words, whatever they find."""
    found = shift.desk.store.problems()
    try:
        return run_job(shift.desk.store.auditing()).broken is None and not found
    except StoreDamaged:
        return False


def _accepted(home: Home, taken: Taken) -> str:
    try:
        shown, end = _shown(home, accept_gap=True)
    except CaseError as refusal:
        return f"refused, {type(refusal).__name__}"
    assert shown in taken.states, "after a gap something is shown that was never committed"
    return end


def _restored(case: Case) -> None:
    """A refused store is replaced by its backup, which opens whole."""
    run_job(restore(case.backup, case.home))
    shown, end = _shown(case.home, accept_gap=True)
    assert BEFORE in shown, "the backup is not what was backed up"
    assert end == "opened whole", end
