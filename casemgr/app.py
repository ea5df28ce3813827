"""Create, unlock, migrate, sign in: the one place that assembles; a Shift is what it hands out."""

import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from uuid import uuid4
from zoneinfo import available_timezones

from filelock import FileLock

import casemgr.records
import casemgr.services.every_sheet  # noqa: F401
from casemgr.core import (  # noqa: F401
    account_use,
    audit,
    audit_anchor,
    audit_reading,
    audit_standing,
    boxed,
    codes,
    engine,
    founding,
    general,
    migrate,
    second_factor,
    settings,
    signing,
    unsent,
)
from casemgr.core.access import Actor, Role, Scope
from casemgr.core.days import utc_now
from casemgr.core.device import Keyring, device_secret
from casemgr.core.draft import checked
from casemgr.core.errors import CaseError, Invalid, NeedsCode, Problem, StoreGap, WrongKey
from casemgr.core.home import Home
from casemgr.core.jobs import run
from casemgr.core.mark import HighWaterMark, MarkState, Reading
from casemgr.core.opened import Opened
from casemgr.core.passphrase import judge
from casemgr.core.plainly import told_plainly
from casemgr.core.presence import Presence
from casemgr.core.recovery import ALPHABET
from casemgr.core.rekeying import settled
from casemgr.core.sealed_rounds import tend
from casemgr.core.sign_in_notice import require_acknowledged
from casemgr.core.signin import Attempts
from casemgr.core.stretch import Effort, Profile, provider_is_fips, usual_profile
from casemgr.core.vault import Vault
from casemgr.core.ways_in import ByPassphrase, WayIn
from casemgr.i18n import _
from casemgr.records import staff
from casemgr.services import accounts
from casemgr.shift import Shift, begin

LOG = logging.getLogger(__name__)
CODE_LENGTH = 4
TAIL = 200
"""Audit entries checked at each sign-in: some 50 ms."""


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
    profile: Profile = field(default_factory=usual_profile)


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
    if provider_is_fips() and setup.profile is not Profile.FIPS:
        said = _("This program runs with FIPS cryptography alone: set the store up with the FIPS profile.")
        raise Invalid(Problem("profile", said))
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
    made = founding.create(
        store_id, setup.user_name, setup.passphrase, secret, effort=setup.effort, profile=setup.profile
    )
    key = made.opened.store_keys.database
    migrate.create(home.store, key)
    code = setup.code.upper() or "".join(secrets.choice(ALPHABET) for _i in range(CODE_LENGTH))
    engine.put_facts(home.store, key, {"store_code": code, "zone": setup.zone, "agency": setup.agency})
    draft.id = made.opened.slot_id
    founder = Actor(draft.id, draft.full_name, frozenset({Role.ADMINISTRATOR}), draft.resolved_scope(), draft.unit)
    mark = HighWaterMark(home.mark, made.opened.store_keys.mark)
    shift = begin(home, lock, made.vault, made.opened, founder, clock, mark, secret, keyring, Presence())
    try:
        shift.desk.do(codes.load_codes)
        shift.desk.do(staff.add_staff, draft)
        made.vault.save(home.vault)
        shift.desk.actor = accounts.actor_named(shift.desk, setup.user_name)
        tend(shift.desk)
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
    code: str = "",
    agreed: frozenset[str] = frozenset(),
) -> Shift:
    """Sign in by passphrase, and with a code from the phone where the user has set that up."""
    way, asked = ByPassphrase(user_name, passphrase), {"accept_gap": accept_gap, "code": code}
    return enter(home, way, keyring=keyring, effort=effort, clock=clock, agreed=agreed, **asked)


