"""Packets that left with a referral: the one-time token each carries, the codes spoken for it, the replies taken."""

import hashlib
import hmac
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Field, col, select

from casemgr.core import codes
from casemgr.core.columns import told
from casemgr.core.record import Moment, Part
from casemgr.core.recovery import ALPHABET
from casemgr.core.tx import Tx
from casemgr.records.referrals.tables import Referral
from casemgr.records.referrals.words import HELPED, Event, Status

PACKET_BYTES, TOKEN_BYTES = 8, 32
SIGNS, GROUP = 8, 4
"""A spoken code is 40 bits: eight signs of Crockford's base 32 in two groups."""
NOT_REACHED = ("couldnt_contact", "no_longer_interested", "couldnt_get_help", "referred_elsewhere")
"""Outcomes without help a service may report; that it has no room or may not take someone is a decline."""
_READ_AS = str.maketrans("OIL", "011", " -\t\r\n\u2010\u2011\u2012\u2013\u2014\u2212\u00a0")


@told(key="packet token", rest="fact")
class ReferralPacket(Part, table=True):
    """A packet: `packet` names it and is no secret, `token` is known to the packet and to us."""

    __tablename__ = "referral_packet"  # type: ignore[assignment]
    referral_id: UUID = Field(foreign_key="referral.id", index=True)
    packet: str = Field(max_length=16, unique=True)
    token: str = Field(max_length=64)
    made_at: datetime = Field(sa_type=Moment)  # type: ignore[call-overload]
    made_by: UUID


@told(key="packet", code="event", quiet="detail", rest="fact")
class ReplyTaken(Part, table=True):
    """A reply that became a step; `made_at` is the clock of whoever wrote it, none for a spoken code."""

    __tablename__ = "referral_reply_taken"  # type: ignore[assignment]
    referral_id: UUID = Field(foreign_key="referral.id", index=True)
    packet: str = Field(max_length=16)
    event: str = Field(max_length=20)
    detail: str = Field(default="", max_length=60)
    made_at: datetime | None = Field(default=None, sa_type=Moment)  # type: ignore[call-overload]
    taken_at: datetime = Field(sa_type=Moment)  # type: ignore[call-overload]


@dataclass(frozen=True)
class Spoken:
    """What a spoken code says, and of which packet."""

    packet: ReferralPacket
    event: Event
    detail: str


def new_packet() -> tuple[str, bytes]:
    """A name and a token for a packet that is about to be made."""
    return secrets.token_hex(PACKET_BYTES), secrets.token_bytes(TOKEN_BYTES)


def spoken_code(token: bytes, event: Event, detail: str) -> str:
    """The code that says this answer by phone, such as K7MT-3QXA; without the token nobody can make one up."""
    said = f"casemgr code 1|{event.value}|{detail}".encode()
    number = int.from_bytes(hmac.digest(token, said, hashlib.sha256)[:5])
    signs = "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(SIGNS)))
    return f"{signs[:GROUP]}-{signs[GROUP:]}"


def answers(tx: Tx, *, offered: bool = False) -> Iterator[tuple[Event, str]]:
    """Every answer a service can give, with its coded reason or outcome; those `offered` leave out retired reasons.

    A packet that left before a reason was retired still says it.
    """
    yield from ((Event.ACKNOWLEDGE, ""), (Event.ACCEPT, ""))
    yield from (
        (Event.DECLINE, one.code) for one in codes.choices(tx, "referral_decline_reason") if one.active or not offered
    )
    yield (Event.START, "")
    yield from ((Event.COMPLETE, outcome) for outcome in sorted(HELPED))
    yield from ((Event.FAIL, outcome) for outcome in NOT_REACHED)


def keep_packet(tx: Tx, referral: Referral, packet: str, token: bytes) -> None:
    """Keep what a packet's replies are known by; both forms of one packet share it."""
    if packet_named(tx, packet) is None:
        row = ReferralPacket(
            referral_id=referral.id, packet=packet, token=token.hex(), made_at=tx.now, made_by=tx.actor.id
        )
        tx.add(row)


def packet_named(tx: Tx, packet: str) -> ReferralPacket | None:
    """The packet of this name, of a referral the actor may see."""
    return tx.exec(select(ReferralPacket).where(ReferralPacket.packet == packet)).first()


def signs_of(typed: str) -> str:
    """The signs of a typed code; case, spaces and O, I, L for 0, 1, 1 are overlooked."""
    return typed.upper().translate(_READ_AS)


def said_by(tx: Tx, typed: str) -> Spoken | None:
    """What a typed code says."""
    signs = signs_of(typed)
    if len(signs) != SIGNS:
        return None
    wanted = f"{signs[:GROUP]}-{signs[GROUP:]}"
    known = list(answers(tx))
    out = {Status.DRAFT.value, Status.ENTERED_IN_ERROR.value}
    asked = select(ReferralPacket).join(Referral, col(Referral.id) == ReferralPacket.referral_id)
    for packet in tx.exec(asked.where(col(Referral.status).not_in(out)).order_by(col(ReferralPacket.made_at).desc())):
        token = bytes.fromhex(packet.token)
        for event, detail in known:
            if hmac.compare_digest(spoken_code(token, event, detail).encode(), wanted.encode()):
                return Spoken(packet, event, detail)
    return None


def taken_of(tx: Tx, referral_id: UUID) -> list[ReplyTaken]:
    """The replies to a referral that were taken, in the order they came."""
    asked = select(ReplyTaken).where(ReplyTaken.referral_id == referral_id)
    return sorted(tx.exec(asked), key=lambda one: one.taken_at)
