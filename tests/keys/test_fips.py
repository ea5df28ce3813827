"""The FIPS profile: chosen at set-up, kept in the key file, and its refusals, with a FIPS module where there is one."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from casemgr import app
from casemgr.core.days import utc_now
from casemgr.core.device import ToyKeyring
from casemgr.core.errors import StoreDamaged, WrongKey
from casemgr.core.founding import create
from casemgr.core.header import read
from casemgr.core.home import Home
from casemgr.core.quick import QuickUnlock
from casemgr.core.stretch import ROUNDS, Effort, Profile, Rounds
from casemgr.core.vault import FILE, Vault
from casemgr.own_openssl import FOLDER, place_module
from tests.stations import SETUP
from tests.vaults import DEVICE, OMAR, ROSA, STORE, edit, load, saved

PLACES = ("/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/local/lib")
INIT = ("init", "--user", "a.bright", "--full-name", "Ada Bright", "--store-code", "A1B2")
STARTED = """
import sys
from pathlib import Path
from casemgr.own_openssl import use_own_openssl
use_own_openssl(Path(sys.argv.pop(1)))
from casemgr.cli import main
sys.exit(main(sys.argv[1:]))
"""


def in_fips(path: Path) -> Vault:
    made = create(STORE, "rosa", ROSA, effort=Effort.TEST, profile=Profile.FIPS)
    made.vault.add_user(made.opened, "omar", OMAR)
    made.vault.save(path)
    return load(path)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / FILE


def test_the_profile_stays_with_every_slot_that_comes_later(path: Path) -> None:
    opened = in_fips(path).open("omar", OMAR)
    vault = load(path)
    vault.change_passphrase("rosa", ROSA, "another long passphrase")
    vault.renew_user(opened, "omar", "omar's other passphrase", DEVICE)
    vault.save(path)
    assert load(path).profile is Profile.FIPS
    ways = {slot["kdf"]["alg"] for slot in json.loads(path.read_bytes())["slots"]}
    assert ways == {"pbkdf2-hmac-sha512", "hkdf-sha256"}
    load(path).open("rosa", "another long passphrase")
    load(path).open("omar", "omar's other passphrase", DEVICE)
    with pytest.raises(WrongKey):
        load(path).open("omar", OMAR, DEVICE)


def test_real_stores_stretch_with_a_million_rounds_and_refuse_fewer(path: Path) -> None:
    create(STORE, "rosa", ROSA, profile=Profile.FIPS).vault.save(path)
    header, _macs = read(path.read_bytes(), Effort.REAL)
    assert [slot.stretching.effort for slot in header.slots] == [Rounds(1_000_000), None]
    for rounds in (ROUNDS - 1, 10**12, -1, True, "many"):
        edit(path, lambda content, n=rounds: content["slots"][0]["kdf"]["params"].update(rounds=n))
        with pytest.raises(StoreDamaged):
            Vault.load(path)


def test_stores_without_the_profile_are_written_as_before(path: Path) -> None:
    saved(path)
    content = json.loads(path.read_bytes())
    assert content["format"] == 1
    assert "profile" not in content


def _down(content: Any) -> None:
    content["format"] = 1
    del content["profile"]


def _argon2(content: Any) -> None:
    content["slots"][0]["kdf"] |= {"alg": "argon2id", "params": {"memory": 65536, "passes": 3, "lanes": 4}}


@pytest.mark.parametrize("change", [_down, _argon2])
def test_a_slot_of_the_other_profile_is_refused_in_words(path: Path, change: Callable[[Any], None]) -> None:
    in_fips(path)
    edit(path, change)
    with pytest.raises(StoreDamaged, match="profile"):
        load(path)


def test_a_profile_taken_away_with_all_its_slots_opens_for_nobody(path: Path) -> None:
    """The sheet's slot is of both profiles: only the header's code tells them apart."""
    made = create(STORE, "rosa", ROSA, effort=Effort.TEST, profile=Profile.FIPS)
    code = made.vault.renew_recovery(made.opened)
    made.vault.save(path)
    load(path).open_with_recovery(code)

    def down(content: Any) -> None:
        _down(content)
        content["slots"] = [slot for slot in content["slots"] if slot["kind"] == "recovery"]

    edit(path, down)
    read(path.read_bytes(), Effort.TEST)
    with pytest.raises(StoreDamaged):
        load(path).open_with_recovery(code)


def _module() -> Path | None:
    known = [os.environ.get("TEST_FIPS_MODULE", ""), *(f"{place}/ossl-modules/fips.so" for place in PLACES)]
    return next((Path(one) for one in known if one and Path(one).is_file()), None)


@pytest.fixture(scope="session")
def module(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the program's OpenSSL settings, with a FIPS module put into it."""
    found, openssl = _module(), shutil.which("openssl")
    if found is None or openssl is None:
        pytest.skip("needs a FIPS module of OpenSSL, found or named by TEST_FIPS_MODULE")
    folder = tmp_path_factory.mktemp("openssl")
    for file in FOLDER.glob("*.cnf"):
        shutil.copyfile(file, folder / file.name)
    settings = folder / "made.cnf"
    asked = [openssl, "fipsinstall", "-module", str(found), "-out", str(settings)]
    subprocess.run(asked, check=True, capture_output=True)
    place_module(found, settings, folder)
    return folder


