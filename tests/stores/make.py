"""Makes the store that is kept for good with a release: `python -m tests.stores.make`, once for each new schema."""

import sys
from pathlib import Path

from casemgr import app
from casemgr.app import Setup
from casemgr.core import migrate
from casemgr.core.access import Role
from casemgr.core.home import Home
from casemgr.core.stretch import Effort
from casemgr.records.staff import StaffDraft
from casemgr.services import accounts
from tests.builders import a_consent, a_contact, a_need, a_neighborhood, a_person, a_place, a_referral, a_service

STORES = Path(__file__).resolve().parent
ADMIN, OFFICER = "r.delgado", "l.okafor"
PASSPHRASE = "synthetic lantern seven quiet ponds"
"""Of both users; there is nobody's data in these stores."""
ROLES = (Role.ADMINISTRATOR, Role.SUPERVISOR, Role.OFFICER)


def made(folder: Path) -> Home:
    """A small store at today's schema and at full cost of its keys, in which a little of everything was done."""
    home = Home(folder)
    setup = Setup(ADMIN, "Rosa Delgado", PASSPHRASE, ROLES, "North", "Harbor City", code="7Q4M", effort=Effort.REAL)
    shift, _code = app.create(home, setup)
    desk = shift.desk
    draft = StaffDraft(user_name=OFFICER, full_name="Lena Okafor", roles=[Role.OFFICER], unit="North")
    accounts.add_user(desk, home, shift.vault, shift.opened, draft, PASSPHRASE)
    flats = a_neighborhood(desk)
    a_place(desk, "Harbor Laundry", neighborhood_id=flats)
    person = a_person(desk, "Maria", "Harborough", aliases=["Mari"])
    service = a_service(desk)
    a_contact(desk, flats, person)
    a_need(desk, person)
    a_consent(desk, person, service)
    a_referral(desk, service, person)
    shift.end()
    for left in (home.attempts, home.folder / "store.lock"):
        left.unlink(missing_ok=True)
    return home


if __name__ == "__main__":
    name = f"v{migrate.LATEST:04d}"
    sys.stdout.write(f"{made(STORES / name).folder}\n")
