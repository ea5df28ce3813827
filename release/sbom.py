"""The tool behind `make sbom`: what the program is made of, as CycloneDX 1.6."""

import hashlib
import json
import sys
import uuid
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from casemgr import __version__
from release.licenses import licenses
from release.lock import LOCK, ROOT, Locked, canonical, locked, needed_to_run
from release.native import Native, natives

OUT = ROOT / "build" / "casemgr.cdx.json"


def bill(packages: list[Locked], native: Iterable[Native], known: dict[str, str], digest: str) -> dict[str, Any]:
    """The bill of materials; the same lock and libraries give the same one."""
    run = needed_to_run(packages)
    inside = list(native)
    components = [_package(one, known[one.name], required=one.name in run) for one in packages]
    ours = {"type": "application", "bom-ref": "casemgr", "name": "casemgr", "version": __version__}
    refs = {one.name: _purl(one) for one in packages}
    content = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": ours | {"licenses": [{"expression": "Apache-2.0"}]},
            "properties": [{"name": "casemgr:lock-sha256", "value": digest}],
        },
        "components": components + [_native(one) for one in inside],
        "dependencies": _depending(packages, inside, refs),
    }
    said = json.dumps(content, sort_keys=True)
    return content | {"serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, said)}"}


def _purl(one: Locked) -> str:
    return f"pkg:pypi/{one.name}@{one.version}"


def _package(one: Locked, license: str, *, required: bool) -> dict[str, Any]:
    return {
        "type": "library",
        "bom-ref": _purl(one),
        "name": one.name,
        "version": one.version,
        "purl": _purl(one),
        "scope": "required" if required else "excluded",
        "licenses": [{"expression": license}] if license != "any-OSI" else [{"license": {"name": "any OSI license"}}],
        "properties": [
            *({"name": "casemgr:only-where", "value": one.where} for _ in range(bool(one.where))),
            *({"name": "casemgr:accepted-sha256", "value": value} for value in one.hashes),
        ],
    }


def _native(one: Native) -> dict[str, Any]:
    return {
        "type": "library",
        "bom-ref": f"{one.built_into}/{one.name}",
        "name": one.name,
        "version": one.version,
        "scope": "required",
        "licenses": [{"expression": one.license}],
        "properties": [{"name": "casemgr:built-into", "value": one.built_into}],
    }


def _depending(packages: list[Locked], native: list[Native], refs: dict[str, str]) -> list[dict[str, Any]]:
    on: dict[str, set[str]] = {"casemgr": set(), **{ref: set() for ref in refs.values()}}
    for one in packages:
        for by in one.wanted_by:
            user = "casemgr" if by.startswith("casemgr (") else refs[canonical(by)]
            on[user].add(refs[one.name])
    for one in native:
        on[refs[one.built_into]].add(f"{one.built_into}/{one.name}")
    return [{"ref": ref, "dependsOn": sorted(needed)} for ref, needed in on.items()]


def main(out: Path = OUT) -> int:
    """Write the bill and say where it lies."""
    digest = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    content = bill(locked(), natives(), licenses(), digest)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(f"{out}: {len(content['components'])} components\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
