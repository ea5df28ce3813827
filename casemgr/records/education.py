"""Education sessions: the public taught what police may and must do, and what anyone's rights and duties are (2.14)."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from pydantic import AwareDatetime
from sqlalchemy import JSON
from sqlmodel import Field, Index, col, select

from casemgr.core import codes
from casemgr.core.access import May
from casemgr.core.acts import act
from casemgr.core.columns import told
from casemgr.core.draft import Draft, entry
from casemgr.core.errors import Invalid, NotFound, Problem
from casemgr.core.fields import Answer
from casemgr.core.kind import Area, Due, Kind, Line, Section, SightBy, Words
from casemgr.core.numbers import next_number
from casemgr.core.page import SIZE, Page, page
from casemgr.core.record import Moment, Record, new_id
from casemgr.core.tx import Tx
from casemgr.core.verbs import command, query
from casemgr.i18n import N_, _


class Status(StrEnum):
    """Where a session stands."""

    PLANNED = "planned"
    HELD = "held"
    CALLED_OFF = "called_off"


class SessionDraft(Draft):
    id: UUID = entry(N_("Id"), default_factory=new_id, hidden=True)
    title: str = entry(N_("Title"), min_length=2, max_length=120)
    topic: str = entry(N_("Topic"), code="education_topic", min_length=1)
    starts_at: AwareDatetime = entry(N_("Begins"), answer=Answer.MOMENT)
    minutes: int = entry(N_("Minutes"), default=60, ge=5, le=720)
    neighborhood_id: UUID | None = entry(N_("Neighborhood"), default=None, ref="neighborhoods")
    place: str = entry(N_("Place"), default="", max_length=120)
    audience: str = entry(N_("For whom"), default="", max_length=120, hint=N_("Such as tenants, a school class."))
    language: str = entry(N_("Language"), default="English", max_length=40)
    presenter_ids: list[UUID] = entry(N_("Presenters"), default_factory=list, ref="staff", max_length=12)
    co_presenter_id: UUID | None = entry(N_("Presented with"), default=None, ref="organizations")
    materials: list[str] = entry(N_("Materials"), default_factory=list, max_length=20)


class HeldDraft(Draft):
    attendance: int = entry(N_("People there"), ge=0, le=10_000)
    quiz_n: int = entry(N_("Answered both quizzes"), default=0, ge=0, le=10_000)
    quiz_before: float | None = entry(N_("Mean before, in percent"), default=None, ge=0, le=100)
    quiz_after: float | None = entry(N_("Mean after, in percent"), default=None, ge=0, le=100)
    feedback: str = entry(
        N_("What they said"), default="", max_length=1000, answer=Answer.LONG_TEXT, hint=N_("No names, no views.")
    )


class CalledOffDraft(Draft):
    reason: str = entry(N_("Why"), min_length=3, max_length=200)


@told(
    number="number",
    title="title place audience materials language",
    code="topic status",
    key="presenter_ids",
    text="feedback",
    quiet="reason",
    rest="fact",
)
class EducationSession(Record, table=True):
    __tablename__ = "education_session"  # type: ignore[assignment]
    __table_args__ = (Index("ix_education_when", "starts_at", "id"),)
    number: str = Field(max_length=24, unique=True)
    title: str = Field(max_length=120)
    topic: str = Field(max_length=60)
    starts_at: datetime = Field(sa_type=Moment)  # type: ignore[call-overload]
    minutes: int = 60
    neighborhood_id: UUID | None = None
    place: str = Field(default="", max_length=120)
    audience: str = Field(default="", max_length=120)
    language: str = Field(default="", max_length=40)
    presenter_ids: list[str] = Field(default_factory=list, sa_type=JSON)
    co_presenter_id: UUID | None = None
    materials: list[str] = Field(default_factory=list, sa_type=JSON)
    status: str = Field(default=Status.PLANNED.value, max_length=12)
    attendance: int | None = None
    quiz_n: int = 0
    quiz_before: float | None = None
    quiz_after: float | None = None
    feedback: str = Field(default="", max_length=1000)
    reason: str = Field(default="", max_length=200)


def _fill(tx: Tx, session: EducationSession, draft: SessionDraft) -> UUID:
    values = draft.model_dump(exclude={"id"}) | {"presenter_ids": [str(id) for id in draft.presenter_ids]}
    for name, value in values.items():
        setattr(session, name, value)
    tx.add(session)
    return session.id


@command(May.EDIT_COMMUNITY)
def plan_session(tx: Tx, draft: SessionDraft) -> UUID:
    """Plan a session, or enter one that was held."""
    there = tx.get(EducationSession, draft.id)
    if there is not None:
        return there.id
    number = next_number(tx, "E")
    session = EducationSession(
        id=draft.id, number=number, title=draft.title, topic=draft.topic, starts_at=draft.starts_at
    )
    session.unit = tx.actor.unit
    return _fill(tx, session, draft)


@command(May.EDIT_COMMUNITY)
def change_session(tx: Tx, id: UUID, draft: SessionDraft) -> None:
    """Change what is planned; what came of a session that was held is said by its own step."""
    session = tx.get(EducationSession, id)
    if session is None:
        raise NotFound(_("There is no such session, or you may not see it."))
    _fill(tx, session, draft)


@act(
    EducationSession,
    N_("Enter what came of it"),
    may=May.EDIT_COMMUNITY,
    since={Status.PLANNED, Status.HELD},
    to=Status.HELD,
)
def hold(tx: Tx, session: EducationSession, draft: HeldDraft) -> None:
    """Say how many came, and what a quiz before and after showed; entered again, it stands corrected."""
    if session.starts_at > tx.now:
        raise Invalid(Problem("attendance", _("The session has not begun yet.")))
    means = (draft.quiz_before, draft.quiz_after)
    if draft.quiz_n > draft.attendance:
        raise Invalid(Problem("quiz_n", _("More answered the quizzes than were there.")))
    if draft.quiz_n and None in means:
        raise Invalid(Problem("quiz_before", _("Give both means, or leave out who answered.")))
    if not draft.quiz_n and means != (None, None):
        raise Invalid(Problem("quiz_n", _("Say how many answered both quizzes.")))
    for name, value in draft.model_dump().items():
        setattr(session, name, value)


@act(EducationSession, N_("Call off"), may=May.EDIT_COMMUNITY, since={Status.PLANNED}, to=Status.CALLED_OFF)
def call_off(tx: Tx, session: EducationSession, draft: CalledOffDraft) -> None:
    """Say that a session will not be held, and why."""
    session.reason = draft.reason


@query(May.READ_COMMUNITY)
def education(tx: Tx, after: tuple[datetime, UUID] | None = None, size: int = SIZE) -> Page:
    """All sessions the actor may see, latest first."""
    shown: list[Any] = [
        EducationSession.id,
        EducationSession.number,
        EducationSession.title,
        EducationSession.topic,
        EducationSession.status,
        EducationSession.attendance,
    ]
    return page(tx, select(*shown), (EducationSession.starts_at, EducationSession.id), after, size)


def _words(tx: Tx, session: EducationSession) -> Words:
    topic = codes.label(tx, "education_topic", session.topic)
    return Words(session.title, f"{session.number} · {topic}", f"{session.audience} {session.place}")


def _beside(_tx: Tx, session: EducationSession) -> list[Section]:
    came: list[Line] = []
    if session.attendance is not None:
        came.append(Line(_("{n} people there").format(n=session.attendance)))
    if session.quiz_n:
        said = _("Quiz: {before:g} % before, {after:g} % after, of {n} who answered both")
        came.append(Line(said.format(before=session.quiz_before, after=session.quiz_after, n=session.quiz_n)))
    came += [Line(line) for line in (session.feedback, session.reason) if line]
    return [Section(_("What came of it"), tuple(came))]


def _due(tx: Tx) -> list[Due]:
    """Sessions still planned: at their beginning, and until it is entered what came of them."""
    asked = select(EducationSession).where(col(EducationSession.status) == Status.PLANNED.value)
    return [
        Due(
            id=one.id,
            at=one.starts_at,
            what=one.title if one.starts_at > tx.now else _("Enter what came of it: {title}").format(title=one.title),
            number=one.number,
            owners=frozenset(
                {UUID(id) for id in one.presenter_ids} or ({one.entered_by} if one.entered_by else frozenset())
            ),
            unit=one.unit,
            neighborhood_id=one.neighborhood_id,
        )
        for one in tx.exec(asked)
    ]


Kind(
    "education",
    EducationSession,
    N_("Education sessions"),
    N_("Education session"),
    read=May.READ_COMMUNITY,
    draft=SessionDraft,
    new=plan_session,
    amend=change_session,
    page=education,
    columns=("number", "title", "topic", "starts_at", "attendance", "status"),
    order=("starts_at",),
    letter="E",
    icon="landmark",
    area=Area.TRAINING,
    sight=SightBy(neighborhood="neighborhood_id"),
    searched=_words,
    states="session_status",
    beside=_beside,
    due=_due,
    retention="attendance",
)
