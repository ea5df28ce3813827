"""The sheet for a lost laptop: what was on it, who could open it, where its log stood, and what to do at once."""

from collections.abc import Iterator

from reportlab.lib.units import mm
from reportlab.platypus import Spacer

from casemgr.core.access import ROLE_NAMES, May, Role
from casemgr.core.audit_anchor import log_mark
from casemgr.core.audit_reading import last_at
from casemgr.core.disk import SAID, disk_state
from casemgr.core.settings import text_setting, threshold
from casemgr.core.totals import totals
from casemgr.core.tx import Tx
from casemgr.core.verbs import query
from casemgr.i18n import N_, _, speaking
from casemgr.services.account_list import account_list
from casemgr.services.leaving import NoPerson, Outgoing
from casemgr.services.paper import BODY, CELL, HEADING, TITLE, PageFrame, document, para, table

STEPS = (
    N_("Report it within the hour, to your supervisor and to whoever answers for information security (CJIS IR-6)."),
    N_("Write down when it was last seen, and whether it was switched on, asleep, or open to somebody's work."),
    N_("Bring the newest backup back on another computer, with the recovery sheet: that gives the store new keys."),
    N_("Change the keys of every other copy of this store, and give everyone listed below a new passphrase."),
    N_("Have the account of its user on that computer shut from afar, and its disk erased if your agency can do that."),
    N_("Who else is to be told, by law or by an agreement, the agency decides by the figures below."),
    N_(
        "If it is found: do not sign in. Hold the mark below against its log first, and bring a backup back after that."
    ),
)
BLANKS = (
    N_("Missing since: ______________________    Noticed by: ______________________________"),
    N_("Reported to: ________________________    On, at: __________________________________"),
    N_("On, asleep or off: __________________    Signed in then: __________________________"),
)

_WIDE = (0.22, 0.44, 0.2, 0.14)


@query(May.MANAGE_STAFF, logged=True)
def lost_laptop_sheet(tx: Tx, language: str) -> Outgoing:
    """The sheet as a PDF, true of the moment it is made: figures and accounts, no record and no person of any."""
    with speaking(language):
        made, mark = f"{tx.now.astimezone(tx.store.zone):%Y-%m-%d %H:%M %Z}", log_mark(tx)
        head, rows = [_("Kind"), _("Records"), _("Of these, restricted")], [*_counted(tx)]
        story = [
            para(_("If this laptop is lost"), TITLE),
            para(text_setting(tx, "agency") or _("Casemgr store"), BODY),
            para(_("True of {at}. Print it anew each month, and keep it away from the laptop.").format(at=made), CELL),
            para(_("What to do at once"), HEADING),
            *(para(f"{number}.  {_(step)}", BODY) for number, step in enumerate(STEPS, 1)),
            Spacer(1, 5 * mm),
            *(part for blank in BLANKS for part in (para(_(blank), BODY), Spacer(1, 3 * mm))),
            para(_("How it was kept"), HEADING),
            *(para(line, BODY) for line in _kept(tx)),
            para(_("What was on it"), HEADING),
            table(head, rows, (0.5, 0.25, 0.25)),
            para(_("Who could open it"), HEADING),
            table([_("Sign-in name"), _("Works as"), _("Last used"), _("Phone")], [*_accounts(tx)], _WIDE, texts=4),
        ]
        top, code = _("CONFIDENTIAL – keep in the office"), tx.store.code
        foot = _("Store code {code} · log {mark}").format(code=code, mark=mark)
        return document(PageFrame(_("If this laptop is lost"), top, foot, language), story, NoPerson.KEYS)


def _kept(tx: Tx) -> Iterator[str]:
    yield _(
        "Every file of the store is encrypted by AES-256; its keys open by a passphrase or the recovery sheet alone."
    )
    yield _(SAID[disk_state(tx.store.home)])
    yield _("It locks after {minutes} minutes without use.").format(minutes=threshold(tx, "idle_lock_minutes"))
    last = last_at(tx, "backup")
    yield _("Last backup: {at}.").format(at=_("never") if last is None else f"{last:%Y-%m-%d %H:%M} UTC")
    yield _("Store {id}, mark of the log {mark}.").format(id=tx.store.id, mark=log_mark(tx))


def _counted(tx: Tx) -> Iterator[tuple[str, str, str]]:
    """Kinds with how many records there are, and how many of these are told to few.

    Concerns are left out: of them not even a count is told to whoever they may name.
    """
    for kind, there, few in totals(tx):
        if there and kind.read not in (May.READ_FEEDBACK, May.TAKE_FEEDBACK) and not kind.sight.everyone:
            yield _(kind.title), f"{there:,}", f"{few:,}"


def _accounts(tx: Tx) -> Iterator[tuple[str, str, str, str]]:
    for one in account_list(tx):
        if one.active:
            used = _("never") if one.used_at is None else f"{one.used_at:%Y-%m-%d}"
            roles = ", ".join(_(ROLE_NAMES[Role(role)]) for role in one.roles)
            yield one.user_name, roles, used, _("yes") if one.second_factor else ""
