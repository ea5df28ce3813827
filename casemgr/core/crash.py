"""Crashes: a short code to read out on the phone, and a log line that holds nobody's data."""

import hashlib
import logging
import sys
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from platformdirs import user_log_path

LOG = logging.getLogger("casemgr.crash")
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def code_of(error: BaseException) -> str:
    """The code of a crash, such as 7K2F:Q1MD: the first half from where it began, the second from how it got there."""
    steps = [f"{Path(s.filename).name}:{s.name}" for s in traceback.extract_tb(error.__traceback__)]
    last = f"{type(error).__name__}@{steps[-1] if steps else ''}"
    return f"{_four(last)}:{_four('>'.join(steps))}"


def _four(text: str) -> str:
    number = int.from_bytes(hashlib.sha256(text.encode()).digest()[:4])
    return "".join(LETTERS[number >> shift & 31] for shift in (0, 5, 10, 15))


def report(error: BaseException) -> str:
    """Log a crash by class, file, function and line only, never by message or value; gives back its code."""
    code = code_of(error)
    where = " > ".join(
        f"{Path(s.filename).name}:{s.name}:{s.lineno}" for s in traceback.extract_tb(error.__traceback__)
    )
    LOG.error("%s %s at %s", code, type(error).__name__, where)
    return code


def log_path() -> Path:
    """Where the log lies."""
    return user_log_path("casemgr", appauthor=False) / "casemgr.log"


def start_log() -> None:
    """Log to a small rotating file; without a place to write, go on without."""
    try:
        log_path().parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(log_path(), maxBytes=200_000, backupCount=2, encoding="utf-8")
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger("casemgr").addHandler(handler)
    logging.getLogger("casemgr").setLevel(logging.INFO)


def catch_all() -> None:
    """Report what nobody caught in any thread, instead of a traceback on the screen."""

    def hook(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        report(error)

    sys.excepthook = hook
