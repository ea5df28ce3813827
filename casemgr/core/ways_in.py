"""The ways into a store: a passphrase, a short code for the rest of the shift, or the recovery sheet."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from casemgr.core.errors import SignInLocked, WrongKey
from casemgr.core.opened import Opened
from casemgr.core.quick import QuickUnlock
from casemgr.core.signin import Attempts
from casemgr.core.vault import Vault
from casemgr.i18n import _

RECOVERY = ""
"""Nobody's sign-in name: that of the recovery sheet."""


class WayIn(Protocol):
    """How somebody asks to be let in; `open` gives the keys, or raises a sentence."""

    @property
    def user_name(self) -> str: ...

    @property
    def told(self) -> str:
        """How the audit calls this way; empty for the ordinary one."""
        ...

    @property
    def begins(self) -> bool:
        """Whether a shift begins so, and the notice is to be acknowledged."""
        ...

    @property
    def second_factor(self) -> bool:
        """Whether the code of the phone is asked for besides."""
        ...

    @property
    def ends(self) -> datetime | None:
        """When a session it opens ends at the latest; None where only its hours count."""
        ...

    def open(self, vault: Vault, attempts: Attempts, device_secret: bytes | None) -> Opened: ...


@dataclass(frozen=True, repr=False)
class ByPassphrase:
    """By sign-in name and passphrase; failures are counted, and five in fifteen minutes lock until released."""

    user_name: str
    passphrase: str
    told: str = ""
    begins: bool = True
    second_factor: bool = True
    ends: datetime | None = None

    def open(self, vault: Vault, attempts: Attempts, device_secret: bytes | None) -> Opened:
        """The user's keys; SignInLocked while locked, WrongKey for a wrong name or passphrase."""
        slot = vault.slot_id(self.user_name)
        if attempts.standing(slot).locked:
            said = _("Too many wrong passphrases: this sign-in is locked until an administrator releases it.")
            raise SignInLocked(said)
        try:
            return vault.open(self.user_name, self.passphrase, device_secret)
        except WrongKey:
            attempts.failed(slot)
            raise


@dataclass(frozen=True, repr=False)
class ByShortCode:
    """By the short code of the shift."""

    quick: QuickUnlock
    code: str
    told: str = "by short code"
    begins: bool = False
    second_factor: bool = False

    @property
    def user_name(self) -> str:
        return self.quick.user

    @property
    def ends(self) -> datetime | None:
        return self.quick.ends

    def open(self, vault: Vault, attempts: Attempts, device_secret: bytes | None) -> Opened:
        """The user's keys; WrongKey for a wrong code, or one that has ended."""
        return vault.open_with_key(*self.quick.open(self.code))


@dataclass(frozen=True, repr=False)
class ByRecovery:
    """By the bits of the recovery sheet, or of two of the five."""

    code: bytes
    user_name: str = RECOVERY
    told: str = "by recovery sheet"
    begins: bool = True
    second_factor: bool = False
    ends: datetime | None = None

    def open(self, vault: Vault, attempts: Attempts, device_secret: bytes | None) -> Opened:
        """The keys of the sheet; WrongKey when it is of another store or an older one."""
        return vault.open_with_recovery(self.code)
