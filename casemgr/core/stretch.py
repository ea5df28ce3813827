"""From a passphrase to the key of a slot: what a try costs, and what is refused as too cheap or absurd."""

import secrets
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.backends.openssl import backend
from cryptography.hazmat.primitives.hashes import SHA512
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

from casemgr.core.errors import CaseError, WrongKey
from casemgr.core.keys import KEY_BYTES, draw, wipe
from casemgr.i18n import N_, _

SALT_BYTES = 16
MOST_MEMORY = 1 << 20
MOST_PASSES = 16
MOST_LANES = 16
ROUNDS = 1_000_000
"""What OWASP asks of PBKDF2-HMAC-SHA-512 nearly five times over: a second or so."""
TEST_ROUNDS = 1_000
MOST_ROUNDS = 16_000_000
NO_ARGON2ID = N_(
    "This program runs with FIPS cryptography alone, which refuses Argon2id; this store was set up without the FIPS "
    "profile. Open it on a computer without the FIPS module, or set up a new store with the profile."
)


class Profile(StrEnum):
    """Which algorithms a store keeps to; chosen when it is set up and never changed."""

    STANDARD = "standard"
    FIPS = "fips"


def provider_is_fips() -> bool:
    """Whether the cryptography in use is a FIPS module's alone."""
    return bool(backend._fips_enabled)


def usual_profile() -> Profile:
    """The profile of a new store where nobody chose one: what the cryptography in use can do."""
    return Profile.FIPS if provider_is_fips() else Profile.STANDARD


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

    @property
    def rounds(self) -> int:
        """As much with PBKDF2, where the profile has no Argon2id: fewer than real stores ask are for tests."""
        return TEST_ROUNDS if self.memory < Effort.REAL.memory else ROUNDS

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


@dataclass(frozen=True)
class Rounds:
    """What one try of a passphrase costs with PBKDF2-HMAC-SHA-512."""

    rounds: int

    def within(self, floor: Effort) -> bool:
        """Whether this is neither cheaper than the floor nor so dear that it could only be an attack."""
        return floor.rounds <= self.rounds <= MOST_ROUNDS


class Way(StrEnum):
    """How a slot's key is made; part of the file format."""

    ARGON2ID = "argon2id"
    PBKDF2 = "pbkdf2-hmac-sha512"
    HKDF = "hkdf-sha256"


@dataclass(frozen=True)
class Stretching:
    """How one slot's key is made from its secret; `device` when the device secret is mixed in."""

    way: Way
    salt: bytes
    effort: Effort | Rounds | None = None
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
        stretched = self._stretched(known)
        if self.device and device_secret is not None:
            stretched += device_secret
        key = draw(stretched, b"slot with device" if self.device else b"slot")
        wipe(stretched)
        return key

    def recovery_key(self, code: bytes) -> bytearray:
        """The key for the bits of a recovery code, which is random and needs no stretching."""
        return draw(code, b"recovery slot", self.salt)

    def _stretched(self, known: bytes) -> bytearray:
        if self.effort is None:
            raise ValueError("a slot without a passphrase")
        if isinstance(self.effort, Rounds):
            return bytearray(PBKDF2HMAC(SHA512(), KEY_BYTES, self.salt, self.effort.rounds).derive(known))
        return self._argon2id(known, self.effort)

    def _argon2id(self, known: bytes, effort: Effort) -> bytearray:
        if provider_is_fips():
            raise CaseError(_(NO_ARGON2ID))
        try:
            return bytearray(
                hash_secret_raw(known, self.salt, effort.passes, effort.memory, effort.lanes, KEY_BYTES, Type.ID)
            )
        except (MemoryError, HashingError) as error:
            said = _("There is too little free memory to check the passphrase. Close other programs first.")
            raise CaseError(said) from error


def way_of(profile: Profile) -> Way:
    """How a passphrase is stretched in a store of this profile."""
    return Way.PBKDF2 if profile is Profile.FIPS else Way.ARGON2ID


def for_passphrase(
    effort: Effort | None, device_secret: bytes | None, profile: Profile = Profile.STANDARD
) -> Stretching:
    """A fresh way to a slot's key from a passphrase, and from the device secret if there is one.

    Without `effort` it costs more where the passphrase stands alone.
    """
    effort = effort or (Effort.ALONE if device_secret is None else Effort.REAL)
    if not effort.within(effort.floor):
        raise ValueError("an effort that could not be read back")
    cost = Rounds(effort.rounds) if profile is Profile.FIPS else effort
    return Stretching(way_of(profile), secrets.token_bytes(SALT_BYTES), cost, device=device_secret is not None)


def for_recovery() -> Stretching:
    """A fresh way to a slot's key from a recovery code."""
    return Stretching(Way.HKDF, secrets.token_bytes(SALT_BYTES))
