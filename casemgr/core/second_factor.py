"""The second factor: six digits from a phone (RFC 6238), checked without a network, each taken once."""

import hmac
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pyotp import random_base32
from pyotp.totp import TOTP
from sqlmodel import Field, select

from casemgr.core.access import May
from casemgr.core.audit import Happened
from casemgr.core.columns import told
from casemgr.core.errors import CaseError, Invalid, NotFound, Problem, WrongKey
from casemgr.core.opened import Opened
from casemgr.core.record import Moment, Row
from casemgr.core.sealing import seal, unseal
from casemgr.core.settings import EVERYONE, PHONE_FOR, listed, text_setting
from casemgr.core.tx import Tx
from casemgr.core.verbs import command, query
from casemgr.i18n import _

STEP_SECONDS = 30
DRIFT = 1
"""Steps the clock of phone and laptop may lie apart, before and after."""
_ABOUT = b"casemgr 1 second factor "


@told(secret="sealed", rest="fact", kept="standing")
class SecondFactor(Row, table=True):
    """A user's secret, sealed to their own key: whoever else opens the store cannot make their codes."""

    __tablename__ = "second_factor"  # type: ignore[assignment]
    id: UUID = Field(primary_key=True)
    sealed: str = Field(max_length=500)
    since: datetime = Field(sa_type=Moment)  # type: ignore[call-overload]
    last_step: int = 0


@dataclass(frozen=True)
class Enrollment:
    """A secret to put into a phone, as words and as what its camera reads; nothing is kept until a code proves it."""

    secret: str
    uri: str


class NeedsPhone(CaseError):
    """The agency asks for a second factor, and the user has none yet: a phone to set up, with a first code of it."""

    def __init__(self, enrolled: Enrollment) -> None:
        super().__init__(_("Your agency asks for the code of a phone besides the passphrase. Set one up now."))
        self.enrolled = enrolled


def enrollment(user_name: str, agency: str) -> Enrollment:
    """A new secret for a user."""
    secret = random_base32()
    return Enrollment(secret, TOTP(secret).provisioning_uri(name=user_name, issuer_name=agency or "Casemgr"))


@query(May.SIGN_IN)
def has_second_factor(tx: Tx) -> bool:
    """Whether the actor signs in with a second factor."""
    return tx.get(SecondFactor, tx.actor.id) is not None


@query(May.SIGN_IN)
def second_factor_due(tx: Tx) -> bool:
    """Whether the agency asks the actor for a second factor, because of a role of theirs (CJIS IA-2)."""
    asked = set(listed(text_setting(tx, PHONE_FOR)))
    return bool(asked & {EVERYONE, *tx.actor.roles})


def with_second_factor(tx: Tx) -> set[UUID]:
    """Everyone who signs in with a second factor."""
    return set(tx.exec(select(SecondFactor.id)))


def proved(enrolled: Enrollment, opened: Opened, code: str, now: datetime) -> tuple[str, int]:
    """What `keep_second_factor` keeps once a code from the phone fits; Invalid while it does not."""
    step = _step_of(enrolled.secret, code, now, after=0)
    if step is None:
        raise Invalid(
            Problem("code", _("This code does not fit. Wait for the next one, and look at the phone's clock."))
        )
    return seal(opened.public, enrolled.secret.encode(), _ABOUT + opened.slot_id.bytes).hex(), step


@command(May.SIGN_IN)
def keep_second_factor(tx: Tx, sealed: str, step: int) -> None:
    """Keep the actor's sealed secret, and the step of the code that proved it, which is spent."""
    kept = tx.get(SecondFactor, tx.actor.id) or SecondFactor(id=tx.actor.id, sealed=sealed, since=tx.now)
    kept.sealed, kept.since, kept.last_step = sealed, tx.now, step
    tx.add(kept)
    tx.say(Happened("second_factor_on", "staff", tx.actor.id))


@query(May.SIGN_IN)
def own_second_factor(tx: Tx) -> tuple[str, int] | None:
    """The actor's sealed secret and the step of the last code taken; None without a second factor."""
    kept = tx.get(SecondFactor, tx.actor.id)
    return None if kept is None else (kept.sealed, kept.last_step)


def step_of(own: tuple[str, int], opened: Opened, code: str, now: datetime) -> int:
    """The step a code belongs to; WrongKey for one that does not fit, or was taken before."""
    sealed, last_step = own
    secret = unseal(opened.private_key, bytes.fromhex(sealed), _ABOUT + opened.slot_id.bytes)
    step = None if secret is None else _step_of(secret.decode(), code, now, after=last_step)
    if step is None:
        raise WrongKey(_("This code does not fit, or was used before. Wait for the next one on your phone."))
    return step


@command(May.SIGN_IN)
def spend_code(tx: Tx, step: int) -> None:
    """Take the actor's code of this step, so that neither it nor an older one is taken again."""
    kept = tx.get(SecondFactor, tx.actor.id)
    if kept is None or step <= kept.last_step:
        raise WrongKey(_("This code does not fit, or was used before. Wait for the next one on your phone."))
    kept.last_step = step
    tx.add(kept)


@command(May.MANAGE_STAFF)
def drop_second_factor(tx: Tx, id: UUID) -> None:
    """Take the second factor off an account whose phone is lost; its user sets up a new one."""
    kept = tx.get(SecondFactor, id)
    if kept is None:
        raise NotFound(_("This account has no second factor."))
    tx.delete(kept)
    tx.say(Happened("second_factor_off", "staff", id))


def _step_of(secret: str, code: str, now: datetime, *, after: int) -> int | None:
    """The step, now or near, whose code this is and that comes after `after`."""
    typed = "".join(code.split())
    current = int(now.timestamp()) // STEP_SECONDS
    for step in range(current - DRIFT, current + DRIFT + 1):
        if step > after and hmac.compare_digest(TOTP(secret).generate_otp(step).encode(), typed.encode()):
            return step
    return None