def started(folder: Path, home: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", STARTED, str(folder), "--home", str(home), "--no-keyring", "--json", *words]
    phrase = "borrowed lantern quay biscuit\n"
    known = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])} | environment
    return subprocess.run(command, input=phrase * 2, capture_output=True, text=True, env=known, check=False)


def test_under_the_module_a_store_is_set_up_and_worked_with(module: Path, tmp_path: Path) -> None:
    there = ("--passphrase-fd", "0")
    made = started(module, tmp_path / "fips", *there, *INIT)
    assert made.returncode == 0, made.stderr
    checked = json.loads(started(module, tmp_path / "fips", *there, "self-check").stdout)
    assert (checked["fips_provider_active"], checked["store_profile"]) == (True, "fips")
    verified = started(module, tmp_path / "fips", "--user", "a.bright", *there, "verify")
    assert json.loads(verified.stdout)["audit"] == "ok", verified.stderr


def test_a_store_with_argon2id_is_refused_under_the_module(module: Path, tmp_path: Path) -> None:
    there = ("--passphrase-fd", "0")
    bare = tmp_path / "settings"
    bare.mkdir()
    shutil.copyfile(FOLDER / "openssl.cnf", bare / "openssl.cnf")
    assert started(bare, tmp_path / "usual", *there, *INIT).returncode == 0
    refused = started(module, tmp_path / "usual", "--user", "a.bright", *there, "verify")
    assert refused.returncode == 1
    assert "Argon2id" in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.parametrize("lost", ["fipsmodule.cnf", "cryptography/fips.so", "sqlcipher3/fips.so", "hashlib/fips.so"])
def test_a_module_that_is_not_whole_opens_nothing(module: Path, tmp_path: Path, lost: str) -> None:
    folder = tmp_path / "openssl"
    shutil.copytree(module, folder)
    (folder / "fips" / lost).unlink()
    refused = started(folder, tmp_path / "none", "self-check")
    assert refused.returncode == 1
    assert "The FIPS module cannot be used" in refused.stderr


def test_one_changed_byte_of_the_module_opens_nothing(module: Path, tmp_path: Path) -> None:
    folder = tmp_path / "openssl"
    shutil.copytree(module, folder)
    for copy in folder.glob("fips/*/fips.so"):
        content = bytearray(copy.read_bytes())
        content[300_000] ^= 1
        copy.write_bytes(content)
    assert started(folder, tmp_path / "none", "self-check").returncode == 1


def test_asked_for_and_not_there_opens_nothing(tmp_path: Path) -> None:
    refused = started(FOLDER, tmp_path / "none", "self-check", CASEMGR_FIPS="1")
    assert refused.returncode == 1
    assert "The FIPS module cannot be used" in refused.stderr


def test_a_short_code_keeps_to_the_profile(tmp_path: Path) -> None:
    home, ring = Home(tmp_path / "store"), ToyKeyring()
    shift, _code = app.create(home, replace(SETUP, profile=Profile.FIPS))
    made = QuickUnlock(home.quick, shift.vault.store_id, ring, utc_now)
    made.set_up(shift.opened, "730265", 8, Effort.TEST, shift.vault.profile)
    slot, _private = made.open("730265")
    assert json.loads(home.quick.read_bytes())["effort"] == [1000]
    assert slot == shift.opened.slot_id
    shift.end()
