"""What another process sees of ours: no core dump may be made, and after the lock the keys are gone from memory."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from casemgr.core.home import Home

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

MASK = 0x5A
WORKER = f"""
import ctypes
import sys
from casemgr.core.home import Home
from tests.stations import opened
from pathlib import Path
from casemgr.own_memory import keep_memory_private
if sys.argv[2] == "private":
    keep_memory_private()
shift = opened(Home(Path(sys.argv[1])))
print("".join(f"{{byte ^ {MASK}:02x}}" for byte in shift.opened.store_keys.database), flush=True)
if sys.argv[2] == "private":
    print("dumpable", ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), flush=True)
sys.stdin.readline()
shift.end()
print("ended", flush=True)
sys.stdin.readline()
"""


def copies(process: int, wanted: bytes) -> int:
    """How often these bytes stand anywhere in the memory of a process."""
    found = 0
    with Path(f"/proc/{process}/mem").open("rb") as memory:
        for line in Path(f"/proc/{process}/maps").read_text().splitlines():
            span = re.match(r"([0-9a-f]+)-([0-9a-f]+) rw", line)
            if span is None:
                continue
            start, end = (int(part, 16) for part in span.groups())
            try:
                memory.seek(start)
                found += memory.read(end - start).count(wanted)
            except OSError:
                continue
    return found


def started(home: Home, how: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WORKER, str(home.folder), how],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).resolve().parents[2],
    )


def test_after_the_lock_the_key_of_the_file_is_nowhere_in_memory(home: Home) -> None:
    with started(home, "open") as worker:
        assert worker.stdin is not None
        assert worker.stdout is not None
        key = bytes(byte ^ MASK for byte in bytes.fromhex(worker.stdout.readline()))
        try:
            while_open = copies(worker.pid, key)
        except PermissionError:
            worker.kill()
            pytest.skip("this computer lets nobody read another process")
        assert while_open >= 1
        print(file=worker.stdin, flush=True)
        assert worker.stdout.readline() == "ended\n"
        assert copies(worker.pid, key) == 0
        print(file=worker.stdin, flush=True)
    assert worker.returncode == 0


def test_the_program_leaves_no_core_dump(home: Home) -> None:
    with started(home, "private") as worker:
        assert worker.stdin is not None
        assert worker.stdout is not None
        worker.stdout.readline()
        assert worker.stdout.readline() == "dumpable 0\n"
        limits = Path(f"/proc/{worker.pid}/limits").read_text()
        assert re.search(r"Max core file size\s+0\s+0", limits)
        worker.communicate("\n\n")
    assert worker.returncode == 0
