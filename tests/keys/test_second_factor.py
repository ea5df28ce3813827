"""The second factor: asked for after the passphrase, each code once, and useless to whoever only opens the store."""

from datetime import datetime, timedelta

import pytest
from pyotp.totp import TOTP

from casemgr.app import Shift
from casemgr.core import engine, second_factor
from casemgr.core.access import Role
from casemgr.core.errors import Invalid, NeedsCode, NotAllowed, WrongKey
from casemgr.core.home import Home
from casemgr.core.second_factor import STEP_SECONDS, Enrollment, NeedsPhone
from casemgr.core.settings import EVERYONE, PHONE_FOR, set_text
from casemgr.core.stretch import Effort
from casemgr.recovering import recover
from casemgr.services import accounts
from casemgr.services.account_list import account_list
from tests.conftest import Clock
from tests.stations import ADMIN, ADMIN_PHRASE, OFFICER, OFFICER_PHRASE, opened

STEP = timedelta(seconds=STEP_SECONDS)


def enrolled(home: Home, clock: Clock) -> Enrollment:
    """The officer has set up a phone, and signed out."""
    shift = opened(home, OFFICER, OFFICER_PHRASE, clock=clock)
    made = second_factor.enrollment(OFFICER, "Harbor City Police")
    accounts.turn_on_second_factor(shift.desk, shift.opened, made, code_at(made, clock()))
    shift.end()
    clock.move(seconds=STEP_SECONDS)
    return made


def code_at(made: Enrollment, moment: datetime) -> str:
    return TOTP(made.secret).at(moment)


def entered(home: Home, clock: Clock, code: str) -> Shift:
    return opened(home, OFFICER, OFFICER_PHRASE, clock=clock, code=code)


def test_after_the_passphrase_the_code_of_the_phone_lets_in(home: Home, clock: Clock) -> None:
    made = enrolled(home, clock)
    with pytest.raises(NeedsCode):
        entered(home, clock, "")
    entered(home, clock, code_at(made, clock())).end()
    opened(home, ADMIN, ADMIN_PHRASE, clock=clock).end()


def test_a_code_is_taken_once_and_an_older_one_never(home: Home, clock: Clock) -> None:
    made = enrolled(home, clock)
    code = code_at(made, clock())
    older = code_at(made, clock() - STEP)
    entered(home, clock, code).end()
    for spent in (code, older):
        with pytest.raises(WrongKey):
            entered(home, clock, spent)
    clock.move(days=-1)
    with pytest.raises(WrongKey):
        entered(home, clock, code_at(made, clock()))


def test_wrong_codes_lock_like_wrong_passphrases(home: Home, clock: Clock) -> None:
    enrolled(home, clock)
    for _try in range(5):
        with pytest.raises(WrongKey):
            entered(home, clock, "000000")
    with pytest.raises(NotAllowed):
        entered(home, clock, "000000")


def test_a_clock_half_a_minute_off_is_forgiven(home: Home, clock: Clock) -> None:
    made = enrolled(home, clock)
    ahead = code_at(made, clock() + STEP)
    entered(home, clock, ahead).end()


def test_it_is_kept_only_once_a_code_has_proved_it(home: Home, clock: Clock) -> None:
    shift = opened(home, OFFICER, OFFICER_PHRASE, clock=clock)
    made = second_factor.enrollment(OFFICER, "")
    with pytest.raises(Invalid):
        accounts.turn_on_second_factor(shift.desk, shift.opened, made, "000000")
    assert not shift.desk.ask(second_factor.has_second_factor)
    shift.end()


def test_an_administrator_takes_it_off_and_cannot_read_it(home: Home, clock: Clock) -> None:
    made = enrolled(home, clock)
    boss = opened(home, ADMIN, ADMIN_PHRASE, clock=clock)
    member = boss.desk.ask(accounts.actor_of, OFFICER)
    assert {one.id for one in boss.desk.ask(account_list) if one.second_factor} == {member.id}
    sealed = _sealed(home, boss)
    with pytest.raises(WrongKey):
        second_factor.step_of((sealed, 0), boss.opened, code_at(made, clock()), clock())
    boss.desk.do(second_factor.drop_second_factor, member.id)
    boss.end()
    opened(home, OFFICER, OFFICER_PHRASE, clock=clock).end()


def test_an_agency_that_asks_for_it_has_a_phone_set_up_at_the_sign_in(home: Home, clock: Clock) -> None:
    asked_of(home, clock, f"{Role.OFFICER}, {Role.SUPERVISOR}")
    with pytest.raises(NeedsPhone) as due:
        opened(home, OFFICER, OFFICER_PHRASE, clock=clock)
    made = due.value.enrolled
    for code in ("", "000000"):
        with pytest.raises(Invalid, match="does not fit"):
            opened(home, OFFICER, OFFICER_PHRASE, clock=clock, enrolled=made, code=code)
    opened(home, OFFICER, OFFICER_PHRASE, clock=clock, enrolled=made, code=code_at(made, clock())).end()
    clock.move(seconds=STEP_SECONDS)
    with pytest.raises(NeedsCode):
        opened(home, OFFICER, OFFICER_PHRASE, clock=clock, enrolled=second_factor.enrollment(OFFICER, ""))
    entered(home, clock, code_at(made, clock())).end()


def test_whom_the_agency_does_not_ask_comes_in_by_the_passphrase_alone(home: Home, clock: Clock) -> None:
    asked_of(home, clock, Role.OFFICER)
    opened(home, ADMIN, ADMIN_PHRASE, clock=clock).end()
    asked_of(home, clock, EVERYONE)
    with pytest.raises(NeedsPhone):
        opened(home, ADMIN, ADMIN_PHRASE, clock=clock)


def test_nobody_is_locked_out_by_the_policy_while_the_sheet_is_in_the_safe(home: Home, clock: Clock) -> None:
    shift = opened(home, clock=clock)
    sheet = shift.new_recovery()
    shift.end()
    asked_of(home, clock, EVERYONE)
    new = "mango trellis octave plain skies"
    back, _sheet = recover(home, sheet, ADMIN, new, effort=Effort.TEST, clock=clock)
    back.desk.do(set_text, PHONE_FOR, "")
    back.end()
    opened(home, ADMIN, new, clock=clock).end()


def test_the_policy_knows_roles_alone(home: Home, clock: Clock) -> None:
    shift = opened(home, clock=clock)
    with pytest.raises(Invalid, match="sergeant is no code"):
        shift.desk.do(set_text, PHONE_FOR, "officer, sergeant")
    shift.end()


def asked_of(home: Home, clock: Clock, roles: str) -> None:
    """The agency asks these for the code of a phone."""
    shift = opened(home, clock=clock)
    shift.desk.do(set_text, PHONE_FOR, roles)
    shift.end()


def _sealed(home: Home, shift: Shift) -> str:
    raw = engine.connect(home.store, shift.opened.store_keys.database)
    try:
        return str(raw.execute("SELECT sealed FROM second_factor").fetchone()[0])
    finally:
        raw.close()
