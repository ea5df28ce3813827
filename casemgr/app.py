"""Create, unlock, migrate, sign in: the one place that assembles; a Shift is what it hands out."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid4
from zoneinfo import available_timezones

from filelock import FileLock

import casemgr.records
import casemgr.services.every_sheet  # noqa: F401
from casemgr.core import audit, audit_reading, codes, engine, general, migrate, settings, signing, unsent, vault  # noqa: F401
from casemgr.core.access import Actor, Role, Scope
from casemgr.core.audit import Signer
from casemgr.core.desk import Desk
from casemgr.core.device import Keyring, device_secret
from casemgr.core.draft import checked
from casemgr.core.errors import CaseError, Invalid, NotAllowed, Problem, StoreGap, WrongKey
from casemgr.core.home import Home
from casemgr.core.jobs import run
from casemgr.core.mark import HighWaterMark, MarkState, Reading
from casemgr.core.opened import Opened
from casemgr.core.passphrase import judge
from casemgr.core.plainly import told_plainly
from casemgr.core.recovery import ALPHABET
from casemgr.core.signin import Attempts
from casemgr.core.store import Store, utc_now
from casemgr.core.stretch import Effort
from casemgr.core.vault import Vault
from casemgr.i18n import _
from casemgr.records import staff
from casemgr.services import accounts

CODE_LENGTH = 4
TAIL = 200
"""Audit entries checked at each sign-in: some 50 ms."""


@dataclass
class Shift:
    """One sign-in on one open store: its desk, its keys, and the way to end it."""

    home: Home
    desk: Desk
    vault: Vault
    opened: Opened
    mark: HighWaterMark
    lock: FileLock
    device_secret: bytes | None

    def end(self) -> None:
        """Sign out: write it down, tidy the file, forget the keys, let other processes in."""
        try:
            self.desk.do(accounts.sign_out)
        except CaseError:
            pass  # A full disk must not keep anyone from locking the store.
        finally:
            self.let_go()

    def let_go(self) -> None:
        """Close the file and forget the keys, with nothing written."""
        try:
            self.desk.store.close()
            self.mark.close()
        finally:
            self.opened.forget()
            self.lock.release()


@dataclass(frozen=True)
class Setup:
    """What a new store needs to know; `zone` an IANA name, `code` in every number this laptop gives out."""

    user_name: str
    full_name: str
    passphrase: str
    roles: tuple[Role, ...] = (Role.ADMINISTRATOR,)
    unit: str = ""
    agency: str = ""
    zone: str = "America/New_York"
    code: str = ""
    effort: Effort | None = None


def create(
    home: Home, setup: Setup, keyring: Keyring | None = None, *, clock: Callable[[], datetime] = utc_now
) -> tuple[Shift, str]:
    """A new store with its first user, signed in; and the recovery code, which is shown this once."""
    if home.there:
        raise CaseError(_("There is a store here already. Open it, or choose another folder."))
    draft = _founder(setup, keyring)
    home.prepare()
    lock = home.hold()
    try:
        with told_plainly():
            home.set_aside()
            return _set_up(home, lock, setup, draft, keyring, clock)
    except BaseException:
        lock.release()
        raise


def _founder(setup: Setup, keyring: Keyring | None) -> staff.StaffDraft:
    """The first user; Invalid for anything wrong with the set-up, before a file is written."""
    known = (setup.user_name, setup.full_name, setup.agency)
    problem = judge(setup.passphrase, known=known, keyring=keyring is not None)
    if problem is not None and setup.effort is not Effort.TEST:
        raise Invalid(problem)
    if setup.zone not in available_timezones():
        raise Invalid(Problem("zone", _("There is no time zone of this name; write one such as America/Chicago.")))
    if setup.code and (len(setup.code) != CODE_LENGTH or not set(setup.code.upper()) <= set(ALPHABET)):
        said = _("A store code has {count} letters and digits, none of them {without}.")
        raise Invalid(Problem("code", said.format(count=CODE_LENGTH, without="I, L, O, U")))
    values = {"user_name": setup.user_name, "full_name": setup.full_name, "roles": list(setup.roles)}
    draft = checked(staff.StaffDraft, values | {"unit": setup.unit})
    staff.good_user_name(draft.user_name)
    return draft


def _set_up(
    home: Home,
    lock: FileLock,
    setup: Setup,
    draft: staff.StaffDraft,
    keyring: Keyring | None,
    clock: Callable[[], datetime],
) -> tuple[Shift, str]:
    """The files of a new store; the key file comes last, so that a set-up that was cut short can be run again."""
    store_id = uuid4()
    secret = device_secret(store_id, keyring, make=True)
    made = vault.create(store_id, setup.user_name, setup.passphrase, secret, effort=setup.effort)
    key = made.opened.store_keys.database
    migrate.create(home.store, key)
    code = setup.code.upper() or "".join(secrets.choice(ALPHABET) for _i in range(CODE_LENGTH))
    engine.put_facts(home.store, key, {"store_code": code, "zone": setup.zone, "agency": setup.agency})
    draft.id = made.opened.slot_id
    founder = Actor(draft.id, draft.full_name, frozenset({Role.ADMINISTRATOR}), draft.resolved_scope(), draft.unit)
    mark = HighWaterMark(home.mark, made.opened.store_keys.mark)
    shift = _begin(home, lock, made.vault, made.opened, founder, clock, mark, secret)
    try:
        shift.desk.do(codes.load_codes)
        shift.desk.do(staff.add_staff, draft)
        made.vault.save(home.vault)
        shift.desk.actor = accounts.actor_named(shift.desk, setup.user_name)
    except BaseException:
        shift.let_go()
        raise
    return shift, made.recovery_code


def unlock(
    home: Home,
    user_name: str,
    passphrase: str,
    *,
    keyring: Keyring | None = None,
    effort: Effort | None = None,
    clock: Callable[[], datetime] = utc_now,
    accept_gap: bool = False,
) -> Shift:
    """Open the store at `home` and sign in; every refusal is one sentence and leaves the files as they were.

    `accept_gap` goes on although the store ends before its high-water mark, and writes that down.
    """
    if not home.there:
        raise CaseError(_("There is no store in this folder. Set one up first, or name its folder."))
    lock = home.hold()
    try:
        with told_plainly():
            key_file = Vault.load(home.vault, effort=effort)
            secret = device_secret(key_file.store_id, keyring, make=False)
            attempts = Attempts(home.attempts, clock)
            failures = attempts.standing(key_file.slot_id(user_name)).failures
            opened = _open_slot(attempts, key_file, user_name, passphrase, secret)
            mark = HighWaterMark(home.mark, opened.store_keys.mark)
            gap = _checked_gap(home, opened.store_keys.database, mark, accept_gap=accept_gap)
            migrate.bring_up(home.store, opened.store_keys.database, home.backups, clock())
            nobody = Actor(opened.slot_id, user_name, frozenset(), Scope.OWN)
            shift = _begin(home, lock, key_file, opened, nobody, clock, mark, secret)
            noted = accounts.Before(failures, attempts.damaged, gap)
            return _signed_in(shift, user_name, noted, accept_gap=accept_gap)
    except BaseException:
        lock.release()
        raise


def _open_slot(attempts: Attempts, key_file: Vault, user_name: str, passphrase: str, secret: bytes | None) -> Opened:
    """The user's keys, with failures counted: five in fifteen minutes lock until an administrator releases."""
    slot = key_file.slot_id(user_name)
    if attempts.standing(slot).locked:
        raise NotAllowed(_("Too many wrong passphrases: this sign-in is locked until an administrator releases it."))
    try:
        opened = key_file.open(user_name, passphrase, secret)
    except WrongKey:
        attempts.failed(slot)
        raise
    attempts.succeeded(opened.slot_id)
    return opened


