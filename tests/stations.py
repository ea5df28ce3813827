"""A station's whole store, set up as the program does it: its folder, key file, mark and two users."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from casemgr import app
from casemgr.app import Setup, Shift
from casemgr.core.access import Role
from casemgr.core.days import utc_now
from casemgr.core.device import Keyring
from casemgr.core.home import Home
from casemgr.core.second_factor import Enrollment
from casemgr.core.stretch import Effort
from casemgr.core.ways_in import ByPassphrase
from casemgr.records.staff import StaffDraft
from casemgr.services import accounts

ADMIN, ADMIN_PHRASE = "r.delgado", "wool lantern seven quiet ponds"
OFFICER, OFFICER_PHRASE = "l.okafor", "cedar gravel humming tall orbits"
SETUP = Setup(
    ADMIN, "Rosa Delgado", ADMIN_PHRASE, (Role.ADMINISTRATOR, Role.SUPERVISOR), "North", code="7Q4M", effort=Effort.TEST
)


def opened(
    home: Home,
    name: str = ADMIN,
    phrase: str = ADMIN_PHRASE,
    *,
    keyring: Keyring | None = None,
    clock: Callable[[], datetime] = utc_now,
    accept_gap: bool = False,
    code: str = "",
    enrolled: Enrollment | None = None,
) -> Shift:
    """Signed in at the light effort of tests."""
    asked = {"accept_gap": accept_gap, "code": code, "enrolled": enrolled}
    return app.enter(home, ByPassphrase(name, phrase), keyring=keyring, effort=Effort.TEST, clock=clock, **asked)


def contents(folder: Path) -> dict[str, str]:
    """Every file of a folder by digest, but the lock that says who is in."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "store.lock"
    }


def set_up(home: Home) -> Home:
    """A store with an administrator and an officer, signed out."""
    shift, _code = app.create(home, SETUP)
    draft = StaffDraft(user_name=OFFICER, full_name="Lena Okafor", roles=[Role.OFFICER], unit="North")
    accounts.add_user(shift.desk, home, shift.vault, shift.opened, draft, OFFICER_PHRASE)
    shift.end()
    return home
