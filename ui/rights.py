"""What the window offers: nothing that would only be refused."""

from collections.abc import Callable
from typing import Any

from casemgr.core.access import Actor
from casemgr.core.draft import extra_of
from casemgr.core.kind import Kind


def allowed(actor: Actor, verb: Callable[..., Any] | None) -> bool:
    """Whether someone has the right a command or query needs."""
    return verb is not None and actor.may(verb.declared.may)  # type: ignore[attr-defined]


def makeable(actor: Actor, kind: Kind) -> bool:
    """Whether a form alone makes a new record of this kind, and this actor may."""
    if kind.draft is None or not allowed(actor, kind.new):
        return False
    fields = kind.draft.model_fields
    return not any(fields[name].is_required() and extra_of(kind.draft, name).get("hidden") for name in fields)


def listed(actor: Actor, kind: Kind) -> bool:
    """Whether the window has a list of this kind for this actor."""
    return kind.listed and kind.page is not None and actor.may(kind.read)
