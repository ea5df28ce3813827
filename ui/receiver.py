"""Handing an answer to whoever waits for it, unless their widget is gone by then."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, SignalInstance
from shiboken6 import isValid

Receiver = Callable[[Any], object]


def give(receiver: Receiver | None, value: Any) -> None:
    """Hand over; only of a bound method, a partial of one, or a signal can it be told that its widget is gone."""
    call: object = receiver
    while isinstance(call, partial):
        call = call.func
    owner = getattr(call, "__self__", None)
    if isinstance(owner, SignalInstance):
        with suppress(RuntimeError):  # It knows its widget, but tells only by refusing.
            owner.emit(value)
        return
    if receiver is not None and (not isinstance(owner, QObject) or isValid(owner)):
        receiver(value)
