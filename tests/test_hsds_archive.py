"""What a directory may arrive in, and what is turned away before a row of it is read."""

import struct
import zipfile
from pathlib import Path

import pytest

from casemgr.core.errors import BadFile
from casemgr.services.hsds.archive import MIB, Limits, open_archive

SERVICES = b"id,name\n1,Shelter\n"
CENTRAL = b"PK\x01\x02"
MIAMI = Path(__file__).parents[2] / "shared" / "data" / "hsds" / "miami-211" / "datapackage.zip"


def zipped(folder: Path, files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    path = folder / "package.zip"
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = method
            archive.writestr(entry, content)
    return path


def patched(path: Path, offset: int, content: bytes) -> Path:
    """The zip with some bytes of its first index entry overwritten."""
    data = bytearray(path.read_bytes())
    at = data.index(CENTRAL) + offset
    data[at : at + len(content)] = content
    path.write_bytes(data)
    return path


def contents(path: Path, limits: Limits | None = None) -> dict[str, bytes]:
    with open_archive(path, limits or Limits()) as sources:
        found = {}
        for source in sources:
            with source.open() as stream:
                found[source.name] = stream.read()
        return found


def refusal(path: Path, limits: Limits | None = None) -> str:
    with pytest.raises(BadFile) as caught:
        contents(path, limits)
    return caught.value.sentence


def test_a_zip_a_folder_and_a_file_give_the_same_bytes(tmp_path: Path) -> None:
    folder = tmp_path / "package" / "data"
    folder.mkdir(parents=True)
    (folder / "services.csv").write_bytes(SERVICES)
    assert contents(tmp_path / "package") == {"data/services.csv": SERVICES}
    assert contents(folder / "services.csv") == {"services.csv": SERVICES}
    assert contents(zipped(tmp_path, {"data/services.csv": SERVICES})) == {"data/services.csv": SERVICES}


def test_a_file_can_be_read_twice(tmp_path: Path) -> None:
    with open_archive(zipped(tmp_path, {"services.csv": SERVICES})) as (source,):
        for _again in range(2):
            with source.open() as stream:
                assert stream.read() == SERVICES


def test_nothing_is_unpacked_to_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    path = zipped(tmp_path, {"data/services.csv": SERVICES})
    contents(path)
    assert [found.name for found in tmp_path.rglob("*")] == ["package.zip"]


@pytest.mark.parametrize(
    "name",
    [
        "../services.csv",
        "data/../../services.csv",
        "/etc/services.csv",
        "C:/services.csv",
        "C:\\services.csv",
        "data\\services.csv",
        "services.csv:hidden",
        "CON.json",
        "data/lpt1.csv",
        "data//services.csv",
        "services\u202evsc.exe",
        "services\n.csv",
    ],
)
def test_a_name_that_is_no_plain_path_is_refused(tmp_path: Path, name: str) -> None:
    assert "name that is not allowed" in refusal(zipped(tmp_path, {name: SERVICES}))


def test_two_names_that_differ_in_case_only_are_refused(tmp_path: Path) -> None:
    assert "twice" in refusal(zipped(tmp_path, {"services.csv": SERVICES, "Services.CSV": SERVICES}))


def test_a_link_in_a_zip_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path, {"services.csv": b"/etc/passwd"})
    assert "link" in refusal(patched(path, 38, struct.pack("<L", 0o120777 << 16)))


def test_a_link_in_a_folder_is_refused(tmp_path: Path) -> None:
    outside = tmp_path / "outside.csv"
    outside.write_bytes(SERVICES)
    folder = tmp_path / "package"
    folder.mkdir()
    (folder / "services.csv").symlink_to(outside)
    assert "link" in refusal(folder)


def test_a_bomb_is_refused_unopened(tmp_path: Path) -> None:
    path = zipped(tmp_path, {"services.csv": bytes(20 * MIB)})
    assert path.stat().st_size < MIB
    assert "far more than it should" in refusal(path)


def test_sizes_and_numbers_have_an_end(tmp_path: Path) -> None:
    path = zipped(tmp_path, {"a.csv": b"x" * 60, "b.csv": b"x" * 60}, zipfile.ZIP_STORED)
    assert contents(path, Limits(files=2, file_bytes=60, total_bytes=400))
    assert "More than 1 files" in refusal(path, Limits(files=1, total_bytes=400))
    assert "a.csv" in refusal(path, Limits(file_bytes=59))
    folder = tmp_path / "package"
    folder.mkdir()
    for name in ("a.csv", "b.csv"):
        (folder / name).write_bytes(b"x" * 60)
    assert "together" in refusal(folder, Limits(total_bytes=100))
    assert "More than 1 files" in refusal(folder, Limits(files=1))


def test_an_index_of_ten_thousand_files_is_refused(tmp_path: Path) -> None:
    names = {f"{'x' * 60}{n}.csv": b"" for n in range(10_000)}
    assert "More than 200 files" in refusal(zipped(tmp_path, names, zipfile.ZIP_STORED))


def test_a_wrong_checksum_is_told_as_damage(tmp_path: Path) -> None:
    path = zipped(tmp_path, {"services.csv": SERVICES}, zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(b"Shelter", b"Shelves"))
    assert refusal(path) == "“services.csv” is damaged and cannot be read."


def test_an_entry_without_a_name_is_refused(tmp_path: Path) -> None:
    ends_at_once = patched(zipped(tmp_path, {"a.csv": SERVICES}), 46, b"\0")
    assert "name that is not allowed" in refusal(ends_at_once)


def test_a_name_in_no_known_letters_is_told_as_damage(tmp_path: Path) -> None:
    path = patched(zipped(tmp_path, {"services.csv": SERVICES}), 8, struct.pack("<H", 0x800))
    data = bytearray(path.read_bytes())
    data[30] = 0xFF
    path.write_bytes(data)
    assert "damaged" in refusal(path)


def test_a_file_larger_than_the_index_says_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path, {"services.csv": SERVICES * 100})
    assert "damaged" in refusal(patched(path, 24, struct.pack("<L", 40)))


@pytest.mark.parametrize("keep", [10, 40, 120])
def test_a_cut_off_zip_is_told_as_damage(tmp_path: Path, keep: int) -> None:
    path = zipped(tmp_path, {"services.csv": SERVICES * 50})
    path.write_bytes(path.read_bytes()[:keep])
    assert "not a zip file, or it is damaged" in refusal(path)


def test_a_locked_or_oddly_packed_zip_is_refused(tmp_path: Path) -> None:
    assert "packed in a way" in refusal(zipped(tmp_path, {"a.csv": SERVICES}, zipfile.ZIP_BZIP2))
    locked = patched(zipped(tmp_path, {"a.csv": SERVICES}), 8, b"\x01\x00")
    assert "password" in refusal(locked)


def test_a_path_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert "no file or folder" in refusal(tmp_path / "missing.zip")


@pytest.mark.skipif(not MIAMI.exists(), reason="the published directory is not beside the project")
def test_a_real_directory_is_well_within_the_limits() -> None:
    half = Limits(files=100, file_bytes=12 * MIB, total_bytes=50 * MIB, ratio=50)
    assert len(contents(MIAMI, half)) == 14
