"""Home: the folder of one store, what lies in it, and the lock that keeps a second process out."""

import secrets
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from casemgr.core import folder as folders
from casemgr.core.errors import CaseError, StoreBusy, Unwritable
from casemgr.core.mounts import on_network
from casemgr.i18n import _

SYNCED = ("onedrive", "dropbox", "google drive", "icloud")


@dataclass(frozen=True)
class Home:
    """The folder of one store."""

    folder: Path

    @property
    def store(self) -> Path:
        return self.folder / "store.db"

    @property
    def vault(self) -> Path:
        return self.folder / folders.KEYS

    @property
    def mark(self) -> Path:
        return self.folder / "head.mark"

    @property
    def attempts(self) -> Path:
        return self.folder / "signin.json"

    @property
    def release_codes(self) -> Path:
        return self.folder / "release.json"

    @property
    def quick(self) -> Path:
        return self.folder / "quick.json"

    @property
    def people(self) -> Path:
        return self.folder / folders.PEOPLE

    @property
    def backups(self) -> Path:
        return self.folder / "backups"

    @property
    def there(self) -> bool:
        """Whether a store has been set up here."""
        return folders.set_up(self.folder)

    def prepare(self) -> None:
        """Make the folder for a new store, for its owner only; refused where other computers would write too."""
        lowered = str(self.folder.absolute()).lower()
        away = lowered.startswith(("\\\\", "//")) or on_network(self.folder)
        if away or any(name in lowered for name in SYNCED):
            raise CaseError(
                _("A store must lie on this computer's own disk, not on a network share or in a synced folder.")
            )
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise Unwritable(_("The folder for the store cannot be made here. Choose another.")) from error

    def set_aside(self) -> None:
        """Rename a store file without its keys, left by a set-up that was killed: nobody can open it, and nothing is
        deleted."""
        for left in (self.store, self.folder / "store.db-wal", self.folder / "store.db-shm", self.mark):
            if left.exists():
                left.rename(left.with_name(f"unfinished-{secrets.token_hex(4)}-{left.name}"))

    def hold(self) -> FileLock:
        """Keep every other process out until released; StoreBusy when one is in. A killed process lets go."""
        lock = FileLock(self.folder / "store.lock", timeout=0, thread_local=False)
        try:
            lock.acquire()
        except Timeout:
            raise StoreBusy(
                _("This store is open in another Casemgr window or command. Close that one and try again.")
            ) from None
        except OSError as error:
            raise Unwritable(_("The store cannot be written here. Check the folder and try again.")) from error
        return lock


def home_at(folder: str | Path | None = None) -> Home:
    """The home that was asked for, else the one CASEMGR_HOME names, else the usual place for this user."""
    return Home(folders.folder_of(folder))
