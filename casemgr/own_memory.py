"""What is in memory stays there: no core dump, and no other program of the same user reads it."""

import ctypes
import sys
from contextlib import suppress

if sys.platform != "win32":
    import resource

_SET_DUMPABLE = 4
_NO_HEAP = 1


def keep_memory_private() -> None:
    """Ask the system to write no memory of this process to disk; what it refuses, it refuses.

    A page that was swapped out or hibernated is beyond a program's reach: encrypt the whole disk.
    """
    if sys.platform == "win32":
        with suppress(OSError, AttributeError):
            ctypes.windll.kernel32.WerSetFlags(_NO_HEAP)
        return
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_SET_DUMPABLE, 0, 0, 0, 0)
