"""Setting up, unlocking and signing out: who gets in, who does not, and what is left as it was."""

import json
import shutil
from pathlib import Path

import pytest

from casemgr import app
from casemgr.app import Setup, Shift
from casemgr.core import audit_reading
from casemgr.core.access import Role
from casemgr.core.device import ToyKeyring
from casemgr.core.errors import (
    CaseError,
    Invalid,
    NotAllowed,
    StoreBusy,
    StoreDamaged,
    StoreGap,
    WrongKey,
)
from casemgr.core.home import Home
from casemgr.core.jobs import run
from casemgr.records import places
from casemgr.services import accounts
from tests.builders import a_place
from tests.conftest import Clock
from tests.stations import ADMIN, ADMIN_PHRASE, OFFICER, OFFICER_PHRASE, SETUP, contents, opened

NEW_PHRASE = "mango trellis octave plain skies"


def actions(shift: Shift) -> list[tuple[str, str, str]]:
    said = shift.desk.ask(audit_reading.audit_entries, size=1000).entries
    return [(e.action, str(e.actor), e.reason) for e in said]


class TestSettingUp:
    def test_the_first_user_is_signed_in_and_can_sign_in_again(self, tmp_path: Path) -> None:
        home = Home(tmp_path / "new" / "store")
        shift, code = app.create(home, SETUP)
        assert len(code.replace("-", "")) == 36
        assert shift.desk.actor.name == "Rosa Delgado"
        assert shift.desk.store.code == "7Q4M"
        shift.end()
        again = opened(home)
        assert again.desk.actor.roles == {Role.ADMINISTRATOR, Role.SUPERVISOR}
        assert run(again.desk.store.auditing()).broken is None
        again.end()

    def test_only_its_owner_can_look_into_the_folder(self, tmp_path: Path) -> None:
        home = Home(tmp_path / "new")
        shift, _code = app.create(home, SETUP)
        shift.end()
        assert (home.folder.stat().st_mode & 0o077, home.vault.stat().st_mode & 0o077) == (0, 0)

    def test_a_store_is_not_set_up_over_another(self, home: Home) -> None:
        before = contents(home.folder)
        with pytest.raises(CaseError):
            app.create(home, SETUP)
        assert contents(home.folder) == before

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"passphrase": "short", "effort": None}, "passphrase"),
            ({"passphrase": "rosa delgado rosa delgado", "effort": None}, "passphrase"),
            ({"zone": "Harbor/City"}, "zone"),
            ({"code": "7Q4"}, "code"),
            ({"code": "7Q4O"}, "code"),
            ({"user_name": "rosa delgado"}, "user_name"),
            ({"user_name": "r"}, "user_name"),
            ({"full_name": ""}, "full_name"),
            ({"unit": "N" * 61}, "unit"),
            ({"roles": ()}, "roles"),
        ],
    )
    def test_a_wrong_answer_is_named_and_nothing_is_made(
        self, tmp_path: Path, wrong: dict[str, object], field: str
    ) -> None:
        home = Home(tmp_path / "store")
        with pytest.raises(Invalid) as refused:
            app.create(home, Setup(**vars(SETUP) | wrong))  # type: ignore[arg-type]
        assert [p.field for p in refused.value.problems] == [field]
        assert not home.folder.exists()

    @pytest.mark.parametrize("name", ["OneDrive - Harbor City", "Dropbox", "Google Drive"])
    def test_a_store_does_not_lie_in_a_synced_folder(self, tmp_path: Path, name: str) -> None:
        with pytest.raises(CaseError, match="own disk"):
            app.create(Home(tmp_path / name / "store"), SETUP)

    def test_a_store_does_not_lie_on_another_computer(self) -> None:
        with pytest.raises(CaseError, match="own disk"):
            app.create(Home(Path("//fileserver/share/store")), SETUP)


