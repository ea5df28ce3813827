"""Files from outside, marred at random: each parser reads them or refuses in words, soon and in little memory."""

import logging
import multiprocessing
import os
import random
import resource
import tempfile
import time
import traceback
import warnings
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from pathlib import Path

from casemgr.core.errors import CaseError
from tests.torture.marring import mutated
from tests.torture.parsers import parsers
from tests.torture.tally import Tally

FULL, SHORT = 600, 1
"""Seconds for each parser."""
LONGEST, MOST_KB = 2.0, 512 * 1024
_STUCK = 60


def run(cases: int, seed: int) -> Tally:
    """Give each parser, in a process of its own, marred files for so many seconds; one for each processor at once."""
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix="fuzz-") as beside, ThreadPoolExecutor(os.cpu_count()) as lanes:
        names = [parser.name for parser in parsers(Path(beside))]
        for ended in [lanes.submit(_beside, name, cases, seed, Path(beside), tally) for name in names]:
            ended.result()
    return tally


def _beside(name: str, seconds: int, seed: int, beside: Path, tally: Tally) -> None:
    context = multiprocessing.get_context("spawn")
    hears, tells = context.Pipe(duplex=False)
    child = context.Process(target=_fuzz, args=(name, seconds, seed, Path(tempfile.mkdtemp(dir=beside)), tells))
    child.start()
    tells.close()
    _heard(name, hears, seconds, tally)
    child.kill()
    child.join()


def _heard(name: str, hears: Connection, seconds: int, tally: Tally) -> None:
    try:
        if not hears.poll(seconds + _STUCK):
            tally.broke(f"{name}: one input never came to its end")
            return
        tried, wrong, most = hears.recv()
    except EOFError:
        tally.broke(f"{name}: the process ended")
        return
    tally.tried += tried
    tally.ends[name] += tried
    tally.broken += wrong
    if most > MOST_KB:
        tally.broken.append(f"{name}: {most // 1024} MB of memory")


def _fuzz(name: str, seconds: int, seed: int, folder: Path, tells: Connection) -> None:
    warnings.simplefilter("ignore")  # what libraries remark on marred files is no answer of the program
    logging.disable()
    parser = next(one for one in parsers(folder) if one.name == name)
    rng = random.Random(f"{seed} {name}")
    tried, wrong = 0, dict[str, str]()
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        content = mutated(parser.seeds, rng)
        tried += 1
        began = time.process_time()
        try:
            parser.read(content)
        except CaseError:
            pass
        except Exception as foreign:
            where = traceback.extract_tb(foreign.__traceback__)[-1]
            said = (
                f"{name}, input {tried} of seed {seed}: {type(foreign).__name__} at {where.name}: {str(foreign)[:90]}"
            )
            wrong.setdefault(f"{type(foreign)} {where.filename} {where.lineno}", said)
        took = time.process_time() - began
        if took > LONGEST:
            wrong.setdefault("long", f"{name}, input {tried} of seed {seed}: {took:.1f} s")
    tells.send((tried, list(wrong.values()), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss))
