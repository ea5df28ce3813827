"""The reply file of a service: which packet it says it answers, and, with that packet's token, what it says."""

import json
import re
from base64 import b64decode, b64encode
from collections.abc import Sequence
from datetime import UTC, date, datetime

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from casemgr.core.errors import BadFile
from casemgr.i18n import _
from casemgr.services.packet.letter import DATED, Answer, Reply

VERSION = 1
MAX_BYTES = 64 * 1024
MAX_NOTE = 1000
_PURPOSE = b"casemgr reply 1"
_NONCE, _TAG = 12, 16
_OUTSIDE = {"casemgr_reply", "packet", "nonce", "sealed"}
_INSIDE = {"referral", "answer", "detail", "on", "note", "made_at"}
_PACKET = re.compile(r"[0-9a-f]{16}")
_ANSWER = re.compile("[a-z]+")
_REFERRAL = re.compile(r"[^\x00-\x1f\x7f-\x9f\ud800-\udfff]{1,60}")
_CODE = re.compile("[0-9a-z_-]{0,60}")
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?Z")
_UNWRITTEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_FIRST_YEAR, _LAST_YEAR = 2000, 2100


def packet_of(content: bytes) -> str:
    """The packet a file says it answers, before any key; `BadFile` where it is no reply file of ours."""
    return str(_outside(content)["packet"])


def open_reply(content: bytes, token: bytes) -> Reply:
    """What a service said under the token of its packet; `BadFile` where it is not from there or malformed."""
    outside = _outside(content)
    packet = bytes.fromhex(str(outside["packet"]))
    key = HKDF(SHA256(), length=32, salt=packet, info=_PURPOSE).derive(token)
    nonce, sealed = _bytes(outside["nonce"]), _bytes(outside["sealed"])
    try:
        plain = AESGCM(key).decrypt(nonce, sealed, _PURPOSE + b"|" + packet)
    except InvalidTag as trouble:
        said = _(
            "This reply was not made with the packet it names, or it was changed on the way. Nothing was taken over."
        )
        raise BadFile(said) from trouble
    try:
        return _reply(packet.hex(), _fields(plain, _INSIDE))
    except ValueError as trouble:
        said = _("This reply says something that cannot be read. Nothing was taken over; please call the service.")
        raise BadFile(said) from trouble


def _outside(content: bytes) -> dict[str, object]:
    """The outer fields, each of its kind and size."""
    try:
        if len(content) > MAX_BYTES:
            raise ValueError("too large")
        fields = _fields(content, _OUTSIDE)
        version = fields["casemgr_reply"]
        _like(_PACKET, fields["packet"])
        if type(version) is not int or version != VERSION:
            raise ValueError("another version")
        if len(_bytes(fields["nonce"])) != _NONCE or len(_bytes(fields["sealed"])) < _TAG:
            raise ValueError("cut short")
    except ValueError as trouble:
        raise BadFile(_("This is not a reply file. Nothing was taken over.")) from trouble
    return fields


def _reply(packet: str, fields: dict[str, object]) -> Reply:
    answer = Answer(_like(_ANSWER, fields["answer"]))
    on = _day(fields["on"]) if answer in DATED else None
    detail = _like(_CODE, fields["detail"])
    if on is None and fields["on"] is not None:
        raise ValueError("a day where none belongs")
    if answer is Answer.DECLINE and not detail:
        raise ValueError("declined without a reason")
    referral, note = _like(_REFERRAL, fields["referral"]), _note(fields["note"])
    return Reply(packet, referral, answer, detail, on, note, _moment(fields["made_at"]))


def _fields(text: bytes, names: set[str]) -> dict[str, object]:
    """The members of one JSON object, exactly these; ValueError otherwise."""
    try:
        parsed = json.loads(text.decode(), object_pairs_hook=_once, parse_constant=_no_number)
    except RecursionError as trouble:
        raise ValueError("nested too deep") from trouble
    if not isinstance(parsed, dict) or parsed.keys() != names:
        raise ValueError("other fields")
    return parsed


def _once(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a name twice")
    return made


def _no_number(name: str) -> object:
    raise ValueError(name)


def _like(pattern: re.Pattern[str], given: object) -> str:
    if not isinstance(given, str) or not pattern.fullmatch(given):
        raise ValueError("not of its form")
    return given


def _bytes(given: object) -> bytes:
    """The bytes of base64 in its one spelling, so that no file is a second one beside itself."""
    if not isinstance(given, str):
        raise ValueError("no text")
    content = b64decode(given, validate=True)
    if b64encode(content).decode() != given:
        raise ValueError("another spelling")
    return content


def _day(given: object) -> date:
    return _in_bounds(date.fromisoformat(_like(_DAY, given)))


def _moment(given: object) -> datetime:
    moment = datetime.fromisoformat(_like(_MOMENT, given)).astimezone(UTC)
    _in_bounds(moment.date())
    return moment


def _in_bounds(day: date) -> date:
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise ValueError("out of bounds")
    return day


def _note(given: object) -> str:
    if not isinstance(given, str) or len(given) > MAX_NOTE or _UNWRITTEN.search(given):
        raise ValueError("no note of ours")
    return given
