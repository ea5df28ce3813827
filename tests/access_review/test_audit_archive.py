"""Entries past their years leave for an archive that others can check; what is left holds, and nothing slips in."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from casemgr.core import engine
from casemgr.core.access import Role
from casemgr.core.audit import said_head
from casemgr.core.audit_anchor import anchored
from casemgr.core.audit_reading import audit_entries
from casemgr.core.audit_standing import check_newest, check_whole
from casemgr.core.audit_start import archivable
from casemgr.core.desk import Desk
from casemgr.core.errors import Invalid, NotAllowed, StoreDamaged
from casemgr.core.holding import Held
from casemgr.core.jobs import run
from casemgr.core.sealing import CURVE
from casemgr.core.store import FILE, Store
from casemgr.records.holds import HoldBasis, HoldDraft, place_hold
from casemgr.services import cms
from casemgr.services.audit_archive import archive_audit
from casemgr.services.audit_export import FILE as LINES
from casemgr.services.bundle_file import unpack
from casemgr.services.exported import Exported
from tests.access_review.test_audit_export import printed
from tests.builders import a_contact, a_neighborhood, a_person
from tests.conftest import KEY, Clock, store_at

DeskOf = Callable[..., Desk]


@pytest.fixture
def commander(desk_of: DeskOf) -> Desk:
    return desk_of(Role.COMMANDER)


@pytest.fixture
def years(desk_of: DeskOf, clock: Clock) -> Desk:
    """Four years: a person at their beginning, and another at their end."""
    lead = desk_of(Role.SUPERVISOR, Role.ADMINISTRATOR)
    a_contact(lead, a_neighborhood(lead), a_person(lead, "Ana", "Quetzal"))
    clock.move(days=4 * 366)
    a_person(lead, "Ines", "Quetzal")
    return lead


def archive(desk: Desk, to: Path) -> Exported:
    return run(archive_audit(desk, ec.generate_private_key(CURVE), to))


def holds(store: Store) -> bool:
    return run(store.auditing()).broken is None


def first_entry(desk: Desk) -> int:
    return min(entry.seq for entry in desk.ask(audit_entries, size=1000).entries)


def test_what_is_past_its_years_leaves_and_the_rest_holds(
    years: Desk, commander: Desk, store: Store, tmp_path: Path, clock: Clock
) -> None:
    past = commander.ask(archivable)
    assert past is not None
    archive(commander, tmp_path)
    assert first_entry(commander) == past.through.seq + 1
    assert commander.ask(archivable) is None
    assert holds(store)
    assert run(check_newest(commander)).broken is None
    assert run(check_whole(commander)).broken is None
    assert run(store.auditing(10_000)).broken is None
    assert store.problems() == []
    clock.move(days=4 * 366)
    a_person(years, "Rui", "Quetzal")
    archive(commander, tmp_path)
    assert holds(store)


def test_the_archive_is_whole_and_others_can_check_it(
    years: Desk, commander: Desk, store: Store, tmp_path: Path
) -> None:
    past = commander.ask(archivable)
    left = archive(commander, tmp_path)
    lines = unpack(
        cms.open_sealed(left.path.read_bytes(), passphrase=left.passphrase), trusted=lambda _key: "us"
    ).files[LINES]
    script, file = tmp_path / "check.py", tmp_path / "audit.jsonl"
    script.write_text(printed("en"), encoding="utf-8")
    file.write_bytes(lines)
    done = subprocess.run([sys.executable, script, file], capture_output=True, text=True, check=False)
    assert "HOLDS:" in done.stdout, done.stderr
    rows = [json.loads(line) for line in lines.splitlines()]
    entries = [row for row in rows if "seq" in row]
    assert past is not None
    assert [row["seq"] for row in entries][:1] == [1]
    assert past.through.seq in {row["seq"] for row in entries}
    assert any("digest" in row["payload"] for row in entries), "what it tells of rows is there, and nowhere else now"


@pytest.mark.parametrize(
    "statements",
    [
        ("UPDATE person SET given = 'Eve' WHERE given = 'Ana'",),
        ("DELETE FROM audit_carried WHERE rowid = (SELECT max(rowid) FROM audit_carried)",),
        (
            "UPDATE audit_start SET seq = seq + 1",
            "UPDATE audit_start SET hash = (SELECT hash FROM audit WHERE audit.seq = audit_start.seq)",
            "DELETE FROM audit WHERE seq <= (SELECT seq FROM audit_start)",
        ),
        ("DELETE FROM audit_start",),
    ],
    ids=["a record", "what is carried on", "where it starts", "no start"],
)
def test_what_is_changed_round_the_program_shows_still(
    statements: tuple[str, ...], years: Desk, commander: Desk, store: Store, tmp_path: Path, clock: Clock
) -> None:
    archive(commander, tmp_path)
    store.checkpoint("TRUNCATE")
    beside = tmp_path / "beside"
    beside.mkdir()
    shutil.copy(store.home / FILE, beside / FILE)
    raw = engine.connect(beside / FILE, KEY, guarded=False)
    other = store_at(beside, clock)
    assert holds(other)
    for statement in statements:
        raw.execute(statement)
    raw.close()
    assert not holds(other)
    other.close()


def test_a_paper_with_an_archived_entry_says_where_to_look(
    years: Desk, commander: Desk, store: Store, tmp_path: Path
) -> None:
    past = commander.ask(archivable)
    assert past is not None
    archive(commander, tmp_path)
    found = commander.ask(anchored, said_head(past.through))
    assert not found.holds
    assert "archived" in found.why


def test_cut_short_before_the_entries_left_it_holds_and_goes_on(
    years: Desk, commander: Desk, store: Store, tmp_path: Path
) -> None:
    job = archive_audit(commander, ec.generate_private_key(CURVE), tmp_path)
    for _step in job:
        if commander.ask(archivable) is None:
            break
    job.close()
    assert holds(store)
    with pytest.raises(Invalid):
        archive(commander, tmp_path)
    assert holds(store)


def test_a_hold_keeps_it_whole(years: Desk, commander: Desk, store: Store, tmp_path: Path) -> None:
    person = a_person(years, "Oda", "Quetzal")
    commander.do(place_hold, HoldDraft(matter="26-CV-1", basis=HoldBasis.AUDIT, people=[person]))
    with pytest.raises(Held):
        archive(commander, tmp_path)
    assert first_entry(commander) == 1


def test_before_its_years_none_leaves(commander: Desk, tmp_path: Path) -> None:
    with pytest.raises(Invalid):
        archive(commander, tmp_path)


def test_only_who_countersigns_disposals(desk_of: DeskOf, years: Desk, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        archive(desk_of(Role.SUPERVISOR), tmp_path)
    assert not list(tmp_path.glob("*.cms"))


def test_what_does_not_hold_is_not_archived(years: Desk, commander: Desk, store: Store, tmp_path: Path) -> None:
    raw = engine.connect(store.home / FILE, KEY)
    raw.execute("UPDATE person SET given = 'Eve' WHERE given = 'Ana'")
    raw.close()
    with pytest.raises(StoreDamaged):
        archive(commander, tmp_path)
    raw = engine.connect(store.home / FILE, KEY)
    raw.execute("UPDATE person SET given = 'Ana' WHERE given = 'Eve'")
    raw.close()
