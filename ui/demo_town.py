"""The demo town as the window opens it: built when there is none yet, and its users to choose from."""

from collections.abc import Callable
from dataclasses import dataclass

from casemgr.core.home import Home
from casemgr.core.jobs import Progress, run
from casemgr.demo import PASSPHRASE, build, users


@dataclass(frozen=True)
class Pick:
    """Someone to work as, one click away."""

    user_name: str
    full_name: str
    role: str
    passphrase: str


def picks(home: Home, tell: Callable[[Progress], None]) -> tuple[Pick, ...]:
    """The users of the demo store in a home, which is built first if there is none; `tell` hears how far that is."""
    if not home.there:
        run(build(home), tell)
    return tuple(Pick(one.user_name, one.full_name, one.role, PASSPHRASE) for one in users(home))
