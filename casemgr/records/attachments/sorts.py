"""What sort of file something is: told by its content alone, whatever it is called."""

import io
import re
import zipfile
from collections.abc import Mapping
from enum import StrEnum

from casemgr.core.errors import BadFile
from casemgr.i18n import _


class Sort(StrEnum):
    """The sorts of file that may be attached, each by the ending it is given."""

    JPG = "jpg"
    PNG = "png"
    PDF = "pdf"
    TXT = "txt"
    DOCX = "docx"
    XLSX = "xlsx"
    M4A = "m4a"
    MP3 = "mp3"


MOST_PARTS, MOST_UNPACKED, MOST_RATIO = 2000, 100 * 2**20, 200
"""Bounds of what a document packs: parts, bytes in all, and how often the bytes it takes itself."""
_MAIN = {
    b"wordprocessingml.document.main+xml": Sort.DOCX,
    b"spreadsheetml.sheet.main+xml": Sort.XLSX,
}
_TYPES = "[Content_Types].xml"
_ACTIVE = re.compile(r"vbaproject|/embeddings/|/activex/|/externallinks/|macrosheets", re.IGNORECASE)
_M4A = (b"M4A ", b"M4B ", b"mp42", b"mp41", b"isom", b"iso2")
_SCRIPTS = ("<!doctype", "<html", "<svg", "<script", "<?xml", "<?php", "#!", "@echo off", "{\\rtf")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


def sort_of(content: bytes) -> Sort:
    """The sort of file these bytes are; BadFile, in a sentence, for every other."""
    if content.startswith(b"\xff\xd8\xff"):
        return Sort.JPG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return Sort.PNG
    if content.startswith(b"%PDF-"):
        return Sort.PDF
    if content.startswith(b"PK\x03\x04"):
        return _packed(content)
    if content[4:8] == b"ftyp":
        return _recorded(content)
    if content.startswith(b"ID3") or _sounds(content):
        return Sort.MP3
    text_in(content)
    return Sort.TXT


def text_in(content: bytes) -> str:
    """The words of a plain text; BadFile where it is none, or a script or page that a program would run."""
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        said = content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        raise _other() from None
    if _CONTROL.search(said) or said.lstrip()[:12].lower().startswith(_SCRIPTS):
        raise _other()
    return said


def parts_of(content: bytes) -> Mapping[str, bytes]:
    """The parts a document packs, in bounds; BadFile where it is damaged, too large inside, or holds active parts."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            infos = packed.infolist()
            total = sum(info.file_size for info in infos)
            if len(infos) > MOST_PARTS or total > min(MOST_UNPACKED, MOST_RATIO * len(content)):
                raise BadFile(_("This document holds far more than it should; it was not attached."))
            if any(_ACTIVE.search(f"/{info.filename}") for info in infos):
                said = _(
                    "This document holds macros, embedded files or links to other files. Save it without, then add."
                )
                raise BadFile(said)
            parts = {info.filename: _part(packed, info) for info in infos if not info.is_dir()}
    except BadFile:
        raise
    except Exception as error:  # What a foreign archive makes the library raise is not bounded by any list.
        raise BadFile(_("This document is damaged or locked with a password; it was not attached.")) from error
    if any(_fetches(part) for name, part in parts.items() if name.lower().endswith(".rels")):
        raise _acting()
    return parts


def _fetches(links: bytes) -> bool:
    """Whether a part is fetched from elsewhere when the document is opened; a link one presses is not."""
    outside = (link for link in re.findall(rb"<Relationship\b[^>]*>", links) if b"External" in link)
    return any(b"/hyperlink" not in link for link in outside)


def _acting() -> BadFile:
    said = _("This document holds macros, embedded files or links to other files. Save it without, then add.")
    return BadFile(said)


def _part(packed: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    with packed.open(info) as part:
        inside = part.read(info.file_size + 1)
    if len(inside) > info.file_size:
        raise zipfile.BadZipFile("larger than it says")
    return inside


def _packed(content: bytes) -> Sort:
    named = parts_of(content).get(_TYPES, b"")
    if b"macroEnabled" in named:
        raise BadFile(
            _("This document holds macros, embedded files or links to other files. Save it without, then add.")
        )
    found = [sort for main, sort in _MAIN.items() if main in named]
    if len(found) != 1:
        raise _other()
    return found[0]


def _recorded(content: bytes) -> Sort:
    """A recording of sound; one that shows pictures as well is none."""
    if content[8:12] not in _M4A or b"soun" not in content or b"vide" in content:
        raise _other()
    return Sort.M4A


def _sounds(content: bytes) -> bool:
    """Whether bytes begin with a frame of layer III, and the next one is where the first says it is."""
    step = _frame(content[:4])
    return step > 0 and (len(content) <= step or _frame(content[step : step + 4]) > 0)


_RATES = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0)
_RATES_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0)
_PACES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}


def _frame(head: bytes) -> int:
    """The length of the frame of layer III that this begins; 0 where it begins none."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return 0
    edition, pace, rate = head[1] >> 3 & 3, head[2] >> 2 & 3, head[2] >> 4
    if edition not in _PACES or pace == 3:
        return 0
    bits = (_RATES if edition == 3 else _RATES_2)[rate] * 1000
    return (144 if edition == 3 else 72) * bits // _PACES[edition][pace] + (head[2] >> 1 & 1) if bits else 0


def _other() -> BadFile:
    listed = ", ".join(Sort)
    return BadFile(_("This is none of the sorts of file that can be attached: {listed}.").format(listed=listed))
