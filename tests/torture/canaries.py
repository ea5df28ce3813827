"""Canary words through a whole shift, then looked for wherever no name may be: files, names, titles, logs, finds."""

import base64
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.torture.canary_work import CANARIES
from tests.torture.tally import Tally

FULL = SHORT = 1
ROOT = Path(__file__).resolve().parents[2]


def run(_cases: int, _seed: int) -> Tally:
    """One shift; each canary in each place is a case."""
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix="aviary-") as beside:
        folder = Path(beside)
        for name in ("home", "tmp", "config", "cache", "data", "state", "run"):
            (folder / name).mkdir(mode=0o700)
        done = subprocess.run(
            [sys.executable, "-m", "tests.torture.canary_work", beside],
            cwd=ROOT,
            env=_surroundings(folder),
            capture_output=True,
            check=False,
        )
        if done.returncode:
            tally.broke(f"the shift itself ended with {done.returncode}: {done.stderr.decode()[-300:]}")
            return tally
        told = json.loads(done.stdout.decode().splitlines()[-1])
        for place, content in _places(folder, done, told["titles"]):
            for canary in CANARIES:
                if any(form in content for form in _forms(canary)):
                    tally.broke(f"{canary} in {place}")
                else:
                    tally.held(place.partition(":")[0])
        if told["found"]:
            tally.broke(f"{told['found']} found by somebody who reads no case")
        else:
            tally.held("nothing found by who reads no case")
    return tally


def _surroundings(folder: Path) -> dict[str, str]:
    """The environment of the shift: every folder a program writes to lies in the aviary."""
    places = {
        "HOME": "home",
        "TMPDIR": "tmp",
        "XDG_CONFIG_HOME": "config",
        "XDG_CACHE_HOME": "cache",
        "XDG_DATA_HOME": "data",
        "XDG_STATE_HOME": "state",
        "XDG_RUNTIME_DIR": "run",
    }
    own = {name: str(folder / place) for name, place in places.items()}
    return os.environ | own | {"QT_QPA_PLATFORM": "offscreen"}


def _places(folder: Path, done: subprocess.CompletedProcess[bytes], titles: list[str]) -> Iterator[tuple[str, bytes]]:
    yield "what is printed", done.stdout + done.stderr
    yield "titles of windows", "\n".join(titles).encode()
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    yield "names of files", "\n".join(str(path) for path in files).encode()
    for path in files:
        sort = "logs" if path.suffix == ".log" else "files"
        yield f"{sort}: {path.relative_to(folder)}", path.read_bytes()


def _forms(canary: str) -> tuple[bytes, ...]:
    """How a word may stand in a file."""
    plain = canary.encode()
    return plain, plain.upper(), canary.encode("utf-16-le"), plain.hex().encode(), base64.b64encode(plain)[:-3]
