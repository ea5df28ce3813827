"""The state table of a referral: from where, what happens, to where, who may, what must hold (domain 2.4)."""

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from casemgr.core.access import Actor, May
from casemgr.core.codes import label
from casemgr.core.errors import Invalid, NotAllowed, Problem
from casemgr.core.tx import Tx
from casemgr.i18n import N_, _
from casemgr.records.referrals import asking, checks, sending
from casemgr.records.referrals.drafts import (
    AcceptDraft,
    AcknowledgeDraft,
    AnswerBackDraft,
    AskBackDraft,
    CancelDraft,
    CompleteDraft,
    DeclineDraft,
    FailDraft,
    PauseDraft,
    ReasonDraft,
    ReReferDraft,
    SendDraft,
    StartDraft,
    StepDraft,
    TriedDraft,
)
from casemgr.records.referrals.tables import Referral
from casemgr.records.referrals.words import EVENT_NAMES, Event, Lane, Status, Who

Check = Callable[[Tx, Referral, Any], str]
"""What must hold: refuses, or writes down what the answer says and returns its coded reason or outcome."""


@dataclass(frozen=True)
class Line:
    """One line of the table; `to` is None where the state stays as it is."""

    event: Event
    since: AbstractSet[Status]
    to: Status | None
    who: AbstractSet[Who]
    asks: type[StepDraft]
    holds: Check

    @property
    def lane(self) -> Lane:
        """The side that takes this step."""
        if Who.RECEIVER in self.who:
            return Lane.RECEIVER
        return Lane.SENDER if Who.SENDER in self.who else Lane.COORDINATOR


S = Status
NOT_ENDED = {S.DRAFT, S.REQUESTED, S.RECEIVED, S.ACCEPTED, S.IN_PROGRESS, S.ON_HOLD}
NOT_WITHDRAWN = set(Status) - {S.ENTERED_IN_ERROR}
LEAD = {Who.SUPERVISOR}
UNDER = {S.REQUESTED, S.RECEIVED, S.ACCEPTED, S.IN_PROGRESS, S.ON_HOLD}
SENDERS = {Who.SENDER, Who.SUPERVISOR}
ANSWERERS = {Who.RECEIVER, Who.LIAISON}

LINES = (
    Line(Event.SEND, {S.DRAFT}, S.REQUESTED, {Who.OFFICER, Who.SENDER}, SendDraft, sending.sent),
    Line(Event.ACKNOWLEDGE, {S.REQUESTED}, S.RECEIVED, ANSWERERS, AcknowledgeDraft, checks.acknowledged),
    Line(Event.ACCEPT, {S.REQUESTED, S.RECEIVED}, S.ACCEPTED, {Who.RECEIVER}, AcceptDraft, checks.accepted),
    Line(Event.DECLINE, {S.REQUESTED, S.RECEIVED}, S.REJECTED, {Who.RECEIVER}, DeclineDraft, checks.declined),
    Line(Event.ASK_BACK, UNDER, None, ANSWERERS, AskBackDraft, asking.asked_back),
    Line(Event.ANSWER_BACK, UNDER, None, SENDERS, AnswerBackDraft, asking.answered_back),
    Line(Event.START, {S.ACCEPTED}, S.IN_PROGRESS, {Who.RECEIVER}, StartDraft, checks.started),
    Line(Event.PAUSE, {S.IN_PROGRESS}, S.ON_HOLD, {Who.RECEIVER}, PauseDraft, checks.paused),
    Line(Event.RESUME, {S.ON_HOLD}, S.IN_PROGRESS, {Who.RECEIVER}, StepDraft, checks.resumed),
    Line(Event.COMPLETE, {S.ACCEPTED, S.IN_PROGRESS}, S.COMPLETED, ANSWERERS, CompleteDraft, checks.completed),
    Line(Event.FAIL, {S.ACCEPTED, S.IN_PROGRESS, S.ON_HOLD}, S.FAILED, ANSWERERS, FailDraft, checks.failed),
    Line(Event.ATTEMPT, UNDER, None, {Who.LIAISON}, TriedDraft, asking.tried),
    Line(Event.TELL, {S.REJECTED}, None, {Who.SENDER, Who.LIAISON}, StepDraft, asking.person_told),
    Line(Event.CANCEL, NOT_ENDED, S.CANCELLED, SENDERS, CancelDraft, checks.cancelled),
    Line(Event.RE_REFER, {S.REJECTED, S.FAILED}, None, {Who.LIAISON}, ReReferDraft, checks.re_referred),
    Line(Event.REOPEN, {S.COMPLETED, S.FAILED, S.REJECTED}, S.IN_PROGRESS, LEAD, ReasonDraft, checks.reopened),
    Line(Event.ENTERED_IN_ERROR, NOT_WITHDRAWN, S.ENTERED_IN_ERROR, LEAD, ReasonDraft, checks.in_error),
)
TABLE = {line.event: line for line in LINES}
WHO_NAMES = {
    Who.OFFICER: N_("an officer"),
    Who.SENDER: N_("whoever made the referral"),
    Who.RECEIVER: N_("the receiving organization"),
    Who.LIAISON: N_("a liaison"),
    Who.SUPERVISOR: N_("a supervisor"),
}


def parts_of(actor: Actor, referral: Referral) -> frozenset[Who]:
    """What this actor is to this referral.

    A liaison or supervisor of the agency answers on behalf of any organization; a partner's liaison only for their own.
    """
    inside = actor.organization is None
    answers = actor.may(May.ANSWER_REFERRALS) and (inside or actor.organization == referral.organization_id)
    parts = {
        Who.OFFICER: inside and actor.may(May.REFER),
        Who.SENDER: actor.may(May.REFER) and actor.id in (referral.officer_id, referral.entered_by),
        Who.RECEIVER: answers,
        Who.LIAISON: answers,
        Who.SUPERVISOR: inside and actor.may(May.SUPERVISE),
    }
    return frozenset(who for who, holds in parts.items() if holds)


def line_for(tx: Tx, referral: Referral, event: Event) -> Line:
    """The line by which this actor may take this step now; Invalid or NotAllowed in words where there is none."""
    line = TABLE.get(event)
    if line is None or referral.status not in line.since:
        sentence = _("“{event}” is not possible while the referral is “{status}”.")
        status = label(tx, "referral_status", referral.status)
        raise Invalid(Problem("status", sentence.format(event=_(EVENT_NAMES[event]), status=status)))
    if not line.who & parts_of(tx.actor, referral):
        names = " / ".join(_(WHO_NAMES[who]) for who in sorted(line.who))
        sentence = _("“{event}” is for {who} to say.")
        raise NotAllowed(sentence.format(event=_(EVENT_NAMES[event]), who=names))
    return line


def open_lines(actor: Actor, referral: Referral, *, asked: bool) -> list[Line]:
    """The lines by which this actor may take a step now, in the order of the table; `asked` while a question waits."""
    parts = parts_of(actor, referral)
    out = {Event.ASK_BACK if asked else Event.ANSWER_BACK, *([Event.ATTEMPT] if referral.no_reply else [])}
    return [line for line in LINES if referral.status in line.since and line.who & parts and line.event not in out]
