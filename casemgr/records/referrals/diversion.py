"""Diversion: someone who came by one of the LEAD doors is promised an intake, with a time of its own (domain 6.10)."""

from casemgr.core.tx import Tx
from casemgr.i18n import LANGUAGES, _, speaking
from casemgr.records import followups
from casemgr.records.referrals.tables import Referral


def intake(referral: Referral) -> str:
    """What is promised, in the language in force."""
    return _("Ask {service} whether the intake took place").format(service=referral.service_name)[:120]


def intake_done(tx: Tx, referral: Referral) -> None:
    """A first service keeps the promise of an intake, in whichever language it was made."""
    for language in LANGUAGES if referral.lead_door else ():
        with speaking(language):
            followups.complete_for(tx, "referrals", referral.id, intake(referral), _("The intake has taken place."))
