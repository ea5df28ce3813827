"""The demo town as the window opens it: built when there is none yet, and its users to choose from."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from casemgr.core.access import ROLE_NAMES, Role
from casemgr.core.home import Home
from casemgr.core.jobs import Progress, run
from casemgr.demo import PASSPHRASE, DemoUser, build, users
from casemgr.i18n import _

FIRST = (Role.OFFICER, Role.LIAISON, Role.SUPERVISOR, Role.ADMINISTRATOR)
"""The roles of the tour; one of each stands before the others."""


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
    return tuple(Pick(one.user_name, one.full_name, one.role, PASSPHRASE) for one in _in_order(users(home)))


def _in_order(everybody: Sequence[DemoUser]) -> Iterator[DemoUser]:
    named = {one.role: one for one in reversed(everybody)}
    front = [named[role] for role in (_(ROLE_NAMES[role]) for role in FIRST) if role in named]
    yield from front
    yield from (one for one in everybody if one not in front)
