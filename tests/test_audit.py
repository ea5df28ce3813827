"""The audit: whatever is changed in it, or round it, is found, and the first entry that does not hold is named."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, LargeBinary, Uuid, delete, insert, select, update

from casemgr.core import audit
from casemgr.core.audit import AUDIT, SESSIONS
from casemgr.core.record import new_id
from casemgr.records.places import Place
from tests.conftest import NOON, PEOPLE, STORE_ID, signer_for
from tests.tampering import ENTRIES, broken_by, entries, put_back, shell_of, take_over

PLACE = Place.__table__  # type: ignore[attr-defined]
seqs = st.integers(min_value=1, max_value=ENTRIES)


@pytest.fixture(scope="module")
def shell(blank_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with shell_of(blank_store, tmp_path_factory.mktemp("history")) as shell:
        yield shell


def altered(column: Any, value: Any, at: int) -> Any:
    """A value one byte, digit or letter away."""
    if isinstance(column.type, LargeBinary):
        place = at % len(value)
        return value[:place] + bytes([value[place] ^ 1]) + value[place + 1 :]
    if isinstance(column.type, Uuid):
        return uuid4()
    if not value:
        return "x"
    place = at % len(value)
    return value[:place] + chr(ord(value[place]) ^ 1) + value[place + 1 :]


class TestTampering:
    def test_an_honest_history_holds(self, shell: Engine) -> None:
        assert broken_by(shell, lambda connection: None) is None
        with shell.connect() as connection:
            assert len(entries(connection)) == ENTRIES

    @pytest.mark.parametrize("name", [c.name for c in AUDIT.c if c.name != "seq"])
    @given(seq=seqs, at=st.integers(min_value=0, max_value=10_000))
    def test_one_byte_of_an_entry(self, shell: Engine, name: str, seq: int, at: int) -> None:
        def tamper(connection: Connection) -> None:
            entry = AUDIT.c.seq == seq
            value = connection.execute(select(AUDIT.c[name]).where(entry)).scalar_one()
            changed = {name: altered(AUDIT.c[name], value, at)}
            connection.execute(update(AUDIT).where(entry).values(changed))

        broken = broken_by(shell, tamper)
        assert broken is not None
        assert broken.seq == seq

    @given(seq=st.integers(min_value=1, max_value=ENTRIES - 1))
    def test_an_entry_cut_out(self, shell: Engine, seq: int) -> None:
        broken = broken_by(shell, lambda c: c.execute(delete(AUDIT).where(AUDIT.c.seq == seq)))
        assert broken is not None
        assert broken.seq == seq + 1

    @given(seq=st.integers(min_value=1, max_value=ENTRIES - 1))
    def test_an_entry_moved(self, shell: Engine, seq: int) -> None:
        broken = broken_by(shell, lambda c: c.execute(update(AUDIT).where(AUDIT.c.seq == seq).values(seq=1000)))
        assert broken is not None
        assert broken.seq == seq + 1

    @given(first=st.integers(min_value=1, max_value=ENTRIES - 1))
    def test_two_entries_swapped(self, shell: Engine, first: int) -> None:
        def tamper(connection: Connection) -> None:
            for was, becomes in ((first, 1000), (first + 1, first), (1000, first + 1)):
                connection.execute(update(AUDIT).where(AUDIT.c.seq == was).values(seq=becomes))

        broken = broken_by(shell, tamper)
        assert broken is not None
        assert broken.seq == first

    @given(seq=st.integers(min_value=1, max_value=ENTRIES - 1))
    def test_an_entry_cut_out_and_all_numbers_and_hashes_made_anew(self, shell: Engine, seq: int) -> None:
        def tamper(connection: Connection) -> None:
            said = entries(connection)
            del said[seq - 1]
            put_back(connection, said, {})

        broken = broken_by(shell, tamper)
        assert broken is not None
        assert broken.seq == seq

    @given(seq=seqs)
    def test_an_entry_slipped_in_under_ones_own_key(self, shell: Engine, seq: int) -> None:
        """A member of staff who knows the store key, and signs a false entry in a colleague's name."""
        thief = signer_for(new_id())

        def tamper(connection: Connection) -> None:
            said = entries(connection)
            colleague = said[-1]["actor"]
            values = {"id": thief.session, "staff": colleague, "user_key": thief.user_key}
            values |= {"public_key": thief.public_key, "certificate": thief.certificate}
            connection.execute(insert(SESSIONS).values(values))
            false = said[seq - 1] | {"session": thief.session, "actor": colleague, "action": "places.add_place:create"}
            put_back(connection, [*said[: seq - 1], false, *said[seq - 1 :]], {thief.session: thief.key})

        broken = broken_by(shell, tamper)
        assert broken is not None
        assert broken.seq == seq

    def test_everything_signed_anew_with_a_thiefs_keys(self, shell: Engine) -> None:
        thief = signer_for(new_id())

        def tamper(connection: Connection) -> None:
            said = entries(connection)
            said[4]["reason"] = "nothing happened here"
            put_back(connection, said, take_over(connection, PEOPLE[thief.staff]))

        broken = broken_by(shell, tamper)
        assert broken is not None
        assert broken.seq == 1
        assert "session" in broken.why

    def test_a_thief_does_not_vouch_for_keys(self, shell: Engine) -> None:
        """A false note that somebody's key was renewed, in a session of somebody's false key."""
        thief = signer_for(new_id())

        def tamper(connection: Connection) -> None:
            said = entries(connection)
            keys = take_over(connection, PEOPLE[thief.staff])
            for victim in {entry["actor"] for entry in said}:
                note = {"action": audit.RENEWED, "kind": "staff", "object": victim}
                note["payload"] = audit.canonical({"was": thief.user_key.hex()}).decode()
                said.append(said[-1] | note)
            put_back(connection, said, keys)

        broken = broken_by(shell, tamper)
        assert broken is not None
        assert broken.seq == 1

    @pytest.mark.parametrize("name", [c.name for c in SESSIONS.c])
    def test_a_session_changed(self, shell: Engine, name: str) -> None:
        def tamper(connection: Connection) -> None:
            session = connection.execute(select(AUDIT.c.session).where(AUDIT.c.seq == 2)).scalar_one()
            of_it = SESSIONS.c.id == session
            value = connection.execute(select(SESSIONS.c[name]).where(of_it)).scalar_one()
            connection.execute(update(SESSIONS).where(of_it).values({name: altered(SESSIONS.c[name], value, 7)}))

        broken = broken_by(shell, tamper)
        assert broken is not None
        assert broken.seq == 2

    @pytest.mark.parametrize(
        "name", ["name", "sensitivity", "unit", "entered_by", "premise_note", "updated_at", "version"]
    )
    def test_a_record_changed_with_a_shell(self, shell: Engine, name: str) -> None:
        """The entry named is the one that told of the record last."""
        values = {"entered_by": uuid4(), "updated_at": NOON, "version": 9}
        change = update(PLACE).where(PLACE.c.name.startswith("Place 1")).values({name: values.get(name, "changed")})
        broken = broken_by(shell, lambda c: c.execute(change))
        assert broken is not None
        assert broken.seq == 5

    def test_a_record_taken_out_with_a_shell(self, shell: Engine) -> None:
        broken = broken_by(shell, lambda c: c.execute(delete(PLACE).where(PLACE.c.name.startswith("Place 0"))))
        assert broken is not None
        assert broken.seq == 3

    def test_a_record_slipped_in_with_a_shell(self, shell: Engine) -> None:
        def tamper(connection: Connection) -> None:
            row = dict(connection.execute(select(PLACE)).mappings().first() or {})
            connection.execute(insert(PLACE).values(row | {"id": uuid4(), "name": "Never entered"}))

        broken = broken_by(shell, tamper)
        assert broken is not None
        assert "no entry" in broken.why

    def test_an_entry_lifted_from_another_store(self, shell: Engine) -> None:
        """Signatures hold for one store only: its id is in every hash."""
        with shell.connect() as connection:
            entry = entries(connection)[3]
        assert audit.link(STORE_ID, entry) == entry["hash"]
        assert audit.link(UUID(int=99), entry) != entry["hash"]
