"""Sealed columns: which there are, and one value of one sealed to its label's key and to those let in by name."""

import hmac
import json
import re
import unicodedata
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from secrets import token_bytes
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select
from sqlmodel import Field

from casemgr.core.access import LABELS, Label
from casemgr.core.columns import told
from casemgr.core.errors import StoreDamaged
from casemgr.core.keys import KEY_BYTES, wipe
from casemgr.core.record import Row
from casemgr.core.role_keys import SEALED_LABELS, Current, Keychain, blind_key, key_of
from casemgr.core.sealing import PrivateKey, lock, seal, unlock, unseal
from casemgr.core.slots import canonical
from casemgr.i18n import N_, _

MARK = "\x02sealed 1:"
SHUT = N_("Sealed: not open to you.")
MOVED = N_(
    "A sealed text was changed, moved from elsewhere, or an older one was put back, outside the program. It is not "
    "shown. Tell your administrator."
)
TOKEN_BYTES = 12


@told(key="place", code="label", kept="standing", rest="fact")
class SealedValue(Row, table=True):
    """Where a value stands that is sealed, under which key, how often it was sealed, and whether it can be found."""

    audited = False
    __tablename__ = "sealed_value"  # type: ignore[assignment]
    place: str = Field(primary_key=True, max_length=60)
    row_id: UUID = Field(primary_key=True)
    record_id: UUID = Field(index=True)
    label: str = Field(max_length=24)
    generation: int
    edition: int
    indexed: bool = False


@told(key="token place", kept="standing", rest="fact")
class SealedToken(Row, table=True):
    """A word of a sealed value, told to nobody without the label's key."""

    audited = False
    __tablename__ = "sealed_token"  # type: ignore[assignment]
    token: str = Field(primary_key=True, max_length=24)
    place: str = Field(primary_key=True, max_length=60)
    row_id: UUID = Field(primary_key=True, index=True)


@dataclass(frozen=True)
class Sealing:
    """The columns of a table that are sealed; `least` where they are told to fewer than the record itself."""

    columns: tuple[str, ...]
    least: Label = Label.OPEN

    def label(self, sensitivity: str) -> Label:
        """The label a value is kept under in a record of this sensitivity."""
        return max(Label(sensitivity), self.least, key=LABELS.index)

    def sensitivities(self, label: Label) -> tuple[Label, ...]:
        """Those of records whose values are kept under a label."""
        return tuple(one for one in LABELS if self.label(one) is label)


SEALED: dict[type[Row], Sealing] = {}
"""By table; a record's own, or a part's, which has its record's label."""


def sealed(table: type[Row], *columns: str, least: Label = Label.OPEN) -> None:
    """Declare that these columns of a table are sealed wherever their record's label is told to few."""
    SEALED[table] = Sealing(columns, least)


@dataclass(frozen=True)
class Value:
    """Where a sealed value stands: what it is bound to."""

    place: str
    row_id: UUID
    label: str
    generation: int
    edition: int

    @property
    def about(self) -> bytes:
        return canonical([self.label, self.generation, self.place, str(self.row_id), self.edition])


def place_of(table: type[Row], column: str) -> str:
    """A column by its name and its table's."""
    return f"{table.__tablename__}.{column}"


def sealed_text(text: str, value: Value, key: Current, readers: Mapping[UUID, bytes]) -> str:
    """A text under a key of its own, which is sealed to the label's key and to each reader let in by name."""
    own = bytearray(token_bytes(KEY_BYTES))
    said = {
        "text": _written(lock(own, text.encode(), value.about)),
        "role": _written(seal(key.public, own, value.about)),
        "named": {str(id): _written(seal(public, own, value.about)) for id, public in readers.items()},
    }
    wipe(own)
    return MARK + json.dumps(said, separators=(",", ":"))


def opened_text(connection: Connection, keychain: Keychain | None, place: str, row_id: UUID, kept: str) -> str | None:
    """The text of a sealed value, or None for who may not; StoreDamaged when it is not what was sealed here last."""
    value = standing(connection, place, row_id)
    said = _said(kept)
    if value is None or said is None:
        raise StoreDamaged(_(MOVED))
    if keychain is None:
        return None
    boxes = list(_boxes(connection, keychain, value, said))
    if not boxes:
        return None
    for private, box in boxes:
        own = unseal(private, box, value.about)
        text = None if own is None else unlock(own, _read(said["text"]), value.about)
        if text is not None:
            return text.decode()
    raise StoreDamaged(_(MOVED))


def standing(connection: Connection, place: str, row_id: UUID) -> Value | None:
    """What a value that stands here has to be bound to; None when none is sealed here."""
    values = SealedValue.__table__.c  # type: ignore[attr-defined]
    asked = select(values.label, values.generation, values.edition)
    row = connection.execute(asked.where(values.place == place, values.row_id == row_id)).first()
    return None if row is None else Value(place, row_id, row.label, row.generation, row.edition)


def tokens(private: PrivateKey, words: Iterable[str]) -> set[str]:
    """Words as the blind index of a label has them."""
    key = blind_key(private)
    made = {hmac.digest(key, word.encode(), "sha256")[:TOKEN_BYTES].hex() for word in words}
    wipe(key)
    return made


def words_in(text: str) -> set[str]:
    """The words of a text that can be found, whole and without their accents."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return {word for word in re.findall(r"\w+", plain.casefold()) if len(word) > 1}


def held_keys(connection: Connection, keychain: Keychain | None) -> Iterator[tuple[Current, PrivateKey]]:
    """The newest key of each label that the one signed in holds."""
    for label in SEALED_LABELS if keychain is not None else ():
        key = key_of(connection, label)
        private = None if key is None or keychain is None else keychain.private_of(connection, key)
        if key is not None and private is not None:
            yield key, private


def _boxes(
    connection: Connection, keychain: Keychain, value: Value, said: Mapping[str, Any]
) -> Iterator[tuple[PrivateKey, bytes]]:
    key = key_of(connection, value.label, value.generation)
    private = None if key is None else keychain.private_of(connection, key)
    if private is not None:
        yield private, _read(said["role"])
    if str(keychain.holder) in said["named"]:
        yield keychain.private, _read(said["named"][str(keychain.holder)])


def _said(kept: str) -> dict[str, Any] | None:
    try:
        said = json.loads(kept.removeprefix(MARK))
        return said if isinstance(said, dict) and set(said) == {"text", "role", "named"} else None
    except (ValueError, RecursionError):
        return None


def _written(box: bytes) -> str:
    return b64encode(box).decode()


def _read(box: object) -> bytes:
    try:
        return b64decode(str(box), validate=True)
    except ValueError:
        return b""
