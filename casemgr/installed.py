"""The files of the program against the manifest its release was made with: which are changed, missing or added."""

import base64
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Any

from casemgr.i18n import _, plural

ROOT = Path(__file__).resolve().parent.parent
MANIFEST = "manifest.json"
MODULE = Path("resources", "openssl", "fips")
"""The agency's own FIPS module: OpenSSL holds it against a code of its own at each start."""
FOLDERS = ("casemgr", "ui", "resources")
SINGLE = ("main.py", "requirements.lock", "LICENSE")
_RUN = frozenset({".py", ".pyd", ".so", ".dll", ".dylib", ".pth"})
"""What beside `main.py` would be loaded in the place of something else."""


class Build(StrEnum):
    """What the check of the files came to."""

    WHOLE = "whole"
    CHANGED = "changed"
    UNRELEASED = "not a release build"
    UNREADABLE = "manifest unreadable"


@dataclass(frozen=True)
class Found:
    """What differs, each file by its path within the program; the manifest by its own SHA-256, to be compared."""

    build: Build
    version: str = ""
    manifest: str = ""
    files: int = 0
    changed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    added: tuple[str, ...] = ()

    @property
    def differing(self) -> tuple[str, ...]:
        """Every file that is not as it was released."""
        return (*self.changed, *self.missing, *self.added)


@dataclass(frozen=True)
class _Entry:
    sha256: str
    size: int
    mtime_ns: int


def check(root: Path = ROOT, *, full: bool = False) -> Found:
    """Compare the files: by size and time, read only where the time differs; or each by what is in it."""
    try:
        content = (root / MANIFEST).read_bytes()
    except FileNotFoundError:
        return Found(Build.UNRELEASED)
    except OSError:
        return Found(Build.UNREADABLE)
    digest = hashlib.sha256(content).hexdigest()
    try:
        version, entries = _parsed(content)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return Found(Build.UNREADABLE, manifest=digest)
    changed, missing = [], []
    for name, entry in entries.items():
        same = _same(root / name, entry, full=full)
        if same is None:
            missing.append(name)
        elif not same:
            changed.append(name)
    added = sorted(set(released(root)) - set(entries))
    build = Build.CHANGED if changed or missing or added else Build.WHOLE
    return Found(build, version, digest, len(entries), tuple(changed), tuple(missing), tuple(added))


def told(found: Found) -> str:
    """What the check came to, in words; the first file that differs is named."""
    if found.build is Build.UNRELEASED:
        return _("This is not a release build: there is no manifest to check its files against.")
    if found.build is Build.UNREADABLE:
        return _("The manifest of the program's files cannot be read. Install the program again.")
    if found.build is Build.WHOLE:
        said = _("All {n} files are as they were released. Manifest {digest}.")
        return said.format(n=found.files, digest=found.manifest)
    first, *others = found.differing
    said = _("{name} is not as it was released. Tell your administrator before you sign in.").format(name=first)
    return " ".join(
        (said, *(plural("{n} more file differs.", "{n} more files differ.", n) for n in [len(others)] if n))
    )


def warning(root: Path = ROOT) -> str:
    """What has to be said at a start: that files differ; empty where all is well or nothing was released."""
    found = check(root)
    return told(found) if found.build in (Build.CHANGED, Build.UNREADABLE) else ""


def released(root: Path = ROOT) -> Iterator[str]:
    """The paths of the files that belong to the program, and of those beside it that would run as part of it."""
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts and root / MODULE not in path.parents:
                yield path.relative_to(root).as_posix()
    for path in sorted(root.iterdir()):
        if path.is_file() and (path.name in SINGLE or path.suffix in _RUN):
            yield path.name


def manifest_of(root: Path, version: str) -> bytes:
    """The manifest of the files as they are now."""
    files: dict[str, Any] = {}
    for name in released(root):
        state = (root / name).stat()
        files[name] = {"sha256": sha256_of(root / name), "size": state.st_size, "mtime_ns": state.st_mtime_ns}
    return json.dumps({"version": version, "files": files}, indent=1, sort_keys=True).encode() + b"\n"


def sha256_of(path: Path) -> str:
    """The digest of a file, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def altered_packages() -> tuple[str, ...]:
    """Files of the packages it stands on that are not what their installer wrote down, as `package: file`."""
    return tuple(f"{one.name}: {name}" for one in distributions() for name in _altered(one))


def _altered(package: Distribution) -> Iterator[str]:
    for file in package.files or ():
        if file.hash is None or file.hash.mode != "sha256" or "__pycache__" in file.parts:
            continue
        try:
            digest = bytes.fromhex(sha256_of(Path(str(file.locate()))))
        except OSError:
            yield str(file)
            continue
        if digest != _unpadded(file.hash.value):
            yield str(file)


def _unpadded(value: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(value + "=" * (-len(value) % 4))
    except ValueError:
        return b""


def _parsed(content: bytes) -> tuple[str, Mapping[str, _Entry]]:
    said = json.loads(content)
    files = {
        str(name): _Entry(str(one["sha256"]), int(one["size"]), int(one["mtime_ns"]))
        for name, one in said["files"].items()
    }
    if not files or any(name.startswith("/") or ".." in Path(name).parts for name in files):
        raise ValueError(MANIFEST)
    return str(said["version"]), files


def _same(path: Path, entry: _Entry, *, full: bool) -> bool | None:
    """Whether a file is as it was released; None where it is gone."""
    try:
        state = path.stat()
        if state.st_size != entry.size:
            return False
        if not full and state.st_mtime_ns == entry.mtime_ns:
            return True
        return sha256_of(path) == entry.sha256
    except FileNotFoundError:
        return None
    except OSError:
        return False
