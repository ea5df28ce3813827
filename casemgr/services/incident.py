"""A privacy incident: reported in one step by whoever notices it, with a sheet that says whom to call."""

from enum import StrEnum

from reportlab.lib.units import mm
from reportlab.platypus import Spacer

from casemgr.core.access import May
from casemgr.core.audit import Happened
from casemgr.core.audit_anchor import log_mark
from casemgr.core.audit_reading import last_said
from casemgr.core.errors import NotFound
from casemgr.core.settings import INCIDENT_CONTACT, text_setting
from casemgr.core.tx import Tx
from casemgr.core.verbs import command, query
from casemgr.i18n import N_, _, speaking
from casemgr.services.leaving import NoPerson, Outgoing
from casemgr.services.paper import BODY, CELL, HEADING, TITLE, PageFrame, blank, document, para

REPORTED = "incident_reported"


class What(StrEnum):
    """What happened, as far as it can be told without a word about anyone."""

    LOST = "lost"
    SEEN = "seen"
    SENT = "sent"
    LOOKED_UP = "looked_up"
    OTHER = "other"


TITLES = {
    What.LOST: N_("A laptop, a drive or paper is lost or stolen"),
    What.SEEN: N_("Somebody saw what they should not have seen"),
    What.SENT: N_("Something went to the wrong person"),
    What.LOOKED_UP: N_("Somebody looked up what they had no need to"),
    What.OTHER: N_("Something else"),
}
FIRST = {
    What.LOST: N_("Give whom you call the sheet for a lost laptop: it says what was on it and what to do."),
    What.SEEN: N_("Lock the laptop. Note who saw what, for how long, and whether a picture was taken."),
    What.SENT: N_("Ask whoever got it to destroy it unopened, and note the answer. Give no passphrase to anyone."),
    What.LOOKED_UP: N_("Speak of it to nobody but whom you call. The log keeps who opened and searched for what."),
    What.OTHER: N_("Note when you noticed it, and how."),
}
THEN = (
    N_("Change and delete nothing: what is there now shows later what happened."),
    N_("Write no name of anyone concerned on this sheet. The numbers of their records are enough."),
    N_("Who else is to be told, by law or by an agreement, the agency decides."),
)
CALL = N_("Your supervisor, and whoever answers for information security, within the hour (CJIS IR-6).")
BLANKS = (
    N_("Noticed on, at:"),
    N_("Where:"),
    N_("What happened, without names:"),
    "",
    N_("Numbers of the records concerned:"),
    N_("Told to:"),
    N_("On, at:"),
)


@command(May.SIGN_IN)
def report_incident(tx: Tx, what: What) -> None:
    """Write down, signed and with its time, that something happened; the log up to here cannot be changed unseen."""
    tx.say(Happened(REPORTED, payload={"what": what.value}))


@query(May.SIGN_IN)
def incident_sheet(tx: Tx, language: str) -> Outgoing:
    """The sheet of what the actor reported last, as a PDF; NotFound where they reported nothing."""
    said = last_said(tx, REPORTED, by=tx.actor.id)
    if said is None:
        raise NotFound(_("You have reported nothing yet."))
    with speaking(language):
        at = f"{said.at.astimezone(tx.store.zone):%Y-%m-%d %H:%M %Z}"
        what, steps = What(said.payload["what"]), enumerate(THEN, 2)
        story = [
            para(_("Privacy incident"), TITLE),
            para(text_setting(tx, "agency") or _("Casemgr store"), BODY),
            para(_("Reported {at} by {who}.").format(at=at, who=tx.actor.name), CELL),
            para(_(TITLES[what]), HEADING),
            para(_("Call now: {whom}").format(whom=whom_to_call(tx)), BODY),
            para(_("What comes first"), HEADING),
            para(f"1.  {_(FIRST[what])}", BODY),
            *(para(f"{number}.  {_(step)}", BODY) for number, step in steps),
            Spacer(1, 8 * mm),
            *(part for label in BLANKS for part in (blank(_(label) if label else ""), Spacer(1, 4 * mm))),
        ]
        foot = _("Store code {code} · log {mark}").format(code=tx.store.code, mark=log_mark(tx))
        top = _("CONFIDENTIAL – for whom you call alone")
        return document(PageFrame(_("Privacy incident"), top, foot, language), story, NoPerson.FORM)


@query(May.SIGN_IN)
def whom_to_call(tx: Tx) -> str:
    """Whom the agency has called, in its own words or in ours."""
    return text_setting(tx, INCIDENT_CONTACT) or _(CALL)
