"""A file on its way in: known by its content, without what tells of its maker, without what acts, in bounds."""

import contextlib
import io
import os
import random
import struct
import zipfile
import zlib
from pathlib import Path

import pikepdf
import pypdf
import pytest
from PIL import Image

from casemgr.core.errors import BadFile
from casemgr.records import attachments
from casemgr.records.attachments import ACTIVE, METADATA, MOST_BYTES, Sort, cleaned, shown_name, sort_of
from casemgr.records.attachments.documents import MOST_PAGES
from casemgr.records.attachments.recordings import bare_m4a
from tests.attachments.files import CANARY, EACH, a_docx, a_jpg, a_pdf, a_png, a_txt, an_m4a, an_mp3


@pytest.mark.parametrize("sort", EACH)
def test_a_sort_is_known_by_its_content(sort: str) -> None:
    assert sort_of(EACH[sort]()) == sort
    assert cleaned(EACH[sort]()).sort == sort


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\x00" + bytes(60),
        b"\x7fELF" + bytes(60),
        b"GIF89a" + bytes(60),
        b"<html><script>alert(1)</script></html>",
        b"  <svg xmlns='http://www.w3.org/2000/svg'/>",
        b"#!/bin/sh\nrm -rf /\n",
        b"{\\rtf1 hello}",
        b"words with a \x00 in them",
        b"caf\xe9 in an old encoding",
        b"PK\x03\x04" + bytes(60),
        b"Rar!\x1a\x07\x00" + bytes(60),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        an_m4a(b"vide"),
        b"\xff\xfb\x90\x00" + bytes(600),
        b"ID3\x03\x00\x00\x00\x00\x00\x04" + bytes(4) + b"MZ\x90\x00" + bytes(60),
    ],
)
def test_every_other_content_is_refused_in_a_sentence(content: bytes) -> None:
    with pytest.raises(BadFile, match=r"none of the sorts|damaged"):
        cleaned(content)


@pytest.mark.parametrize("make", [a_jpg, a_png], ids=["jpg", "png"])
def test_a_picture_keeps_nothing_but_the_picture(make: object) -> None:
    before = make()  # type: ignore[operator]
    assert CANARY in before or b"Exif" in before
    after = cleaned(before)
    assert after.removed == (METADATA,)
    assert CANARY not in after.content
    segments = jpeg_segments(after.content) if after.sort == "jpg" else png_chunks(after.content)
    assert set(segments) <= {0xE0, 0xDB, 0xC0, 0xC2, 0xC4, 0xDA} | {b"IHDR", b"IDAT", b"IEND"}
    with Image.open(io.BytesIO(before)) as was, Image.open(io.BytesIO(after.content)) as shown:
        assert shown.size == was.size


def jpeg_segments(content: bytes) -> list[int]:
    """The markers of a JPEG up to its picture, read by hand."""
    found, at = [], 2
    while content[at + 1] != 0xDA:
        found.append(content[at + 1])
        at += 2 + struct.unpack(">H", content[at + 2 : at + 4])[0]
    assert content.endswith(b"\xff\xd9")
    return found


def png_chunks(content: bytes) -> list[bytes]:
    """The chunks of a PNG, read by hand."""
    found, at = [], 8
    while at < len(content):
        (size,) = struct.unpack(">I", content[at : at + 4])
        found.append(content[at + 4 : at + 8])
        at += 12 + size
    return found


def test_a_photo_stands_as_it_was_held() -> None:
    with Image.open(io.BytesIO(cleaned(a_jpg(64, 48, turned=True)).content)) as shown:
        assert shown.size == (48, 64)


def test_a_pdf_says_no_more_who_wrote_it_nor_where_its_photo_was_taken() -> None:
    before = a_pdf()
    assert before.count(CANARY) >= 4
    after = cleaned(before)
    assert after.removed == (METADATA,)
    assert all(CANARY not in inside for inside in every_stream(after.content))
    read = pypdf.PdfReader(io.BytesIO(after.content))
    assert read.xmp_metadata is None
    assert not read.metadata
    (photo,) = read.pages[0].images
    assert photo.image is not None
    assert photo.image.size == (64, 48)


def test_what_acts_in_a_pdf_is_taken_out_and_said() -> None:
    after = cleaned(a_pdf(acting=True))
    assert ACTIVE in after.removed
    for inside in every_stream(after.content):
        for word in (CANARY, b"JavaScript", b"Launch", b"EmbeddedFile", b"OpenAction", b"/AA"):
            assert word not in inside
    read = pypdf.PdfReader(io.BytesIO(after.content))
    assert not read.attachments
    marks = [mark.get_object() for mark in read.pages[0]["/Annots"]]  # type: ignore[union-attr]
    assert [mark.get("/A", {}).get("/S") for mark in marks] == ["/URI"], "a link to a page of the web stays"


def every_stream(pdf: bytes) -> list[bytes]:
    """The bytes of a PDF, and of all it packs."""
    found, at = [pdf], 0
    while (start := pdf.find(b"stream", at)) >= 0:
        inside = pdf[start + 6 :].lstrip(b"\r\n")
        with contextlib.suppress(zlib.error):
            found.append(zlib.decompressobj().decompress(inside))
        at = start + 6
    return found


