"""What changes one's own keys takes a second each; it runs beside the window."""

from casemgr.app import Shift
from casemgr.core.desk import Desk
from casemgr.core.jobs import Job, Progress
from casemgr.core.quick import QuickUnlock
from casemgr.core.second_factor import Enrollment
from casemgr.services import accounts

HOURS = 8


def changing_passphrase(desk: Desk, shift: Shift, old: str, new: str) -> Job[None]:
    """Lock one's own key under a new passphrase."""
    yield Progress(0, 1)
    name = shift.opened.name
    accounts.change_own_passphrase(desk, shift.home, shift.vault, name, old, new, shift.device_secret)


def turning_on(desk: Desk, shift: Shift, enrolled: Enrollment, code: str) -> Job[None]:
    """Ask for the code of the phone from now on."""
    yield Progress(0, 1)
    desk.presence.require_fresh()
    accounts.turn_on_second_factor(desk, shift.opened, enrolled, code)


def setting_short_code(desk: Desk, shift: Shift, code: str) -> Job[None]:
    """Let the user back in by a short code until the shift ends."""
    yield Progress(0, 1)
    desk.presence.require_fresh()
    quick = QuickUnlock(shift.home.quick, shift.vault.store_id, shift.keyring, desk.store.clock)
    quick.set_up(shift.opened, code, HOURS, shift.vault.effort, shift.vault.profile)
