"""Keep None, True and False alive on Python 3.11."""

# PySide6 6.12 is compiled for interpreters (3.12 and newer) that never free these, so its calls give back a
# reference they did not take; on 3.11 the count of None reaches zero after some thousand calls, and Python
# ends itself with "deallocating None".

import ctypes
import sys

_NEVER = 1 << 40


def keep_singletons() -> None:
    """Raise the counts so far that no session can use them up; newer Pythons need nothing."""
    if sys.version_info >= (3, 12):
        return
    for singleton in (None, True, False, NotImplemented, Ellipsis):
        count = ctypes.c_ssize_t.from_address(id(singleton))
        if count.value < _NEVER:
            count.value += _NEVER
