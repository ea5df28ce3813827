"""Quick unlock: a short code for the rest of a shift, on this computer alone."""

import json
import secrets
from base64 import b64decode, b64encode
from collections.abc import Callable
from contextlib import suppress
from dataclasses import astuple, dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import UUID

from casemgr.core.device import SERVICE, Keyring, trusted
from casemgr.core.durable import replace_whole
from casemgr.core.errors import CaseError, Invalid, Problem, WrongKey
from casemgr.core.keys import KEY_BYTES, wipe
from casemgr.core.opened import Opened
from casemgr.core.sealing import PrivateKey, lock_private, unlock_private
from casemgr.core.stretch import Effort, Profile, Rounds, Stretching, for_passphrase, way_of
from casemgr.i18n import _, plural

DIGITS = 6
TRIES = 5
LONGEST = timedelta(hours=12)


@dataclass(frozen=True)
class _Kept:
    """What the keyring holds: half of the key, since and until when, and how often it was tried."""

    half: bytes
    since: datetime
    until: datetime
    tries: int


class QuickUnlock:
    """The user's private key once more, locked under a short code and under a secret that only the keyring holds.

    Five wrong tries, the end of the shift, or a clock set back destroy that secret, and nothing opens the file again.
    """

    def __init__(self, path: Path, store: UUID, keyring: Keyring | None, clock: Callable[[], datetime]) -> None:
        self._path = path
        self._name = f"{store} quick"
        self._keyring = keyring if trusted(keyring) else None
        self._clock = clock

    def set_up(
        self,
        opened: Opened,
        code: str,
        hours: int,
        effort: Effort | None = None,
        profile: Profile = Profile.STANDARD,
    ) -> None:
        """Let a user back in by this code for some hours; Invalid for a code that is too easy."""
        if self._keyring is None:
            raise CaseError(_("This computer has no keyring in use, so a short code would not be safe here."))
        _judge(code)
        half, now = secrets.token_bytes(KEY_BYTES), self._clock()
        way = for_passphrase(effort or Effort.REAL, half, profile)
        box = lock_private(opened.private_key, way.passphrase_key(code, half), self._about(opened.slot_id))
        self._keep(_Kept(half, now, now + min(timedelta(hours=hours), LONGEST), 0))
        said = {"slot": str(opened.slot_id), "user": opened.name, "salt": way.salt.hex(), "key": box.hex()}
        cost = astuple(way.effort or Effort.REAL)
        replace_whole(self._path, json.dumps(said | {"effort": cost}).encode())

    @property
    def user(self) -> str:
        """Whose short code it is; empty when there is none that still holds."""
        kept, said = self._kept(), self._said()
        if kept is None or said is None or not kept.since <= self._clock() < kept.until:
            return ""
        return str(said["user"])

    @property
    def ends(self) -> datetime | None:
        """When it ends, and with it any session it opened."""
        kept = self._kept()
        return None if kept is None else kept.until

    def open(self, code: str) -> tuple[UUID, PrivateKey]:
        """The slot and its private key; WrongKey for another code, and after five the passphrase is asked for."""
        kept, said = self._kept(), self._said()
        if kept is None or said is None or not kept.since <= self._clock() < kept.until:
            self.forget()
            raise WrongKey(_("The short code no longer opens this store. Use your passphrase."))
        self._keep(_Kept(kept.half, kept.since, kept.until, kept.tries + 1))
        slot = UUID(said["slot"])
        cost = said["effort"]
        effort, profile = (Rounds(*cost), Profile.FIPS) if len(cost) == 1 else (Effort(*cost), Profile.STANDARD)
        way = Stretching(way_of(profile), bytes.fromhex(said["salt"]), effort, device=True)
        key = way.passphrase_key(code, kept.half)
        private = unlock_private(bytes.fromhex(said["key"]), key, self._about(slot))
        wipe(key)
        if private is None:
            raise self._wrong(kept.tries + 1)
        self._keep(replace(kept, tries=0))
        return slot, private

    def forget(self) -> None:
        """End it: the shift is over, or somebody tried too often."""
        if self._keyring is not None:
            with suppress(Exception):  # As when it is read: whatever the keyring's reason, there is none then.
                self._keyring.delete_password(SERVICE, self._name)
        self._path.unlink(missing_ok=True)

    def _wrong(self, tries: int) -> WrongKey:
        if tries >= TRIES:
            self.forget()
            return WrongKey(_("The short code was wrong too often. Use your passphrase."))
        left = TRIES - tries
        said = plural("The short code is wrong: {n} try left.", "The short code is wrong: {n} tries left.", left)
        return WrongKey(said)

    def _about(self, slot: UUID) -> bytes:
        return b"casemgr 1 quick unlock " + slot.bytes + self._name.encode()

    def _keep(self, kept: _Kept) -> None:
        said = [b64encode(kept.half).decode(), kept.since.isoformat(), kept.until.isoformat(), kept.tries]
        if self._keyring is not None:
            self._keyring.set_password(SERVICE, self._name, json.dumps(said))

    def _kept(self) -> _Kept | None:
        if self._keyring is None:
            return None
        try:
            half, since, until, tries = json.loads(self._keyring.get_password(SERVICE, self._name) or "")
            return _Kept(b64decode(half), datetime.fromisoformat(since), datetime.fromisoformat(until), int(tries))
        except Exception:
            # A locked keyring and one that was written over say the same: the passphrase is asked for.
            return None

    def _said(self) -> dict[str, Any] | None:
        try:
            said = json.loads(self._path.read_bytes())
            return said if isinstance(said, dict) and set(said) == {"slot", "user", "salt", "key", "effort"} else None
        except (OSError, ValueError, RecursionError):
            return None


def _judge(code: str) -> None:
    """Refuse what is tried first: too short, one digit over and over, or digits in a row."""
    if not code.isdecimal() or not code.isascii() or len(code) < DIGITS:
        raise Invalid(Problem("short_code", _("Use at least {count} digits.").format(count=DIGITS)))
    steps = {int(after) - int(before) for before, after in pairwise(code)}
    if steps <= {0} or steps <= {1} or steps <= {-1}:
        raise Invalid(Problem("short_code", _("These digits are guessed first. Choose others.")))
