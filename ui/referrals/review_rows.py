"""The lines of the review in words, under the heading of their queue."""

from collections.abc import Callable, Iterable, Iterator

from casemgr.i18n import N_, _, plural
from casemgr.records.referrals import Urgency
from casemgr.services.review.queues import Line, Listing, Sort
from casemgr.services.review.spans import QUEUE_NAMES, Queue
from ui.referrals.rows import TONES, URGENCIES, say_days
from ui.tokens import Tone
from ui.widgets.rows import Row
from ui.wording import sentence_case

ICONS = {
    Sort.REFERRAL: "waypoints",
    Sort.CONSENT: "shield-check",
    Sort.FOLLOW_UP: "calendar-check",
    Sort.SERVICE: "building",
    Sort.PERSON: "users",
}
NOTHING = {
    Queue.UNANSWERED: N_("Every organization has answered."),
    Queue.DECLINED: N_("No declined referral waits for another way."),
    Queue.STALLED: N_("Nothing has stalled."),
    Queue.CONSENTS: N_("No consent ends soon, and none was withdrawn."),
    Queue.FOLLOW_UPS: N_("Nobody was tried three times in vain."),
    Queue.DIRECTORY: N_("This week's share of the directory is checked."),
    Queue.COORDINATION: N_("Nobody has two open referrals at once."),
}
Say = Callable[[str, str], str]


def rows_of(listings: Iterable[Listing], say_code: Say) -> Iterator[Row]:
    """Each queue that is not empty, under its heading."""
    for listing in listings:
        if not listing.n:
            continue
        yield Row(_(QUEUE_NAMES[listing.queue]), end=str(listing.n), heading=True)
        for line in listing.lines:
            yield row_of(line, say_code)
        if listing.n > len(listing.lines):
            more = plural("{n} more comes up as these are done", "{n} more come up as these are done", _more(listing))
            yield Row(more, heading=True)
        if listing.beyond:
            said = plural("{n} more is past its date", "{n} more are past their date", listing.beyond)
            yield Row(said, heading=True)


def _more(listing: Listing) -> int:
    return listing.n - len(listing.lines)


def row_of(line: Line, say_code: Say) -> Row:
    """One line: who or what, where it stands, how long it waits."""
    chip, tone = _chip(line, say_code)
    title = line.name or line.number or _("Not shown to you")
    said = line.what
    if line.sort is Sort.CONSENT:
        said = _("Consent")
    elif line.sort is Sort.PERSON:
        said = plural("{n} open referral", "{n} open referrals", line.many)
    end = "" if line.sort in (Sort.CONSENT, Sort.SERVICE) else say_days(line.days)
    return Row(title, said, ICONS[line.sort], chip, tone, end, key=line)


def _chip(line: Line, say_code: Say) -> tuple[str, Tone]:
    if line.sort is Sort.CONSENT:
        if line.late:
            return _("Withdrawn"), Tone.DANGER
        return plural("Ends in {n} day", "Ends in {n} days", max(0, line.days)), Tone.WARN
    if line.sort is Sort.FOLLOW_UP:
        return sentence_case(say_code("followup_status", line.status)), Tone.WARN
    if line.sort is Sort.SERVICE:
        said = plural("Checked {n} day ago", "Checked {n} days ago", line.days) if line.days else _("Never checked")
        return said, Tone.DANGER
    if line.sort is Sort.PERSON:
        return "", Tone.NEUTRAL
    if line.queue is Queue.UNANSWERED and line.late:
        return _("Answer overdue"), Tone.DANGER
    if line.queue is Queue.UNANSWERED and line.urgency in set(Urgency):
        return sentence_case(_(URGENCIES[Urgency(line.urgency)])), Tone.WARN
    return sentence_case(say_code("referral_status", line.status)), TONES.get(line.status, Tone.NEUTRAL)  # type: ignore[call-overload]