class TestUnlocking:
    def test_each_signs_in_as_themselves_in_the_audit_too(self, home: Home) -> None:
        officer = opened(home, OFFICER, OFFICER_PHRASE)
        a_place(officer.desk)
        id = str(officer.desk.actor.id)
        officer.end()
        admin = opened(home)
        mine = [action for action, actor, _reason in actions(admin) if actor == id]
        assert mine == ["sign_out", "places.add_place:create", "sign_in"]
        admin.end()

    @pytest.mark.parametrize(
        ("name", "phrase"), [(ADMIN, OFFICER_PHRASE), (OFFICER, OFFICER_PHRASE.upper()), ("nobody", ADMIN_PHRASE)]
    )
    def test_a_wrong_passphrase_and_a_wrong_name_are_told_alike(self, home: Home, name: str, phrase: str) -> None:
        before = contents(home.folder)
        with pytest.raises(WrongKey) as refused:
            opened(home, name, phrase)
        assert refused.value.sentence == "The sign-in name or the passphrase is wrong."
        after = contents(home.folder)
        assert after.pop("signin.json") != before.pop("signin.json", None)
        assert after == before

    def test_five_wrong_ones_lock_until_released_even_after_a_restart(self, home: Home) -> None:
        for _try in range(5):
            with pytest.raises(WrongKey):
                opened(home, OFFICER, "a wrong passphrase")
        clock = Clock()
        clock.move(days=400)
        for phrase in (OFFICER_PHRASE, "a wrong passphrase"):
            with pytest.raises(NotAllowed, match="locked"):
                opened(Home(home.folder), OFFICER, phrase, clock=clock)
        admin = opened(home)
        accounts.release_user(admin.desk, home, admin.vault, OFFICER)
        admin.end()
        opened(home, OFFICER, OFFICER_PHRASE).end()

    def test_failures_before_a_sign_in_are_written_down(self, home: Home) -> None:
        for _try in range(3):
            with pytest.raises(WrongKey):
                opened(home, ADMIN, "a wrong passphrase")
        shift = opened(home)
        with shift.desk.store.tx(shift.desk.actor) as tx:
            payloads = [
                row[0] for row in tx.inside().exec_driver_sql("SELECT payload FROM audit WHERE action='sign_in'")
            ]
        assert json.loads(payloads[-1])["failures_before"] == 3
        shift.end()

    def test_a_new_passphrase_by_the_administrator_lets_in_and_keeps_the_history(self, home: Home) -> None:
        officer = opened(home, OFFICER, OFFICER_PHRASE)
        a_place(officer.desk)
        officer.end()
        admin = opened(home)
        accounts.new_passphrase(admin.desk, home, admin.vault, admin.opened, OFFICER.upper(), NEW_PHRASE)
        admin.end()
        with pytest.raises(WrongKey):
            opened(home, OFFICER, OFFICER_PHRASE)
        officer = opened(home, OFFICER, NEW_PHRASE)
        assert run(officer.desk.store.auditing()).broken is None
        officer.end()

    def test_only_an_administrator_gives_passphrases(self, home: Home) -> None:
        officer = opened(home, OFFICER, OFFICER_PHRASE)
        before = home.vault.read_bytes()
        for act in (
            lambda: accounts.new_passphrase(officer.desk, home, officer.vault, officer.opened, ADMIN, NEW_PHRASE),
            lambda: accounts.release_user(officer.desk, home, officer.vault, ADMIN),
            lambda: accounts.disable_user(
                officer.desk, home, officer.vault, officer.opened, officer.desk.actor.id, ADMIN
            ),
        ):
            with pytest.raises(NotAllowed):
                act()
        assert home.vault.read_bytes() == before
        officer.end()

    def test_a_closed_account_stays_out(self, home: Home) -> None:
        admin = opened(home)
        id = admin.desk.ask(accounts.actor_of, OFFICER).id
        accounts.disable_user(admin.desk, home, admin.vault, admin.opened, id, OFFICER)
        admin.end()
        with pytest.raises(WrongKey):
            opened(home, OFFICER, OFFICER_PHRASE)

    def test_a_store_bound_to_this_computer_opens_nowhere_else(self, tmp_path: Path) -> None:
        home, ring = Home(tmp_path / "store"), ToyKeyring()
        shift, _code = app.create(home, SETUP, ring)
        shift.end()
        shift = opened(home, keyring=ring)
        accounts.change_own_passphrase(
            shift.desk, home, shift.vault, ADMIN, ADMIN_PHRASE, NEW_PHRASE, shift.device_secret
        )
        shift.end()
        opened(home, ADMIN, NEW_PHRASE, keyring=ring).end()
        for other in (None, ToyKeyring()):
            with pytest.raises(WrongKey):
                opened(home, ADMIN, NEW_PHRASE, keyring=other)