def _signed_in(shift: Shift, user_name: str, before: accounts.Before, *, accept_gap: bool) -> Shift:
    try:
        shift.desk.actor = accounts.actor_named(shift.desk, user_name)
        torn = _torn(shift, accept_gap=accept_gap)
        shift.desk.do(accounts.sign_in, replace(before, gap=before.gap or torn))
        if before.gap:
            head = shift.desk.store.head()
            shift.mark.accept(head.seq, head.hash)
    except BaseException:
        shift.let_go()
        raise
    return shift


def _torn(shift: Shift, *, accept_gap: bool) -> bool:
    """Whether the last entries of the audit do not hold, which has to be accepted; `verify` checks the whole."""
    broken = run(shift.desk.store.auditing(TAIL)).broken
    if broken is not None and not accept_gap:
        said = _("The audit does not hold: entry {seq}, because {why}. Tell your administrator; nothing was changed.")
        raise StoreGap(said.format(seq=broken.seq, why=broken.why))
    return broken is not None


def _checked_gap(home: Home, key: bytearray, mark: HighWaterMark, *, accept_gap: bool) -> bool:
    """Whether the store ends before what it is known to have held, or nothing vouches for where it ends.

    StoreGap unless that is accepted.
    """
    migrate.check_age(home.store, key)
    seen = mark.read()
    if seen.state is MarkState.FOUND and _same(engine.audit_head(home.store, key, seen.sequence), seen):
        return False
    if not accept_gap:
        raise StoreGap(
            _(
                "The store ends before its last known entry: an older copy was put back, or part of it is lost. "
                "Restore a backup, or accept the gap; it will be written down."
            )
        )
    return True


def _same(entry: tuple[int, bytes] | None, seen: Reading) -> bool:
    return entry is not None and entry == (seen.sequence, seen.head)


def _begin(
    home: Home,
    lock: FileLock,
    key_file: Vault,
    opened: Opened,
    actor: Actor,
    clock: Callable[[], datetime],
    mark: HighWaterMark,
    secret: bytes | None,
) -> Shift:
    facts = engine.facts(home.store, opened.store_keys.database)
    store = Store(
        home.folder,
        opened.store_keys.database,
        id=key_file.store_id,
        code=facts["store_code"],
        zone=facts["zone"],
        mark=mark,
        user_keys=lambda: key_file.keys,
        clock=clock,
    )
    signer = _signer(store, opened)
    shift = Shift(home, Desk(store, actor, signer), key_file, opened, mark, lock, secret)
    try:
        store.begin(signer)
    except BaseException:
        shift.let_go()
        raise
    return shift


def desk_beside(shift: Shift, other: Opened) -> Desk:
    """Another user's desk on a store that is open already; what is done there they sign themselves."""
    signer = _signer(shift.desk.store, other)
    shift.desk.store.begin(signer)
    return Desk(shift.desk.store, accounts.actor_named(shift.desk, other.name), signer)


def _signer(store: Store, opened: Opened) -> Signer:
    session = signing.new_session_key(opened, audit.new_session_id())
    return Signer(
        session.session_id,
        opened.slot_id,
        store.code,
        session.private,
        opened.public,
        session.public,
        session.certificate,
    )