def enter(
    home: Home,
    way: WayIn,
    *,
    keyring: Keyring | None = None,
    effort: Effort | None = None,
    clock: Callable[[], datetime] = utc_now,
    accept_gap: bool = False,
    code: str = "",
    agreed: frozenset[str] = frozenset(),
) -> Shift:
    """Open the store at `home` and sign in; every refusal is one sentence and leaves the files as they were.

    `accept_gap` goes on although the store ends before its high-water mark, and writes that down; `agreed` are the
    digests of the notice and of the rules the user agreed to.
    """
    if not home.there:
        raise CaseError(_("There is no store in this folder. Set one up first, or name its folder."))
    if way.begins:
        require_acknowledged(home.folder, agreed)
    lock = home.hold()
    try:
        with told_plainly():
            key_file = Vault.load(home.vault, effort=effort)
            secret = device_secret(key_file.store_id, keyring, make=False)
            attempts = Attempts(home.attempts, clock)
            standing = attempts.standing(key_file.slot_id(way.user_name))
            opened = settled(home, key_file, way.open(key_file, attempts, secret))
            mark = HighWaterMark(home.mark, opened.store_keys.mark)
            gap = _checked_gap(home, opened.store_keys.database, mark, accept_gap=accept_gap)
            _brought_up(home, key_file, opened, clock())
            nobody = Actor(opened.slot_id, opened.name, frozenset(), Scope.OWN)
            shift = begin(
                home, lock, key_file, opened, nobody, clock, mark, secret, keyring, Presence(proved=way.begins)
            )
            noted = accounts.Before(standing.failures, attempts.damaged, gap, way.told, standing.released, agreed)
            return _signed_in(shift, noted, partial(_proved, attempts, way, code, agreed), accept_gap=accept_gap)
    except BaseException:
        lock.release()
        raise


def _brought_up(home: Home, key_file: Vault, opened: Opened, now: datetime) -> None:
    """The people of a restored store out of their boxes, and an older store brought to this program's schema."""
    boxed.bring_home(home, key_file.store_id, opened.store_keys)
    migrate.bring_up(home.store, opened.store_keys.database, home.backups, now)


def _proved(attempts: Attempts, way: WayIn, code: str, agreed: frozenset[str], shift: Shift) -> None:
    """Ask for the rules where they are due, and for the code of the phone where the user has one.

    A wrong code is a failure like a wrong passphrase.
    """
    lasts, now = timedelta(hours=shift.desk.ask(settings.threshold, "session_hours")), shift.desk.store.clock()
    shift.desk.presence.lasts = min(lasts, way.ends - now) if way.ends is not None else lasts
    if way.begins:
        shift.desk.ask(account_use.require_welcome, agreed)
    kept = shift.desk.ask(second_factor.own_second_factor) if way.second_factor else None
    if kept is not None:
        if not code:
            raise NeedsCode(_("Write the six digits your phone shows now."))
        try:
            step = second_factor.step_of(kept, shift.opened, code, shift.desk.store.clock())
        except WrongKey:
            attempts.failed(shift.opened.slot_id)
            raise
        shift.desk.do(second_factor.spend_code, step)
    attempts.succeeded(shift.opened.slot_id)


def _signed_in(shift: Shift, before: accounts.Before, proved: Callable[[Shift], None], *, accept_gap: bool) -> Shift:
    try:
        if shift.opened.name:
            shift.desk.actor = accounts.actor_named(shift.desk, shift.opened.name)
        else:
            shift.desk.actor = accounts.recovery_actor(shift.opened.slot_id)
        proved(shift)
        torn = _torn(shift, accept_gap=accept_gap)
        shift.desk.do(accounts.sign_in, replace(before, gap=before.gap or torn))
        if before.gap:
            head = shift.desk.store.head()
            shift.mark.accept(head.seq, head.hash)
        if shift.desk.ask(boxed.left_out):
            shift.desk.do(boxed.note_left_out)
        _tended(shift)
    except BaseException:
        shift.let_go()
        raise
    return shift


def _tended(shift: Shift) -> None:
    """Put the role keys in order; what cannot be now waits for the next sign-in and keeps nobody out."""
    try:
        tend(shift.desk)
    except CaseError as error:
        LOG.warning("the role keys could not be put in order: %s", type(error).__name__)


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
