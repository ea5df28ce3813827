"""How accounts are used: when each last signed in, chose a passphrase, and agreed to the rules of behavior."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar
from uuid import UUID

from sqlmodel import Field, select

from casemgr.core.access import May
from casemgr.core.audit import Happened
from casemgr.core.columns import told
from casemgr.core.errors import Invalid, NeedsRules, NotAllowed, Problem
from casemgr.core.record import Moment, Row
from casemgr.core.settings import Setting, threshold
from casemgr.core.sign_in_notice import digest
from casemgr.core.tx import Tx
from casemgr.core.verbs import command, query
from casemgr.i18n import N_, _

RULES = "rules_of_behavior"
MOST = 8000
AGREED_FOR = timedelta(days=365)
STANDARD = N_(
    "I open only what my work needs. I look up nobody out of curiosity, for a friend, or for myself. I keep my "
    "passphrase to myself and lock the laptop when I leave it. What I print or save I keep locked, and destroy when it "
    "is no longer needed. I tell my supervisor at once when something is lost, seen by the wrong person, or wrong."
)
"""Rules to begin with, for an agency that has none of its own (CJIS PL-4)."""


@told(key="agreed_to", rest="fact", kept="standing")
class AccountUse(Row, table=True):
    """What is known of one user's account; no row means one never used since this is kept."""

    audited: ClassVar[bool] = (
        False  # The sign-in, the agreement and the change of keys it comes from are entries of their own.
    )
    __tablename__ = "account_use"  # type: ignore[assignment]
    id: UUID = Field(primary_key=True)
    used_at: datetime | None = Field(default=None, sa_type=Moment)  # type: ignore[call-overload]
    chosen_at: datetime | None = Field(default=None, sa_type=Moment)  # type: ignore[call-overload]
    given: bool = False
    agreed_at: datetime | None = Field(default=None, sa_type=Moment)  # type: ignore[call-overload]
    agreed_to: str = Field(default="", max_length=64)


@dataclass(frozen=True)
class OwnAccount:
    """What an actor is reminded of: whether to choose a new passphrase, and why."""

    given: bool
    old: bool


@query(May.SIGN_IN)
def rules(tx: Tx) -> str:
    """The agency's rules of behavior; empty where it has set none."""
    row = tx.get(Setting, RULES)
    return "" if row is None else row.value


@command(May.MANAGE_CODES)
def set_rules(tx: Tx, text: str) -> None:
    """Put other rules in place, which everyone agrees to before their next shift; none take them away."""
    text = text.strip()
    if len(text) > MOST:
        raise Invalid(Problem("rules", _("Use at most {count} characters.").format(count=MOST)))
    row = tx.get(Setting, RULES) or Setting(name=RULES, value=text)
    row.value = text
    tx.add(row)


@query(May.SIGN_IN)
def require_welcome(tx: Tx, agreed: frozenset[str]) -> None:
    """NotAllowed where the actor's account has rested too long; NeedsRules while its rules are not agreed to."""
    own = tx.get(AccountUse, tx.actor.id)
    days = threshold(tx, "idle_account_days")
    if own is not None and own.used_at is not None and tx.now - own.used_at > timedelta(days=days):
        said = _("This account was not used for {days} days. An administrator can give it a new passphrase.")
        raise NotAllowed(said.format(days=days))
    text = rules(tx)
    if text and digest(text) not in agreed and not _agreed(tx, own, text):
        raise NeedsRules(text)


def _agreed(tx: Tx, own: AccountUse | None, text: str) -> bool:
    if own is None or own.agreed_at is None:
        return False
    return own.agreed_to == digest(text) and tx.now - own.agreed_at < AGREED_FOR


def note_use(tx: Tx, agreed: frozenset[str]) -> None:
    """Keep that the actor signed in now, and what they agreed to before."""
    own, text = _of(tx, tx.actor.id), rules(tx)
    # A clock that was behind once must not make the account look unused when it is right again.
    own.used_at, own.chosen_at = max(own.used_at or tx.now, tx.now), own.chosen_at or tx.now
    if text and digest(text) in agreed:
        own.agreed_at, own.agreed_to = tx.now, digest(text)
        tx.say(Happened("rules_agreed", payload={"sha256": own.agreed_to}))
    tx.add(own)


def note_given(tx: Tx, id: UUID) -> None:
    """Keep that a user was given a passphrase by somebody else, and may use the account from now on."""
    own = _of(tx, id)
    own.used_at, own.chosen_at, own.given = tx.now, tx.now, True
    tx.add(own)


def note_chosen(tx: Tx) -> None:
    """Keep that the actor chose a passphrase."""
    own = _of(tx, tx.actor.id)
    own.chosen_at, own.given = tx.now, False
    tx.add(own)


@query(May.SIGN_IN)
def own_account(tx: Tx) -> OwnAccount:
    """Whether the actor's passphrase was chosen by somebody else, or longer ago than the agency allows."""
    own = tx.get(AccountUse, tx.actor.id)
    if own is None or own.chosen_at is None:
        return OwnAccount(given=False, old=False)
    return OwnAccount(own.given, old=tx.now - own.chosen_at > timedelta(days=threshold(tx, "passphrase_days")))


def last_uses(tx: Tx) -> dict[UUID, datetime | None]:
    """When each account was last used, by id."""
    return {id: at for id, at in tx.exec(select(AccountUse.id, AccountUse.used_at))}


def _of(tx: Tx, id: UUID) -> AccountUse:
    return tx.get(AccountUse, id) or AccountUse(id=id)
