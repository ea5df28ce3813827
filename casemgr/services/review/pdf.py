"""The weekly sheet on paper: each queue with its sum, and who signed it; numbers only, nobody is named."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from reportlab.platypus import Flowable, Spacer

from casemgr.core.access import May
from casemgr.core.settings import text_setting
from casemgr.core.tx import Tx
from casemgr.core.verbs import query
from casemgr.i18n import N_, _, speaking
from casemgr.services.leaving import NoPerson, Outgoing
from casemgr.services.paper import BODY, HEADING, SMALL, TITLE, PageFrame, document, para, table
from casemgr.services.review.sheet import Sheet, week
from casemgr.services.review.spans import Flow, Queue

WIDTHS = (0.44, 0.14, 0.14, 0.14, 0.14)
MEANING = {
    Queue.UNANSWERED: N_("Referrals sent that the organization has not answered"),
    Queue.DECLINED: N_("Declined referrals not yet referred elsewhere or told"),
    Queue.STALLED: N_("Referrals in which nothing has happened for too long"),
    Queue.CONSENTS: N_("Consents ending within 30 days, or withdrawn"),
    Queue.FOLLOW_UPS: N_("Follow-ups tried three times in vain, or given up"),
    Queue.DIRECTORY: N_("Directory entries past their date"),
    Queue.COORDINATION: N_("People with two or more open referrals"),
}


@query(May.ANSWER_REFERRALS)
def week_pages(tx: Tx, week_start: date | None = None, language: str = "en") -> Outgoing:
    """The sheet of a week as a PDF."""
    with speaking(language):
        return pages(week(tx, week_start), text_setting(tx, "agency"), tx.store.zone, language)


def pages(sheet: Sheet, agency: str, zone: ZoneInfo, language: str) -> Outgoing:
    """A sheet as a PDF under the name of an agency."""
    title = _("Weekly review, {first} to {last}").format(
        first=sheet.week_start, last=sheet.week_start + timedelta(days=6)
    )
    story: list[Flowable] = [para(title, TITLE), para(_standing(sheet, zone), BODY), Spacer(1, 10)]
    head = [_("Queue"), _("At the start"), _("New"), _("Closed"), _("At the end")]
    story.append(table(head, [_row(one) for one in sheet.flows], WIDTHS))
    said = _("Start + new − closed = end: it adds up in every queue.") if sheet.adds_up else _wrong(sheet)
    story += [Spacer(1, 8), para(said, BODY)]
    if sheet.note:
        story += [para(_("Note"), HEADING), para(sheet.note, BODY)]
    foot = _("Counted from the events of the week, over what the liaison who counts may see. Nobody is named.")
    story += [Spacer(1, 24), para(foot, SMALL)]
    return document(PageFrame(title, agency, title, language), story, NoPerson.FIGURES)


def _row(one: Flow) -> list[str]:
    return [_(MEANING[one.queue]), str(one.start), str(one.new), str(one.closed), str(one.end)]


def _standing(sheet: Sheet, zone: ZoneInfo) -> str:
    if sheet.signed_at is None:
        return _("Not signed.") if sheet.over else _("Not signed; the week is not over.")
    at = sheet.signed_at.astimezone(zone)
    return _("Signed by {name}, {day} at {time}.").format(name=sheet.signed_name, day=at.date(), time=f"{at:%H:%M}")


def _wrong(sheet: Sheet) -> str:
    names = "; ".join(_(MEANING[one.queue]) for one in sheet.flows if not one.adds_up)
    return _("It does not add up in: {queues}.").format(queues=names)
