"""Accounts: who may sign in, as what; the keys of each, and what is written down about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlmodel import select

from casemgr.core import account_use
from casemgr.core.access import Actor, Label, May, Role, Scope
from casemgr.core.audit import REMOVED, RENEWED, Happened
from casemgr.core.audit_reading import note_clock
from casemgr.core.desk import Desk
from casemgr.core.disk import DiskState
from casemgr.core.errors import Invalid, NotAllowed, NotFound, Problem
from casemgr.core.home import Home
from casemgr.core.opened import Opened
from casemgr.core.passphrase import judge
from casemgr.core.second_factor import Enrollment, keep_second_factor, proved
from casemgr.core.settings import BANNED_WORDS, COMPOSED, listed, text_setting, threshold
from casemgr.core.sign_in_notice import digest, write_notice
from casemgr.core.signin import Attempts
from casemgr.core.tx import Tx
from casemgr.core.vault import Vault
from casemgr.core.verbs import command, query
from casemgr.i18n import _
from casemgr.records import neighborhoods, staff
from casemgr.records.staff import Staff, StaffDraft


@query(May.SIGN_IN)
def actor_of(tx: Tx, user_name: str) -> Actor:
    """What this user may do and see today; refused when the account is closed."""
    row = tx.exec(select(Staff).where(Staff.user_name == user_name.lower())).first()
    if row is None:
        raise NotFound(_("There is no user called “{name}”.").format(name=user_name))
    if not row.active:
        raise NotAllowed(_("This account is closed. Ask an administrator."))
    today = tx.now.astimezone(tx.store.zone).date()
    return Actor(
        id=row.id,
        name=row.full_name,
        roles=frozenset(Role(role) for role in row.roles),
        scope=Scope(row.scope),
        unit=row.unit,
        neighborhoods=frozenset(neighborhoods.of_officer(tx, row.id, today)),
        organization=row.organization_id,
        extra_labels=frozenset(Label(label) for label in row.labels),
    )


def recovery_actor(slot: UUID) -> Actor:
    """Who holds the recovery sheet: may give an administrator a new passphrase, and sees no record."""
    return Actor(slot, _("Recovery sheet"), frozenset({Role.ADMINISTRATOR}), Scope.OWN)


def actor_named(desk: Desk, user_name: str) -> Actor:
    """The actor of a sign-in name."""
    return desk.ask(actor_of, user_name)


@dataclass(frozen=True)
class Before:
    """What there is to write down of a sign-in; `gap` is one the user accepted, `way` is named if not by passphrase,
    `released` is the number of the release code that was read to the user before, `agreed` are the digests of the
    notice and of the rules they agreed to, `disk` is how the disk of the computer stands."""

    failures: int = 0
    count_damaged: bool = False
    gap: bool = False
    way: str = ""
    released: int = 0
    agreed: frozenset[str] = frozenset()
    disk: DiskState = DiskState.UNKNOWN


@command(May.SIGN_IN)
def sign_in(tx: Tx, before: Before) -> None:
    """Write down a sign-in, the failures before it, and whether the user accepted a gap."""
    counted: dict[str, Any] = {"failures_before": before.failures, "count_damaged": before.count_damaged}
    counted |= {"released": before.released, "disk": before.disk}
    if before.agreed:
        counted["agreed"] = sorted(before.agreed)
    agreed = "agreed to the notice" if before.agreed else ""
    reasons = [before.way, agreed, "accepted a gap" if before.gap else ""]
    account_use.note_use(tx, before.agreed)
    note_clock(tx)
    tx.say(Happened("sign_in", reason=", ".join(filter(None, reasons)), payload=counted))


def set_sign_in_notice(desk: Desk, home: Home, text: str) -> None:
    """Put other words before the sign-in, to be acknowledged each time; none take them away."""
    desk.require(May.MANAGE_CODES, "accounts.set_sign_in_notice")
    write_notice(home.folder, text)
    desk.do(note_notice, digest(text.strip()) if text.strip() else "")


@command(May.MANAGE_CODES)
def note_notice(tx: Tx, sha256: str) -> None:
    """Write down which words stand before the sign-in from now on."""
    tx.say(Happened("sign_in_notice_changed", payload={"sha256": sha256}))


@command(May.SIGN_IN)
def note_proved(tx: Tx) -> None:
    """Write down that the user gave the passphrase again."""
    tx.say(Happened("passphrase_given_again"))


@command(May.SIGN_IN)
def sign_out(tx: Tx) -> None:
    """Write down a sign-out."""
    tx.say(Happened("sign_out"))


@command(May.MANAGE_STAFF)
def note_keys(tx: Tx, id: UUID, what: str, was: bytes = b"", *, given: bool = False) -> None:
    """Write down what was done to somebody's keys; `was` is the public key they had until then.

    `given` tells that somebody else chose the passphrase.
    """
    if given:
        account_use.note_given(tx, id)
    tx.say(Happened(what, "staff", id, payload={"was": was.hex()} if was else None))


def note_leaving(desk: Desk, vault: Vault) -> None:
    """Write down the keys that a change of the root key takes out of the key file: they signed what is in the audit."""
    for user in vault.leaving:
        desk.do(note_keys, user.slot_id, REMOVED, vault.public_key(user.name))


def add_user(desk: Desk, home: Home, vault: Vault, opened: Opened, draft: StaffDraft, passphrase: str) -> UUID:
    """Add someone to the staff and give them their first passphrase."""
    _judged(desk, passphrase, (draft.user_name, draft.full_name))
    id = desk.do(staff.add_staff, draft)
    vault.add_user(opened, draft.user_name.lower(), passphrase, id=id)
    vault.save(home.vault)
    desk.do(note_keys, id, "keys_given", given=True)
    return id


def new_passphrase(desk: Desk, home: Home, vault: Vault, opened: Opened, user_name: str, passphrase: str) -> None:
    """Give a user who forgot theirs a new passphrase, and let them try again; an administrator's act."""
    _judged(desk, passphrase, (user_name,))
    name = user_name.lower()
    member = desk.ask(actor_of, name)
    if vault.slot_id(name) is None:
        desk.do(note_keys, member.id, "keys_given", given=True)
        vault.add_user(opened, name, passphrase, id=member.id)
    else:
        desk.do(note_keys, member.id, RENEWED, vault.public_key(name), given=True)
        vault.renew_user(opened, name, passphrase)
    vault.save(home.vault)
    Attempts(home.attempts, desk.store.clock).release(vault.slot_id(name))


