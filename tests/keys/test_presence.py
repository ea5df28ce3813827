"""That an open laptop is not enough: the passphrase again before what leaves or stays, and hours that end."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest

from casemgr import app
from casemgr.core import audit_reading
from casemgr.core.access import Role
from casemgr.core.desk import Desk
from casemgr.core.device import ToyKeyring
from casemgr.core.errors import NeedsPassphrase, NotAllowed, SessionOver, SignInLocked, WrongKey
from casemgr.core.home import Home
from casemgr.core.presence import FRESH_SECONDS, Presence
from casemgr.core.quick import QuickUnlock
from casemgr.core.settings import set_threshold
from casemgr.core.stretch import Effort
from casemgr.core.ways_in import ByShortCode
from casemgr.records import staff
from casemgr.records.exports import register_export
from casemgr.services import accounts
from tests.builders import a_member
from tests.stations import ADMIN_PHRASE, OFFICER, OFFICER_PHRASE, opened


class Ticks:
    """Seconds that pass when told."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def rested(desk: Desk, ticks: Ticks, **facts: bool) -> Desk:
    """The same desk, its presence by these ticks."""
    desk.presence = Presence(monotonic=ticks, **facts)
    return desk


def test_what_leaves_or_cannot_be_undone_asks_again_after_a_while(desk_of: Callable[..., Desk]) -> None:
    ticks = Ticks()
    admin = rested(desk_of(Role.ADMINISTRATOR), ticks)
    a_member(admin)
    ticks.now += FRESH_SECONDS
    with pytest.raises(NeedsPassphrase):
        a_member(admin, "k.tanaka", "Ken Tanaka")
    with pytest.raises(NeedsPassphrase):
        a_member(admin.beside(), "k.tanaka", "Ken Tanaka")
    with pytest.raises(NeedsPassphrase):
        admin.do_all([(staff.set_active, (UUID(int=1),))])
    assert len(admin.ask(staff.staff).rows) == 1, "reading goes on"
    admin.presence.prove()
    a_member(admin, "k.tanaka", "Ken Tanaka")


def test_who_has_no_right_is_told_that_and_not_asked(desk_of: Callable[..., Desk]) -> None:
    officer = rested(desk_of(Role.OFFICER), Ticks(), proved=False)
    with pytest.raises(NotAllowed):
        officer.do(register_export)


def test_a_short_code_opens_the_shift_but_proves_nothing(home: Home) -> None:
    ring = ToyKeyring()
    begun = opened(home, keyring=ring)
    quick = QuickUnlock(home.quick, begun.vault.store_id, ring, begun.desk.store.clock)
    quick.set_up(begun.opened, "407182", 8, Effort.TEST)
    begun.end()
    back = app.enter(home, ByShortCode(quick, "407182"), keyring=ring, effort=Effort.TEST)
    assert back.desk.presence.lasts < timedelta(hours=8), "no longer than the code"
    with pytest.raises(NeedsPassphrase):
        back.rekey()
    back.prove(ADMIN_PHRASE)
    back.rekey()
    told = [entry.action for entry in back.desk.ask(audit_reading.audit_entries).entries]
    assert "passphrase_given_again" in told
    back.end()
    opened(home).end()


def test_a_wrong_passphrase_counts_like_one_at_the_sign_in(home: Home) -> None:
    begun = opened(home)
    for _try in range(5):
        with pytest.raises(WrongKey):
            begun.prove("not this one at all")
    with pytest.raises(SignInLocked):
        begun.prove(ADMIN_PHRASE)
    begun.end()
    with pytest.raises(SignInLocked):
        opened(home)


def test_a_session_ends_after_its_hours_and_keeps_what_was_typed(desk_of: Callable[..., Desk]) -> None:
    ticks = Ticks()
    officer = rested(desk_of(Role.OFFICER), ticks)
    officer.presence.lasts = timedelta(hours=8)
    ticks.now += 8 * 3600 - 1
    officer.ask(staff.staff)
    ticks.now += 1
    with pytest.raises(SessionOver, match="as long as one may"):
        officer.ask(staff.staff)
    officer.do(accounts.sign_out)


def test_the_agency_says_how_long_a_session_lasts(home: Home) -> None:
    begun = opened(home)
    begun.desk.do(set_threshold, "session_hours", 4)
    begun.end()
    officer = opened(home, OFFICER, OFFICER_PHRASE)
    assert officer.desk.presence.lasts == timedelta(hours=4)
    officer.end()
