"""Handing an answer to whoever waits for it, unless their widget is gone by then."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from shiboken6 import isValid

Receiver = Callable[[Any], object]


def give(receiver: Receiver | None, value: Any) -> None:
    """Hand over; only of a bound method, or a partial of one, can it be told that its widget is gone."""
    call: object = receiver
    while isinstance(call, partial):
        call = call.func
    owner = getattr(call, "__self__", None)
    if receiver is not None and (not isinstance(owner, QObject) or isValid(owner)):
        receiver(value)
