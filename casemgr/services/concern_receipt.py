"""The receipt of whoever raised a concern or commended someone: its number, the day, and whom to call."""

from collections.abc import Iterator
from uuid import UUID

from reportlab.platypus import Flowable, Spacer

from casemgr.core.access import May
from casemgr.core.codes import label
from casemgr.core.days import long_day
from casemgr.core.errors import NotFound
from casemgr.core.settings import REPLY_PHONE, text_setting, threshold
from casemgr.core.tx import Tx
from casemgr.i18n import N_, _, plural, speaking
from casemgr.records.feedback import CLOCK, FeedbackItem, Sort
from casemgr.services.leaving import NoPerson, Outgoing
from casemgr.services.paper import BODY, HEADING, TITLE, PageFrame, document, para
from casemgr.services.sheets import sheet


@sheet("feedback", N_("Receipt"), May.TAKE_FEEDBACK)
def concern_receipt(tx: Tx, id: UUID, language: str = "en") -> Outgoing:
    """The receipt of one item, in the language of whoever came with it; nobody is named on it."""
    item = tx.get(FeedbackItem, id)
    if item is None:
        raise NotFound(_("There is no such item, or you may not see it."))
    with speaking(language):
        frame = PageFrame(_("Receipt"), text_setting(tx, "agency"), item.number, language)
        return document(frame, list(_story(tx, item)), NoPerson.FORM)


def _story(tx: Tx, item: FeedbackItem) -> Iterator[Flowable]:
    day = item.received_at.astimezone(tx.store.zone).date()
    yield para(_("We have received what you told us"), TITLE)
    yield Spacer(0, 8)
    yield para(_("Your number"), HEADING)
    yield para(item.number, TITLE)
    yield para(_("Received"), HEADING)
    yield para(f"{long_day(day)} · {label(tx, 'feedback_kind', item.kind)}", BODY)
    yield para(_("What happens now"), HEADING)
    for said in _next(tx, item):
        yield para(said, BODY)
    yield para(_("Whom to call"), HEADING)
    phone = text_setting(tx, REPLY_PHONE)
    yield para(phone or _("The number of the agency: ____________________"), BODY)
    yield Spacer(0, 8)
    yield para(_("Nobody may treat you worse because you spoke up. If somebody does, call this number."), BODY)
    yield para(_("You need not say who you are, and nobody asks about your immigration status."), BODY)


def _next(tx: Tx, item: FeedbackItem) -> Iterator[str]:
    if item.kind == Sort.COMMENDATION:
        yield _("We pass your thanks on to the officer.")
        return
    days = threshold(tx, CLOCK)
    yield plural("We answer you within {n} day.", "We answer you within {n} days.", days)
    yield _("Those it is about, and their direct supervisors, do not see it and do not look into it.")
    yield _("When it has been looked into, we tell you what was found.")
