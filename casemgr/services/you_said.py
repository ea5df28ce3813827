"""You said, we did: what a neighborhood brought up and what came of it, in plain words, to be handed out."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, KeepTogether, Spacer
from sqlmodel import col, select

from casemgr.core.access import ROLE_NAMES, May, Role
from casemgr.core.days import long_day
from casemgr.core.errors import NotFound
from casemgr.core.settings import text_setting
from casemgr.core.tx import Tx
from casemgr.i18n import N_, _, plural, speaking
from casemgr.records.issues import CommitmentStatus, Issue, Status, confirmation, of_issue, story
from casemgr.records.meetings import day_of
from casemgr.records.neighborhoods import Neighborhood
from casemgr.records.staff import Staff
from casemgr.services.invitation import invitation
from casemgr.services.leaving import NoPerson, Outgoing
from casemgr.services.paper import BODY, HEADING, SMALL, STRONG, TITLE, PageFrame, document, para
from casemgr.services.sheets import sheet

ISSUE = ParagraphStyle("issue", BODY, fontName=STRONG, fontSize=11, leading=14, spaceBefore=6)
SAID = ParagraphStyle("said", BODY, fontSize=10.5, leading=14)
GROUPS = {
    N_("Solved, and you told us so"): (Status.CONFIRMED,),
    N_("We did this. Is it solved? Please tell us"): (Status.RESOLVED,),
    N_("We are working on it"): (Status.IN_ACTION,),
    N_("We heard you, and have not begun yet"): (Status.PRIORITIZED, Status.ACKNOWLEDGED, Status.RAISED),
    N_("We will not do this, and why"): (Status.NOT_TAKEN_UP,),
}
SETTLED = (Status.CONFIRMED, Status.NOT_TAKEN_UP)
SHOWN = timedelta(days=365)
"""What is settled stays on the sheet for so long."""
MOST = 20
"""Issues shown under one heading."""


@sheet("neighborhoods", N_("You said, we did"), May.READ_COMMUNITY)
def you_said(tx: Tx, id: UUID, language: str = "en") -> Outgoing:
    """The sheet of a neighborhood; it holds what was written to be public, and nobody's name."""
    place = tx.get(Neighborhood, id)
    if place is None:
        raise NotFound(_("There is no such neighborhood."))
    with speaking(language):
        agency = text_setting(tx, "agency")
        day = _("As of {day}").format(day=long_day(day_of(tx)))
        frame = PageFrame(_("You said, we did"), agency, f"{place.name} · {day}", language, 9)
        pages = [para(_("You said, we did"), TITLE), para(f"{place.name} · {day}", SAID), *_groups(tx, id)]
        return document(frame, [*pages, Spacer(1, 8), *invitation(tx, id)], NoPerson.FIGURES)


def _groups(tx: Tx, neighborhood: UUID) -> Iterator[Flowable]:
    shown = _shown(tx, neighborhood)
    if not shown:
        yield para(_("Nothing was brought up yet. Come and tell us what should change."), SAID)
    for title, states in GROUPS.items():
        some = [one for one in shown if one.status in states]
        for n, one in enumerate(some[:MOST]):
            head = [para(_(title), HEADING)] if not n else []
            yield KeepTogether([*head, *_issue(tx, one)])
        if len(some) > MOST:
            yield para(plural("And {n} more; ask us.", "And {n} more; ask us.", len(some) - MOST), SMALL)


def _shown(tx: Tx, neighborhood: UUID) -> list[Issue]:
    """What is open or was settled within a year, most wanted first."""
    asked: Any = select(Issue).where(Issue.neighborhood_id == neighborhood)
    rows = list(tx.exec(asked.order_by(col(Issue.votes).desc(), col(Issue.raised_on), col(Issue.id))))
    since = day_of(tx) - SHOWN
    return [one for one in rows if one.status not in SETTLED or _settled_on(tx, one) >= since]


def _settled_on(tx: Tx, issue: Issue) -> date:
    told = story(tx, issue.id)
    return issue.confirmed_on or (told[0].at.astimezone(tx.store.zone).date() if told else issue.raised_on)


def _issue(tx: Tx, issue: Issue) -> Iterator[Flowable]:
    yield para(" · ".join(part for part in (issue.title, issue.segment) if part), ISSUE)
    votes = plural("{n} vote", "{n} votes", issue.votes) if issue.votes else ""
    raised = _("You said it on {day}").format(day=long_day(issue.raised_on))
    yield para(" · ".join(part for part in (raised, votes) if part), SMALL)
    told = story(tx, issue.id, public=True)
    if told:
        yield para(told[0].text, SAID)
    elif issue.not_taken_reason:
        yield para(issue.not_taken_reason, SAID)
    for line in promises(tx, issue.id):
        yield para(line, BODY)
    confirmed = confirmation(tx, issue)
    if confirmed:
        yield para(_("You told us: {how}").format(how=confirmed), BODY)
    elif issue.target_date is not None and issue.status == Status.IN_ACTION:
        yield para(_("To be solved by {day}").format(day=long_day(issue.target_date)), BODY)


def promises(tx: Tx, issue_id: UUID) -> Iterator[str]:
    """What is promised about an issue, by whose office and by when, or that it was done; a line each."""
    for row in of_issue(tx, issue_id):
        day = long_day(row.done_on or row.due_on)
        facts = {"what": row.text.rstrip("."), "who": role_of(tx, row.owner_id), "day": day}
        if row.status == CommitmentStatus.DONE:
            yield _("Promised and done on {day}: {what} ({who})").format(**facts)
        elif row.status == CommitmentStatus.OPEN:
            late = row.due_on < day_of(tx)
            said = _("Promised for {day}, and late: {what} ({who})") if late else _("Promised by {day}: {what} ({who})")
            yield said.format(**facts)


def role_of(tx: Tx, staff_id: UUID) -> str:
    """What someone who works here works as, in words; their name is on no sheet."""
    member = tx.get(Staff, staff_id)
    return _(ROLE_NAMES[Role(member.roles[0])]) if member is not None and member.roles else _("Police")
