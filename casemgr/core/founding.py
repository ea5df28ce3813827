"""A new store's key file: its first user, its first root key, and the recovery code."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from casemgr.core import recovery
from casemgr.core.header import Header, good_name
from casemgr.core.keys import new_root_key, store_keys, wipe
from casemgr.core.opened import Generation, Opened
from casemgr.core.slots import passphrase_slot, recovery_slot
from casemgr.core.stretch import Effort, Profile
from casemgr.core.vault import Vault


@dataclass(frozen=True, eq=False, repr=False)
class Created:
    """A new store's vault, still to be saved, opened by its first user; and the recovery code to print."""

    vault: Vault
    opened: Opened
    recovery_code: str


def create(
    store_id: UUID,
    name: str,
    passphrase: str,
    device_secret: bytes | None = None,
    *,
    effort: Effort | None = None,
    profile: Profile = Profile.STANDARD,
) -> Created:
    """A vault for a new store, with its first user and a recovery code."""
    root = new_root_key()
    user, private = passphrase_slot(store_id, uuid4(), good_name(name), passphrase, device_secret, effort, profile)
    sheet, code = recovery_slot(store_id)
    header = Header(store_id, 1, None, (user.with_root(1, root), sheet.with_root(1, root)), profile)
    keys = store_keys(root)
    wipe(root)
    vault = Vault(header, {1: header.mac(keys)}, effort=effort, on_disk=None)
    return Created(vault, Opened(user.id, user.name, private, Generation(1, keys)), recovery.written(code))
