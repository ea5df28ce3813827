"""What a right passphrase or recovery code yields: the keys of one user and of the store."""

from dataclasses import dataclass
from uuid import UUID

from casemgr.core.keys import StoreKeys
from casemgr.core.sealing import PrivateKey, public_bytes


@dataclass(frozen=True, eq=False, repr=False)
class Generation:
    """The store's keys of one generation; each change of the root key makes the next."""

    number: int
    keys: StoreKeys


@dataclass(frozen=True, eq=False, repr=False)
class Opened:
    """An opened slot; `name` is empty for the recovery code, `pending` set while keys are being changed."""

    slot_id: UUID
    name: str
    private_key: PrivateKey
    current: Generation
    pending: Generation | None = None

    @property
    def generation(self) -> int:
        return self.current.number

    @property
    def store_keys(self) -> StoreKeys:
        return self.current.keys

    @property
    def generations(self) -> tuple[Generation, ...]:
        """The generations the store may be under, in the order to try them."""
        return (self.current,) if self.pending is None else (self.current, self.pending)

    @property
    def public(self) -> bytes:
        """The public key of the slot, as a point of 65 bytes."""
        return public_bytes(self.private_key)

    def forget(self) -> None:
        """Overwrite the store's keys in memory."""
        for generation in self.generations:
            generation.keys.forget()
