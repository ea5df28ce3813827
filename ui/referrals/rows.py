"""Referrals in words: the rows of the queues, and the events of one."""

from collections.abc import Callable
from datetime import datetime, tzinfo

from casemgr.i18n import N_, _
from casemgr.records.referrals import Event, Evidence, Status, Urgency
from casemgr.records.referrals.cards import Happening
from casemgr.records.referrals.words import HoldReason
from casemgr.services.referral_queues import Line, Queue
from ui.fields.when import say_day, say_time
from ui.labels import Labels
from ui.tokens import Tone
from ui.widgets.rows import Row
from ui.wording import sentence_case

QUEUES = {
    Queue.TO_ANSWER: N_("To answer"),
    Queue.SENT: N_("Sent"),
    Queue.ACCEPTED: N_("Accepted"),
    Queue.UNDER_WAY: N_("Under way"),
    Queue.ENDED: N_("Ended"),
    Queue.DRAFTS: N_("Drafts"),
    Queue.STALLED: N_("Stalled"),
}
EMPTY = {
    Queue.TO_ANSWER: N_("Nothing waits for an answer."),
    Queue.SENT: N_("Nothing is sent and unanswered."),
    Queue.ACCEPTED: N_("Nothing is accepted and not yet begun."),
    Queue.UNDER_WAY: N_("No service is under way."),
    Queue.ENDED: N_("Nothing has come to an end yet."),
    Queue.DRAFTS: N_("No referral is half written."),
    Queue.STALLED: N_("Nothing has stalled."),
}
URGENCIES = {
    Urgency.ONE_HOUR: N_("within an hour"),
    Urgency.ONE_DAY: N_("within a day"),
    Urgency.THREE_DAYS: N_("within 3 days"),
    Urgency.SEVEN_DAYS: N_("within 7 days"),
}
TONES = {
    Status.REQUESTED: Tone.WARN,
    Status.RECEIVED: Tone.WARN,
    Status.ACCEPTED: Tone.INFO,
    Status.IN_PROGRESS: Tone.INFO,
    Status.ON_HOLD: Tone.WARN,
    Status.COMPLETED: Tone.OK,
    Status.REJECTED: Tone.DANGER,
    Status.FAILED: Tone.DANGER,
}
_HAPPENED = {
    Event.DRAFT: N_("Drafted"),
    Event.SEND: N_("Sent"),
    Event.ACKNOWLEDGE: N_("Acknowledged"),
    Event.ACCEPT: N_("Accepted"),
    Event.DECLINE: N_("Declined"),
    Event.START: N_("Service started"),
    Event.PAUSE: N_("Put on hold"),
    Event.RESUME: N_("Resumed"),
    Event.COMPLETE: N_("Completed"),
    Event.FAIL: N_("Closed without help"),
    Event.CANCEL: N_("Canceled"),
    Event.ASK_BACK: N_("Asked back"),
    Event.ANSWER_BACK: N_("Question answered"),
    Event.ATTEMPT: N_("Attempt"),
    Event.TELL: N_("Person told"),
    Event.RE_REFER: N_("Referred elsewhere"),
    Event.REOPEN: N_("Reopened"),
    Event.ENTERED_IN_ERROR: N_("Entered in error"),
    Event.TAKE_BACK: N_("Taken back"),
}
EVIDENCE = {
    Evidence.PROVIDER: N_("the provider"),
    Evidence.CLIENT: N_("the person"),
    Evidence.DOCUMENT: N_("a document"),
    Evidence.RECORD_CHECK: N_("a record check"),
}
HOLDS = {
    HoldReason.WAITLIST: N_("There is a waiting list"),
    HoldReason.CLIENT_UNAVAILABLE: N_("The person cannot come"),
    HoldReason.AWAITING_DOCUMENTS: N_("Documents are missing"),
    HoldReason.AWAITING_FUNDING: N_("Funding is awaited"),
}
_CODES = {
    Event.DECLINE: "referral_decline_reason",
    Event.ASK_BACK: "referral_question",
    Event.ANSWER_BACK: "referral_question",
    Event.ATTEMPT: "attempt_result",
    Event.COMPLETE: "referral_outcome",
    Event.FAIL: "referral_outcome",
    Event.CANCEL: "referral_cancel_reason",
}


def say_moment(moment: datetime, zone: tzinfo) -> str:
    """A day and a time of day as they are written here."""
    local = moment.astimezone(zone)
    return f"{say_day(local.date())}, {say_time(local.time())}"


def say_status(labels: Labels, status: str) -> str:
    """A state in words."""
    return sentence_case(labels.code("referral_status", status))


def say_days(days: int) -> str:
    """How long nothing has happened, as short as a row needs it."""
    return _("{n} d").format(n=days) if days else _("today")


def row_of(line: Line, say_code: Callable[[str, str], str]) -> Row:
    """One referral in a queue: who, where to, how urgent, and for how long nothing has happened."""
    place = " · ".join(part for part in (line.service_name, line.organization_name) if part)
    if line.late:
        chip, tone = _("Answer overdue"), Tone.DANGER
    elif line.status in (Status.REQUESTED, Status.RECEIVED) and line.urgency in set(Urgency):
        chip, tone = sentence_case(_(URGENCIES[Urgency(line.urgency)])), Tone.WARN
    else:
        chip = sentence_case(say_code("referral_status", line.status))
        tone = TONES.get(line.status, Tone.NEUTRAL)
    days = say_days(line.days)
    return Row(line.name or line.number, place, icon="waypoints", chip=chip, tone=tone, end=days, key=line)


def say_event(happening: Happening, labels: Labels) -> tuple[str, str]:
    """What happened, and on a second line who said so and how it was put."""
    title = _(_HAPPENED[happening.event])
    if happening.code:
        title = f"{title} · {_say_code(happening, labels)}"
    who = labels.record("staff", happening.actor_id)
    parts = [_("{name}, on behalf of the organization").format(name=who) if happening.on_behalf else who]
    if happening.withheld:
        parts.append(_("what they said is not shown to you"))
    if happening.evidence:
        parts.append(_("known from: {evidence}").format(evidence=say_evidence(happening.evidence)))
    parts.append(happening.note)
    return title, " · ".join(part for part in parts if part)


def _say_code(happening: Happening, labels: Labels) -> str:
    """What the event adds to itself: the step taken back, why it waits, or what was chosen from a list."""
    if happening.event is Event.PAUSE:
        return _(HOLDS[HoldReason(happening.code)])
    if happening.event is Event.TAKE_BACK:
        return _(_HAPPENED[Event(happening.code)])
    return labels.code(_CODES[happening.event], happening.code)


def say_evidence(code: str) -> str:
    """What a step rests on, in words."""
    return _(EVIDENCE[Evidence(code)]) if code in set(Evidence) else code
