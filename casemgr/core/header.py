"""The content of vault.json, read strictly and written in one spelling."""

import base64
import hmac
import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from casemgr.core.errors import Invalid, Problem, StoreDamaged, StoreTooNew
from casemgr.core.keys import StoreKeys
from casemgr.core.sealing import POINT_BYTES
from casemgr.core.slots import Slot, SlotKind, canonical, encoded, written
from casemgr.core.stretch import SALT_BYTES, Effort, Profile, Rounds, Stretching, Way, way_of
from casemgr.i18n import N_, _

FORMAT = 2
PLAIN = 1
"""The format of a key file that names no profile: as stores have it that are not of the FIPS profile."""
MAC_BYTES = 32
LONGEST_NAME = 64
_NAMES = ("format", "store", "current", "pending", "slots", "mac")
_OTHER_PROFILE = N_(
    "The key file stretches a passphrase in a way that the profile of this store does not know: it was tampered with. "
    "Restore it from a backup."
)


@dataclass(frozen=True)
class Header:
    """A store's slots and its generations of keys; `pending` while a change of keys is under way.

    The profile stands under the header's code with the rest: nobody without the keys puts a store under another.
    """

    store: UUID
    current: int
    pending: int | None
    slots: tuple[Slot, ...]
    profile: Profile = Profile.STANDARD

    @property
    def generations(self) -> tuple[int, ...]:
        return (self.current,) if self.pending is None else (self.current, self.pending)

    def slot(self, slot_id: UUID) -> Slot | None:
        return next((slot for slot in self.slots if slot.id == slot_id), None)

    def named(self, name: str) -> Slot | None:
        """The slot of a user, by sign-in name."""
        wanted = sign_in_name(name)
        return next((s for s in self.slots if s.kind is SlotKind.PASSPHRASE and s.name == wanted), None)

    def with_slot(self, changed: Slot) -> "Header":
        """This header with one slot replaced, or added at the end."""
        if self.slot(changed.id) is None:
            return replace(self, slots=(*self.slots, changed))
        return replace(self, slots=tuple(changed if slot.id == changed.id else slot for slot in self.slots))

    def mac(self, keys: StoreKeys) -> bytes:
        """The code that only a holder of the store's keys can make for this content."""
        return hmac.digest(keys.header, canonical(_header_out(self)), "sha256")


def sign_in_name(name: str) -> str:
    """A sign-in name as kept and compared: case and spaces around it do not matter."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


def good_name(name: str) -> str:
    """A new sign-in name as kept; Invalid when it is empty, too long or cannot be printed."""
    name = sign_in_name(name)
    if not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
        said = _("Give a sign-in name of 1 to {most} characters.").format(most=LONGEST_NAME)
        raise Invalid(Problem("name", said))
    return name


def write(header: Header, macs: Mapping[int, bytes]) -> bytes:
    """The file's bytes."""
    content = _header_out(header) | {"mac": _generations_out(macs)}
    return json.dumps(content, sort_keys=True, indent=1).encode() + b"\n"


def read(content: bytes, floor: Effort) -> tuple[Header, dict[int, bytes]]:
    """The header and its codes; StoreDamaged when anything is not as this program writes it."""
    try:
        value = json.loads(content)
        if isinstance(value, dict) and _number(value.get("format")) > FORMAT:
            raise StoreTooNew(_("A newer Casemgr wrote this store. Open it with that version."))
        return _header_in(value, floor)
    except (ValueError, RecursionError) as error:
        said = _("The key file of this store is damaged or was tampered with. Restore it from a backup.")
        raise StoreDamaged(said) from error


def _header_out(header: Header) -> dict[str, Any]:
    profile = {} if header.profile is Profile.STANDARD else {"profile": header.profile}
    return profile | {
        "format": FORMAT if profile else PLAIN,
        "store": str(header.store),
        "current": header.current,
        "pending": header.pending,
        "slots": [_slot_out(slot) for slot in header.slots],
    }


