"""head.mark: how far the store had come; an older copy put back, or a cut log, falls short of it."""

import hmac
import os
import struct
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from threading import Lock

from casemgr.core.errors import Unwritable
from casemgr.i18n import _

FILE = "head.mark"
SLOT_BYTES = 512
SLOTS = 2
HASH_BYTES = 32
MAC_BYTES = 32

_SLOT = struct.Struct(f">8sQ{HASH_BYTES}s")
_MAGIC = b"CMMARK01"
_sync = getattr(os, "fdatasync", os.fsync)


class MarkState(StrEnum):
    """What was found where the mark should be."""

    FOUND = "found"
    ABSENT = "absent"
    INVALID = "invalid"


@dataclass(frozen=True)
class Reading:
    """The mark as read; sequence and head count only when it was found."""

    state: MarkState
    sequence: int = 0
    head: bytes = bytes(HASH_BYTES)


class HighWaterMark:
    """Two slots written in turn, each with a code under the mark key: a torn write leaves the one before."""

    def __init__(self, path: Path, key: bytes | bytearray) -> None:
        self._path = path
        self._key = key
        self._file: int | None = None
        self._lock = Lock()

    def read(self) -> Reading:
        """The newest valid mark; ABSENT when there never was one, INVALID when none can be trusted."""
        try:
            raw = self._path.read_bytes()
        except FileNotFoundError:
            return Reading(MarkState.ABSENT)
        except OSError:
            return Reading(MarkState.INVALID)
        if raw == bytes(SLOT_BYTES * SLOTS):
            return Reading(MarkState.ABSENT)
        valid = [reading for reading in self._slots(raw) if reading is not None]
        return max(valid, key=lambda reading: reading.sequence, default=Reading(MarkState.INVALID))

    def write(self, sequence: int, head: bytes) -> None:
        """Raise the mark, on the disk before this returns; one already as high stays. Unwritable if it fails."""
        with self._lock, _Refusals():
            slots = self._slots(self._raw())
            heights = [-1 if slot is None else slot.sequence for slot in slots]
            if sequence > max(heights):
                self._put(heights.index(min(heights)), sequence, head)

    def accept(self, sequence: int, head: bytes) -> None:
        """Set the mark to where the store stands, even lower, once a person has accepted the gap and it is logged."""
        with self._lock, _Refusals():
            for place in range(SLOTS):
                self._put(place, sequence, head)

    def close(self) -> None:
        """Let go of the file; a later write opens it again."""
        with self._lock:
            if self._file is not None:
                os.close(self._file)
                self._file = None

    def _opened(self) -> int:
        if self._file is None:
            flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0)
            self._file = os.open(self._path, flags, 0o600)
            # Full size from the start: later syncs need not write its length, nor find room on a full disk.
            os.write(self._file, bytes(max(0, SLOT_BYTES * SLOTS - os.lseek(self._file, 0, os.SEEK_END))))
            os.fsync(self._file)
        return self._file

    def _raw(self) -> bytes:
        file = self._opened()
        os.lseek(file, 0, os.SEEK_SET)
        return os.read(file, SLOT_BYTES * SLOTS)

    def _put(self, place: int, sequence: int, head: bytes) -> None:
        said = _SLOT.pack(_MAGIC, sequence, head)
        file = self._opened()
        os.lseek(file, place * SLOT_BYTES, os.SEEK_SET)
        os.write(file, (said + self._mac(said)).ljust(SLOT_BYTES, b"\0"))
        _sync(file)

    def _slots(self, raw: bytes) -> list[Reading | None]:
        return [self._slot(raw[place * SLOT_BYTES : (place + 1) * SLOT_BYTES]) for place in range(SLOTS)]

    def _slot(self, raw: bytes) -> Reading | None:
        said, mac = raw[: _SLOT.size], raw[_SLOT.size : _SLOT.size + MAC_BYTES]
        if len(said) < _SLOT.size or not hmac.compare_digest(mac, self._mac(said)):
            return None
        _magic, sequence, head = _SLOT.unpack(said)
        return Reading(MarkState.FOUND, sequence, head)

    def _mac(self, said: bytes) -> bytes:
        return hmac.digest(self._key, said, "sha256")


class _Refusals:
    """What the disk refuses, in words."""

    def __enter__(self) -> None: ...

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, OSError):
            said = _("The mark that guards the store against older copies could not be written: is the disk full?")
            raise Unwritable(said) from error
