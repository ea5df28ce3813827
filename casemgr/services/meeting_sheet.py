"""The sheet of a meeting: its agenda to hand out before, its minutes and promises after."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from reportlab.platypus import Flowable, KeepTogether, Spacer
from sqlmodel import col, select

from casemgr.core.access import May
from casemgr.core.codes import label
from casemgr.core.settings import text_setting
from casemgr.core.tx import Tx
from casemgr.i18n import N_, _, plural, speaking
from casemgr.records.issues import Decision, Issue
from casemgr.records.meetings import AgendaItem, Meeting, Status, agenda, the_meeting
from casemgr.services.invitation import about, invitation
from casemgr.services.leaving import NoPerson, Outgoing
from casemgr.services.paper import BODY, HEADING, SMALL, TITLE, PageFrame, document, para
from casemgr.services.sheets import sheet
from casemgr.services.you_said import ISSUE, SAID, SETTLED, promises

HEADS = {Status.PLANNED: N_("Agenda"), Status.HELD: N_("Minutes and promises"), Status.CALLED_OFF: N_("Called off")}


@sheet("meetings", N_("Meeting sheet"), May.READ_COMMUNITY)
def meeting_sheet(tx: Tx, id: UUID, language: str = "en") -> Outgoing:
    """The agenda of a meeting to come, or what came of one that was held; nobody who was there is named."""
    meeting = the_meeting(tx, id)
    state = Status(meeting.status)
    with speaking(language):
        head = _(HEADS[state])
        frame = PageFrame(head, text_setting(tx, "agency"), f"{meeting.number} · {head}", language, 9)
        sort = label(tx, "meeting_kind", meeting.sort)
        pages = [para(meeting.title, TITLE), para(f"{sort[:1].upper()}{sort[1:]} · {head}", SMALL)]
        pages += [para(line, SAID) for line in about(tx, meeting)]
        parts = {Status.PLANNED: _before, Status.HELD: _after, Status.CALLED_OFF: _off}
        return document(frame, [*pages, *parts[state](tx, meeting)], NoPerson.FIGURES)


def _off(tx: Tx, meeting: Meeting) -> Iterator[Flowable]:
    yield para(_("This meeting will not be held: {reason}").format(reason=meeting.reason), HEADING)
    yield from invitation(tx, meeting.neighborhood_id)


def _before(tx: Tx, meeting: Meeting) -> Iterator[Flowable]:
    yield para(_("What we talk about"), HEADING)
    points = agenda(tx, meeting.id)
    for item in points:
        yield para(f"{item.n}. {item.title}", ISSUE)
        yield para(_proposed(tx, item), SMALL)
    yield para(f"{len(points) + 1}. {_('What you bring along')}", ISSUE)
    yield Spacer(1, 8)
    yield from _issues(tx, meeting, _("What was promised, and where it stands"), before=True)


def _after(tx: Tx, meeting: Meeting) -> Iterator[Flowable]:
    yield para(plural("{n} person was there.", "{n} people were there.", meeting.attendance_total or 0), SAID)
    if meeting.minutes:
        yield para(meeting.minutes, SAID)
    for item in agenda(tx, meeting.id):
        said = [(item.minutes, "{text}"), (item.leader_input, _("Leaders of the community: {text}"))]
        said.append((item.decision, _("Decided: {text}")))
        lines = [para(frame.format(text=text), BODY) for text, frame in said if text]
        yield KeepTogether([para(f"{item.n}. {item.title}", ISSUE), para(_proposed(tx, item), SMALL), *lines])
    yield from _decisions(tx, meeting)
    yield from _issues(tx, meeting, _("What you brought up, and what we promised"), before=False)
    yield Spacer(1, 8)
    yield from invitation(tx, meeting.neighborhood_id)


def _proposed(tx: Tx, item: AgendaItem) -> str:
    return _("proposed by {who}").format(who=label(tx, "agenda_proposed_by", item.proposed_by))


def _decisions(tx: Tx, meeting: Meeting) -> Iterator[Flowable]:
    asked: Any = select(Decision).where(Decision.meeting_id == meeting.id).order_by(col(Decision.id))
    for n, row in enumerate(tx.exec(asked)):
        if not n:
            yield para(_("What was decided"), HEADING)
        yield para(row.subject, ISSUE)
        yield para(row.outcome, BODY)
        if row.community_input:
            yield para(_("You said: {text}").format(text=row.community_input), BODY)
        if row.changed:
            yield para(_("Because of that it is different: {text}").format(text=row.what_changed), BODY)


def _issues(tx: Tx, meeting: Meeting, title: str, *, before: bool) -> Iterator[Flowable]:
    """Promises about what was raised here; before it, about all of the neighborhood that is not settled."""
    asked: Any = select(Issue).where(Issue.neighborhood_id == meeting.neighborhood_id)
    if before:
        asked = asked.where(col(Issue.status).not_in([state.value for state in SETTLED]))
    else:
        asked = asked.where(Issue.meeting_id == meeting.id)
    some = [(one, list(promises(tx, one.id))) for one in tx.exec(asked.order_by(col(Issue.raised_on), col(Issue.id)))]
    told = [(one, lines) for one, lines in some if lines or not before]
    for n, (one, lines) in enumerate(told):
        head = [para(title, HEADING)] if not n else []
        state = label(tx, "issue_status", one.status)
        words = [para(one.title, ISSUE), para(f"{one.number} · {state}", SMALL)]
        yield KeepTogether([*head, *words, *(para(line, BODY) for line in lines)])
