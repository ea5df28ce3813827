"""The keys of the people in a store: in a small file that no backup holds, so that destroying one reaches them all."""

import hmac
import json
import secrets
from base64 import b64decode, b64encode
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

from casemgr.core.durable import replace_whole
from casemgr.core.errors import StoreDamaged
from casemgr.core.folder import PEOPLE
from casemgr.core.key_tree import BRANCH, KeyTree
from casemgr.core.keys import KEY_BYTES
from casemgr.core.sealing import lock, unlock
from casemgr.core.slots import canonical
from casemgr.i18n import _

FORMAT = 1
MOST_BYTES = 64 << 20
KeyPath = str
"""A path to a key: whose it is, then for which record, 64 bits each; one of 64 bits stands for all of someone's."""


def path_of(subject: UUID, record: UUID | None = None) -> KeyPath:
    """The path to the key for a record of someone, or without `record` to all of theirs."""
    return _bits(b"subject", subject) + ("" if record is None else _bits(b"record", record))


def _bits(what: bytes, id: UUID) -> str:
    digest = sha256(what + id.bytes).digest()
    return f"{int.from_bytes(digest[: BRANCH // 8], 'big'):0{BRANCH}b}"


@dataclass
class _Inside:
    """What the file holds, opened: `gone` are the paths that were destroyed, `places` the folders with copies of it."""

    id: str
    edition: int
    tree: KeyTree
    gone: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)


class PersonKeys:
    """The file of one store's person keys, sealed to the store's keys; it is made when it is first needed.

    The key it is sealed under stays the same and is wrapped for every generation of the store's keys there was, so
    that whoever opens an older backup opens this file too.
    """

    def __init__(self, path: Path, store: UUID, key: bytes | bytearray) -> None:
        self.path = path
        self._store = store
        self._key = key
        self._sealing = b""
        self._wraps: dict[str, str] = {}
        self._inside: _Inside | None = None

    @property
    def id(self) -> str:
        """Which keys these are: a backup names those its boxes were made with."""
        return self._opened().id

    @property
    def places(self) -> tuple[str, ...]:
        """The folders that got a copy of the file."""
        return tuple(self._opened().places)

    def problems(self) -> list[str]:
        """What is wrong with the file, as it lies on the disk; nothing where none is needed yet."""
        there = self.path.exists()
        return [str(_damaged())] if there and _Read.of(self.path, self._store, self._key) is None else []

    def key(self, paths: Iterable[KeyPath]) -> bytes | None:
        """The key for a row that these paths lead to, all of which it takes; None once one of them is destroyed."""
        tree, drawn = self._opened().tree, []
        for path in paths:
            one = tree.key(path)
            if one is None:
                return None
            drawn.append(one)
        return hmac.digest(b"".join(drawn), b"row", "sha256")

    def destroy(self, paths: Collection[KeyPath]) -> int:
        """Destroy keys, here; on the disk before this returns. How many there were."""
        inside = self._opened()
        found = sum(inside.tree.destroy(path) for path in paths)
        inside.gone += [path for path in paths if path not in set(inside.gone)]
        self._save()
        for left in self.path.parent.glob(f".{self.path.name}.*"):
            left.unlink(missing_ok=True)  # A save that was killed leaves the keys as they were then.
        return found

    def remember(self, folder: Path) -> None:
        """Remember that a folder gets a copy."""
        inside = self._opened()
        if str(folder) not in inside.places:
            inside.places.append(str(folder))
            self._save()

    def content(self) -> bytes:
        """The file as it is to be copied; made where there was none."""
        self._opened()
        return self.path.read_bytes()

    def let_in(self, key: bytes | bytearray) -> None:
        """Wrap what the file is sealed under for another generation of the store's keys too."""
        self._opened()
        self._wrap(key)
        self._save()

    def go_on_with(self, key: bytes | bytearray) -> None:
        """Open the file with the keys of another generation from now on, for which it was wrapped."""
        self._key = key

    def adopt(self, others: Iterable[Path]) -> None:
        """Take the newest of this file and its copies, and destroy here what was destroyed in any of them.

        Copies that do not hold are passed over, StoreDamaged when none does; afterwards there is this file alone.
        """
        others = [path for path in others if path != self.path]
        read = [one for one in (_Read.of(path, self._store, self._key) for path in (self.path, *others)) if one]
        if not read:
            raise _damaged()
        newest = max(read, key=lambda one: one.inside.edition)
        self._sealing, self._wraps, self._inside = newest.sealing, newest.wraps, newest.inside
        self.destroy(sorted({path for one in read for path in one.inside.gone}))
        for path in others:
            path.unlink(missing_ok=True)

    def _opened(self) -> _Inside:
        if self._inside is None:
            if self.path.exists():
                found = _Read.of(self.path, self._store, self._key)
                if found is None:
                    raise _damaged()
                self._sealing, self._wraps, self._inside = found.sealing, found.wraps, found.inside
            else:
                self._sealing = secrets.token_bytes(KEY_BYTES)
                self._inside = _Inside(secrets.token_hex(8), 0, KeyTree({"": secrets.token_bytes(KEY_BYTES)}))
                self._wrap(self._key)
                self._save()
        return self._inside

    def _wrap(self, key: bytes | bytearray) -> None:
        about = canonical(["person keys", str(self._store), self._opened().id])
        self._wraps[_name(key)] = b64encode(lock(key, self._sealing, about)).decode()

    def _save(self) -> None:
        inside = self._opened()
        inside.edition += 1
        said: dict[str, Any] = {"edition": inside.edition, "gone": inside.gone, "places": inside.places}
        said["nodes"] = {path: node.hex() for path, node in inside.tree.nodes.items()}
        box = lock(self._sealing, json.dumps(said).encode(), _about(self._store, inside.id))
        head = {"format": FORMAT, "store": str(self._store), "id": inside.id, "wraps": self._wraps}
        replace_whole(self.path, json.dumps(head | {"box": b64encode(box).decode()}).encode())


