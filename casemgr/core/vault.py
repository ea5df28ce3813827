"""vault.json: who can open the store, with a passphrase each, or with the recovery code."""

import hmac
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID, uuid4

from casemgr.core import header as headers
from casemgr.core import stretch
from casemgr.core.durable import replace_whole
from casemgr.core.errors import Conflict, Invalid, NotFound, Problem, StoreDamaged, WrongKey
from casemgr.core.header import Header, good_name
from casemgr.core.keys import new_root_key, store_keys, wipe
from casemgr.core.opened import Generation, Opened
from casemgr.core.sealing import PrivateKey, public_bytes
from casemgr.core.slots import Slot, SlotKind, passphrase_slot, recovery_slot
from casemgr.core.stretch import Effort, Profile
from casemgr.i18n import _

FILE = "vault.json"
MOST_BYTES = 1 << 20


@dataclass(frozen=True)
class User:
    """One who may sign in; `disabled` until the next change of keys removes the slot."""

    slot_id: UUID
    name: str
    disabled: bool


class Vault:
    """The slots of one store. Changes stay in memory until `save`."""

    def __init__(self, header: Header, macs: dict[int, bytes], *, effort: Effort | None, on_disk: bytes | None) -> None:
        self._header = header
        self._macs = macs
        self._effort = effort
        self._on_disk = on_disk

    @classmethod
    def load(cls, path: Path, *, effort: Effort | None = None) -> "Vault":
        """Read the key file. New slots cost `effort` where one is given; only one under REAL lets cheaper be read."""
        content = _content(path)
        if content is None:
            said = _("The key file of this store is missing or cannot be read. Restore it from a backup.")
            raise StoreDamaged(said)
        header, macs = headers.read(content, (effort or Effort.REAL).floor)
        return cls(header, macs, effort=effort, on_disk=content)

    def save(self, path: Path) -> None:
        """Write the key file in one step; Conflict when another program has changed it since it was read."""
        if path.exists() if self._on_disk is None else _content(path) != self._on_disk:
            raise Conflict(_("The key file was changed in the meantime. Close the store and open it again."))
        content = headers.write(self._header, self._macs)
        replace_whole(path, content)
        self._on_disk = content

    @property
    def store_id(self) -> UUID:
        return self._header.store

    @property
    def profile(self) -> Profile:
        """The algorithms this store keeps to; to be trusted only once a slot was opened."""
        return self._header.profile

    @property
    def effort(self) -> Effort | None:
        """What a new slot costs to try; None for what real stores ask."""
        return self._effort

    @property
    def users(self) -> tuple[User, ...]:
        """Everyone with a passphrase; to be trusted only once a slot was opened."""
        slots = (slot for slot in self._header.slots if slot.kind is SlotKind.PASSPHRASE)
        return tuple(User(slot.id, slot.name, slot.disabled) for slot in slots)

    @property
    def keys(self) -> dict[UUID, bytes]:
        """The public key of every slot, the recovery sheet's too; to be trusted only once a slot was opened."""
        return {slot.id: slot.public for slot in self._header.slots}

    @property
    def recovery_keys(self) -> dict[UUID, bytes]:
        """The public key of the recovery sheet, by its slot."""
        return {slot.id: slot.public for slot in self._header.slots if slot.kind is SlotKind.RECOVERY}

    @property
    def leaving(self) -> tuple[User, ...]:
        """The disabled, whose keys go with the next change of the root key."""
        return tuple(user for user in self.users if user.disabled)

    def slot_id(self, name: str) -> UUID | None:
        """The slot of a user, or None when there is no such user."""
        slot = self._header.named(name)
        return None if slot is None else slot.id

    def public_key(self, name: str) -> bytes:
        """A user's public key as a point of 65 bytes; to be trusted only once a slot was opened."""
        return self._user(name).public

    def open(self, name: str, passphrase: str, device_secret: bytes | None = None) -> Opened:
        """Open a user's slot; WrongKey, alike in words and in time, for an unknown user and a wrong one."""
        slot = self._header.named(name)
        others = (other for other in self._header.slots if other.kind is SlotKind.PASSPHRASE)
        shown = slot or next(others, None)
        way = stretch.for_passphrase(self._effort, device_secret, self.profile) if shown is None else shown.stretching
        key = way.passphrase_key(passphrase, device_secret)
        opened = None if slot is None or slot.disabled else self._open(slot, key)
        if opened is None:
            raise WrongKey(_("The sign-in name or the passphrase is wrong."))
        return opened

    def open_with_recovery(self, code: bytes) -> Opened:
        """Open the store with the bits of its recovery code; WrongKey when they are of another or an older one."""
        for slot in self._header.slots:
            if slot.kind is SlotKind.RECOVERY:
                opened = self._open(slot, slot.stretching.recovery_key(code))
                if opened is not None:
                    return opened
        raise WrongKey(_("This recovery code does not open this store. Use the newest sheet of this store."))

    def open_with_key(self, slot_id: UUID, private: PrivateKey) -> Opened:
        """Open a user's slot by the private key itself; WrongKey when it is no longer theirs, or they were disabled."""
        slot = self._header.slot(slot_id)
        if slot is None or slot.disabled or slot.public != public_bytes(private):
            raise WrongKey(_("The short code no longer opens this store. Use your passphrase."))
        return self._with(slot, private)

    def add_user(
        self, opened: Opened, name: str, passphrase: str, device_secret: bytes | None = None, *, id: UUID | None = None
    ) -> Opened:
        """Let one more user in, with a first passphrase to be changed; `id` is theirs elsewhere in the store."""
        own = self._own(opened)
        name = good_name(name)
        if self._header.named(name) is not None:
            raise Invalid(Problem("name", _("This sign-in name is taken.")))
        slot, private = self._passphrase_slot(id or uuid4(), name, passphrase, device_secret)
        self._put(opened, own, slot)
        return replace(opened, slot_id=slot.id, name=slot.name, private_key=private)

    def disable_user(self, opened: Opened, name: str) -> None:
        """Refuse a user from now on; only the change of keys that must follow takes the keys from them."""
        self._own(opened)
        slot = self._user(name)
        if slot.id == opened.slot_id:
            raise Invalid(Problem("name", _("You cannot disable your own sign-in.")))
        if opened.pending is not None:
            raise _under_way()
        self._adopt(opened, self._header.with_slot(replace(slot, disabled=True)))

    def change_passphrase(self, name: str, old: str, new: str, device_secret: bytes | None = None) -> Opened:
        """Lock a user's key under a new passphrase, and under the device secret if one is given."""
        opened = self.open(name, old, device_secret)
        way = stretch.for_passphrase(self._effort, device_secret, self.profile)
        key = way.passphrase_key(new, device_secret)
        self._adopt(opened, self._header.with_slot(self._user(name).locked(opened.private_key, way, key)))
        return opened

    def renew_user(self, opened: Opened, name: str, passphrase: str, device_secret: bytes | None = None) -> None:
        """Give a user who forgot the passphrase a new one, with a new key pair: the old is out of reach."""
        own = self._own(opened)
        slot = self._user(name)
        if slot.disabled:
            raise Invalid(Problem("name", _("This user is disabled.")))
        renewed, _private = self._passphrase_slot(slot.id, slot.name, passphrase, device_secret)
        self._put(opened, own, renewed)

    def renew_recovery(self, opened: Opened) -> bytes:
        """Make a new recovery code and return its bits; older sheets no longer open this file."""
        own = self._own(opened)
        slot, code = recovery_slot(self.store_id)
        self._put(opened, own, slot, instead_of=SlotKind.RECOVERY)
        return code

    def begin_rotation(self, opened: Opened) -> Opened:
        """Seal a new root key to all but the disabled; then save, re-key the database, finish, save."""
        self._own(opened)
        if opened.pending is not None:
            raise _under_way()
        number, root = opened.generation + 1, new_root_key()
        slots = tuple(slot if slot.disabled else slot.with_root(number, root) for slot in self._header.slots)
        changed = replace(opened, pending=Generation(number, store_keys(root)))
        wipe(root)
        self._adopt(changed, replace(self._header, pending=number, slots=slots))
        return changed

    def finish_rotation(self, opened: Opened) -> Opened:
        """Once the database is under the pending keys: drop the old ones and with them the disabled."""
        self._own(opened)
        if opened.pending is None:
            raise Conflict(_("No change of keys is under way."))
        number = opened.pending.number
        slots = tuple(slot.only(number) for slot in self._header.slots if not slot.disabled)
        changed = replace(opened, current=opened.pending, pending=None)
        self._adopt(changed, replace(self._header, current=number, pending=None, slots=slots))
        return changed

    def abandon_rotation(self, opened: Opened) -> Opened:
        """While the database is still under the current keys: drop the pending generation."""
        self._own(opened)
        slots = tuple(slot.only(opened.generation) for slot in self._header.slots)
        changed = replace(opened, pending=None)
        self._adopt(changed, replace(self._header, pending=None, slots=slots))
        return changed

    def _passphrase_slot(
        self, id: UUID, name: str, passphrase: str, device_secret: bytes | None
    ) -> tuple[Slot, PrivateKey]:
        return passphrase_slot(self.store_id, id, name, passphrase, device_secret, self._effort, self.profile)

    def _user(self, name: str) -> Slot:
        slot = self._header.named(name)
        if slot is None:
            raise NotFound(_("There is no user of this name."))
        return slot

    def _open(self, slot: Slot, key: bytearray) -> Opened | None:
        """The opened slot, None when the key does not fit; StoreDamaged when the rest disagrees."""
        private = slot.unlock(key)
        wipe(key)
        return None if private is None else self._with(slot, private)

    def _with(self, slot: Slot, private: PrivateKey) -> Opened:
        generations = [self._generation(slot, private, number) for number in self._header.generations]
        pending = generations[1] if len(generations) > 1 else None
        return Opened(slot.id, slot.name, private, generations[0], pending)

    def _generation(self, slot: Slot, private: PrivateKey, number: int) -> Generation:
        root = slot.root(private, number)
        if root is not None:
            generation = Generation(number, store_keys(root))
            wipe(root)
            if self._fits(generation):
                return generation
        raise _tampered()

    def _fits(self, generation: Generation) -> bool:
        return hmac.compare_digest(self._header.mac(generation.keys), self._macs.get(generation.number, b""))

    def _own(self, opened: Opened) -> Slot:
        """The opened slot; Conflict when it holds other keys than this header, which it would spoil."""
        numbers = tuple(generation.number for generation in opened.generations)
        slot = self._header.slot(opened.slot_id)
        fitting = numbers == self._header.generations and all(map(self._fits, opened.generations))
        if slot is None or slot.public != opened.public or not fitting:
            raise Conflict(_("The keys of this store were changed in the meantime. Sign in again."))
        return slot

    def _put(self, opened: Opened, own: Slot, slot: Slot, instead_of: SlotKind | None = None) -> None:
        """Add or replace a slot, with every root key there is sealed to it by one who can unseal them."""
        for number in self._header.generations:
            root = own.root(opened.private_key, number)
            if root is None:
                raise _tampered()
            slot = slot.with_root(number, root)
            wipe(root)
        kept = tuple(other for other in self._header.slots if other.kind is not instead_of)
        self._adopt(opened, replace(self._header, slots=kept).with_slot(slot))

    def _adopt(self, opened: Opened, header: Header) -> None:
        self._macs = {generation.number: header.mac(generation.keys) for generation in opened.generations}
        self._header = header


def _under_way() -> Conflict:
    return Conflict(_("A change of keys is already under way; it has to be finished first."))


def _tampered() -> StoreDamaged:
    return StoreDamaged(_("The key file does not agree with itself: it was damaged or tampered with."))


def _content(path: Path) -> bytes | None:
    """The bytes of the file, None when it cannot be read; of one too large to be ours only the beginning."""
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES)
    except OSError:
        return None
