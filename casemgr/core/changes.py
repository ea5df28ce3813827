"""What one command changed, and the one place that tells it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

MANY = 1000
"""Above this many records of one kind, a change says only that the kind changed."""


@dataclass(frozen=True)
class Changes:
    """Kinds and ids one commit touched; None stands for 'all of this kind'."""

    touched: dict[str, frozenset[UUID] | None] = field(default_factory=dict)

    def of(self, *kinds: str) -> bool:
        """Whether any of these kinds was touched."""
        return any(kind in self.touched for kind in kinds)

    def has(self, kind: str, record: UUID) -> bool:
        """Whether this record was, or may have been, touched."""
        ids = self.touched.get(kind, frozenset())
        return ids is None or record in ids


class Notifier:
    """Tells every listener of each commit, in the thread that committed."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[Changes], None]] = []

    def listen(self, listener: Callable[[Changes], None]) -> None:
        self._listeners.append(listener)

    def tell(self, changes: Changes) -> None:
        if changes.touched:
            for listener in list(self._listeners):
                listener(changes)
