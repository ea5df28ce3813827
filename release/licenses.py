"""The license of each locked package, and which licenses may stand in it."""

import json
import sys
from collections.abc import Iterator

from release.lock import ROOT, canonical, locked, needed_to_run

LIST = ROOT / "resources" / "licenses.json"
WANTED = frozenset(
    (
        *("Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "MIT-0", "MIT-CMU", "PSF-2.0", "Zlib"),
        *("MPL-2.0", "any-OSI"),
    )
)
LINKED = {"LGPL-3.0-only": frozenset({"pyside6-essentials", "pyside6-pdf", "shiboken6"})}
"""Licenses taken for some packages alone, which stay apart and can be exchanged by whoever has the program."""


def licenses() -> dict[str, str]:
    """What each package is licensed under, as SPDX says it."""
    return {canonical(name): said for name, said in json.loads(LIST.read_text(encoding="utf-8")).items()}


def wanted(package: str, said: str) -> bool:
    """Whether a package may stand in the lock: one of its alternatives is all of licenses we take."""
    return any(
        all(part in WANTED or package in LINKED.get(part, ()) for part in one.strip(" ()").split(" AND "))
        for one in said.split(" OR ")
    )


def problems(text: str | None = None) -> Iterator[str]:
    """What is wrong between the lock and the list of licenses, a line each."""
    known = licenses()
    packages = locked(text)
    for one in packages:
        said = known.pop(one.name, None)
        if said is None:
            yield f"{one.name} {one.version}: its license is not in {LIST.name}"
        elif not wanted(one.name, said):
            yield f"{one.name} {one.version}: {said} is not a license we take"
    for name in known:
        yield f"{name}: stands in {LIST.name} and not in the lock"


def main() -> int:
    """Print the list; 1 where something in it is wrong."""
    packages, known = locked(), licenses()
    run = needed_to_run(packages)
    for one in packages:
        use = "program" if one.name in run else "development"
        sys.stdout.write(f"{one.name} {one.version} · {known.get(one.name, '?')} · {use}\n")
    wrong = list(problems())
    sys.stderr.writelines(f"{line}\n" for line in wrong)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
