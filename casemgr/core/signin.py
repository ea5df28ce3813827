"""Failed sign-ins, counted across restarts: five in fifteen minutes lock a user until released."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from casemgr.core.durable import replace_whole

FILE = "signin.json"
ALLOWED = 5
WINDOW = timedelta(minutes=15)
FORMAT = 1
UNKNOWN = "unknown"


@dataclass(frozen=True)
class Standing:
    """Where a user stands: failures within the window, whether they are locked out until released, and the number of
    the code they were released by since they last signed in."""

    failures: int = 0
    locked: bool = False
    released: int = 0


@dataclass(frozen=True)
class _Count:
    failed_at: tuple[datetime, ...] = ()
    locked: bool = False
    released: int = 0


class Attempts:
    """Failed sign-ins by slot; None is for all unknown names together, which are counted but never locked."""

    def __init__(self, path: Path, clock: Callable[[], datetime]) -> None:
        self._path = path
        self._clock = clock
        self.damaged = False

    def standing(self, slot_id: UUID | None) -> Standing:
        """Where a user stands now; nothing is written."""
        return _standing(self._recent(self._read(), slot_id))

    def failed(self, slot_id: UUID | None) -> Standing:
        """Count one more failure, on the disk before this returns; Unwritable when the disk refuses."""
        counts = self._read()
        recent = self._recent(counts, slot_id)
        failed_at = (*recent.failed_at, self._clock().astimezone(UTC))[-ALLOWED:]
        locked = slot_id is not None and len(failed_at) >= ALLOWED
        count = replace(recent, failed_at=failed_at, locked=recent.locked or locked)
        self._write(counts | {_who(slot_id): count})
        return _standing(count)

    def succeeded(self, slot_id: UUID) -> None:
        """Forget the failures of a user who signed in; a lock stays."""
        counts = self._read()
        count = counts.get(_who(slot_id))
        if count is not None and (count.failed_at or count.released):
            self._write(counts | {_who(slot_id): replace(count, failed_at=(), released=0)})

    def release(self, slot_id: UUID | None) -> None:
        """Let a locked user try again: an administrator's act, or one with the recovery code."""
        counts = self._read()
        if counts.pop(_who(slot_id), None) is not None:
            self._write(counts)

    def release_by_code(self, slot_id: UUID, number: int) -> None:
        """Let a locked user try again by a code that was read to them; their next sign-in writes its number down."""
        self._write(self._read() | {_who(slot_id): _Count(released=number)})

    def _recent(self, counts: dict[str, _Count], slot_id: UUID | None) -> _Count:
        """The count with what is too old left out; failures "to come" mean a clock set back: now."""
        now = self._clock()
        count = counts.get(_who(slot_id), _Count())
        failed_at = (min(at, now) for at in count.failed_at)
        return replace(count, failed_at=tuple(at for at in failed_at if now - at < WINDOW))

    def _read(self) -> dict[str, _Count]:
        try:
            return _counts_in(json.loads(self._path.read_bytes()))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, OverflowError, RecursionError):
            # Before anyone has signed in no key can vouch for this file, so whoever can damage it can as well
            # delete it: to lock on damage would stop no thief, only an officer on shift after a power cut.
            # It counts as empty, and `damaged` lets the next sign-in write down in the audit that it was.
            self.damaged = True
            return {}

    def _write(self, counts: dict[str, _Count]) -> None:
        said = {
            who: {
                "failed_at": [at.isoformat() for at in count.failed_at],
                "locked": count.locked,
                "released": count.released,
            }
            for who, count in counts.items()
        }
        replace_whole(self._path, json.dumps({"format": FORMAT, "counts": said}, indent=1).encode())


def _who(slot_id: UUID | None) -> str:
    return UNKNOWN if slot_id is None else str(slot_id)


def _standing(count: _Count) -> Standing:
    return Standing(len(count.failed_at), count.locked, count.released)


def _counts_in(value: object) -> dict[str, _Count]:
    counts = value.get("counts") if isinstance(value, dict) else None
    if not isinstance(counts, dict):
        raise ValueError("counts")
    return {who: _count_in(count) for who, count in counts.items()}


def _count_in(value: object) -> _Count:
    if not isinstance(value, dict) or not isinstance(value.get("failed_at"), list):
        raise ValueError("count")
    failed_at = [datetime.fromisoformat(str(at)) for at in value["failed_at"]]
    if any(at.tzinfo is None for at in failed_at) or not isinstance(value.get("locked"), bool):
        raise ValueError("count")
    return _Count(tuple(at.astimezone(UTC) for at in failed_at), value["locked"], int(value.get("released", 0)))
