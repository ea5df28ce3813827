"""From a passphrase to the key of a slot: what a try costs, and what is refused as too cheap or absurd."""

import secrets
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw

from casemgr.core.errors import CaseError, WrongKey
from casemgr.core.keys import KEY_BYTES, draw, wipe
from casemgr.i18n import _

SALT_BYTES = 16
MOST_MEMORY = 1 << 20
MOST_PASSES = 16
MOST_LANES = 16


@dataclass(frozen=True)
class Effort:
    """What one try of a passphrase costs with Argon2id: memory in KiB, passes over it, lanes."""

    memory: int
    passes: int
    lanes: int

    REAL: ClassVar["Effort"]
    ALONE: ClassVar["Effort"]
    TEST: ClassVar["Effort"]

    @property
    def floor(self) -> "Effort":
        """The least a slot may cost where this effort is in force: never under REAL, but for tests."""
        real = Effort.REAL
        memory, passes = min(self.memory, real.memory), min(self.passes, real.passes)
        return Effort(memory, passes, min(self.lanes, real.lanes))

    def within(self, floor: "Effort") -> bool:
        """Whether this is neither cheaper than the floor nor so dear that it could only be an attack."""
        return (
            max(floor.memory, 8 * self.lanes) <= self.memory <= MOST_MEMORY
            and floor.passes <= self.passes <= MOST_PASSES
            and floor.lanes <= self.lanes <= MOST_LANES
        )


Effort.REAL = Effort(memory=64 * 1024, passes=3, lanes=4)
"""The second choice of RFC 9106, section 4."""
Effort.ALONE = Effort(memory=256 * 1024, passes=3, lanes=4)
"""Where no keyring adds a secret of the device."""
Effort.TEST = Effort(memory=64, passes=1, lanes=1)
"""For tests: real stores refuse it."""


class Way(StrEnum):
    """How a slot's key is made; part of the file format."""

    ARGON2ID = "argon2id"
    HKDF = "hkdf-sha256"


@dataclass(frozen=True)
class Stretching:
    """How one slot's key is made from its secret; `device` when the device secret is mixed in."""

    way: Way
    salt: bytes
    effort: Effort | None = None
    device: bool = False

    def passphrase_key(self, passphrase: str, device_secret: bytes | None) -> bytearray:
        """The key for a passphrase, compared in Unicode NFKC."""
        if self.device and device_secret is None:
            raise WrongKey(
                _(
                    "This computer's keyring does not hold the key that belongs to this store. "
                    "Unlock the keyring, or use the recovery code."
                )
            )
        known = unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass")
        stretched = self._argon2id(known)
        if self.device and device_secret is not None:
            stretched += device_secret
        key = draw(stretched, b"slot with device" if self.device else b"slot")
        wipe(stretched)
        return key

    def recovery_key(self, code: bytes) -> bytearray:
        """The key for the bits of a recovery code, which is random and needs no stretching."""
        return draw(code, b"recovery slot", self.salt)

    def _argon2id(self, known: bytes) -> bytearray:
        if self.effort is None:
            raise ValueError("a slot without a passphrase")
        memory, passes, lanes = self.effort.memory, self.effort.passes, self.effort.lanes
        try:
            return bytearray(hash_secret_raw(known, self.salt, passes, memory, lanes, KEY_BYTES, Type.ID))
        except (MemoryError, HashingError) as error:
            said = _("There is too little free memory to check the passphrase. Close other programs first.")
            raise CaseError(said) from error


def for_passphrase(effort: Effort | None, device_secret: bytes | None) -> Stretching:
    """A fresh way to a slot's key from a passphrase, and from the device secret if there is one.

    Without `effort` it costs more where the passphrase stands alone.
    """
    effort = effort or (Effort.ALONE if device_secret is None else Effort.REAL)
    if not effort.within(effort.floor):
        raise ValueError("an effort that could not be read back")
    return Stretching(Way.ARGON2ID, secrets.token_bytes(SALT_BYTES), effort, device=device_secret is not None)


def for_recovery() -> Stretching:
    """A fresh way to a slot's key from a recovery code."""
    return Stretching(Way.HKDF, secrets.token_bytes(SALT_BYTES))
