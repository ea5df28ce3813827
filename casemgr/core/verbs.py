"""Commands and queries: how a slice declares what it can do, and the right each needs."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from casemgr.core.access import Actor, May
from casemgr.core.errors import NotAllowed
from casemgr.core.tx import Tx
from casemgr.i18n import N_, _

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True)
class Declared:
    """What a command or query says of itself at the door."""

    name: str
    may: May
    logged: bool = False


COMMANDS: dict[str, Callable[..., Any]] = {}
QUERIES: dict[str, Callable[..., Any]] = {}


def command(may: May) -> Callable[[F], F]:
    """Declare a function that changes records, and the right one must have to run it."""
    return lambda f: _declare(f, may, COMMANDS, logged=False)


def query(may: May, *, logged: bool = False) -> Callable[[F], F]:
    """Declare a function that reads, and the right it needs; `logged` writes each use into the audit."""
    return lambda f: _declare(f, may, QUERIES, logged=logged)


def _declare(f: F, may: May, table: dict[str, Callable[..., Any]], *, logged: bool) -> F:
    slice_name = f.__module__.split(".")[2]
    declared = Declared(f"{slice_name}.{f.__name__}", May(may), logged)
    if declared.name in table:
        raise ValueError(f"{declared.name} is declared twice")
    table[declared.name] = f
    f.declared = declared  # type: ignore[attr-defined]
    return f


NO_RIGHT = N_("You do not have the right to do this. Ask a supervisor or an administrator.")


def require(tx: Tx, right: May) -> None:
    """Refuse inside a command or query that serves many kinds and so checks each kind's own right."""
    require_actor(tx.actor, right)


def require_actor(actor: Actor, right: May) -> None:
    """Refuse an actor without the right, where work is not one command or query but a job of several."""
    if not actor.may(right):
        raise NotAllowed(_(NO_RIGHT))
