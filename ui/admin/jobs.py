"""What administrators have done that takes its time: keys made anew, the audit checked."""

from casemgr.app import Shift
from casemgr.core.access import May
from casemgr.core.audit_check import Verdict
from casemgr.core.desk import Desk
from casemgr.core.jobs import Job, Progress
from casemgr.i18n import _
from casemgr.records.staff import StaffDraft
from casemgr.services import accounts


def adding_user(desk: Desk, shift: Shift, draft: StaffDraft, passphrase: str) -> Job[str]:
    """Add someone with their first passphrase; gives back their sign-in name."""
    yield Progress(0, 1, _("Making their keys"))
    accounts.add_user(desk, shift.home, shift.vault, shift.opened, draft, passphrase)
    return draft.user_name


def renewing_user(desk: Desk, shift: Shift, user_name: str, passphrase: str) -> Job[str]:
    """Give someone a new passphrase; gives back their sign-in name."""
    yield Progress(0, 1, _("Making their keys"))
    accounts.new_passphrase(desk, shift.home, shift.vault, shift.opened, user_name, passphrase)
    return user_name


def closing_user(desk: Desk, shift: Shift, user_name: str) -> Job[str]:
    """Close an account; gives back its sign-in name."""
    yield Progress(0, 1)
    member = desk.ask(accounts.actor_of, user_name)
    accounts.disable_user(desk, shift.home, shift.vault, shift.opened, member.id, user_name)
    return user_name


def checking_audit(desk: Desk) -> Job[Verdict]:
    """Check every entry, signature and record."""
    desk.require(May.READ_AUDIT, "audit.verify")
    return (yield from desk.store.auditing())
