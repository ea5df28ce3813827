"""A referral on its way: drafts, answers with which nothing is wrong, and the steps to each state."""

from datetime import UTC, date, datetime, timedelta

import pytest

from casemgr.core.access import Role
from casemgr.core.errors import Invalid
from casemgr.records import directory, followups, referrals
from casemgr.records.referrals import Evidence, HoldReason
from tests.builders import a_member, a_referral, a_service

NOON = datetime(2026, 10, 14, 16, 0, tzinfo=UTC)
TODAY = date(2026, 10, 14)
SHARED = ["identity", "needs"]
THREAT = "He said he would end his life tonight"

PATHS = {
    "draft": "",
    "requested": "send",
    "received": "send acknowledge",
    "accepted": "send accept",
    "in-progress": "send accept start",
    "on-hold": "send accept start pause",
    "rejected": "send decline",
    "completed": "send accept complete",
    "failed": "send accept fail",
    "cancelled": "cancel",
    "entered-in-error": "entered_in_error",
}


def a_receiver(desk, name, organization, local=None, **facts):
    """A service and the organization that gives it."""
    id = a_service(desk, name, organization, local=local, **facts)
    return id, desk.ask(directory.service, id).organization_id


def drafted(town, service_id=None, **facts):
    values = {"person_id": town.maria, "information_shared": SHARED, "desired_outcomes": ["A bed for the winter"]}
    return a_referral(town.officer, service_id or town.service, **values | facts)


def card(desk, id):
    return desk.ask(referrals.referral, id)


def answer_to(event, town, id, **facts):
    """An answer with which nothing is wrong."""
    hopes = card(town.supervisor, id).desired_outcomes if event == "complete" else ()
    achieved = [referrals.Achieved(desired_outcome_id=hope.id, achievement="ACHIEVED") for hope in hopes]
    drafts = {
        "send": (referrals.SendDraft, {}),
        "acknowledge": (referrals.AcknowledgeDraft, {"acknowledged_by": "Ewa Kowalska"}),
        "accept": (referrals.AcceptDraft, {"next_step_on": TODAY + timedelta(3)}),
        "decline": (referrals.DeclineDraft, {"reason": "no_capacity"}),
        "ask_back": (referrals.AskBackDraft, {"question": "contact_details"}),
        "answer_back": (referrals.AnswerBackDraft, {"note": "By the phone of her sister"}),
        "attempt": (referrals.TriedDraft, {"method": "voice-only", "result": "no_answer"}),
        "tell": (referrals.StepDraft, {}),
        "start": (referrals.StartDraft, {"first_service_at": NOON - timedelta(hours=1)}),
        "pause": (referrals.PauseDraft, {"reason": HoldReason.WAITLIST, "review_on": TODAY + timedelta(30)}),
        "resume": (referrals.StepDraft, {}),
        "complete": (
            referrals.CompleteDraft,
            {"outcome": "got_help", "evidence": Evidence.PROVIDER, "achieved": achieved},
        ),
        "fail": (referrals.FailDraft, {"outcome": "couldnt_contact", "evidence": Evidence.PROVIDER}),
        "cancel": (referrals.CancelDraft, {"reason": "client_withdrew"}),
        "re_refer": (referrals.ReReferDraft, {"service_id": town.other}),
        "reopen": (referrals.ReasonDraft, {"note": "They called after all"}),
        "entered_in_error": (referrals.ReasonDraft, {"note": "Wrong person"}),
    }
    draft, values = drafts[event]
    return draft(**values | facts)


def a_lead(town):
    """A supervisor on the staff, who agrees to what goes out without consent."""
    return a_member(town.desk_of(Role.ADMINISTRATOR), roles=[Role.SUPERVISOR])


def take(desk, town, id, event, **facts):
    return desk.do(getattr(referrals, event), id, answer_to(event, town, id, **facts))


def brought_to(town, status, *, asked=False, **facts):
    """A referral in this state, brought there by steps; with `asked` the receiver waits for an answer."""
    id = drafted(town, **facts)
    for event in PATHS[status].split():
        take(town.officer if event in ("send", "cancel") else town.supervisor, town, id, event)
    if asked:
        take(town.partner, town, id, "ask_back")
    assert card(town.supervisor, id).status == status
    return id


def refused(error, do):
    with pytest.raises(error) as said:
        do()
    return said.value


def fields(do):
    return {problem.field for problem in refused(Invalid, do).problems}


def promises(town, id):
    return [(row.what, row.status) for row in town.officer.ask(followups.of_parent, "referrals", id)]