def test_a_locked_a_long_and_a_torn_pdf_are_refused_in_words() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(a_pdf())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(user="", owner="x"))
    with pytest.raises(BadFile, match="password"):
        cleaned(out.getvalue())
    with pytest.raises(BadFile, match="more than 500 pages"):
        cleaned(a_pdf(pages=MOST_PAGES + 1))
    with pytest.raises(BadFile, match="damaged"):
        cleaned(b"%PDF-1.7\n" + bytes(200))


def test_an_office_document_says_no_more_who_wrote_it() -> None:
    after = cleaned(a_docx()).content
    with zipfile.ZipFile(io.BytesIO(after)) as packed:
        inside = {name: packed.read(name) for name in packed.namelist()}
    assert not [name for name, part in inside.items() if CANARY in part]
    assert b"Lamp at the ferry" in inside["word/document.xml"]
    assert sort_of(after) == Sort.DOCX


@pytest.mark.parametrize("part", ["word__vbaProject.bin", "word__embeddings__oleObject1.bin", "word__activeX__a.xml"])
def test_a_document_with_active_parts_is_refused(part: str) -> None:
    with pytest.raises(BadFile, match="macros"):
        cleaned(a_docx(**{part: b"MZ"}))


def test_a_recording_says_no_more_where_it_was_made_and_its_sound_lies_where_it_lay() -> None:
    assert cleaned(an_mp3()).content == an_mp3(tagged=False)
    before, after = an_m4a(), cleaned(an_m4a()).content
    assert (CANARY in after, CANARY[:8] in after) == (False, False)
    assert len(after) == len(before)
    assert after.index(b"SOUND") == before.index(b"SOUND")
    for end in range(0, len(before), 7):
        assert len(bare_m4a(before[:end])) == end


def test_a_document_that_fetches_from_elsewhere_is_refused_and_a_link_is_not() -> None:
    link = '<Relationship Id="r" Type="http://x/{sort}" Target="https://example.org" TargetMode="External"/>'
    with pytest.raises(BadFile, match="links to other files"):
        cleaned(a_docx(**{"word___rels__settings.xml.rels": link.format(sort="attachedTemplate").encode()}))
    assert cleaned(a_docx(**{"word___rels__document.xml.rels": link.format(sort="hyperlink").encode()})).sort == "docx"


def test_bombs_are_refused_before_they_are_unpacked() -> None:
    with pytest.raises(BadFile, match="far more"):
        cleaned(a_docx(word__bomb=bytes(60 * 2**20)))
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunks = [b"IHDR" + head, b"IDAT" + zlib.compress(bytes(60)), b"IEND"]
    packed = [struct.pack(">I", len(one) - 4) + one + struct.pack(">I", zlib.crc32(one)) for one in chunks]
    png = b"\x89PNG\r\n\x1a\n" + b"".join(packed)
    with pytest.raises(BadFile, match="million points"):
        cleaned(png)


@pytest.mark.parametrize("sort", ["jpg", "png", "pdf", "docx"])
def test_a_torn_file_is_refused_in_words(sort: str) -> None:
    whole = EACH[sort]()
    for end in (12, len(whole) // 3, len(whole) // 2):
        try:
            cleaned(whole[:end])
        except BadFile as refused:
            assert refused.sentence  # noqa: PT017


@pytest.mark.parametrize("sort", EACH)
def test_a_spoiled_file_is_cleaned_or_refused_and_nothing_else(sort: str) -> None:
    chance, whole = random.Random(6), EACH[sort]()
    for _case in range(60):
        spoiled = bytearray(whole)
        for _each in range(chance.choice((1, 3, 12))):
            at = chance.randrange(len(spoiled))
            spoiled[at : at + chance.choice((0, 1, 1, 9))] = chance.randbytes(chance.choice((0, 1, 1, 9)))
        with contextlib.suppress(BadFile):
            cleaned(bytes(spoiled))


def test_a_file_is_read_in_bounds(tmp_path: Path) -> None:
    large = tmp_path / "large.txt"
    large.write_bytes(b"a" * (MOST_BYTES + 1))
    with pytest.raises(BadFile, match="20 MB"):
        attachments.brought(large)
    large.write_bytes(b"a" * MOST_BYTES)
    assert len(attachments.brought(large).content) == MOST_BYTES
    (tmp_path / "empty.txt").touch()
    with pytest.raises(BadFile, match="empty"):
        attachments.brought(tmp_path / "empty.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    for none in ("pipe.txt", "gone.txt", "."):
        with pytest.raises(BadFile, match="cannot be read"):
            attachments.brought(tmp_path / none)


@pytest.mark.parametrize(
    ("came", "shown"),
    [
        ("photo.exe", "photo.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\Users\\me\\lamp.JPG", "lamp.jpg"),
        ("bad\u202egpj.exe", "badgpj.jpg"),
        ("a:b*c?.png", "a b c.jpg"),
        ("", "File.jpg"),
        ("...", "File.jpg"),
        ("x" * 300, "x" * 100 + ".jpg"),
    ],
)
def test_a_name_is_for_showing_and_ends_as_its_content_is(came: str, shown: str) -> None:
    assert shown_name(came, Sort.JPG) == shown
    assert cleaned(a_txt()).sort == "txt"
