"""The words of a referral's life: its states, what happens to it, who does that, and the answers asked for."""

from enum import StrEnum

from casemgr.i18n import N_


class Status(StrEnum):
    """Where a referral stands; FHIR Task codes, and `received`, which is ours."""

    DRAFT = "draft"
    REQUESTED = "requested"
    RECEIVED = "received"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    IN_PROGRESS = "in-progress"
    ON_HOLD = "on-hold"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"
    ENTERED_IN_ERROR = "entered-in-error"


UNDER_WAY = frozenset({Status.REQUESTED, Status.RECEIVED, Status.ACCEPTED, Status.IN_PROGRESS, Status.ON_HOLD})
"""Sent, and not at an end."""
FINAL = frozenset(Status) - UNDER_WAY - {Status.DRAFT}


class Event(StrEnum):
    """What happens to a referral."""

    DRAFT = "draft"
    SEND = "send"
    ACKNOWLEDGE = "acknowledge"
    ACCEPT = "accept"
    DECLINE = "decline"
    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    COMPLETE = "complete"
    FAIL = "fail"
    CANCEL = "cancel"
    ASK_BACK = "ask_back"
    ANSWER_BACK = "answer_back"
    ATTEMPT = "attempt"
    TELL = "tell"
    RE_REFER = "re_refer"
    REOPEN = "reopen"
    ENTERED_IN_ERROR = "entered_in_error"
    TAKE_BACK = "take_back"


EVENT_NAMES = {
    Event.DRAFT: N_("Draft"),
    Event.SEND: N_("Send"),
    Event.ACKNOWLEDGE: N_("Acknowledge"),
    Event.ACCEPT: N_("Accept"),
    Event.DECLINE: N_("Decline"),
    Event.START: N_("Start service"),
    Event.PAUSE: N_("Put on hold"),
    Event.RESUME: N_("Resume"),
    Event.COMPLETE: N_("Complete"),
    Event.FAIL: N_("Close without help"),
    Event.CANCEL: N_("Cancel"),
    Event.ASK_BACK: N_("Ask back"),
    Event.ANSWER_BACK: N_("Answer the question"),
    Event.ATTEMPT: N_("Record an attempt"),
    Event.TELL: N_("Person was told"),
    Event.RE_REFER: N_("Refer elsewhere"),
    Event.REOPEN: N_("Reopen"),
    Event.ENTERED_IN_ERROR: N_("Entered in error"),
    Event.TAKE_BACK: N_("Take back"),
}


class Who(StrEnum):
    """What someone is to a referral; one person may be several."""

    OFFICER = "officer"
    SENDER = "sender"
    RECEIVER = "receiver"
    LIAISON = "liaison"
    SUPERVISOR = "supervisor"


class Lane(StrEnum):
    """The swim lane of a participant or of an event."""

    SENDER = "sender"
    RECEIVER = "receiver"
    COORDINATOR = "coordinator"


class Urgency(StrEnum):
    """How soon the receiver is to acknowledge."""

    ONE_HOUR = "1_hour"
    ONE_DAY = "1_day"
    THREE_DAYS = "3_days"
    SEVEN_DAYS = "7_days"


URGENCY_HOURS = {Urgency.ONE_HOUR: 1, Urgency.ONE_DAY: 24, Urgency.THREE_DAYS: 72, Urgency.SEVEN_DAYS: 168}


class Handoff(StrEnum):
    """The kinds of hand-off this program treats in a way of their own; codes of the list referral_handoff."""

    WARM_IN_PERSON = "warm_in_person"
    WARM_PHONE = "warm_phone"
    DIRECT_SEND = "direct_send"
    SELF_CONTACT = "self_contact"
    INFO_ONLY = "info_only"


WARM = frozenset({Handoff.WARM_IN_PERSON, Handoff.WARM_PHONE})
"""Hand-offs in which someone is brought to someone."""
GIVEN_TO_PERSON = frozenset({Handoff.SELF_CONTACT, Handoff.INFO_ONLY})
"""Hand-offs in which the provider is told nothing."""


class Evidence(StrEnum):
    """What a step rests on."""

    PROVIDER = "provider"
    CLIENT = "client"
    DOCUMENT = "document"
    RECORD_CHECK = "record_check"


class HoldReason(StrEnum):
    """Why service waits."""

    WAITLIST = "waitlist"
    CLIENT_UNAVAILABLE = "client_unavailable"
    AWAITING_DOCUMENTS = "awaiting_documents"
    AWAITING_FUNDING = "awaiting_funding"


HELPED = frozenset({"got_help", "partially_helped"})
NOT_HELPED = frozenset(
    {"couldnt_contact", "couldnt_get_help", "not_eligible", "no_capacity", "no_longer_interested", "referred_elsewhere"}
)
"""Codes of referral_outcome, as completing and failing take them."""
