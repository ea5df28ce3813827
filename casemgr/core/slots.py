"""A slot: one way into the store, by a passphrase or by the recovery code."""

import json
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from casemgr.core import recovery, sealing, stretch
from casemgr.core.keys import wipe
from casemgr.core.sealing import PrivateKey
from casemgr.core.stretch import Effort, Profile, Stretching


class SlotKind(StrEnum):
    """What opens a slot."""

    PASSPHRASE = "passphrase"
    RECOVERY = "recovery"


@dataclass(frozen=True)
class Slot:
    """A key pair, its private half locked, and the store's root keys sealed to it by generation."""

    store: UUID
    id: UUID
    kind: SlotKind
    name: str
    disabled: bool
    public: bytes
    stretching: Stretching
    private: bytes
    sealed: Mapping[int, bytes]

    def unlock(self, key: bytearray) -> PrivateKey | None:
        """The private key, or None when the slot's key is wrong."""
        return sealing.unlock_private(self.private, key, self._about())

    def locked(self, private: PrivateKey, stretching: Stretching, key: bytearray) -> "Slot":
        """This slot with its private key locked anew; the key is wiped."""
        changed = replace(self, stretching=stretching)
        box = sealing.lock_private(private, key, changed._about())
        wipe(key)
        return replace(changed, private=box)

    def root(self, private: PrivateKey, generation: int) -> bytearray | None:
        """The root key of a generation, or None when it is not sealed to this slot."""
        return sealing.unseal(private, self.sealed.get(generation, b""), self._about_seal(generation))

    def with_root(self, generation: int, root: bytearray) -> "Slot":
        """This slot with a generation's root key sealed to it, which needs nobody's passphrase."""
        box = sealing.seal(self.public, root, self._about_seal(generation))
        return replace(self, sealed={**self.sealed, generation: box})

    def only(self, generation: int) -> "Slot":
        """This slot without the root keys of other generations."""
        return replace(self, sealed={generation: self.sealed[generation]})

    def _about(self) -> bytes:
        way = written(self.stretching)
        return canonical(["slot", str(self.store), str(self.id), self.kind, encoded(self.public), way])

    def _about_seal(self, generation: int) -> bytes:
        return canonical(["seal", str(self.store), str(self.id), generation])


def passphrase_slot(
    store: UUID,
    slot_id: UUID,
    name: str,
    passphrase: str,
    device_secret: bytes | None,
    effort: Effort | None,
    profile: Profile = Profile.STANDARD,
) -> tuple[Slot, PrivateKey]:
    """A user's slot with a new key pair, nothing sealed to it yet."""
    way = stretch.for_passphrase(effort, device_secret, profile)
    return _slot(store, slot_id, SlotKind.PASSPHRASE, name, way, way.passphrase_key(passphrase, device_secret))


def recovery_slot(store: UUID) -> tuple[Slot, bytes]:
    """A slot for a new recovery code, and the bits of the code."""
    way, code = stretch.for_recovery(), recovery.new_code()
    slot, _private = _slot(store, uuid4(), SlotKind.RECOVERY, "", way, way.recovery_key(code))
    return slot, code


def _slot(
    store: UUID, slot_id: UUID, kind: SlotKind, name: str, way: Stretching, key: bytearray
) -> tuple[Slot, PrivateKey]:
    private = sealing.new_private_key()
    bare = Slot(
        store=store,
        id=slot_id,
        kind=kind,
        name=name,
        disabled=False,
        public=sealing.public_bytes(private),
        stretching=way,
        private=b"",
        sealed={},
    )
    return bare.locked(private, way, key), private


def written(stretching: Stretching) -> dict[str, Any]:
    """The way to a slot's key as it stands in the file."""
    return {
        "alg": stretching.way,
        "params": {} if stretching.effort is None else asdict(stretching.effort),
        "salt": encoded(stretching.salt),
        "device": stretching.device,
    }


def encoded(raw: bytes) -> str:
    return b64encode(raw).decode()


def canonical(value: object) -> bytes:
    """One spelling for one value."""
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()
