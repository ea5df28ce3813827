"""An order to expunge: the person is gone from every row and every byte of the store, and what stayed is said."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from casemgr.core import general, unsent
from casemgr.core.access import Role
from casemgr.core.acts import Nothing
from casemgr.core.desk import Desk
from casemgr.core.errors import Invalid, NotAllowed
from casemgr.core.holding import Held
from casemgr.core.home import Home
from casemgr.core.jobs import run
from casemgr.core.record import new_id
from casemgr.core.store import FILE, Store
from casemgr.records import searches
from casemgr.records.expungements import OrderDraft, propose_expungement
from casemgr.records.holds import HoldBasis, HoldDraft, ReleaseDraft, place_hold, release_hold
from casemgr.records.people import MergeDraft
from casemgr.services import merging, retention
from casemgr.services.retention import BlackDraft
from tests.builders import a_contact, a_person
from tests.conftest import KEY
from tests.people.lives import Town, a_life, rows_of
from tests.people.test_pointing import pointing

DeskOf = Callable[..., Desk]
CANARY = {
    "given": "Xiomara",
    "family": "Zquetzalcoa",
    "dob": date(1987, 2, 23),
    "aliases": ["Kanariaxa"],
    "phones": ["312 555 0147"],
    "emails": ["xiomara.zq@example.org"],
}
BYTES = [b"Xiomara", b"Zquetzalcoa", b"xiomara", b"zquetzalcoa", b"Kanariaxa", b"kanariaxa", b"5550147", b"555 0147"]
BYTES += [b"1987-02-23", b"xiomara.zq@example.org"]
PAGE, SALT, RESERVED, FRAME = 4096, 16, 48, 24


@pytest.fixture
def lead(desk_of: DeskOf) -> Desk:
    return desk_of(Role.SUPERVISOR, Role.ADMINISTRATOR)


@pytest.fixture
def custodian(desk_of: DeskOf) -> Desk:
    return desk_of(Role.RECORDS_CUSTODIAN)


@pytest.fixture
def commander(desk_of: DeskOf) -> Desk:
    return desk_of(Role.COMMANDER)


def order(desk: Desk, **facts: Any) -> UUID:
    draft = OrderDraft(order_number="EX-2026-7", authority="County court", ordered_on=date(2026, 10, 1), **facts)
    return desk.do(propose_expungement, draft)


def pages(store: Store) -> bytes:
    """Every page of the store and of its log as they lie on the disk, decrypted one by one: free pages too."""
    whole = (store.home / FILE).read_bytes()
    found = [clear(whole[at : at + PAGE], first=not at) for at in range(0, len(whole), PAGE)]
    log = store.home / f"{FILE}-wal"
    frames = log.read_bytes()[32:] if log.exists() else b""
    for at in range(0, len(frames), FRAME + PAGE):
        number = int.from_bytes(frames[at : at + 4], "big")
        found.append(clear(frames[at + FRAME : at + FRAME + PAGE], first=number == 1))
    return b"".join(found)


def clear(page: bytes, *, first: bool, key: bytes = KEY) -> bytes:
    """One page as SQLCipher keeps it: salt on the first, AES-256-CBC, then its start value and its check."""
    body, start = page[SALT if first else 0 : PAGE - RESERVED], page[PAGE - RESERVED : PAGE - RESERVED + 16]
    return Cipher(algorithms.AES(key), modes.CBC(start)).decryptor().update(body)


def test_the_pages_are_read_as_they_are(store: Store) -> None:
    assert b"CREATE TABLE person" in pages(store), "else their silence would prove nothing"


class TestAPerson:
    @pytest.fixture
    def town(self, lead: Desk) -> Town:
        return Town(lead)

    @pytest.fixture
    def person(self, lead: Desk, town: Town) -> UUID:
        id = a_life(lead, town, **CANARY)
        twin = a_person(lead, "Xiomara", "Zquetzalcoa")
        lead.do(merging.merge, MergeDraft(keep=id, other=twin))
        lead.do(unsent.keep, new_id(), "contacts", {"note": "Xiomara came by"})
        lead.do(searches.save_search, "zquetzalcoa")
        return id

    def test_no_row_points_to_them_and_none_says_their_name(
        self, person: UUID, lead: Desk, custodian: Desk, commander: Desk, store: Store
    ) -> None:
        before = pages(store)
        assert [word for word in BYTES if word not in before] == []
        run(retention.expunge(commander, order(custodian, person_id=person)))
        assert set(pointing(store, lead, person).values()) == {0}
        told = {name: rows for name, rows in rows_of(store, lead).items() if "Zquetzalcoa" in str(rows)}
        assert told == {}
        assert lead.ask(general.find, "Zquetzalcoa") == []
        after = pages(store)
        assert [word for word in BYTES if word in after] == []
        assert store.problems() == []

    def test_others_on_the_same_contact_keep_it_and_its_text_is_listed(
        self, person: UUID, town: Town, lead: Desk, custodian: Desk, commander: Desk, store: Store
    ) -> None:
        other = a_person(lead, "Berta", "Oduya")
        shared = a_contact(lead, town.place, person, other, place_text="Bench behind Xiomara's shop")
        id = order(custodian, person_id=person)
        commander.do(retention.carry_out, id, Nothing())
        assert lead.ask(general.reading, "contacts", shared)
        said = custodian.ask(general.reading, "expungements", id)
        assert [(line.title, line.id) for line in said.sections[0].lines] == [("place_text", shared)]
        assert "Xiomara" not in str(said)

    def test_words_a_person_names_are_blacked_out_and_the_file_cleaned_again(
        self, person: UUID, town: Town, lead: Desk, custodian: Desk, commander: Desk, store: Store
    ) -> None:
        other = a_person(lead, "Berta", "Oduya")
        shared = a_contact(lead, town.place, person, other, place_text="Bench behind Xiomara's shop")
        id = order(custodian, person_id=person)
        run(retention.expunge(commander, id))
        assert b"Xiomara" in pages(store), "what a person has to read is still there, and listed"
        held = custodian.do(place_hold, HoldDraft(matter="26-CV-9", basis=HoldBasis.LEGAL, people=[other]))
        with pytest.raises(Held):
            custodian.do(retention.black_out, id, BlackDraft(words=["Xiomara"]))
        custodian.do(release_hold, held, ReleaseDraft(reason="The case is closed."))
        with pytest.raises(Invalid):
            custodian.do(retention.black_out, id, BlackDraft(words=["Nobody"]))
        custodian.do(retention.black_out, id, BlackDraft(words=["xiomara"]))
        assert lead.ask(general.reading, "contacts", shared).values["place_text"] == "Bench behind █████'s shop"
        assert custodian.ask(general.reading, "expungements", id).sections == ()
        run(retention.clean(commander, id))
        assert [word for word in BYTES if word in pages(store)] == []

    def test_it_takes_a_second_person(self, person: UUID, custodian: Desk, lead: Desk) -> None:
        id = order(custodian, person_id=person)
        for desk in (custodian, lead):
            with pytest.raises(NotAllowed):
                desk.do(retention.carry_out, id, Nothing())
        assert lead.ask(general.reading, "people", person)

    def test_a_hold_stops_it_at_both_hands(
        self, person: UUID, town: Town, lead: Desk, custodian: Desk, commander: Desk
    ) -> None:
        id = order(custodian, person_id=person)
        draft = HoldDraft(matter="26-CV-0114", basis=HoldBasis.SUBPOENA, neighborhood_id=town.place)
        custodian.do(place_hold, draft)
        with pytest.raises(Held):
            commander.do(retention.carry_out, id, Nothing())
        custodian.do(place_hold, HoldDraft(matter="26-CV-0114", basis=HoldBasis.AUDIT, people=[person]))
        with pytest.raises(Held):
            order(custodian, person_id=person)
        assert lead.ask(general.reading, "people", person)

    def test_stopped_before_the_file_is_clean_it_says_so_and_goes_on(
        self, person: UUID, custodian: Desk, commander: Desk
    ) -> None:
        id = order(custodian, person_id=person)
        commander.do(retention.carry_out, id, Nothing())
        assert custodian.ask(general.reading, "expungements", id).status == "carried out, the file not cleaned yet"
        older = Home(commander.store.home).backups / "before-0023-20260101120000.db"
        older.parent.mkdir(exist_ok=True)
        older.write_bytes(b"the file as it was before an upgrade")
        run(retention.clean(commander, id))
        assert not older.exists()
        assert custodian.ask(general.reading, "expungements", id).status == "carried out"
        with pytest.raises(Invalid):
            run(retention.clean(commander, id))


def test_records_alone_go_by_their_numbers(lead: Desk, custodian: Desk, commander: Desk) -> None:
    town = Town(lead)
    person = a_person(lead)
    gone, stays = (a_contact(lead, town.place, person) for _each in range(2))
    number = lead.ask(general.reading, "contacts", gone).number
    run(retention.expunge(commander, order(custodian, numbers=[number])))
    assert [row.id for row in lead.ask(general.listing, "contacts").rows] == [stays]
    assert lead.ask(general.reading, "people", person)


@pytest.mark.parametrize("facts", [{}, {"numbers": ["C-2026-NONE-000001"]}])
def test_an_order_that_names_nothing_is_refused(facts: dict[str, Any], custodian: Desk) -> None:
    with pytest.raises(Invalid):
        order(custodian, **facts)
