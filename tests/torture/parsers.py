"""Everything that reads what comes from outside, each with valid files to start from."""

import io
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from casemgr.core import header, recovery, sheets
from casemgr.core.desk import Desk
from casemgr.core.home import Home
from casemgr.core.person_keys import PersonKeys, path_of
from casemgr.core.stretch import Effort
from casemgr.records.attachments.attaching import cleaned
from casemgr.records.imports.mapping import mapping_of
from casemgr.records.imports.reading import decoded, table_of
from casemgr.records.neighborhoods.boundaries import outlines_in
from casemgr.records.training.rows import rows_of
from casemgr.services import cms, cms_read
from casemgr.services.backup import MANIFEST, read_backup
from casemgr.services.bundle_file import pack
from casemgr.services.hsds.read import open_directory
from casemgr.services.packet.reply_file import open_reply, packet_of
from casemgr.services.pem import read_certificate, read_private_key
from tests import bundles, vaults
from tests.attachments import files
from tests.builders import a_neighborhood
from tests.hsds_reading import EXAMPLES
from tests.packet.letters import TOKEN
from tests.packet.test_reply_file import reply
from tests.stations import opened, set_up

STORE, KEY = UUID(int=7), bytes(range(32))
WORDS = "BQ7K-mmt4-X2PD-hq9r-W3FN"
GEO = (
    b'{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"N1"},"geometry":'
    b'{"type":"Polygon","coordinates":[[[-80.1,25.7],[-80.0,25.7],[-80.0,25.8],[-80.1,25.7]]]}}]}'
)
LOG = b'When,What,Who,Where\r\n03/05/2019 14:30,"Walk, talk",r.delgado,N1\r\n04/05/2019 09:00,Call,r.delgado,N1\r\n'
HOURS = b"user,course,day,hours\nr.delgado,Listening,2026-03-05,1.5\nl.okafor,First aid,2026-04-06,8\n"


@dataclass(frozen=True)
class Parser:
    """One reader of foreign bytes; `read` raises nothing but our own errors."""

    name: str
    seeds: tuple[bytes, ...]
    read: Callable[[bytes], object]


def parsers(folder: Path) -> tuple[Parser, ...]:
    """All of them; those that want a path get one in this folder."""
    key_file = folder / "key file"
    vaults.saved(key_file)
    desk = _desk(folder)
    code = recovery.new_code()
    words = tuple(sheet.encode() for sheet in sheets.split(code))
    kept = (files.a_docx(), files.an_xlsx())
    return (
        Parser("bundle", (bundle(),), lambda content: bundles.opened(content)),
        Parser("sealed file", (sealed(),), lambda content: cms.open_sealed(content, passphrase=WORDS)),
        Parser("sealed file, unopened", (sealed(),), cms_read.read),
        Parser("reply", (reply(),), lambda content: (packet_of(content), open_reply(content, TOKEN))),
        Parser("older log", (LOG,), lambda content: table_of(decoded(content))),
        Parser("mapping of a log", (b'{"columns":{}}', b"{}"), lambda content: mapping_of(_text(content))),
        Parser("boundaries", (GEO,), lambda content: desk.ask(outlines_in, decoded(content))),
        Parser("training table", (HOURS,), lambda content: list(rows_of(decoded(content), ("user", "day")))),
        Parser("photo", (files.a_jpg(), files.a_jpg(turned=True), files.a_png()), cleaned),
        Parser("PDF", (files.a_pdf(), files.a_pdf(acting=True)), cleaned),
        Parser("office file", kept, cleaned),
        Parser("recording", (files.an_m4a(), files.an_mp3()), cleaned),
        Parser("key file", (key_file.read_bytes(),), lambda content: header.read(content, Effort.TEST)),
        Parser("recovery code", (recovery.written(code).encode(),), lambda text: recovery.read(_text(text))),
        Parser("recovery sheets", (b"|".join(words[:2]),), lambda text: sheets.join(_text(text).split("|"))),
        Parser("certificate", (bundle_key(),), lambda content: read_certificate(_file(folder, content))),
        Parser("private key", (bundle_key(),), lambda content: read_private_key(_file(folder, content))),
        Parser("HSDS archive", (_archive(),), lambda content: _directory(_file(folder, content, "a.zip"))),
        Parser("HSDS table", _csv(), lambda content: _directory(_file(folder, content, "services.csv"))),
        Parser("HSDS document", _json(), lambda content: _directory(_file(folder, content, "services.json"))),
        Parser("people's keys", (_keys(folder),), lambda content: _adopted(folder, content)),
        Parser("backup's list", (b'{"files":{},"made_at":"x","kept":{}}',), lambda content: _backup(folder, content)),
    )


def bundle() -> bytes:
    """A signed bundle."""
    return pack(bundles.FILES, bundles.FACTS, bundles.KEY)


def sealed() -> bytes:
    """A file sealed with words."""
    return cms.seal(b"Synthetic content. " * 40, [cms.Passphrase(WORDS)])


def bundle_key() -> bytes:
    """A private key in PEM."""
    return bundles.KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _desk(folder: Path) -> Desk:
    desk = opened(set_up(Home(Path(tempfile.mkdtemp(dir=folder)) / "store"))).desk
    a_neighborhood(desk)
    return desk


def _text(content: bytes) -> str:
    return content.decode("utf-8", "replace")


def _file(folder: Path, content: bytes, name: str = "given") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def _directory(path: Path) -> object:
    with open_directory(path) as directory:
        return list(directory.entries())


def _backup(folder: Path, content: bytes) -> object:
    home = folder / "backup"
    home.mkdir(exist_ok=True)
    _file(home, content, MANIFEST)
    return read_backup(home)


def _keys(folder: Path) -> bytes:
    keys = PersonKeys(folder / "people.keys", STORE, KEY)
    for number in range(3):
        keys.destroy([path_of(UUID(int=number))])
    return keys.content()


def _adopted(folder: Path, content: bytes) -> object:
    keys = PersonKeys(folder / "adopted.keys", STORE, KEY)
    keys.adopt([_file(folder, content, "copy.keys")])
    return keys.key([path_of(UUID(int=9))])


def _archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted((EXAMPLES / "3.0").iterdir()):
            archive.write(path, path.name)
    return out.getvalue()


def _csv() -> tuple[bytes, ...]:
    return ((EXAMPLES / "3.0" / "services.csv").read_bytes(),)


def _json() -> tuple[bytes, ...]:
    return tuple(path.read_bytes() for path in sorted(EXAMPLES.rglob("*.json")) if path.stat().st_size < 100_000)
