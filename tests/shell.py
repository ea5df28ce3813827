"""A shell in which `casemgr` is typed: each line runs in a process of its own, with files for what goes in and out."""

import json
import multiprocessing
import os
import subprocess
import sys
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from io import BufferedReader, FileIO, TextIOWrapper
from multiprocessing.context import ForkServerContext
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from casemgr.cli import main
from tests.stations import ADMIN, ADMIN_PHRASE

ROOT = Path(__file__).resolve().parent.parent
DONE, REFUSED, USAGE = 0, 1, 2
IN, OUT, ERR, SECRET = "in", "out", "err", "secret"


@dataclass(frozen=True)
class Said:
    """What a command line ended with."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass(frozen=True)
class Shell:
    """Who types where; each line of `phrases` answers one question for a secret.

    A line runs in a child forked from a process that has read the program already; with `program` it is started
    from nothing, as a user does.
    """

    home: Path
    user: str = ADMIN
    phrases: tuple[str, ...] = (ADMIN_PHRASE,)
    program: tuple[str, ...] = ()

    def run(self, *words: str, typed: str = "", secret: bytes | None = None) -> Said:
        """Run one command line; no traceback, whatever is typed."""
        with TemporaryDirectory() as beside:
            folder = Path(beside)
            (folder / IN).write_text(typed, encoding="utf-8")
            (folder / SECRET).write_bytes("\n".join((*self.phrases, "")).encode() if secret is None else secret)
            code = (self._started if self.program else self._forked)(folder, words)
            said = Said(code, *((folder / name).read_text(encoding="utf-8") for name in (OUT, ERR)))
        assert "Traceback" not in said.out + said.err, said
        return said

    def _forked(self, folder: Path, words: Sequence[str]) -> int:
        context: ForkServerContext = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["tests.children", "tests.shell"])
        child = context.Process(target=_line, args=(folder, self._before(), words, _state(self.home)))
        child.start()
        child.join()
        assert child.exitcode is not None
        return child.exitcode

    def _started(self, folder: Path, words: Sequence[str]) -> int:
        secret = os.open(folder / SECRET, os.O_RDONLY)
        try:
            with (folder / IN).open("rb") as typed, (folder / OUT).open("wb") as out, (folder / ERR).open("wb") as err:
                line = [*self._before(), "--passphrase-fd", str(secret), *words]
                return subprocess.run(
                    [sys.executable, "-W", "error", *self.program, *line],
                    stdin=typed,
                    stdout=out,
                    stderr=err,
                    pass_fds=(secret,),
                    cwd=ROOT,
                    env=os.environ | {"XDG_STATE_HOME": _state(self.home), "PYTHONUTF8": "1"},
                    check=False,
                ).returncode
        finally:
            os.close(secret)

    def _before(self) -> list[str]:
        return ["--home", str(self.home), "--user", self.user, "--no-keyring"]


def _state(home: Path) -> str:
    return str(home.parent / "state")


def _line(folder: Path, before: Sequence[str], words: Sequence[str], state: str) -> None:
    """Be `casemgr` for one line: files in the place of standard input, output and errors, an exit code at the end."""
    warnings.simplefilter("error")
    os.environ["XDG_STATE_HOME"] = state
    os.chdir(ROOT)
    for name, number, flags in (
        (IN, 0, os.O_RDONLY),
        (OUT, 1, os.O_WRONLY | os.O_CREAT),
        (ERR, 2, os.O_WRONLY | os.O_CREAT),
    ):
        opened = os.open(folder / name, flags)
        os.dup2(opened, number)
        os.close(opened)
    sys.stdin = TextIOWrapper(BufferedReader(FileIO(0, closefd=False)), encoding="utf-8")
    secret = os.open(folder / SECRET, os.O_RDONLY)
    sys.exit(main([*before, "--passphrase-fd", str(secret), *words]))