class TestRefusals:
    """One sentence each, and nothing changed on disk."""

    def refused(self, home: Home, error: type[CaseError], **options: bool) -> str:
        before = contents(home.folder)
        with pytest.raises(error) as refusal:
            opened(home, **options)  # type: ignore[arg-type]
        assert contents(home.folder) == before
        assert refusal.value.sentence.count("\n") == 0
        home.hold().release()
        return refusal.value.sentence

    def test_an_empty_folder(self, tmp_path: Path) -> None:
        with pytest.raises(CaseError, match="no store"):
            opened(Home(tmp_path))
        assert not list(tmp_path.iterdir())

    def test_a_store_that_is_open_elsewhere(self, home: Home) -> None:
        first = opened(home)
        with pytest.raises(StoreBusy, match="open in another"):
            opened(home)
        first.end()
        opened(home).end()

    def test_a_missing_store_file(self, home: Home) -> None:
        home.store.unlink()
        assert "missing" in self.refused(home, StoreDamaged)

    def test_an_empty_store_file(self, home: Home) -> None:
        home.store.write_bytes(b"")
        self.refused(home, StoreDamaged)

    @pytest.mark.parametrize("at", [0, 20, 3000])
    def test_a_damaged_store_file(self, home: Home, at: int) -> None:
        spoiled = bytearray(home.store.read_bytes())
        spoiled[at] ^= 1
        home.store.write_bytes(spoiled)
        assert "damaged" in self.refused(home, StoreDamaged)

    def test_a_store_file_cut_short(self, home: Home) -> None:
        with home.store.open("rb+") as file:
            file.truncate(home.store.stat().st_size // 2)
        self.refused(home, StoreDamaged)

    def test_the_store_file_of_another_station(self, home: Home, tmp_path: Path) -> None:
        other = Home(tmp_path / "other")
        app.create(other, SETUP)[0].end()
        shutil.copy(other.store, home.store)
        assert "another key" in self.refused(home, StoreDamaged)

    def test_an_older_copy_put_back(self, home: Home) -> None:
        older = home.store.read_bytes()
        shift = opened(home)
        a_place(shift.desk)
        shift.end()
        home.store.write_bytes(older)
        assert "accept the gap" in self.refused(home, StoreGap)

    def test_a_mark_that_is_gone(self, home: Home) -> None:
        home.mark.unlink()
        self.refused(home, StoreGap)


def test_a_gap_that_is_accepted_is_written_down_and_not_asked_about_again(home: Home) -> None:
    older = home.store.read_bytes()
    shift = opened(home)
    a_place(shift.desk)
    shift.end()
    home.store.write_bytes(older)
    shift = opened(home, accept_gap=True)
    assert actions(shift)[0][::2] == ("sign_in", "accepted a gap")
    assert shift.desk.ask(places.places).rows == ()
    shift.end()
    shift = opened(home, accept_gap=True)
    assert actions(shift)[0][::2] == ("sign_in", ""), "there was no gap this time"
    shift.end()
