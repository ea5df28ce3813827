"""Create, unlock, migrate, sign in: the one place that assembles; a Shift is what it hands out."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
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
from casemgr.core.errors import CaseError, Invalid, Problem
from casemgr.core.home import Home
from casemgr.core.mark import HighWaterMark
from casemgr.core.opened import Opened
from casemgr.core.passphrase import judge
from casemgr.core.plainly import told_plainly
from casemgr.core.presence import Presence
from casemgr.core.recovery import ALPHABET
from casemgr.core.rekeying import settled
from casemgr.core.sealed_rounds import tend
from casemgr.core.second_factor import Enrollment
from casemgr.core.sign_in_notice import require_acknowledged
from casemgr.core.signin import Attempts
from casemgr.core.stretch import Effort, Profile, provider_is_fips, usual_profile
from casemgr.core.vault import Vault
from casemgr.core.ways_in import ByPassphrase, WayIn
from casemgr.i18n import _
from casemgr.records import staff
from casemgr.services import accounts
from casemgr.shift import Shift, begin
from casemgr.signing_in import Given, checked_gap, sign_in

CODE_LENGTH = 4


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
    enrolled: Enrollment | None = None,
    agreed: frozenset[str] = frozenset(),
) -> Shift:
    """Sign in by passphrase, and with a code from the phone where the user has set that up."""
    way, asked = ByPassphrase(user_name, passphrase), {"accept_gap": accept_gap, "code": code, "enrolled": enrolled}
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
    enrolled: Enrollment | None = None,
    agreed: frozenset[str] = frozenset(),
) -> Shift:
    """Open the store at `home` and sign in; every refusal is one sentence and leaves the files as they were.

    `accept_gap` goes on although the store ends before its high-water mark, and writes that down; `agreed` are the
    digests of the notice and of the rules the user agreed to; `enrolled` is the phone that `code` proves, where the
    agency asks for one.
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
            gap = checked_gap(home, opened.store_keys.database, mark, accept_gap=accept_gap)
            _brought_up(home, key_file, opened, clock())
            nobody, presence = Actor(opened.slot_id, opened.name, frozenset(), Scope.OWN), Presence(proved=way.begins)
            shift = begin(home, lock, key_file, opened, nobody, clock, mark, secret, keyring, presence)
            noted = accounts.Before(standing.failures, attempts.damaged, gap, way.told, standing.released, agreed)
            return sign_in(shift, noted, attempts, way, Given(code, enrolled, agreed, accept_gap))
    except BaseException:
        lock.release()
        raise


def _brought_up(home: Home, key_file: Vault, opened: Opened, now: datetime) -> None:
    """The people of a restored store out of their boxes, and an older store brought to this program's schema."""
    boxed.bring_home(home, key_file.store_id, opened.store_keys)
    migrate.bring_up(home.store, opened.store_keys.database, home.backups, now)