def _slot_out(slot: Slot) -> dict[str, Any]:
    return {
        "id": str(slot.id),
        "kind": slot.kind,
        "name": slot.name,
        "disabled": slot.disabled,
        "pub": encoded(slot.public),
        "kdf": written(slot.stretching),
        "priv": encoded(slot.private),
        "sealed": _generations_out(slot.sealed),
    }


def _generations_out(by_number: Mapping[int, bytes]) -> dict[str, str]:
    return {str(number): encoded(raw) for number, raw in by_number.items()}


def _header_in(value: object, floor: Effort) -> tuple[Header, dict[int, bytes]]:
    named = isinstance(value, dict) and "profile" in value
    said = _fields(value, *_NAMES, *(["profile"] if named else []))
    profile = Profile(_string(said["profile"])) if named else Profile.STANDARD
    store = UUID(_string(said["store"]))
    current = _number(said["current"])
    pending = None if said["pending"] is None else _number(said["pending"])
    if not isinstance(said["slots"], list):
        raise ValueError("slots")
    slots = tuple(_slot_in(store, slot, floor, profile) for slot in said["slots"])
    header = Header(store, current, pending, slots, profile)
    macs = _generations_in(said["mac"], MAC_BYTES)
    if _number(said["format"]) != _header_out(header)["format"] or pending not in (None, current + 1):
        raise ValueError("generations")
    if set(macs) != set(header.generations) or not _each_once(slots):
        raise ValueError("slots")
    return header, macs


def _each_once(slots: tuple[Slot, ...]) -> bool:
    names = [slot.name for slot in slots if slot.kind is SlotKind.PASSPHRASE]
    return len({slot.id for slot in slots}) == len(slots) and len(set(names)) == len(names)


def _slot_in(store: UUID, value: object, floor: Effort, profile: Profile) -> Slot:
    said = _fields(value, "id", "kind", "name", "disabled", "pub", "kdf", "priv", "sealed")
    kind = SlotKind(_string(said["kind"]))
    stretching = _stretching_in(said["kdf"], floor)
    if (kind is SlotKind.RECOVERY) != (stretching.way is Way.HKDF):
        raise ValueError("kdf")
    if kind is SlotKind.PASSPHRASE and stretching.way is not way_of(profile):
        raise StoreDamaged(_(_OTHER_PROFILE))
    return Slot(
        store=store,
        id=UUID(_string(said["id"])),
        kind=kind,
        name=_string(said["name"]),
        disabled=_flag(said["disabled"]),
        public=_bytes(said["pub"], POINT_BYTES),
        stretching=stretching,
        private=_bytes(said["priv"]),
        sealed=_generations_in(said["sealed"]),
    )


def _stretching_in(value: object, floor: Effort) -> Stretching:
    said = _fields(value, "alg", "params", "salt", "device")
    way, salt, device = Way(_string(said["alg"])), _bytes(said["salt"], SALT_BYTES), _flag(said["device"])
    if way is Way.HKDF:
        _fields(said["params"])
        return Stretching(way, salt, device=device)
    effort = _rounds_in(said["params"]) if way is Way.PBKDF2 else _effort_in(said["params"])
    if not effort.within(floor):
        raise ValueError("cost")
    return Stretching(way, salt, effort, device=device)


def _rounds_in(value: object) -> Rounds:
    return Rounds(_number(_fields(value, "rounds")["rounds"]))


def _effort_in(value: object) -> Effort:
    params = _fields(value, "memory", "passes", "lanes")
    return Effort(_number(params["memory"]), _number(params["passes"]), _number(params["lanes"]))


def _fields(value: object, *names: str) -> dict[str, object]:
    if not isinstance(value, dict) or set(value) != set(names):
        raise ValueError("fields")
    return value


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("text")
    return value


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise ValueError("number")
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("flag")
    return value


def _bytes(value: object, size: int | None = None) -> bytes:
    raw = base64.b64decode(_string(value), validate=True)
    if size is not None and len(raw) != size:
        raise ValueError("size")
    return raw


def _generations_in(value: object, size: int | None = None) -> dict[int, bytes]:
    if not isinstance(value, dict):
        raise ValueError("generations")
    return {int(number): _bytes(raw, size) for number, raw in value.items()}
