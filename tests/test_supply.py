"""What the program is made of: packages locked by hash and licensed, a whole bill of materials, flaws never guessed."""

import hashlib
import json
import re
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import pytest

from release import sbom
from release.audit_deps import Verdict, audit, verdict_of
from release.licenses import licenses, problems, wanted
from release.lock import LOCK, locked, needed_to_run

TEXT = LOCK.read_text(encoding="utf-8")
SAID = {"MIT License": "MIT", "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0", "ISC License (ISCL)": "ISC"}
"""What old classifiers are called today, where they name one license."""


def test_every_package_is_locked_to_one_version_by_hash() -> None:
    packages = locked()
    assert len(packages) > 50
    assert not [one.name for one in packages if not one.hashes]
    assert len({one.name for one in packages}) == len(packages)


def test_the_lock_takes_nothing_from_elsewhere_than_the_index() -> None:
    """An address, a folder, or an option that turns the hashes off would pass by the check."""
    for line in ("casemgr @ https://elsewhere.example/x.whl", "-e ./x", "--extra-index-url https://elsewhere.example"):
        with pytest.raises(ValueError, match="line 1"):
            locked(line)
    with pytest.raises(ValueError, match="line"):
        locked(TEXT + "unpinned>=1\n")


def test_every_package_that_pyproject_names_is_locked() -> None:
    said = (LOCK.parent / "pyproject.toml").read_text(encoding="utf-8")
    block = said.partition("dependencies = [")[2].partition("]\n")[0]
    named = {re.sub(r"[-_.]+", "-", name).lower() for name in re.findall(r'^\s+"([\w.-]+)', block, re.MULTILINE)}
    assert len(named) > 20
    assert named <= needed_to_run(locked())


def test_every_locked_package_has_a_license_we_take() -> None:
    assert not list(problems())


@pytest.mark.parametrize(
    ("name", "said", "taken"),
    [
        ("newcomer", "GPL-3.0-only", False),
        ("newcomer", "AGPL-3.0-or-later", False),
        ("newcomer", "Proprietary", False),
        ("newcomer", "LGPL-3.0-only OR GPL-3.0-only", False),
        ("pyside6-pdf", "LGPL-3.0-only OR GPL-3.0-only", True),
        ("newcomer", "GPL-2.0-only OR MIT", True),
        ("newcomer", "MIT AND GPL-2.0-only", False),
    ],
)
def test_a_license_is_taken_or_not(name: str, said: str, *, taken: bool) -> None:
    assert wanted(name, said) is taken


def test_a_package_without_a_license_in_the_list_is_named() -> None:
    found = list(
        problems(TEXT + f"newcomer==1.0 \\\n    --hash=sha256:{'0' * 64}\n    # via casemgr (pyproject.toml)\n")
    )
    assert found == ["newcomer 1.0: its license is not in licenses.json"]


def test_the_list_says_what_the_packages_say_of_themselves() -> None:
    known, wrong = licenses(), []
    for one in locked():
        try:
            said = metadata(one.name)
        except PackageNotFoundError:
            continue
        classified = [line.rpartition(" :: ")[2] for line in said.get_all("Classifier") or [] if "License ::" in line]
        told = said.get("License-Expression") or (SAID.get(classified[0]) if len(classified) == 1 else None)
        if told and told != known[one.name]:
            wrong.append((one.name, told, known[one.name]))
    assert not wrong


def test_the_bill_of_materials_names_every_package_and_the_native_parts(tmp_path: Path) -> None:
    out = tmp_path / "bill.json"
    assert sbom.main(out) == 0
    said = json.loads(out.read_text(encoding="utf-8"))
    assert (said["bomFormat"], said["specVersion"]) == ("CycloneDX", "1.6")
    parts = {one["bom-ref"]: one for one in said["components"]}
    assert len(parts) == len(said["components"])
    assert {f"pkg:pypi/{one.name}@{one.version}" for one in locked()} <= set(parts)
    native = ("sqlcipher3/SQLCipher", "sqlcipher3/SQLite", "sqlcipher3/OpenSSL", "cryptography/OpenSSL")
    for ref in (*native, "pikepdf/libqpdf", "pyside6-essentials/Qt"):
        assert re.fullmatch(r"\d+(\.\d+)+\w*", parts[ref]["version"]), ref
    assert parts["sqlcipher3/OpenSSL"]["version"] != parts["cryptography/OpenSSL"]["version"]
    assert {"name": "casemgr:lock-sha256", "value": hashlib.sha256(LOCK.read_bytes()).hexdigest()} in said["metadata"][
        "properties"
    ]
    known = {"casemgr", *parts}
    assert all({one["ref"], *one["dependsOn"]} <= known for one in said["dependencies"])
    reached, fresh = set(), {"casemgr"}
    on = {one["ref"]: set(one["dependsOn"]) for one in said["dependencies"]}
    while fresh:
        reached |= fresh
        fresh = {ref for one in fresh for ref in on.get(one, ())} - reached
    assert reached == known


def test_the_same_lock_gives_the_same_bill(tmp_path: Path) -> None:
    one, two = tmp_path / "one.json", tmp_path / "two.json"
    for out in (one, two):
        sbom.main(out)
    assert one.read_bytes() == two.read_bytes()


@pytest.mark.parametrize(
    ("code", "said", "verdict"),
    [
        (0, "No known vulnerabilities found", Verdict.CLEAN),
        (1, "Found 2 known vulnerabilities in 1 package", Verdict.FLAWS),
        (0, "alembic: Dependency not found on PyPI and could not be audited", Verdict.NOT_RUN),
        (0, "No known vulnerabilities found\nalembic could not be audited", Verdict.NOT_RUN),
        (1, "ERROR: alembic: Dependency not found on PyPI and could not be audited", Verdict.NOT_RUN),
        (1, "ConnectionError: Max retries exceeded with url", Verdict.NOT_RUN),
        (0, "", Verdict.NOT_RUN),
        (2, "usage: pip-audit", Verdict.NOT_RUN),
    ],
)
def test_what_was_not_asked_is_never_clean(code: int, said: str, verdict: Verdict) -> None:
    assert verdict_of(code, said) is verdict


def test_without_a_network_the_audit_of_packages_is_not_run(tmp_path: Path) -> None:
    nowhere = ("--index-url", "http://127.0.0.1:9/simple", "--retries", "0", "--timeout", "1")
    verdict, said = audit(tmp_path / "none.lock", nowhere)
    assert verdict is Verdict.NOT_RUN
    assert said
    assert verdict != 0
