"""Bytes go bad on the disk or on the way: found out in words, or without harm; never other data shown as right."""

import random
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from casemgr.core.errors import CaseError
from casemgr.core.home import Home
from casemgr.core.jobs import run as run_job
from casemgr.services import cms
from casemgr.services.backup import read_backup, restore
from casemgr.services.packet.reply_file import open_reply, packet_of
from tests import bundles, vaults
from tests.packet.letters import TOKEN
from tests.packet.test_reply_file import reply
from tests.stations import opened
from tests.torture.losses import state_of
from tests.torture.marring import DISK
from tests.torture.parsers import WORDS, bundle, sealed
from tests.torture.tally import Tally
from tests.torture.work import Case, prepared

FULL, SHORT = 5_000, 105
FOUND = "found out"


@dataclass(frozen=True)
class Original:
    """A whole file and what a user reads out of it; `read` gives FOUND, or raises CaseError, where it sees harm."""

    name: str
    content: bytes
    read: Callable[[bytes], object]


def run(cases: int, seed: int) -> Tally:
    """Mar each kind of file in turn, each in every way."""
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix="flips-", dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as beside:
        for original in (originals := _originals(Path(beside))):
            if original.read(original.content) == FOUND:
                raise RuntimeError(f"the whole {original.name} is not read")
        right = [original.read(original.content) for original in originals]
        for number in range(cases):
            which = number % len(originals)
            rng = random.Random(seed + number)
            way = rng.choice(sorted(DISK))
            try:
                end = _end(originals[which], right[which], DISK[way](bytearray(originals[which].content), rng))
                tally.held(f"{originals[which].name} {end}")
            except Exception as wrong:
                tally.broke(f"{originals[which].name} {way}, case {number} of seed {seed}: {wrong!r}"[:300])
    return tally


def _end(original: Original, right: object, marred: bytes) -> str:
    try:
        found = original.read(marred)
    except CaseError as refusal:
        if not str(refusal):
            raise AssertionError("refused without a sentence") from refusal
        return "refused"
    if found == FOUND:
        return FOUND
    assert found == right, "other data is shown as right"
    return "without harm"


def _originals(beside: Path) -> tuple[Original, ...]:
    case = prepared(beside / "template")
    key_file = beside / "key file"
    vaults.saved(key_file)
    return (
        Original("store", case.home.store.read_bytes(), lambda content: _store(case, "store", content)),
        Original("store's key file", case.home.vault.read_bytes(), lambda content: _store(case, "vault", content)),
        Original("store's mark", case.home.mark.read_bytes(), lambda content: _store(case, "mark", content)),
        Original(
            "store's people's keys", case.home.people.read_bytes(), lambda content: _store(case, "people", content)
        ),
        Original("copy of people's keys", case.home.people.read_bytes(), lambda content: _keys(case, content)),
        Original("key file", key_file.read_bytes(), lambda content: _vault(key_file, content)),
        *(
            Original(
                f"backup's {path.suffix[1:]}", path.read_bytes(), lambda content, path=path: _backup(path, content)
            )
            for path in sorted(case.backup.iterdir())
            if path.is_file()
        ),
        Original("bundle", bundle(), lambda content: bundles.opened(content)),
        Original("sealed file", sealed(), lambda content: cms.open_sealed(content, passphrase=WORDS)),
        Original("reply", reply(), lambda content: (packet_of(content), open_reply(content, TOKEN))),
    )


def _store(case: Case, which: str, content: bytes) -> object:
    """What the store shows once it opened and its check of itself found nothing."""
    harmed = case.copied(case.folder.with_name("harmed"))
    try:
        getattr(harmed.home, which).write_bytes(content)
        shift = opened(harmed.home)
        try:
            return FOUND if shift.desk.store.problems() else state_of(shift)
        finally:
            shift.end()
    finally:
        shutil.rmtree(harmed.folder)


def _vault(path: Path, content: bytes) -> object:
    marred = path.with_name("marred key file")
    marred.write_bytes(content)
    found = vaults.load(marred).open("rosa", vaults.ROSA)
    return found.slot_id, found.generation, bytes(found.store_keys.database)


def _keys(case: Case, content: bytes) -> object:
    """What lies in a backup, brought to another computer with a copy of people's keys that went bad."""
    folder = case.folder.with_name("on the way")
    shutil.copytree(case.backup, folder / case.backup.name)
    (folder / "marred.keys").write_bytes(content)
    try:
        return _brought(folder / case.backup.name, Home(folder / "store"))
    finally:
        shutil.rmtree(folder)


def _backup(path: Path, content: bytes) -> object:
    """What lies in a backup, restored and opened."""
    folder = path.parent.with_name("marred backup")
    shutil.copytree(path.parent, folder)
    back = Home(path.parent.with_name("restored"))
    try:
        (folder / path.name).write_bytes(content)
        read_backup(folder)
        return _brought(folder, back)
    finally:
        shutil.rmtree(folder)
        shutil.rmtree(back.folder, ignore_errors=True)


def _brought(folder: Path, back: Home) -> object:
    run_job(restore(folder, back))
    shift = opened(back, accept_gap=True)
    try:
        return state_of(shift)
    finally:
        shift.end()
