"""Courses: what is taught, by whom, for how long, and how long its certificate is good (domain 2.13)."""

from typing import Any
from uuid import UUID

from sqlmodel import Field, select

from casemgr.core import codes
from casemgr.core.access import May
from casemgr.core.columns import told
from casemgr.core.draft import Draft, entry
from casemgr.core.errors import Invalid, NotFound, Problem
from casemgr.core.fields import Answer
from casemgr.core.kind import Area, Kind, SightBy, Words
from casemgr.core.page import SIZE, Page, page
from casemgr.core.record import Record, new_id
from casemgr.core.tx import Tx
from casemgr.core.verbs import command, query
from casemgr.i18n import N_, _

MOST_MINUTES = 60_000


class CourseDraft(Draft):
    id: UUID = entry(N_("Id"), default_factory=new_id, hidden=True)
    code: str = entry(N_("Code"), min_length=2, max_length=20, hint=N_("As it stands in lists of training."))
    title: str = entry(N_("Title"), min_length=2, max_length=120)
    topic: str = entry(N_("Topic"), code="training_topic", min_length=1)
    minutes: int = entry(N_("Length in minutes"), ge=5, le=MOST_MINUTES, answer=Answer.MINUTES)
    provider: str = entry(N_("Provider"), default="", max_length=120)
    certified_by: str = entry(N_("Certified by"), default="", max_length=120)
    good_for_months: int = entry(
        N_("Certificate is good for, in months"), default=0, ge=0, le=600, hint=N_("0 when it does not end.")
    )


@told(code="topic", title="title provider certified_by", number="code", kept="standing", rest="fact")
class Course(Record, table=True):
    __tablename__ = "training_course"  # type: ignore[assignment]
    code: str = Field(max_length=20, unique=True)
    title: str = Field(max_length=120)
    topic: str = Field(max_length=60)
    minutes: int
    provider: str = Field(default="", max_length=120)
    certified_by: str = Field(default="", max_length=120)
    good_for_months: int = 0


def the_course(tx: Tx, id: UUID) -> Course:
    """The course with this id; NotFound where there is none."""
    course = tx.get(Course, id)
    if course is None:
        raise NotFound(_("There is no such course."))
    return course


def _fill(tx: Tx, course: Course, draft: CourseDraft) -> UUID:
    taken = select(Course.id).where(Course.code == draft.code.upper(), Course.id != course.id)
    if tx.exec(taken).first() is not None:
        raise Invalid(Problem("code", _("Another course has this code.")))
    for name, value in draft.model_dump(exclude={"id"}).items():
        setattr(course, name, value)
    course.code = draft.code.upper()
    tx.add(course)
    return course.id


@command(May.EDIT_TRAINING)
def add_course(tx: Tx, draft: CourseDraft) -> UUID:
    """Enter a course."""
    values = draft.model_dump(include={"title", "topic", "minutes"})
    there = tx.get(Course, draft.id)
    return there.id if there is not None else _fill(tx, Course(id=draft.id, code="", **values), draft)


@command(May.EDIT_TRAINING)
def change_course(tx: Tx, id: UUID, draft: CourseDraft) -> None:
    """Change a course; what was completed keeps the minutes it was entered with."""
    _fill(tx, the_course(tx, id), draft)


@query(May.READ_TRAINING)
def courses(tx: Tx, after: tuple[str, UUID] | None = None, size: int = SIZE) -> Page:
    """All courses, by code."""
    shown: list[Any] = [Course.id, Course.title, Course.topic, Course.minutes, Course.provider]
    return page(tx, select(*shown), (Course.code, Course.id), after, size, descending=False)


def _words(tx: Tx, course: Course) -> Words:
    topic = codes.label(tx, "training_topic", course.topic)
    return Words(course.title, f"{course.code} · {topic}", course.provider)


Kind(
    "courses",
    Course,
    N_("Courses"),
    N_("Course"),
    read=May.READ_TRAINING,
    draft=CourseDraft,
    new=add_course,
    amend=change_course,
    page=courses,
    columns=("title", "topic", "minutes", "provider"),
    order=("code",),
    icon="file-text",
    area=Area.TRAINING,
    sight=SightBy(everyone=True),
    searched=_words,
)
