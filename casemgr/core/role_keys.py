"""Role keys: a key pair for each label that few may open, its private half sealed to those few and to the recovery."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_der_private_key
from sqlalchemy import Connection, select
from sqlmodel import Field, SQLModel

from casemgr.core.access import LOGGED_LABELS, ROLE_LABELS, Actor, Label, Role
from casemgr.core.columns import told
from casemgr.core.keys import draw, wipe
from casemgr.core.record import Versioned
from casemgr.core.sealing import PrivateKey, new_private_key, public_bytes, seal, unseal
from casemgr.core.slots import canonical

SEALED_LABELS = tuple(label for label in Label if label in LOGGED_LABELS)
"""The labels whose words are sealed, each under a key of its own: whoever opens the label holds the key."""
PublicKeys = Callable[[], Mapping[UUID, bytes]]


@told(code="label", secret="public", kept="standing", rest="fact")
class RoleKey(Versioned, table=True):
    """The public half of one generation of a label's key; each loss of a holder makes the next.

    Whoever writes seals to it and needs no key. The private half stands in the boxes alone: no store key opens it.
    """

    __tablename__ = "role_key"  # type: ignore[assignment]
    label: str = Field(max_length=24, index=True)
    generation: int
    public: str = Field(max_length=130)


@told(secret="public sealed", kept="standing", rest="fact")
class RoleKeyBox(Versioned, table=True):
    """The private half, sealed to the key pair that one holder had then."""

    __tablename__ = "role_key_box"  # type: ignore[assignment]
    key_id: UUID = Field(foreign_key="role_key.id", index=True)
    holder: UUID = Field(index=True)
    public: str = Field(max_length=130)
    sealed: str = Field(max_length=700)


@dataclass(eq=False, repr=False)
class Keychain:
    """The private key of who is signed in, and what it opens; in memory, and gone with the sign-in.

    `recovery` gives the public key of each recovery sheet: it holds every role key, so that none is lost with people.
    """

    holder: UUID
    private: PrivateKey
    recovery: PublicKeys = dict
    _opened: dict[UUID, PrivateKey] = field(default_factory=dict)

    @property
    def is_recovery(self) -> bool:
        return self.holder in self.recovery()

    def private_of(self, connection: Connection, key: "Current") -> PrivateKey | None:
        """The private half of a label's key; None when it is not sealed to the one signed in."""
        if key.id not in self._opened:
            boxes = _table(RoleKeyBox)
            asked = select(boxes.c.sealed).where(boxes.c.key_id == key.id, boxes.c.holder == self.holder)
            for sealed in connection.scalars(asked):
                opened = unseal(self.private, bytes.fromhex(sealed), _about(key, self.holder))
                private = None if opened is None else _loaded(opened)
                if private is not None and public_bytes(private) == key.public:
                    self._opened[key.id] = private
        return self._opened.get(key.id)


@dataclass(frozen=True)
class Current:
    """One generation of a label's key, as it is known to everyone."""

    id: UUID
    label: str
    generation: int
    public: bytes


def key_of(connection: Connection, label: str, generation: int | None = None) -> Current | None:
    """The key of a label, the newest without `generation`; None while nobody who holds it has signed in yet."""
    keys = _table(RoleKey)
    asked = select(keys).where(keys.c.label == label).order_by(keys.c.generation.desc()).limit(1)
    if generation is not None:
        asked = asked.where(keys.c.generation == generation)
    row = connection.execute(asked).first()
    return None if row is None else Current(row.id, row.label, row.generation, bytes.fromhex(row.public))


def new_key(label: str, generation: int) -> tuple[RoleKey, PrivateKey]:
    """A new generation of a label's key."""
    private = new_private_key()
    return RoleKey(label=label, generation=generation, public=public_bytes(private).hex()), private


def box_for(key: Current, private: PrivateKey, holder: UUID, public: bytes) -> RoleKeyBox:
    """The private half, sealed to a holder."""
    inside = bytearray(private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()))
    sealed = seal(public, inside, _about(key, holder))
    wipe(inside)
    return RoleKeyBox(key_id=key.id, holder=holder, public=public.hex(), sealed=sealed.hex())


def blind_key(private: PrivateKey) -> bytearray:
    """The key of the blind index of a label: only who holds the private half finds words by it."""
    number = bytearray(private.private_numbers().private_value.to_bytes(32, "big"))
    drawn = draw(number, b"blind index")
    wipe(number)
    return drawn


def holders(connection: Connection, label: Label, actor: Actor, known: Mapping[UUID, bytes]) -> dict[UUID, bytes]:
    """The public keys of who opens a label: active staff by role or by name, as sight has it, and the actor."""
    staff = SQLModel.metadata.tables["staff"].c
    asked = select(staff.id, staff.roles, staff.labels).where(staff.active)
    ids = {row.id for row in connection.execute(asked) if label in _opened_by(row)}
    ids |= {actor.id} if label in actor.labels else set()
    return {id: known[id] for id in ids if id in known}


def _opened_by(row: Any) -> frozenset[str]:
    of_roles = (ROLE_LABELS.get(Role(role), frozenset()) for role in row.roles)
    return frozenset(row.labels).union(*of_roles)


def _about(key: Current, holder: UUID) -> bytes:
    return canonical(["role key", key.label, key.generation, key.public.hex(), str(holder)])


def _loaded(der: bytearray) -> PrivateKey | None:
    private = load_der_private_key(bytes(der), None)
    wipe(der)
    return private if isinstance(private, PrivateKey) else None


def _table(mapped: Any) -> Any:
    return mapped.__table__
