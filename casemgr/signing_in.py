"""What is asked and written down between the keys and the work: gaps, rules, the phone's code, the entry."""

import logging
from dataclasses import dataclass, replace
from datetime import timedelta

from casemgr.core import account_use, boxed, engine, migrate, second_factor, settings
from casemgr.core.disk import disk_state
from casemgr.core.errors import CaseError, NeedsCode, StoreGap, WrongKey
from casemgr.core.home import Home
from casemgr.core.jobs import run
from casemgr.core.mark import HighWaterMark, MarkState, Reading
from casemgr.core.room import hold_reserve
from casemgr.core.sealed_rounds import tend
from casemgr.core.second_factor import Enrollment, NeedsPhone
from casemgr.core.signin import Attempts
from casemgr.core.ways_in import WayIn
from casemgr.i18n import _
from casemgr.services import accounts
from casemgr.shift import Shift

LOG = logging.getLogger(__name__)
TAIL = 200
"""Audit entries checked at each sign-in: some 50 ms."""


@dataclass(frozen=True, repr=False)
class Given:
    """What a user gives beside their way in: the phone's code, a phone they are setting up, what they agreed to.

    `accept_gap` goes on although the store ends before its high-water mark, and writes that down.
    """

    code: str = ""
    enrolled: Enrollment | None = None
    agreed: frozenset[str] = frozenset()
    accept_gap: bool = False


def sign_in(shift: Shift, before: accounts.Before, attempts: Attempts, way: WayIn, given: Given) -> Shift:
    """The shift as whoever came this way; without everything that is asked of them it is let go, and nothing kept."""
    try:
        if shift.opened.name:
            shift.desk.actor = accounts.actor_named(shift.desk, shift.opened.name)
        else:
            shift.desk.actor = accounts.recovery_actor(shift.opened.slot_id)
        _prove(shift, attempts, way, given)
        torn = _torn(shift, accept_gap=given.accept_gap)
        shift.desk.do(accounts.sign_in, replace(before, gap=before.gap or torn, disk=disk_state(shift.home.folder)))
        if before.gap:
            head = shift.desk.store.head()
            shift.mark.accept(head.seq, head.hash)
        if shift.desk.ask(boxed.left_out):
            shift.desk.do(boxed.note_left_out)
        _tended(shift)
        hold_reserve(shift.home.folder)
    except BaseException:
        shift.let_go()
        raise
    return shift


def _prove(shift: Shift, attempts: Attempts, way: WayIn, given: Given) -> None:
    """Ask for the rules where they are due, and for the code of the phone where there is one, or is to be one."""
    lasts, now = timedelta(hours=shift.desk.ask(settings.threshold, "session_hours")), shift.desk.store.clock()
    shift.desk.presence.lasts = min(lasts, way.ends - now) if way.ends is not None else lasts
    if way.begins:
        shift.desk.ask(account_use.require_welcome, given.agreed)
    if way.second_factor:
        _prove_phone(shift, attempts, given)
    attempts.succeeded(shift.opened.slot_id)


def _prove_phone(shift: Shift, attempts: Attempts, given: Given) -> None:
    """Spend the code of the user's phone; a wrong one is a failure like a wrong passphrase.

    NeedsPhone where the agency asks for one of a user who has none: what it holds comes back with a first code.
    """
    kept = shift.desk.ask(second_factor.own_second_factor)
    if kept is not None:
        if not given.code:
            raise NeedsCode(_("Write the six digits your phone shows now."))
        try:
            step = second_factor.step_of(kept, shift.opened, given.code, shift.desk.store.clock())
        except WrongKey:
            attempts.failed(shift.opened.slot_id)
            raise
        shift.desk.do(second_factor.spend_code, step)
    elif shift.desk.ask(second_factor.second_factor_due):
        if given.enrolled is None:
            raise NeedsPhone(
                second_factor.enrollment(shift.opened.name, shift.desk.ask(settings.text_setting, "agency"))
            )
        accounts.turn_on_second_factor(shift.desk, shift.opened, given.enrolled, given.code)


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


def checked_gap(home: Home, key: bytearray, mark: HighWaterMark, *, accept_gap: bool) -> bool:
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
