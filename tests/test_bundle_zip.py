"""The ZIP inside a case bundle: names, links, sizes and bytes that could do harm are refused unread."""

import io
import stat
import struct
import zipfile
from dataclasses import replace

import pytest

from casemgr.core.errors import BadFile, Invalid
from casemgr.services import inner_zip
from casemgr.services.bundle_file import FOLDER, MANIFEST, SIGNATURE, pack
from casemgr.services.inner_names import are_distinct, is_safe
from tests.bundles import FACTS, FILES, KEY, opened, refused

UNSAFE = [
    "/etc/passwd", "../up", "a/../../up", "a/./b", "a//b", "", "C:\\x", "C:x", "a\\b", "a.txt:evil", "CON", "con.json",
    "a/NUL.txt", "Lpt1", "COM¹", "AUX .txt", "a.", "a ", " a", "a\x00b", "a\nb", "a\x1fb", "a\x85b", "\u202egnp.exe",
    "a\u200bb", "a\u2066b", "e\u0301.txt", "what?", "x" * 201, "a*", "a|b",
]  # fmt: skip


@pytest.mark.parametrize("name", UNSAFE)
def test_unsafe_names_are_refused_both_ways(name: str):
    assert not is_safe(name)
    with pytest.raises(Invalid, match="name"):
        pack({name: b""}, FACTS, KEY)


@pytest.mark.parametrize("name", ["../up", "/etc/passwd", "C:\\x", "a.txt:evil", "CON.json", "\u202egnp.exe", "a\\b"])
def test_a_zip_with_an_unsafe_name_is_refused_unread(name: str):
    refused(foreign_zip([name]), "could do harm")


@pytest.mark.parametrize("pair", [("a.txt", "A.TXT"), ("straße", "STRASSE"), ("\ufb01le", "file")])
def test_twins_are_refused_both_ways(pair: tuple[str, str]):
    assert not are_distinct(pair)
    with pytest.raises(Invalid):
        pack(dict.fromkeys(pair, b""), FACTS, KEY)
    refused(foreign_zip(list(pair)), "same name")


def test_ordinary_names_travel():
    for name in ("records/people.json", "año 2026/información.pdf", "中文.txt", "a.b.c", "console.txt", ".hidden"):
        assert is_safe(name)
        assert opened(pack({name: b"x"}, FACTS, KEY)).files == {name: b"x"}


def foreign_zip(names: list[str], **attributes: object) -> bytes:
    """A ZIP as another program might write it, each member with these attributes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            member = zipfile.ZipInfo(name)
            for key, value in attributes.items():
                setattr(member, key, value)
            archive.writestr(member, b"target")
    return out.getvalue()


def test_links_folders_and_odd_methods_are_refused():
    refused(foreign_zip(["link"], external_attr=(stat.S_IFLNK | 0o777) << 16), "could do harm")
    refused(foreign_zip(["folder/"]), "could do harm")
    refused(foreign_zip(["packed"], compress_type=zipfile.ZIP_LZMA), "could do harm")
    locked = bytearray(foreign_zip(["locked"]))
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    refused(bytes(locked), "could do harm")


def test_bombs_and_crowds_are_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb", bytes(20 * 2**20))
    refused(out.getvalue(), "more than a bundle may hold")
    refused(foreign_zip([f"{number}" for number in range(204)]), "not a case bundle")
    refused(foreign_zip([f"{number}" for number in range(5000)]), "not a case bundle")


def test_a_member_that_lies_about_its_size_is_refused():
    bomb = bytearray(zipped_deflated(MANIFEST, bytes(9 * 2**20)))
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<L", bomb, bomb.index(mark) + at, 400_000)
    with inner_zip.opened(bytes(bomb)) as archive, pytest.raises(BadFile, match="damaged"):
        archive.read(MANIFEST)


def zipped_deflated(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


def test_bytes_before_behind_or_beside_the_zip_are_refused():
    content = pack(FILES, FACTS, KEY)
    for other in (b"", b"PK", b"x" + content, content + b"x", content[:-1], content[1:], bytes(100)):
        refused(other, "not a case bundle")


def test_more_than_a_bundle_holds_is_refused_at_packing():
    for files in ({"large": bytes(25 * 2**20 + 1)}, {f"{number}": b"" for number in range(201)}):
        with pytest.raises(Invalid, match="200 files, 25 MB each"):
            pack(files, FACTS, KEY)
    with pytest.raises(Invalid, match="too long"):
        pack({}, replace(FACTS, caveat="x" * 2001), KEY)
    assert len(opened(pack({f"{number}": b"" for number in range(200)}, FACTS, KEY)).files) == 200


def test_names_inside_do_not_collide_with_what_vouches_for_them():
    files = {MANIFEST: b"mine", SIGNATURE: b"mine", f"{FOLDER}x": b"mine"}
    assert opened(pack(files, FACTS, KEY)).files == files
