"""The notice before sign-in: agreed to each time, by every way in, and written down."""

from dataclasses import replace
from pathlib import Path

import pytest

from casemgr import app
from casemgr.core import audit_reading
from casemgr.core.errors import Invalid, NeedsNotice, NotAllowed
from casemgr.core.folder import NOTICE
from casemgr.core.home import Home
from casemgr.core.sign_in_notice import MOST, digest
from casemgr.core.stretch import Effort
from casemgr.core.ways_in import ByPassphrase
from casemgr.services import accounts
from tests.shell import DONE, Shell
from tests.stations import ADMIN, ADMIN_PHRASE, OFFICER, OFFICER_PHRASE, opened

WORDS = "This is a restricted system. Its use is recorded."


def noticed(home: Home, text: str = WORDS) -> None:
    shift = opened(home)
    accounts.set_sign_in_notice(shift.desk, home, text)
    shift.end()


def test_nobody_gets_in_without_agreeing_and_that_is_written_down(home: Home) -> None:
    noticed(home)
    for way in (ByPassphrase(ADMIN, ADMIN_PHRASE), ByPassphrase(ADMIN, "wrong")):
        with pytest.raises(NeedsNotice, match="restricted system"):
            app.enter(home, way, effort=Effort.TEST, agreed=frozenset({digest("older words")}))
    way = ByPassphrase(ADMIN, ADMIN_PHRASE)
    shift = app.enter(home, way, effort=Effort.TEST, agreed=frozenset({digest(WORDS)}))
    entry = next(e for e in shift.desk.ask(audit_reading.audit_entries).entries if e.action == "sign_in")
    assert entry.reason == "agreed to the notice"
    accounts.set_sign_in_notice(shift.desk, home, "  ")
    shift.end()
    opened(home).end()
    assert not (home.folder / NOTICE).exists()


def test_only_who_sets_the_agency_up_changes_it_and_not_beyond_measure(home: Home) -> None:
    shift = opened(home, OFFICER, OFFICER_PHRASE)
    with pytest.raises(NotAllowed):
        accounts.set_sign_in_notice(shift.desk, home, WORDS)
    shift.end()
    shift = opened(home)
    with pytest.raises(Invalid, match="at most"):
        accounts.set_sign_in_notice(shift.desk, home, "x" * (MOST + 1))
    shift.end()


def test_the_shell_prints_it_and_takes_agreement_by_an_option(shell: Shell, tmp_path: Path) -> None:
    words = tmp_path / "words.txt"
    words.write_text(WORDS)
    assert shell.run("notice", str(words)).code == DONE
    refused = shell.run("ask", "places.places", typed="n\n")
    assert refused.code != DONE
    assert WORDS in refused.err
    assert shell.run("--accept-notice", "ask", "places.places").code == DONE
    assert replace(shell, phrases=(ADMIN_PHRASE,)).run("ask", "places.places", typed="y\n").code == DONE
    assert shell.run("--accept-notice", "notice").code == DONE
    assert shell.run("ask", "places.places").code == DONE
