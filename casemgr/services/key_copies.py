"""Copies of the file of people's keys, beside the backups and never in one: made, found, written anew."""

from datetime import timedelta
from pathlib import Path

from casemgr.core.durable import replace_whole
from casemgr.core.errors import CaseError
from casemgr.core.home import Home
from casemgr.core.person_keys import header
from casemgr.core.store import Store
from casemgr.i18n import _, plural

KEPT, DAYS = 3, 35
"""How many copies a folder has at most, and how old one may become while there is a newer."""
ENDING = ".keys"
_MOST = 20


def put_copy(store: Store, folder: Path) -> Path:
    """Put a copy of the keys beside the backups of a folder, and let go of those that have had their time."""
    now = store.clock()
    made = folder / f"casemgr-{store.code}-people-{now:%Y%m%dT%H%M%SZ}{ENDING}"
    store.people.remember(folder.absolute())
    replace_whole(made, store.people.content())
    oldest = f"casemgr-{store.code}-people-{now - timedelta(days=DAYS):%Y%m%dT%H%M%SZ}{ENDING}"
    newest_first = sorted(_copies(store, folder), reverse=True)
    for number, copy in enumerate(newest_first):
        if copy != made and (number >= KEPT or copy.name < oldest):
            copy.unlink(missing_ok=True)
    return made


def found(backup: Path, id: str, home: Home) -> list[Path]:
    """Every file of the keys a backup was made with: the store's own, those beside the backup, those put into it.

    CaseError where there is none, and the backup needs one.
    """
    beside = sorted({*backup.parent.glob(f"*{ENDING}"), *backup.glob(f"*{ENDING}")}, key=lambda path: path.name)
    files = [path for path in (home.people, *beside[-_MOST:]) if (header(path) or {}).get("id") == id]
    if id and not files:
        said = _(
            "The people in this backup are under keys that are not here. Copy the newest file “…-people-….keys” from "
            "beside the backups into the folder where this backup lies."
        )
        raise CaseError(said)
    return files


def rewrite(store: Store) -> str:
    """Write every copy that can be reached anew, after keys were destroyed; what was reached, in a sentence."""
    reached, missed = 0, 0
    for place in map(Path, store.people.places):
        try:
            copies = _copies(store, place) if place.is_dir() else []
            for copy in copies:
                replace_whole(copy, store.people.content())
            reached += len(copies)
            missed += not copies
        except (OSError, CaseError):
            missed += 1
    said = [_("Their keys are destroyed: what backups hold of them opens no more.")]
    said.append(plural("{n} copy of the keys written anew.", "{n} copies of the keys written anew.", reached))
    if missed:
        said.append(plural("{n} folder with copies not reached.", "{n} folders with copies not reached.", missed))
    return " ".join(said)


def _copies(store: Store, folder: Path) -> list[Path]:
    """The copies of this store's keys in a folder; what a killed copying left is cleared away."""
    for left in folder.glob(f".casemgr-{store.code}-people-*"):
        left.unlink(missing_ok=True)
    named = folder.glob(f"casemgr-{store.code}-people-*{ENDING}")
    return [path for path in named if (header(path) or {}).get("store") == str(store.id)]
