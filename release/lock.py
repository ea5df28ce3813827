"""The locked packages: their names, versions, hashes, and where each is wanted."""

import re
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
_PIN = re.compile(r"(?P<name>[A-Za-z0-9][\w.-]*)==(?P<version>[\w.+!-]+)(?:\s*;\s*(?P<where>[^\\]+?))?\s*\\?")
_HASH = re.compile(r"\s+--hash=sha256:(?P<hash>[0-9a-f]{64})\s*\\?")


@dataclass
class Locked:
    """One package of the lock; `where` is the condition of a platform or Python it is for, empty for all."""

    name: str
    version: str
    where: str = ""
    hashes: list[str] = field(default_factory=list)
    wanted_by: list[str] = field(default_factory=list)


def locked(text: str | None = None) -> list[Locked]:
    """The packages of the lock; ValueError names the first line that is neither a pin, a hash nor a comment."""
    found: list[Locked] = []
    for n, line in enumerate((LOCK.read_text(encoding="utf-8") if text is None else text).splitlines(), start=1):
        pin, digest = _PIN.fullmatch(line), _HASH.fullmatch(line)
        if pin:
            found.append(Locked(canonical(pin["name"]), pin["version"], pin["where"] or ""))
        elif digest and found:
            found[-1].hashes.append(digest["hash"])
        elif line.strip().startswith("#"):
            said = line.strip(" #").removeprefix("via").strip()
            if said and found:
                found[-1].wanted_by.append(said)
        elif line.strip():
            raise ValueError(f"line {n}: {line.strip()[:60]}")
    return found


def canonical(name: str) -> str:
    """A package's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def needed_to_run(packages: list[Locked]) -> set[str]:
    """Names of those the program itself stands on; the others are for its developers."""
    inside = {one.name for one in packages if "casemgr (pyproject.toml)" in one.wanted_by}
    grown = -1
    while grown != len(inside):
        grown = len(inside)
        inside |= {one.name for one in packages if inside & {canonical(by) for by in one.wanted_by}}
    return inside
