"""Acts: what can be done with a record as it stands; the state table of a kind is the acts it declares."""

import inspect
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any, get_type_hints
from uuid import UUID

from casemgr.core.access import Actor, May
from casemgr.core.codes import label
from casemgr.core.draft import Draft
from casemgr.core.errors import CaseError, Invalid, NotFound, Problem
from casemgr.core.kind import KIND_OF
from casemgr.core.record import Record
from casemgr.core.tx import Tx
from casemgr.core.verbs import command
from casemgr.i18n import _

Rule = Callable[..., None]
"""`rule(tx, record, draft)`, or `rule(tx, record)` where nothing is asked: checks what must hold and writes it down."""


class Nothing(Draft):
    """The draft of an act that asks nothing."""


@dataclass(frozen=True)
class Act:
    """One line of a state table: from which states, to which; no states mean any, no `to` that it stays.

    `holds` refuses, by raising, where more than the state decides whether an actor may do it to this record now.
    """

    name: str
    title: str
    draft: type[Draft]
    command: Callable[..., Any]
    since: frozenset[str]
    to: str
    holds: Callable[[Tx, Any], None] | None


ACTS: dict[type[Record], dict[str, Act]] = {}


def act(
    table: type[Record],
    title: str,
    *,
    may: May,
    since: Collection[str] = (),
    to: str = "",
    holds: Callable[[Tx, Any], None] | None = None,
) -> Callable[[Rule], Callable[[Tx, UUID, Any], None]]:
    """Declare a command `(tx, id, draft)` that takes a record of this table from some states to another.

    The rule runs before the state changes; a record out of sight is not there, a state the table does not name is
    refused with those from which the step is possible.
    """

    def declare(rule: Rule) -> Callable[[Tx, UUID, Any], None]:
        asks = _asked_by(rule)

        def run(tx: Tx, id: UUID, draft: Draft) -> None:
            record = tx.get(table, id)
            if record is None:
                raise NotFound(_("There is no such record, or you may not see it."))
            _refuse(tx, one, record)
            rule(tx, record, draft) if asks is not Nothing else rule(tx, record)
            if to:
                record.status = to  # type: ignore[attr-defined]
            tx.add(record)

        run.__name__, run.__module__, run.__doc__ = rule.__name__, rule.__module__, rule.__doc__
        run.__annotations__ = {"tx": Tx, "id": UUID, "draft": asks, "return": None}
        declared = command(may)(run)
        one = Act(rule.__name__, title, asks, declared, frozenset(since), to, holds)
        ACTS.setdefault(table, {})[one.name] = one
        return declared

    return declare


def _asked_by(rule: Rule) -> type[Draft]:
    """The draft a rule takes as its third parameter."""
    names = list(inspect.signature(rule).parameters)
    return get_type_hints(rule)[names[2]] if len(names) > 2 else Nothing


def _refuse(tx: Tx, one: Act, record: Any) -> None:
    if one.since and record.status not in one.since:
        said = _("“{act}” is not possible while this is “{status}”, only while it is: {states}.")
        states = ", ".join(_named(tx, record, state) for state in sorted(one.since))
        raise Invalid(
            Problem("status", said.format(act=_(one.title), status=_named(tx, record, record.status), states=states))
        )
    if one.holds is not None:
        one.holds(tx, record)


def _named(tx: Tx, record: Record, status: str) -> str:
    return label(tx, KIND_OF[type(record)].states, status)


def open_acts(tx: Tx, record: Record) -> list[Act]:
    """What this actor can do with a record as it stands, in the order of its state table."""
    return [one for one in acts_of(type(record), tx.actor) if _possible(tx, one, record)]


def acts_of(table: type[Record], actor: Actor) -> Sequence[Act]:
    """The acts on records of a table that an actor has the right to."""
    return [one for one in ACTS.get(table, {}).values() if actor.may(one.command.declared.may)]  # type: ignore[attr-defined]


def _possible(tx: Tx, one: Act, record: Record) -> bool:
    try:
        _refuse(tx, one, record)
    except CaseError:
        return False
    return True
