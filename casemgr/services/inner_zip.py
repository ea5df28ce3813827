"""The ZIP inside a sealed file: the same bytes for the same members, and read within bounds."""

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from casemgr.core.errors import BadFile, Invalid, Problem
from casemgr.i18n import _
from casemgr.services import inner_names

MAX_MEMBERS = 203  # 200 files, and the three that vouch for them
MAX_MEMBER = 25 * 2**20  # bytes
MAX_TOTAL = 100 * 2**20  # bytes
MAX_RATIO = 100  # bytes out for one byte in
_END = struct.Struct("<4s4H2LH")  # the record that ends a ZIP
_MAX_DIRECTORY = MAX_MEMBERS * 1024
_ENCRYPTED = 0x1
_TROUBLE = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, RuntimeError)


class Opened:
    """An archive whose directory was found in order; members are inflated one by one, as asked for."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._members = {info.orig_filename: info for info in archive.infolist()}
        self.names = frozenset(self._members)

    def read(self, name: str, most: int = MAX_MEMBER) -> bytes:
        """The bytes of a member; `BadFile` when it is absent, damaged or longer than `most`."""
        member = self._members.get(name)
        if member is None or member.file_size > most:
            raise BadFile(_damaged())
        try:
            with self._archive.open(member) as stream:
                content = stream.read(member.file_size)
        except _TROUBLE as trouble:
            raise BadFile(_damaged()) from trouble
        if len(content) != member.file_size:
            raise BadFile(_damaged())
        return content


def write(members: Sequence[tuple[str, bytes]], stored: frozenset[str] = frozenset()) -> bytes:
    """The members in this order as a ZIP; `Invalid` when they are beyond bounds.

    Members that would shrink beyond what a reader believes go in as they are.
    """
    if not _are_within_bounds([len(content) for _name, content in members]):
        raise Invalid(Problem("files", _too_much()))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members:
            archive.writestr(_entry(name, zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED), content)
        dense = {member.filename for member in archive.infolist() if _is_dense(member)}
    if dense:
        return write(members, stored | dense)
    if out.tell() > MAX_TOTAL:
        raise Invalid(Problem("files", _too_much()))
    return out.getvalue()


@contextmanager
def opened(content: bytes) -> Iterator[Opened]:
    """The archive in these bytes; `BadFile` when it is none, or holds more or other than a bundle may."""
    if not _ends_plainly(content):
        raise BadFile(_damaged())
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except _TROUBLE as trouble:
        raise BadFile(_damaged()) from trouble
    with archive:
        members = archive.infolist()
        if not _are_within_bounds([member.file_size for member in members]) or any(map(_is_dense, members)):
            raise BadFile(_too_much())
        names = [member.orig_filename for member in members]
        if not all(map(_is_plain_file, members)) or not all(map(inner_names.is_safe, names)):
            raise BadFile(_("This bundle holds a file whose name or kind could do harm; it was not opened."))
        if not inner_names.are_distinct(names):
            raise BadFile(_("This bundle holds two files of the same name; it was not opened."))
        yield Opened(archive)


def _are_within_bounds(sizes: Sequence[int]) -> bool:
    return len(sizes) <= MAX_MEMBERS and max(sizes, default=0) <= MAX_MEMBER and sum(sizes) <= MAX_TOTAL


def _too_much() -> str:
    return _("This is more than a bundle may hold: 200 files, 25 MB each, 100 MB in all.")


def _damaged() -> str:
    return _("This is not a case bundle, or it was damaged on the way.")


def _entry(name: str, method: int) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name)  # dated 1980-01-01: the manifest says when it was made
    member.compress_type, member.create_system = method, 3
    member.external_attr = (stat.S_IFREG | 0o600) << 16
    return member


def _is_dense(member: zipfile.ZipInfo) -> bool:
    return member.file_size > MAX_RATIO * member.compress_size


def _is_plain_file(member: zipfile.ZipInfo) -> bool:
    if member.flag_bits & _ENCRYPTED or member.compress_type not in (
        zipfile.ZIP_STORED,
        zipfile.ZIP_DEFLATED,
    ):
        return False
    return stat.S_IFMT(member.external_attr >> 16) in (0, stat.S_IFREG)


def _ends_plainly(content: bytes) -> bool:
    """Whether the end names a small directory that lies right before it: nothing in front, behind, or in ZIP64."""
    if not _END.size < len(content) <= MAX_TOTAL:
        return False
    end = len(content) - _END.size
    mark, disk, first, here, total, size, start, comment = _END.unpack_from(content, end)
    if mark != b"PK\x05\x06" or disk or first or comment:
        return False
    return here == total <= MAX_MEMBERS and size <= _MAX_DIRECTORY and start + size == end
