"""The list of release codes: for whoever is called when a sign-in is locked away from the office."""

from collections.abc import Sequence
from datetime import datetime

from reportlab.lib.units import mm
from reportlab.platypus import Spacer, Table

from casemgr.core.access import May
from casemgr.core.audit import Happened
from casemgr.core.desk import Desk
from casemgr.core.errors import WrongKey
from casemgr.core.home import Home
from casemgr.core.release_codes import ReleaseCodes
from casemgr.core.signin import Attempts
from casemgr.core.tx import Tx
from casemgr.core.vault import Vault
from casemgr.core.verbs import command
from casemgr.i18n import _
from casemgr.services.leaving import NoPerson, Outgoing
from casemgr.services.paper import BODY, CELL, STRONG, TITLE, WIDTH, PageFrame, ParagraphStyle, document, para

CODE = ParagraphStyle("release", BODY, fontName=STRONG, fontSize=13, leading=20)
ACROSS = 2


def new_release_codes(desk: Desk, home: Home, agency: str) -> Outgoing:
    """A new list, on paper; the one before no longer counts."""
    desk.do(note_release_codes)
    codes = ReleaseCodes(home.release_codes).renew()
    return _paper(codes, desk.store.code, agency, desk.store.clock())


def next_code(home: Home) -> int:
    """The number of the code to ask for; WrongKey when none is left."""
    number = ReleaseCodes(home.release_codes).next()
    if number is None:
        raise WrongKey(_("There is no release code left. An administrator has to release this sign-in here."))
    return number


def release_by_code(home: Home, vault: Vault, attempts: Attempts, user_name: str, code: str) -> int:
    """Let a locked user try again by the code that was read to them; gives its number, WrongKey for any other."""
    slot = vault.slot_id(user_name)
    if slot is None or not attempts.standing(slot).locked:
        raise WrongKey(_("This sign-in is not locked."))
    number = ReleaseCodes(home.release_codes).use(code)
    attempts.release_by_code(slot, number)
    return number


@command(May.MANAGE_STAFF)
def note_release_codes(tx: Tx) -> None:
    """Write down that a new list of release codes was made."""
    tx.say(Happened("release_codes_made"))


def _paper(codes: Sequence[str], store_code: str, agency: str, made_at: datetime) -> Outgoing:
    cells = [para(f"{number}.  {code[:5]} {code[5:]}", CODE) for number, code in enumerate(codes, 1)]
    half = len(cells) // ACROSS
    rows = [[cells[at], cells[at + half]] for at in range(half)]
    story = [
        para(_("Release codes"), TITLE),
        para(agency or _("Casemgr store"), BODY),
        Spacer(1, 4 * mm),
        para(
            _(
                "When somebody's sign-in is locked by wrong passphrases and they call you: make sure who is calling, "
                "ask which number the laptop wants, read that code, and strike it out. Each works once. A code lets "
                "them try again; it does not let anybody in."
            )
        ),
        Spacer(1, 4 * mm),
        Table(rows, colWidths=[WIDTH / ACROSS] * ACROSS),
        Spacer(1, 6 * mm),
        para(_("Made {at} (UTC)").format(at=f"{made_at:%Y-%m-%d %H:%M}"), CELL),
    ]
    foot = _("Store code {code}").format(code=store_code)
    return document(PageFrame(_("Release codes"), _("CONFIDENTIAL – keep in the office"), foot), story, NoPerson.KEYS)
