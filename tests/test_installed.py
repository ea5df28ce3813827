"""The files of the program against their manifest, and the OpenSSL they run with: what was changed is named."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from casemgr import installed
from casemgr.installed import MANIFEST, ROOT, Build, check, manifest_of, told, warning

HIDDEN = "OPENSSL_CONF OPENSSL_MODULES".split()
BREAKS = "openssl_conf = a\n[a]\nalg_section = b\n[b]\ndefault_properties = fips=yes\n"
"""A configuration under which no cipher is found: whoever reads it cannot open a store."""


@pytest.fixture
def program(tmp_path: Path) -> Path:
    root = tmp_path / "program"
    for name, content in {
        "main.py": "print(1)\n",
        "casemgr/core/vault.py": "KEY = 1\n",
        "ui/start.py": "pass\n",
        "resources/theme.qss": "a {}\n",
        "casemgr/__pycache__/x.pyc": "cache",
        "notes.txt": "mine",
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content, encoding="utf-8")
    (root / MANIFEST).write_bytes(manifest_of(root, "1.2"))
    return root


@pytest.mark.parametrize("full", [False, True])
class TestTheFiles:
    def test_as_they_were_released_are_whole(self, program: Path, *, full: bool) -> None:
        found = check(program, full=full)
        assert (found.build, found.version, found.files, found.differing) == (Build.WHOLE, "1.2", 4, ())
        assert found.manifest in told(found)
        assert not warning(program)

    def test_one_that_was_changed_is_named(self, program: Path, *, full: bool) -> None:
        (program / "casemgr/core/vault.py").write_text("KEY = 2\n", encoding="utf-8")
        os.utime(program / "casemgr/core/vault.py", ns=(1, 1))
        found = check(program, full=full)
        assert (found.build, found.changed) == (Build.CHANGED, ("casemgr/core/vault.py",))
        assert "casemgr/core/vault.py" in warning(program)

    def test_one_that_is_missing_or_was_planted_is_named(self, program: Path, *, full: bool) -> None:
        (program / "ui/start.py").unlink()
        (program / "argparse.py").write_text("pass\n", encoding="utf-8")
        (program / "casemgr/core/extra.so").write_bytes(b"\x7fELF")
        found = check(program, full=full)
        assert (found.missing, found.added) == (("ui/start.py",), ("argparse.py", "casemgr/core/extra.so"))
        assert "2 more files differ" in told(found)

    def test_unpacked_anew_are_whole_though_their_times_differ(self, program: Path, *, full: bool) -> None:
        os.utime(program / "main.py", ns=(5, 5))
        assert check(program, full=full).build is Build.WHOLE

    @pytest.mark.parametrize(
        "content",
        [
            *(b"", b"\xff\xfe", b"[]", b"{}", b"[" * 100_000, b'{"version": "1", "files": {}}'),
            b'{"version": "1", "files": {"a": 1}}',
            b'{"version": "1", "files": {"../x": {"sha256": "", "size": 1, "mtime_ns": 1}}}',
        ],
    )
    def test_a_manifest_that_is_none_is_told(self, program: Path, *, full: bool, content: bytes) -> None:
        (program / MANIFEST).write_bytes(content)
        found = check(program, full=full)
        assert found.build is Build.UNREADABLE
        assert warning(program) == told(found)


def test_a_change_that_keeps_size_and_time_is_found_by_the_full_check(program: Path) -> None:
    path = program / "casemgr/core/vault.py"
    time = path.stat().st_mtime_ns
    path.write_text("KEY = 2\n", encoding="utf-8")
    os.utime(path, ns=(time, time))
    assert check(program).build is Build.WHOLE
    assert check(program, full=True).changed == ("casemgr/core/vault.py",)


def test_a_checkout_is_no_release_build_and_says_so(program: Path) -> None:
    (program / MANIFEST).unlink()
    found = check(program, full=True)
    assert found.build is Build.UNRELEASED
    assert "not a release build" in told(found)
    assert not warning(program)


def test_every_module_of_the_program_belongs_to_a_release() -> None:
    listed = set(installed.released())
    ours = [*(ROOT / "casemgr").rglob("*.py"), *(ROOT / "ui").rglob("*.py"), ROOT / "main.py"]
    assert {path.relative_to(ROOT).as_posix() for path in ours} <= listed
    assert "resources/openssl/openssl.cnf" in listed
    assert not [name for name in listed if name.startswith("tests/")]


def run(root: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if name not in HIDDEN} | environment
    return subprocess.run([sys.executable, *words], cwd=root, env=env, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("how", [("main.py",), ("-m", "casemgr")])
def test_a_planted_openssl_configuration_is_not_read(tmp_path: Path, how: tuple[str, ...]) -> None:
    planted = tmp_path / "planted.cnf"
    planted.write_text(BREAKS, encoding="utf-8")
    environment = {"OPENSSL_CONF": str(planted), "OPENSSL_MODULES": str(tmp_path), "CASEMGR_HOME": str(tmp_path / "s")}
    assert run(ROOT, "-c", "import sqlcipher3", **environment).returncode != 0, "the plant has no effect at all"
    done = run(ROOT, *how, "--json", "self-check", **environment)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["fips_provider_active"] is False, (
        "the default provider is no validated module, and is not said to be one"
    )
    assert Path(said["openssl_configuration"]) == ROOT / "resources" / "openssl" / "openssl.cnf"


def test_the_shell_names_a_changed_file_at_every_start_and_refuses_in_the_check(tmp_path: Path) -> None:
    root = tmp_path / "program"
    for folder in installed.FOLDERS:
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy2(ROOT / "main.py", root / "main.py")
    (root / MANIFEST).write_bytes(manifest_of(root, "1.2"))
    home = {"CASEMGR_HOME": str(tmp_path / "store"), "PYTHONDONTWRITEBYTECODE": "1"}
    whole = run(root, "main.py", "--json", "self-check", **home)
    assert (whole.returncode, json.loads(whole.stdout)["build"], whole.stderr) == (0, "whole", "")
    with (root / "casemgr/core/tx.py").open("a", encoding="utf-8") as file:
        file.write("\n")
    changed = run(root, "main.py", "--json", "self-check", **home)
    assert (changed.returncode, json.loads(changed.stdout)["changed"]) == (1, ["casemgr/core/tx.py"])
    assert "casemgr/core/tx.py is not as it was released" in changed.stderr
