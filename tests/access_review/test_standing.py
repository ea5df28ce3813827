"""The audit checked in its round: what is kept of a check, from where the next one goes on, and what it finds."""

from collections.abc import Callable

import pytest

from casemgr.core import audit_standing, engine
from casemgr.core.access import Role
from casemgr.core.audit import Head
from casemgr.core.audit_check import Verdict
from casemgr.core.audit_reading import audit_entries
from casemgr.core.audit_standing import Part, check_newest, check_whole, keep_check, verified_mark
from casemgr.core.desk import Desk
from casemgr.core.errors import Invalid, NotAllowed, StoreDamaged
from casemgr.core.jobs import run
from casemgr.core.store import FILE, Store
from casemgr.services import accounts
from tests.access_review.test_fails_closed import shell
from tests.builders import a_place
from tests.conftest import KEY, Clock

DeskOf = Callable[..., Desk]


def standing(desk: Desk) -> audit_standing.AuditStanding:
    return desk.ask(audit_standing.audit_standing)


def test_a_check_of_the_whole_is_kept_and_due_again_after_a_week(desk_of: DeskOf, clock: Clock) -> None:
    desk = desk_of(Role.COMMANDER)
    assert (standing(desk).last, standing(desk).due) == (None, True)
    verdict = run(check_whole(desk))
    kept = standing(desk)
    assert kept.last is not None
    assert (kept.last.entries, kept.last.head, kept.last.by) == (verdict.entries, verdict.head, desk.actor.id)
    assert (kept.due, kept.head.seq) == (False, verdict.head.seq + 1)
    clock.move(days=7)
    assert standing(desk).due


def test_the_next_start_goes_on_where_the_last_check_ended(desk_of: DeskOf) -> None:
    officer = desk_of(Role.OFFICER)
    a_place(officer)
    run(check_whole(desk_of(Role.COMMANDER)))
    a_place(officer, "Another")
    verdict = run(check_newest(officer))
    assert verdict.broken is None
    assert verdict.entries == 2, "the entry of the check itself, and the place after it"


def test_an_entry_changed_since_is_found_at_the_start_and_kept_as_a_failure(desk_of: DeskOf, store: Store) -> None:
    officer, commander = desk_of(Role.OFFICER), desk_of(Role.COMMANDER)
    run(check_whole(commander))
    a_place(officer)
    seq = store.head().seq
    shell(store, "DROP TRIGGER audit_no_update")
    shell(store, f"UPDATE audit SET reason = 'nothing' WHERE seq = {seq}")
    found = run(check_newest(officer)).broken
    shell(store, f"UPDATE audit SET reason = '' WHERE seq = {seq}")
    assert found is not None
    assert found.seq == seq
    kept = [one for one in commander.ask(audit_entries).entries if one.action == Part.NEWEST.value]
    assert [one.outcome for one in kept] == ["failure"]


def test_a_file_that_is_not_whole_is_told_with_the_check_of_the_whole(desk_of: DeskOf, store: Store) -> None:
    lead = desk_of(Role.SUPERVISOR, Role.ADMINISTRATOR)
    a_place(lead)
    raw = engine.connect(store.home / FILE, KEY, guarded=False)
    raw.execute("INSERT INTO search(search) VALUES('delete-all')")
    raw.close()
    with pytest.raises(StoreDamaged):
        run(check_whole(lead))
    assert not lead.ask(audit_standing.audit_standing).due, "the audit itself was checked, and held"


def test_a_clock_that_went_back_is_written_down_at_the_next_sign_in(desk_of: DeskOf, clock: Clock) -> None:
    officer, reader = desk_of(Role.OFFICER), desk_of(Role.SUPERVISOR, Role.ADMINISTRATOR)
    a_place(reader)
    officer.do(accounts.sign_in, accounts.Before())
    clock.move(hours=-3)
    officer.do(accounts.sign_in, accounts.Before())
    said = [entry for entry in reader.ask(audit_entries).entries if entry.action == "clock_went_back"]
    assert [entry.actor for entry in said] == [officer.actor.id]


def test_a_mark_that_names_no_entry_is_refused(desk_of: DeskOf) -> None:
    officer = desk_of(Role.OFFICER)
    before = officer.ask(verified_mark)
    with pytest.raises(Invalid):
        officer.do(keep_check, Part.NEWEST, Verdict(9, Head(2, bytes(32)), None))
    assert officer.ask(verified_mark) == before


def test_the_whole_is_checked_by_those_who_read_the_audit_alone(desk_of: DeskOf) -> None:
    with pytest.raises(NotAllowed):
        run(check_whole(desk_of(Role.OFFICER)))
