"""A shift: one sign-in on one open store, with its desk, its keys and its end."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from filelock import FileLock

from casemgr.core import audit, engine, signing
from casemgr.core.access import Actor, May
from casemgr.core.audit import Signer
from casemgr.core.desk import Desk
from casemgr.core.device import Keyring
from casemgr.core.errors import CaseError, NeedsPassphrase
from casemgr.core.home import Home
from casemgr.core.mark import HighWaterMark
from casemgr.core.opened import Opened
from casemgr.core.person_keys import PersonKeys
from casemgr.core.plainly import told_plainly
from casemgr.core.presence import Presence
from casemgr.core.rekeying import rekey
from casemgr.core.role_keys import Keychain
from casemgr.core.sealed_rounds import tend
from casemgr.core.signin import Attempts
from casemgr.core.store import Store
from casemgr.core.vault import Vault
from casemgr.core.ways_in import ByPassphrase
from casemgr.core.wiping import wipe_store
from casemgr.i18n import _
from casemgr.services import accounts


@dataclass
class Shift:
    """One sign-in on one open store: its desk, its keys, and the way to end it."""

    home: Home
    desk: Desk
    vault: Vault
    opened: Opened
    mark: HighWaterMark
    lock: FileLock
    device_secret: bytes | None
    keyring: Keyring | None
    erased: bool = False

    def rekey(self) -> None:
        """Put the store under a new root key; the disabled have no part in it, and their keys leave the key file."""
        with told_plainly():
            self.desk.require(May.MANAGE_STAFF, "accounts.rekey")
            accounts.note_leaving(self.desk, self.vault)
            self.opened, mark = rekey(self.home, self.vault, self.desk.store, self.opened)
            self.mark.close()
            self.mark = mark
            self.desk.do(accounts.note_rekeyed, self.opened.generation)

    def new_recovery(self) -> bytes:
        """New keys for the store and the bits of a new recovery sheet; older sheets open nothing that follows."""
        with told_plainly():
            self.desk.require(May.MANAGE_STAFF, "accounts.new_recovery")
            code = accounts.renew_recovery(self.desk, self.home, self.vault, self.opened)
        self.rekey()
        tend(self.desk)
        return code

    def prove(self, passphrase: str) -> None:
        """Show once more who works here; a wrong passphrase counts like one at the sign-in, and locks like one."""
        if not self.opened.name:
            raise NeedsPassphrase(_("The recovery sheet was given too long ago. Close, and give it again."))
        attempts = Attempts(self.home.attempts, self.desk.store.clock)
        with told_plainly():
            way = ByPassphrase(self.opened.name, passphrase)
            way.open(self.vault, attempts, self.device_secret).forget()
            attempts.succeeded(self.opened.slot_id)
            self.desk.presence.prove()
            self.desk.do(accounts.note_proved)

    def erase(self) -> None:
        """Erase the store from this computer as the shift ends; `note_erasing` comes before, and its record."""
        self.desk.require(May.MANAGE_STAFF, "accounts.erase")
        self.erased = True

    def end(self) -> None:
        """Sign out: write it down, tidy the file, forget the keys, let others in; wipe what is to be erased."""
        try:
            self.desk.do(accounts.sign_out)
        except CaseError:
            pass  # A full disk must not keep anyone from locking the store.
        finally:
            self.let_go()
        if self.erased:
            wipe_store(self.home, str(self.vault.store_id), self.keyring)

    def let_go(self) -> None:
        """Close the file and forget the keys, with nothing written."""
        try:
            self.desk.store.close()
            self.mark.close()
        finally:
            self.opened.forget()
            self.lock.release()


def begin(
    home: Home,
    lock: FileLock,
    key_file: Vault,
    opened: Opened,
    actor: Actor,
    clock: Callable[[], datetime],
    mark: HighWaterMark,
    secret: bytes | None,
    keyring: Keyring | None,
    presence: Presence,
) -> Shift:
    """A shift on a store whose keys are open."""
    facts = engine.facts(home.store, opened.store_keys.database)
    store = Store(
        home.folder,
        opened.store_keys.database,
        id=key_file.store_id,
        code=facts["store_code"],
        zone=facts["zone"],
        mark=mark,
        user_keys=lambda: key_file.keys,
        people=PersonKeys(home.people, key_file.store_id, opened.store_keys.people),
        clock=clock,
    )
    signer = _signer(store, opened)
    keychain = Keychain(opened.slot_id, opened.private_key, lambda: key_file.recovery_keys)
    desk = Desk(store, actor, signer, presence=presence, keychain=keychain)
    shift = Shift(home, desk, key_file, opened, mark, lock, secret, keyring)
    try:
        store.begin(signer)
    except BaseException:
        shift.let_go()
        raise
    return shift


def desk_beside(shift: Shift, other: Opened) -> Desk:
    """Another user's desk on a store that is open already; what is done there they sign themselves."""
    signer = _signer(shift.desk.store, other)
    shift.desk.store.begin(signer)
    keychain = Keychain(other.slot_id, other.private_key, lambda: shift.vault.recovery_keys)
    return Desk(shift.desk.store, accounts.actor_named(shift.desk, other.name), signer, keychain=keychain)


def _signer(store: Store, opened: Opened) -> Signer:
    session = signing.new_session_key(opened, audit.new_session_id())
    return Signer(
        session.session_id,
        opened.slot_id,
        store.code,
        session.private,
        opened.public,
        session.public,
        session.certificate,
    )
