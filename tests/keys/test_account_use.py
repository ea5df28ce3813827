"""Accounts that rest too long, passphrases that others chose or that are old, and rules agreed to once a year."""

from datetime import timedelta
from pathlib import Path

import pytest

from casemgr import app
from casemgr.core import account_use, audit_reading
from casemgr.core.errors import Invalid, NeedsRules, NotAllowed
from casemgr.core.home import Home
from casemgr.core.settings import set_threshold
from casemgr.core.sign_in_notice import digest
from casemgr.core.stretch import Effort
from casemgr.core.ways_in import ByPassphrase
from casemgr.services import accounts
from tests.conftest import Clock
from tests.shell import DONE, Shell
from tests.stations import ADMIN, ADMIN_PHRASE, OFFICER, OFFICER_PHRASE, opened

RULES = "I look up nobody out of curiosity."
NEW_PHRASE = "mango trellis octave plain skies"


def agreeing(home: Home, clock: Clock, text: str = "") -> app.Shift:
    """The officer signed in, having agreed to this."""
    agreed = frozenset({digest(text)} if text else ())
    way = ByPassphrase(OFFICER, OFFICER_PHRASE)
    return app.enter(home, way, effort=Effort.TEST, clock=clock, agreed=agreed)


def ruled(home: Home, clock: Clock, text: str = RULES) -> None:
    shift = opened(home, clock=clock)
    shift.desk.do(account_use.set_rules, text)
    shift.end()


def test_an_account_nobody_used_for_90_days_is_shut_until_it_is_given_new_keys(home: Home, clock: Clock) -> None:
    opened(home, OFFICER, OFFICER_PHRASE, clock=clock).end()
    clock.now += timedelta(days=89)
    opened(home, clock=clock).end()
    opened(home, OFFICER, OFFICER_PHRASE, clock=clock).end()
    clock.now += timedelta(days=60)
    opened(home, clock=clock).end()
    clock.now += timedelta(days=31)
    with pytest.raises(NotAllowed, match="not used for 90 days"):
        opened(home, OFFICER, OFFICER_PHRASE, clock=clock)
    admin = opened(home, clock=clock)
    accounts.new_passphrase(admin.desk, home, admin.vault, admin.opened, OFFICER, NEW_PHRASE)
    admin.end()
    back = opened(home, OFFICER, NEW_PHRASE, clock=clock)
    assert back.desk.ask(account_use.own_account).given
    back.end()


def test_a_clock_that_is_set_right_again_shuts_nobody_out(home: Home, clock: Clock) -> None:
    opened(home, OFFICER, OFFICER_PHRASE, clock=clock).end()
    right = clock.now
    clock.now += timedelta(days=365)
    with pytest.raises(NotAllowed):
        opened(home, OFFICER, OFFICER_PHRASE, clock=clock)
    clock.now = right
    opened(home, OFFICER, OFFICER_PHRASE, clock=clock).end()


def test_a_clock_that_was_a_year_behind_once_shuts_nobody_out(home: Home, clock: Clock) -> None:
    opened(home, clock=clock).end()
    clock.move(days=-365)
    opened(home, clock=clock).end()
    clock.move(days=365)
    opened(home, clock=clock).end()


def test_an_agency_s_rules_for_passphrases_hold_where_one_is_chosen(home: Home, clock: Clock) -> None:
    admin = opened(home, clock=clock)
    admin.desk.do(set_threshold, "passphrase_composed", 1)
    with pytest.raises(Invalid, match="a digit and a sign"):
        accounts.new_passphrase(admin.desk, home, admin.vault, admin.opened, OFFICER, NEW_PHRASE)
    accounts.new_passphrase(admin.desk, home, admin.vault, admin.opened, OFFICER, f"{NEW_PHRASE} No 7")
    admin.end()


def test_one_is_reminded_of_a_passphrase_others_chose_or_an_old_one(home: Home, clock: Clock) -> None:
    shift = opened(home, OFFICER, OFFICER_PHRASE, clock=clock)
    assert shift.desk.ask(account_use.own_account).given
    accounts.change_own_passphrase(shift.desk, home, shift.vault, OFFICER, OFFICER_PHRASE, NEW_PHRASE)
    assert shift.desk.ask(account_use.own_account) == account_use.OwnAccount(given=False, old=False)
    clock.now += timedelta(days=80)
    shift.end()
    admin = opened(home, clock=clock)
    admin.desk.do(set_threshold, "passphrase_days", 60)
    admin.end()
    shift = opened(home, OFFICER, NEW_PHRASE, clock=clock)
    assert shift.desk.ask(account_use.own_account).old
    shift.end()


def test_rules_are_agreed_to_once_a_year_and_when_they_change(home: Home, clock: Clock) -> None:
    ruled(home, clock)
    with pytest.raises(NeedsRules, match="out of curiosity"):
        agreeing(home, clock)
    with pytest.raises(NeedsRules):
        agreeing(home, clock, "other rules")
    agreeing(home, clock, RULES).end()
    agreeing(home, clock).end()
    for _month in range(12):
        clock.now += timedelta(days=30)
        agreeing(home, clock).end()
        app.enter(home, ByPassphrase(ADMIN, ADMIN_PHRASE), effort=Effort.TEST, clock=clock, agreed=both()).end()
    clock.now += timedelta(days=5)
    with pytest.raises(NeedsRules):
        agreeing(home, clock)
    agreeing(home, clock, RULES).end()
    admin = app.enter(home, ByPassphrase(ADMIN, ADMIN_PHRASE), effort=Effort.TEST, clock=clock, agreed=both())
    told = [entry.action for entry in admin.desk.ask(audit_reading.audit_entries).entries]
    assert "rules_agreed" in told
    with pytest.raises(Invalid, match="at most"):
        admin.desk.do(account_use.set_rules, "x" * (account_use.MOST + 1))
    admin.desk.do(account_use.set_rules, "Other rules.")
    admin.end()
    with pytest.raises(NeedsRules, match="Other rules"):
        agreeing(home, clock)


def both() -> frozenset[str]:
    return frozenset({digest(RULES)})


def test_the_shell_sets_them_prints_them_and_takes_agreement(shell: Shell, tmp_path: Path) -> None:
    words = tmp_path / "rules.txt"
    words.write_text(RULES)
    assert shell.run("rules", str(words)).code == DONE
    refused = shell.run("ask", "places.places", typed="n\n")
    assert refused.code != DONE
    assert "out of curiosity" in refused.err
    assert shell.run("--accept-notice", "ask", "places.places").code == DONE
    assert shell.run("ask", "places.places").code == DONE, "once a year is enough"
    assert shell.run("rules", str(tmp_path / "nowhere.txt")).code != DONE
