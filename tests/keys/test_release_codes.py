"""Release codes: read over the phone to somebody whose sign-in is locked; each works once."""

import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from casemgr.core import audit_reading
from casemgr.core.errors import NotAllowed, WrongKey
from casemgr.core.home import Home
from casemgr.core.signin import Attempts
from casemgr.core.stretch import Effort
from casemgr.core.vault import Vault
from casemgr.services import release_sheet
from tests.conftest import Clock
from tests.stations import OFFICER, OFFICER_PHRASE, opened


def listed(home: Home, clock: Clock) -> list[str]:
    """The codes of a new list, read off the paper."""
    shift = opened(home, clock=clock)
    paper = release_sheet.new_release_codes(shift.desk, home, "Harbor City Police")
    shift.end()
    text = PdfReader(BytesIO(paper)).pages[0].extract_text()
    found = {int(n): a + b for n, a, b in re.findall(r"(\d+)\.\s+([0-9A-Z]{5}) ([0-9A-Z]{5})", text)}
    return [found[number] for number in sorted(found)]


def locked(home: Home, clock: Clock) -> None:
    for _try in range(5):
        with pytest.raises(WrongKey):
            opened(home, OFFICER, "wrong", clock=clock)
    with pytest.raises(NotAllowed):
        opened(home, OFFICER, OFFICER_PHRASE, clock=clock)


def release(home: Home, clock: Clock, code: str) -> int:
    vault = Vault.load(home.vault, effort=Effort.TEST)
    return release_sheet.release_by_code(home, vault, Attempts(home.attempts, clock), OFFICER, code)


def test_the_next_code_of_the_list_lets_a_locked_user_try_again_once(home: Home, clock: Clock) -> None:
    codes = listed(home, clock)
    assert len(codes) == 20
    locked(home, clock)
    with pytest.raises(WrongKey):
        release(home, clock, codes[1])
    assert release_sheet.next_code(home) == 1
    assert release(home, clock, codes[0].lower()) == 1
    shift = opened(home, OFFICER, OFFICER_PHRASE, clock=clock)
    shift.end()
    locked(home, clock)
    with pytest.raises(WrongKey):
        release(home, clock, codes[0])
    assert release(home, clock, codes[1]) == 2
    boss = opened(home, clock=clock)
    entries = boss.desk.ask(audit_reading.audit_entries, size=50).entries
    assert "release_codes_made" in {entry.action for entry in entries}
    boss.end()


def test_a_code_lets_nobody_in_and_is_not_spent_without_need(home: Home, clock: Clock) -> None:
    codes = listed(home, clock)
    with pytest.raises(WrongKey, match="not locked"):
        release(home, clock, codes[0])
    assert release_sheet.next_code(home) == 1
    assert not any(code.encode() in home.release_codes.read_bytes() for code in codes)


def test_without_a_list_an_administrator_has_to_release(home: Home, clock: Clock) -> None:
    locked(home, clock)
    with pytest.raises(WrongKey, match="administrator"):
        release_sheet.next_code(home)
    home.release_codes.write_bytes(b"not json")
    with pytest.raises(WrongKey):
        release(home, clock, "0" * 10)
