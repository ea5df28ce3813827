"""A zip, a folder or a single file as a bounded set of named streams; nothing is extracted to disk."""

import io
import os
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from casemgr.core.errors import BadFile
from casemgr.i18n import _

MIB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """How much is read from outside, at most; sizes in bytes, `ratio` unpacked to packed."""

    files: int = 200
    file_bytes: int = 25 * MIB
    total_bytes: int = 100 * MIB
    ratio: int = 100


LIMITS = Limits()

_RATIO_FROM = MIB
_ENTRY_BYTES = 4096
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_ODD = re.compile(r"[\x00-\x1f\x7f\\:<>|?*\"\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_END = b"PK\x05\x06"
_END64 = b"PK\x06\x07"
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


@dataclass(frozen=True)
class Source:
    """One named file; `open` gives its bytes, once more at each call."""

    name: str
    size: int
    open: Callable[[], io.BufferedReader]

    @property
    def stem(self) -> str:
        """The file's name without folder and ending."""
        return PurePosixPath(self.name).stem

    @property
    def ending(self) -> str:
        """The file's ending in lower case, with its dot."""
        return PurePosixPath(self.name).suffix.lower()


class _Bounded(io.RawIOBase):
    """A stream that stops at its limit and tells damage in words."""

    def __init__(self, inner: IO[bytes], name: str, limit: int) -> None:
        self._inner = inner
        self._name = name
        self._left = limit

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # pyright: ignore[reportIncompatibleMethodOverride]
        try:
            data = self._inner.read(len(buffer))
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
            raise BadFile(_("“{file}” is damaged and cannot be read.").format(file=self._name)) from error
        self._left -= len(data)
        if self._left < 0:
            raise BadFile(_("“{file}” is larger than it says it is.").format(file=self._name))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._inner.close()
        super().close()


@contextmanager
def open_archive(path: Path, limits: Limits = LIMITS) -> Iterator[tuple[Source, ...]]:
    """The files of a zip or folder, or the one file itself, in the order of their names."""
    with ExitStack() as closing:
        try:
            sources = _found(path, limits, closing)
        except PermissionError as error:
            raise BadFile(_("“{path}” may not be read.").format(path=path)) from error
        yield sources


def _found(path: Path, limits: Limits, closing: ExitStack) -> tuple[Source, ...]:
    if path.is_dir():
        return _ordered(_folder(path, limits), limits)
    if not path.is_file():
        raise BadFile(_("There is no file or folder at “{path}”.").format(path=path))
    if zipfile.is_zipfile(path):
        return _ordered(_entries(closing.enter_context(_zip(path, limits)), limits), limits)
    if path.suffix.lower() == ".zip":
        raise BadFile(_("“{file}” is not a zip file, or it is damaged.").format(file=path.name))
    return _ordered([_plain(path, path.name, path.stat().st_size)], limits)


def _ordered(sources: list[Source], limits: Limits) -> tuple[Source, ...]:
    if len(sources) > limits.files:
        raise BadFile(_("More than {n} files; this is no directory package.").format(n=limits.files))
    for source in sources:
        if source.size > limits.file_bytes:
            raise BadFile(_("“{file}” is larger than {n} MB.").format(file=source.name, n=limits.file_bytes // MIB))
    if sum(source.size for source in sources) > limits.total_bytes:
        raise BadFile(_("The files are larger than {n} MB together.").format(n=limits.total_bytes // MIB))
    return tuple(sorted(sources, key=lambda source: source.name))


def _plain(path: Path, name: str, size: int) -> Source:
    def opened() -> io.BufferedReader:
        return io.BufferedReader(_Bounded(path.open("rb"), name, size))

    return Source(name, size, opened)


def _folder(root: Path, limits: Limits) -> list[Source]:
    sources: list[Source] = []
    for folder, folders, files in os.walk(root):
        folders[:] = [f for f in folders if not f.startswith(".")]
        for name in (*folders, *files):
            if Path(folder, name).is_symlink():
                raise BadFile(_("“{file}” is a link to another place and is not followed.").format(file=name))
        for name in files:
            path = Path(folder, name)
            if path.is_file():
                sources.append(_plain(path, path.relative_to(root).as_posix(), path.stat().st_size))
        if len(sources) > limits.files:
            break
    return sources


def _zip(path: Path, limits: Limits) -> zipfile.ZipFile:
    _check_index(path, limits)
    try:
        return zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise BadFile(_("“{file}” is not a zip file, or it is damaged.").format(file=path.name)) from error


def _check_index(path: Path, limits: Limits) -> None:
    """Refuse an index of too many entries before it is loaded; packages this small have no zip64 index."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - 65_600))
        tail = file.read()
    at = tail.rfind(_END)
    index_bytes = struct.unpack_from("<L", tail, at + 12)[0] if 0 <= at <= len(tail) - 22 else 0
    if size > limits.total_bytes or _END64 in tail or index_bytes > limits.files * _ENTRY_BYTES:
        raise BadFile(_("More than {n} files; this is no directory package.").format(n=limits.files))


def _entries(opened: zipfile.ZipFile, limits: Limits) -> list[Source]:
    infos = [info for info in opened.infolist() if not info.filename.endswith("/")]
    seen: set[str] = set()
    for info in infos:
        _check_entry(info, limits)
        if info.filename.casefold() in seen:
            raise BadFile(_("The zip holds “{file}” twice.").format(file=info.filename))
        seen.add(info.filename.casefold())
    return [_entry(opened, info) for info in infos]


def _check_entry(info: zipfile.ZipInfo, limits: Limits) -> None:
    name = info.orig_filename
    parts = name.split("/")
    if _ODD.search(name) or ".." in parts or "" in parts or any(_DEVICE.fullmatch(p) for p in parts):
        raise BadFile(_("The zip holds a file name that is not allowed: “{file}”.").format(file=ascii(name)))
    mode = info.external_attr >> 16
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        raise BadFile(_("“{file}” is a link to another place and is not followed.").format(file=name))
    if info.flag_bits & 1:
        raise BadFile(_("“{file}” is locked with a password.").format(file=name))
    if info.compress_type not in _METHODS:
        raise BadFile(_("“{file}” is packed in a way that is not read here.").format(file=name))
    if info.file_size > max(_RATIO_FROM, info.compress_size * limits.ratio):
        raise BadFile(_("“{file}” unpacks to far more than it should.").format(file=name))


def _entry(opened: zipfile.ZipFile, info: zipfile.ZipInfo) -> Source:
    def stream() -> io.BufferedReader:
        try:
            inner = opened.open(info)
        except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError) as error:
            raise BadFile(_("“{file}” is damaged and cannot be read.").format(file=info.filename)) from error
        return io.BufferedReader(_Bounded(inner, info.filename, info.file_size))

    return Source(info.filename, info.file_size, stream)
