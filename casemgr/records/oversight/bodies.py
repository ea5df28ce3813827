"""Bodies of civilian oversight: who sits on them, for how long, trained or not, and when they met (domain 2.16)."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from casemgr.core.access import May
from casemgr.core.acts import act
from casemgr.core.codes import label
from casemgr.core.days import long_day
from casemgr.core.draft import Draft, entry
from casemgr.core.errors import Invalid, NotFound, Problem
from casemgr.core.fields import Answer
from casemgr.core.kind import Area, Kind, Line, Section, SightBy, Words
from casemgr.core.page import SIZE, Page, page
from casemgr.core.record import new_id
from casemgr.core.tx import Tx
from casemgr.core.verbs import command, query
from casemgr.i18n import N_, _, plural
from casemgr.records.oversight.tables import BodyModel, CommitteeMeeting, OversightBody, OversightMember


class BodyDraft(Draft):
    id: UUID = entry(N_("Id"), default_factory=new_id, hidden=True)
    name: str = entry(N_("Name"), min_length=2, max_length=120)
    model: BodyModel = entry(N_("What it does"))
    charter: str = entry(N_("On what it rests"), default="", max_length=1000, answer=Answer.LONG_TEXT)


class MemberDraft(Draft):
    name: str = entry(N_("Name"), min_length=2, max_length=100)
    since: date = entry(N_("Term begins"))
    until: date | None = entry(N_("Term ends"), default=None)
    trained_on: date | None = entry(N_("Trained on"), default=None)


class CommitteeDraft(Draft):
    held_on: date = entry(N_("Day"))
    public: bool = entry(N_("Open to the public"), default=True)
    attendance: int = entry(N_("People there"), default=0, ge=0, le=10_000)
    minutes: str = entry(N_("Minutes"), default="", max_length=4000, answer=Answer.LONG_TEXT)


@command(May.PREPARE_PACKETS)
def add_body(tx: Tx, draft: BodyDraft) -> UUID:
    """Enter a body of oversight."""
    if tx.get(OversightBody, draft.id) is None:
        tx.add(OversightBody(id=draft.id, name=draft.name, model=draft.model.value, charter=draft.charter))
    return draft.id


@command(May.PREPARE_PACKETS)
def change_body(tx: Tx, id: UUID, draft: BodyDraft) -> None:
    """Change what a body is called, does or rests on."""
    body = tx.get(OversightBody, id)
    if body is None:
        raise NotFound(_("There is no such body, or you may not see it."))
    body.name, body.model, body.charter = draft.name, draft.model.value, draft.charter
    tx.add(body)


@act(OversightBody, N_("Add a member, or a new term"), may=May.PREPARE_PACKETS)
def seat(tx: Tx, body: OversightBody, draft: MemberDraft) -> None:
    """Enter a member's term, or put the one right that began on the same day."""
    if draft.until is not None and draft.until < draft.since:
        raise Invalid(Problem("until", _("The term ends before it begins.")))
    asked = select(OversightMember).where(OversightMember.body_id == body.id, OversightMember.since == draft.since)
    there = tx.exec(asked.where(OversightMember.name == draft.name)).first()
    member = there or OversightMember(body_id=body.id, name=draft.name, since=draft.since)
    member.until, member.trained_on = draft.until, draft.trained_on
    tx.add(member)


@act(OversightBody, N_("Enter a meeting"), may=May.PREPARE_PACKETS)
def meet(tx: Tx, body: OversightBody, draft: CommitteeDraft) -> None:
    """Enter a meeting of the body, with its minutes."""
    if draft.held_on > tx.now.astimezone(tx.store.zone).date():
        raise Invalid(Problem("held_on", _("This day has not come yet.")))
    tx.add(CommitteeMeeting(body_id=body.id, **draft.model_dump()))


@query(May.READ_FEEDBACK)
def bodies(tx: Tx, after: tuple[str, UUID] | None = None, size: int = SIZE) -> Page:
    """All bodies of oversight, by name."""
    shown: list[Any] = [OversightBody.id, OversightBody.model]
    return page(tx, select(*shown), (OversightBody.name, OversightBody.id), after, size, descending=False)


def _words(tx: Tx, body: OversightBody) -> Words:
    return Words(body.name, label(tx, "oversight_model", body.model))


def _beside(tx: Tx, body: OversightBody) -> list[Section]:
    members = tx.exec(
        select(OversightMember).where(OversightMember.body_id == body.id).order_by(col(OversightMember.since).desc())
    )
    met = tx.exec(
        select(CommitteeMeeting)
        .where(CommitteeMeeting.body_id == body.id)
        .order_by(col(CommitteeMeeting.held_on).desc())
    )
    return [
        Section(_("Members"), tuple(Line(one.name, _term(one)) for one in members)),
        Section(_("Meetings"), tuple(Line(long_day(one.held_on), _held(one)) for one in met)),
    ]


def _term(one: OversightMember) -> str:
    until = long_day(one.until) if one.until else _("open")
    trained = _("trained {day}").format(day=long_day(one.trained_on)) if one.trained_on else _("training not done")
    return f"{long_day(one.since)} – {until} · {trained}"


def _held(one: CommitteeMeeting) -> str:
    said = [_("public") if one.public else _("closed"), plural("{n} person", "{n} people", one.attendance)]
    return " · ".join([*said, one.minutes] if one.minutes else said)


Kind(
    "oversight_bodies",
    OversightBody,
    N_("Oversight bodies"),
    N_("Oversight body"),
    read=May.READ_FEEDBACK,
    draft=BodyDraft,
    new=add_body,
    amend=change_body,
    page=bodies,
    columns=("name", "model"),
    order=("name",),
    icon="landmark",
    area=Area.OVERSIGHT,
    sight=SightBy(everyone=True),
    parts={OversightMember: "body_id", CommitteeMeeting: "body_id"},
    searched=_words,
    beside=_beside,
)
