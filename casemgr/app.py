"""Create, unlock, migrate, sign in: the one place that assembles; a Shift is what it hands out."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from filelock import FileLock

import casemgr.records  # noqa: F401  (every kind there is)
from casemgr.core import audit, audit_reading, codes, engine, general, migrate, settings, signing, unsent, vault  # noqa: F401
from casemgr.core.access import Actor, Role, Scope
from casemgr.core.audit import Signer
from casemgr.core.desk import Desk
from casemgr.core.device import Keyring, device_secret
from casemgr.core.errors import CaseError, Invalid, NotAllowed, StoreDamaged, StoreGap, WrongKey
from casemgr.core.home import Home
from casemgr.core.jobs import run
from casemgr.core.mark import HighWaterMark, MarkState, Reading
from casemgr.core.opened import Opened
from casemgr.core.passphrase import judge
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
        self.desk.store.close()
        self.mark.close()
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


def create(home: Home, setup: Setup, keyring: Keyring | None = None) -> tuple[Shift, str]:
    """A new store with its first user, signed in; and the recovery code, which is shown this once."""
    if home.there:
        raise CaseError(_("There is a store here already. Open it, or choose another folder."))
    problem = judge(
        setup.passphrase, known=(setup.user_name, setup.full_name, setup.agency), keyring=keyring is not None
    )
    if problem is not None and setup.effort is not Effort.TEST:
        raise Invalid(problem)
    home.prepare()
    lock = home.hold()
    try:
        store_id = uuid4()
        secret = device_secret(store_id, keyring, make=True)
        effort = setup.effort or (Effort.ALONE if secret is None else Effort.REAL)
        made = vault.create(store_id, setup.user_name, setup.passphrase, secret, effort=effort)
        migrate.bring_up(home.store, made.opened.store_keys.database, home.backups, utc_now())
        code = setup.code.upper() or "".join(secrets.choice(ALPHABET) for _i in range(CODE_LENGTH))
        facts = {"store_code": code, "zone": setup.zone, "agency": setup.agency}
        engine.put_facts(home.store, made.opened.store_keys.database, facts)
        first = UUID(int=made.opened.slot_id.int)
        draft = staff.StaffDraft(
            id=first, user_name=setup.user_name, full_name=setup.full_name, roles=list(setup.roles), unit=setup.unit
        )
        founder = Actor(first, setup.full_name, frozenset({Role.ADMINISTRATOR}), draft.resolved_scope(), setup.unit)
        shift = _begin(home, lock, made.vault, made.opened, founder, utc_now)
        shift.desk.do(codes.load_codes)
        shift.desk.do(staff.add_staff, draft)
        made.vault.save(home.vault)
        shift.desk.actor = accounts.actor_named(shift.desk, setup.user_name)
        return shift, made.recovery_code
    except BaseException:
        lock.release()
        raise


def unlock(
    home: Home,
    user_name: str,
    passphrase: str,
    *,
    keyring: Keyring | None = None,
    effort: Effort = Effort.REAL,
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
        key_file = Vault.load(home.vault, effort=effort)
        opened = _open_slot(home, key_file, user_name, passphrase, keyring, clock)
        return _signed_in(home, lock, key_file, opened, user_name, clock, accept_gap=accept_gap)
    except BaseException:
        lock.release()
        raise


def _open_slot(
    home: Home,
    key_file: Vault,
    user_name: str,
    passphrase: str,
    keyring: Keyring | None,
    clock: Callable[[], datetime],
) -> Opened:
    """The user's keys, with failures counted: five in fifteen minutes lock until an administrator releases."""
    attempts = Attempts(home.attempts, clock)
    slot = key_file.slot_id(user_name)
    if attempts.standing(slot).locked:
        raise NotAllowed(_("Too many wrong passphrases: this sign-in is locked until an administrator releases it."))
    secret = device_secret(key_file.store_id, keyring, make=False)
    try:
        opened = key_file.open(user_name, passphrase, secret)
    except WrongKey:
        attempts.failed(slot)
        raise
    attempts.succeeded(opened.slot_id)
    return opened


def _signed_in(
    home: Home,
    lock: FileLock,
    key_file: Vault,
    opened: Opened,
    user_name: str,
    clock: Callable[[], datetime],
    *,
    accept_gap: bool,
) -> Shift:
    key = opened.store_keys.database
    migrate.bring_up(home.store, key, home.backups, clock())
    nobody = Actor(opened.slot_id, user_name, frozenset(), Scope.OWN)
    mark = HighWaterMark(home.mark, opened.store_keys.mark)
    _check_mark(home, key, mark, accept_gap=accept_gap)
    shift = _begin(home, lock, key_file, opened, nobody, clock, mark)
    try:
        shift.desk.actor = accounts.actor_named(shift.desk, user_name)
        _check_tail(shift)
        shift.desk.do(accounts.sign_in, gap=accept_gap)
    except BaseException:
        shift.let_go()
        raise
    return shift


def _check_tail(shift: Shift) -> None:
    """StoreDamaged when the last entries of the audit do not hold; the whole is checked by `verify`."""
    verdict = run(shift.desk.store.auditing(TAIL))
    if verdict.broken is not None:
        said = _("The audit does not hold: entry {seq}, because {why}. Tell your administrator; nothing was changed.")
        raise StoreDamaged(said.format(seq=verdict.broken.seq, why=verdict.broken.why))


def _check_mark(home: Home, key: bytearray, mark: HighWaterMark, *, accept_gap: bool) -> None:
    """StoreGap when the store ends before what it is known to have held, or nothing vouches for where it ends."""
    seen = mark.read()
    last = engine.audit_head(home.store, key)
    if last is None or (
        seen.state is MarkState.FOUND and _same(engine.audit_head(home.store, key, seen.sequence), seen)
    ):
        return
    if not accept_gap:
        raise StoreGap(
            _(
                "The store ends before its last known entry: an older copy was put back, or part of it is lost. "
                "Restore a backup, or accept the gap; it will be written down."
            )
        )
    mark.accept(*last)


def _same(entry: tuple[int, bytes] | None, seen: Reading) -> bool:
    return entry is not None and entry == (seen.sequence, seen.head)


def _begin(
    home: Home,
    lock: FileLock,
    key_file: Vault,
    opened: Opened,
    actor: Actor,
    clock: Callable[[], datetime],
    mark: HighWaterMark | None = None,
) -> Shift:
    mark = mark or HighWaterMark(home.mark, opened.store_keys.mark)
    facts = engine.facts(home.store, opened.store_keys.database)
    store = Store(
        home.folder,
        opened.store_keys.database,
        id=key_file.store_id,
        code=facts["store_code"],
        zone=facts["zone"],
        mark=mark,
        clock=clock,
    )
    session = signing.new_session_key(opened, audit.new_session_id())
    signer = Signer(
        session.session_id,
        actor.id,
        store.code,
        session.private,
        opened.public,
        session.public,
        session.certificate,
    )
    store.begin(signer)
    return Shift(home, Desk(store, actor, signer), key_file, opened, mark, lock)
