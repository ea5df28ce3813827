"""Forgetting: who keeps something of a person outside the store, and is told when an order removes them."""

from typing import Protocol
from uuid import UUID


class ForgetPerson(Protocol):
    """Destroys what is kept of someone outside the store, such as the key their backups are sealed with.

    Called again for someone forgotten already it does nothing; it gives in one sentence what it reached.
    """

    def __call__(self, id: UUID, /) -> str: ...


FORGETS: list[ForgetPerson] = []
"""Asked in this order after the store itself is clean."""