@dataclass(frozen=True)
class _Read:
    """A file of person keys, read and opened."""

    sealing: bytes
    wraps: dict[str, str]
    inside: _Inside

    @classmethod
    def of(cls, path: Path, store: UUID, key: bytes | bytearray) -> "_Read | None":
        """What is in the file; None when it is not this store's, does not hold, or the key does not open it."""
        said = header(path)
        if said is None or said["store"] != str(store):
            return None
        try:
            wrap = b64decode(said["wraps"][_name(key)], validate=True)
            sealing = unlock(key, wrap, canonical(["person keys", str(store), said["id"]]))
            box = None if sealing is None else unlock(sealing, b64decode(said["box"]), _about(store, said["id"]))
            if sealing is None or box is None:
                return None
            told = json.loads(bytes(box))
            tree = KeyTree({node: bytes.fromhex(key) for node, key in told["nodes"].items()})
            inside = _Inside(said["id"], told["edition"], tree, told["gone"], told["places"])
            return cls(bytes(sealing), dict(said["wraps"]), inside)
        except (KeyError, TypeError, ValueError):
            return None


def header(path: Path) -> Mapping[str, Any] | None:
    """What a file of person keys says of itself to everyone: its store and its id; None where it is no such file."""
    try:
        with path.open("rb") as file:
            said = json.loads(file.read(MOST_BYTES))
        texts = [said["store"], said["id"], said["box"]]
        return said if said["format"] == FORMAT and all(isinstance(one, str) for one in texts) else None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _name(key: bytes | bytearray) -> str:
    """The name of a wrap: known to who has the key, and telling nothing of it."""
    return hmac.digest(key, b"name", "sha256")[:8].hex()


def _about(store: UUID, id: str) -> bytes:
    return canonical(["person keys inside", str(store), id])


def _damaged() -> StoreDamaged:
    said = _("The file of people's keys, {name}, is damaged. Copy the newest one from beside the backups.")
    return StoreDamaged(said.format(name=PEOPLE))
