"""What administrators have done that takes its time: keys made anew, the audit checked."""

from casemgr.app import Shift
from casemgr.core.desk import Desk
from casemgr.core.jobs import Job, Progress
from casemgr.core.settings import text_setting
from casemgr.i18n import _
from casemgr.records.staff import StaffDraft
from casemgr.services import accounts, key_papers, offboarding, release_sheet
from casemgr.services.leaving import Outgoing


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


def closing_user(desk: Desk, shift: Shift, user_name: str) -> Job[tuple[str, int]]:
    """Close an account and change the keys it had; gives back its sign-in name, and how much of its work is open."""
    yield Progress(0, 2)
    member = desk.ask(accounts.actor_of, user_name)
    accounts.disable_user(desk, shift.home, shift.vault, shift.opened, member.id, user_name)
    yield Progress(1, 2, _("Changing the store's keys"))
    shift.rekey()
    return user_name, desk.do(offboarding.open_work, member.id)


def changing_keys(_desk: Desk, shift: Shift) -> Job[None]:
    """Put the store under new keys."""
    yield Progress(0, 1, _("Changing the store's keys"))
    shift.rekey()


def making_sheets(desk: Desk, shift: Shift, *, split: bool) -> Job[Outgoing]:
    """New keys, and the recovery sheet that goes with them, or five of which two are needed."""
    yield Progress(0, 1, _("Changing the store's keys"))
    return key_papers.recovery_paper(desk, shift.new_recovery(), split=split)


def setting_notice(desk: Desk, shift: Shift, text: str) -> Job[None]:
    """Put other words before the sign-in."""
    yield Progress(0, 1)
    accounts.set_sign_in_notice(desk, shift.home, text)


def making_release_codes(desk: Desk, shift: Shift) -> Job[Outgoing]:
    """A new list of codes to read over the phone."""
    yield Progress(0, 1)
    return release_sheet.new_release_codes(desk, shift.home, desk.ask(text_setting, "agency"))
