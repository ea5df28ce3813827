"""Quick unlock: a short code for the rest of the shift, on this computer alone."""

import shutil

import pytest

from casemgr import app
from casemgr.core.device import ToyKeyring
from casemgr.core.errors import CaseError, Invalid, WrongKey
from casemgr.core.home import Home
from casemgr.core.quick import TRIES, QuickUnlock
from casemgr.core.stretch import Effort
from casemgr.core.ways_in import ByShortCode
from tests.conftest import Clock
from tests.stations import OFFICER, OFFICER_PHRASE, opened

CODE = "730265"


def quick(home: Home, ring: ToyKeyring | None, clock: Clock) -> QuickUnlock:
    shift = opened(home, OFFICER, OFFICER_PHRASE, clock=clock)
    made = QuickUnlock(home.quick, shift.vault.store_id, ring, clock)
    try:
        made.set_up(shift.opened, CODE, 8, Effort.TEST)
    finally:
        shift.end()
    return made


def entered(home: Home, made: QuickUnlock, clock: Clock, code: str = CODE) -> str:
    shift = app.enter(home, ByShortCode(made, code), effort=Effort.TEST, clock=clock)
    name = shift.desk.actor.name
    shift.end()
    return name


def test_the_short_code_opens_while_the_shift_lasts(home: Home, clock: Clock) -> None:
    made = quick(home, ToyKeyring(), clock)
    assert made.user == OFFICER
    assert [entered(home, made, clock) for _time in range(2)] == ["Lena Okafor"] * 2
    clock.move(hours=8)
    assert made.user == ""
    with pytest.raises(WrongKey, match="passphrase"):
        entered(home, made, clock)


def test_five_wrong_codes_end_it_for_good(home: Home, clock: Clock) -> None:
    ring = ToyKeyring()
    made = quick(home, ring, clock)
    copy = home.quick.with_name("copied")
    shutil.copyfile(home.quick, copy)
    for _try in range(TRIES):
        with pytest.raises(WrongKey):
            entered(home, made, clock, "111222")
    shutil.copyfile(copy, home.quick)
    with pytest.raises(WrongKey):
        entered(home, made, clock)
    assert not ring.entries
    opened(home, OFFICER, OFFICER_PHRASE, clock=clock).end()


def test_a_clock_set_back_ends_it(home: Home, clock: Clock) -> None:
    made = quick(home, ToyKeyring(), clock)
    clock.move(hours=-1)
    with pytest.raises(WrongKey):
        entered(home, made, clock)


def test_the_file_alone_opens_nothing_on_another_computer(home: Home, clock: Clock) -> None:
    quick(home, ToyKeyring(), clock)
    shift = opened(home, OFFICER, OFFICER_PHRASE, clock=clock)
    store = shift.vault.store_id
    shift.end()
    with pytest.raises(WrongKey):
        entered(home, QuickUnlock(home.quick, store, ToyKeyring(), clock), clock)


def test_without_a_keyring_it_is_not_offered(home: Home, clock: Clock) -> None:
    with pytest.raises(CaseError, match="keyring"):
        quick(home, None, clock)


@pytest.mark.parametrize("code", ["12345", "111111", "123456", "987654", "abcdef", "", "１２３４５６"])
def test_easy_codes_are_refused(home: Home, clock: Clock, code: str) -> None:
    shift = opened(home, OFFICER, OFFICER_PHRASE, clock=clock)
    made = QuickUnlock(home.quick, shift.vault.store_id, ToyKeyring(), clock)
    with pytest.raises(Invalid):
        made.set_up(shift.opened, code, 8, Effort.TEST)
    shift.end()


def test_a_damaged_file_asks_for_the_passphrase(home: Home, clock: Clock) -> None:
    made = quick(home, ToyKeyring(), clock)
    home.quick.write_bytes(b"\xff{")
    with pytest.raises(WrongKey):
        entered(home, made, clock)