def recover_user(desk: Desk, home: Home, vault: Vault, opened: Opened, user_name: str, passphrase: str) -> None:
    """Give an administrator a new passphrase by the recovery sheet; others get theirs from that administrator."""
    if Role.ADMINISTRATOR not in desk.ask(actor_of, user_name.lower()).roles:
        said = _("The recovery sheet gives an administrator a new passphrase, and they everyone else.")
        raise Invalid(Problem("user_name", said))
    new_passphrase(desk, home, vault, opened, user_name, passphrase)


def renew_recovery(desk: Desk, home: Home, vault: Vault, opened: Opened) -> bytes:
    """Put a new recovery sheet in the place of the old one, whose key signed what it was used for."""
    for slot, was in vault.recovery_keys.items():
        desk.do(note_keys, slot, REMOVED, was)
    code = vault.renew_recovery(opened)
    vault.save(home.vault)
    return code


@command(May.MANAGE_STAFF)
def note_rekeyed(tx: Tx, generation: int) -> None:
    """Write down that the store has new keys."""
    tx.say(Happened("store_rekeyed", payload={"generation": generation}))


def release_user(desk: Desk, home: Home, vault: Vault, user_name: str) -> None:
    """Let a user who was locked out by wrong passphrases try again; an administrator's act."""
    member = desk.ask(actor_of, user_name)
    desk.do(note_keys, member.id, "sign_in_released")
    Attempts(home.attempts, desk.store.clock).release(vault.slot_id(user_name.lower()))


def change_own_passphrase(
    desk: Desk, home: Home, vault: Vault, user_name: str, old: str, new: str, device_secret: bytes | None = None
) -> None:
    """Change one's own passphrase; nothing else is encrypted anew."""
    _judged(desk, new, (user_name, desk.actor.name), keyring=device_secret is not None)
    vault.change_passphrase(user_name, old, new, device_secret)
    vault.save(home.vault)
    desk.do(own_keys_changed)


def turn_on_second_factor(desk: Desk, opened: Opened, enrolled: Enrollment, code: str) -> None:
    """Ask for a code of the phone from the next sign-in on, once one has proved that the phone holds the secret."""
    desk.do(keep_second_factor, *proved(enrolled, opened, code, desk.store.clock()))


@command(May.SIGN_IN)
def own_keys_changed(tx: Tx) -> None:
    """Write down that a user changed their own passphrase."""
    account_use.note_chosen(tx)
    tx.say(Happened("passphrase_changed", "staff", tx.actor.id))


def disable_user(desk: Desk, home: Home, vault: Vault, opened: Opened, id: UUID, user_name: str) -> None:
    """Close an account and refuse its passphrase from now on."""
    desk.do(staff.set_active, id, active=False)
    vault.disable_user(opened, user_name)
    vault.save(home.vault)
    desk.do(note_keys, id, "keys_disabled")


def _judged(desk: Desk, passphrase: str, known: Iterable[str], *, keyring: bool = False) -> None:
    banned = listed(desk.ask(text_setting, BANNED_WORDS))
    known, composed = (*known, desk.ask(text_setting, "agency")), bool(desk.ask(threshold, COMPOSED))
    problem = judge(passphrase, known=known, banned=banned, keyring=keyring, composed=composed)
    if problem is not None:
        raise Invalid(problem)
