"""Killed at any moment of any work, as by `kill -9`: what was acknowledged is there, and the store opens clean."""

import multiprocessing
import random
import shutil
import tempfile
import time
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import Any

from tests.children import told
from tests.torture import work
from tests.torture.reopened import check
from tests.torture.tally import Tally

FULL, SHORT = 1_000, 12
LONGEST = 60.0
"""Seconds after which work that should have ended counts as stuck."""


def run(cases: int, seed: int) -> Tally:
    """Kill each kind of work in turn, at a moment drawn evenly from its length as measured before."""
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix="kills-") as beside:
        folder = Path(beside)
        template = work.prepared(folder / "template")
        lengths = {kind: _length(kind, template, folder) for kind in work.KINDS}
        for number in range(cases):
            kind = work.KINDS[number % len(work.KINDS)]
            after = random.Random(seed + number).uniform(0, lengths[kind])
            case = template.copied(folder / f"case {number}")
            said, _took = _killed(kind, case, after)
            try:
                check(kind, case, said)
                tally.held(f"{kind} {'done' if work.DONE in said else 'killed'}")
            except Exception as wrong:
                tally.broke(f"{kind}, case {number} of seed {seed}, after {after:.4f} s: {wrong!r}")
            shutil.rmtree(case.folder)
    return tally


def _length(kind: str, template: work.Case, folder: Path) -> float:
    """The seconds this kind of work takes when nobody kills it; its checks are tried too."""
    case = template.copied(folder / "rehearsal")
    said, took = _killed(kind, case, LONGEST)
    if work.DONE not in said:
        raise RuntimeError(f"{kind} does not come to its end")
    check(kind, case, said)
    shutil.rmtree(case.folder)
    return took


def _killed(kind: str, case: work.Case, after: float) -> tuple[list[Any], float]:
    """What a process told that did this work until it was killed, so long after it began; and its seconds."""
    context: ForkServerContext = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.torture.work"])
    hears, tells = context.Pipe(duplex=False)
    worker = context.Process(target=work.work, args=(kind, case.folder, tells))
    worker.start()
    tells.close()
    try:
        hears.recv()
        began = time.monotonic()
        worker.join(after)
        took = time.monotonic() - began
        worker.kill()
        worker.join()
        return told(hears), took
    finally:
        hears.close()
