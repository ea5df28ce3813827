"""Recordings on their way in: what stands beside the sound, where and by whom it was made, is taken out."""

from collections.abc import Iterator

_TAG, _OLD_TAG, _OLD_BYTES, _HEAD = b"ID3", b"TAG", 128, 10
_TELLING = frozenset({b"udta", b"meta", b"uuid", b"loci", b"XMP_"})
_HOLDING = frozenset({b"moov", b"trak", b"mdia", b"minf"})
_TIMED = frozenset({b"mvhd", b"tkhd", b"mdhd"})
MOST_DEPTH = 6


def bare_mp3(content: bytes) -> bytes:
    """The sound alone, without the tags before and behind it."""
    while content[:3] == _TAG and len(content) > _HEAD:
        size = 0
        for byte in content[6:10]:
            size = size << 7 | byte & 0x7F
        content = content[_HEAD + size + (_HEAD if content[5] & 0x10 else 0) :].lstrip(b"\x00")
    return content[:-_OLD_BYTES] if content[-_OLD_BYTES : -_OLD_BYTES + 3] == _OLD_TAG else content


def bare_m4a(content: bytes) -> bytes:
    """The recording with its tags and times overwritten where they stand, so that the sound lies where it lay."""
    bare = bytearray(content)
    for sort, at, end in _boxes(content, 0, len(content), 0):
        if sort in _TELLING:
            bare[at - 4 : at] = b"free"
            bare[at:end] = bytes(end - at)
        elif sort in _TIMED and end - at >= 20:
            wide = 16 if content[at] == 1 else 8
            bare[at + 4 : at + 4 + wide] = bytes(wide)
    return bytes(bare)


def _boxes(content: bytes, at: int, end: int, depth: int) -> Iterator[tuple[bytes, int, int]]:
    """Each box between two places, and those within: its sort, and from where to where it holds what it holds."""
    while at + 8 <= end and depth <= MOST_DEPTH:
        size, sort = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        head = 8
        if size == 1:
            size, head = int.from_bytes(content[at + 8 : at + 16]), 16
        stop = end if size == 0 else at + size
        if stop < at + head or stop > end:
            return
        yield sort, at + head, stop
        if sort in _HOLDING:
            yield from _boxes(content, at + head, stop, depth + 1)
        at = stop
