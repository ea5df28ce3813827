"""Back in with the recovery sheet: an administrator gets a new passphrase, the store new keys and a new sheet."""

from collections.abc import Callable
from datetime import datetime

from casemgr.app import enter
from casemgr.core.days import utc_now
from casemgr.core.device import Keyring
from casemgr.core.home import Home
from casemgr.core.sealed_rounds import tend
from casemgr.core.stretch import Effort
from casemgr.core.ways_in import ByPassphrase, ByRecovery
from casemgr.services import accounts
from casemgr.shift import Shift


def recover(
    home: Home,
    sheet: bytes,
    user_name: str,
    passphrase: str,
    *,
    keyring: Keyring | None = None,
    effort: Effort | None = None,
    clock: Callable[[], datetime] = utc_now,
    accept_gap: bool = False,
    agreed: frozenset[str] = frozenset(),
) -> tuple[Shift, bytes]:
    """Sign an administrator in under a new passphrase, and give the bits of the sheet that replaces the one used.

    The sheet's own session writes down that it was used. Killed between two steps, the sheet still opens the store.
    """
    asked = {"accept_gap": accept_gap, "agreed": agreed}
    held = enter(home, ByRecovery(sheet), keyring=keyring, effort=effort, clock=clock, **asked)
    try:
        accounts.recover_user(held.desk, home, held.vault, held.opened, user_name, passphrase)
        tend(held.desk)
    finally:
        held.end()
    back = ByPassphrase(user_name, passphrase, begins=False, second_factor=False)
    shift = enter(home, back, keyring=keyring, effort=effort, clock=clock)
    shift.desk.presence.prove()
    try:
        return shift, shift.new_recovery()
    except BaseException:
        shift.end()
        raise
