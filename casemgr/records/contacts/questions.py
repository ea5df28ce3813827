"""Agency questions about a contact, as rows: a reworded question is a new version, and old answers keep theirs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import JSON
from sqlmodel import Field, select

from casemgr.core.access import May
from casemgr.core.columns import told
from casemgr.core.draft import Draft, entry
from casemgr.core.errors import Invalid, Problem
from casemgr.core.record import Row
from casemgr.core.tx import Tx
from casemgr.core.verbs import command, query
from casemgr.i18n import N_, _
from casemgr.records.contacts.drafts import AnswerDraft
from casemgr.records.contacts.tables import TopicAnswer


class QuestionAnswer(StrEnum):
    """What a question asks for."""

    TEXT = "text"
    CHOICE = "choice"
    NUMBER = "number"
    DATE = "date"
    YES_NO = "yes_no"


class QuestionDraft(Draft):
    code: str = entry(N_("Code"), min_length=2, max_length=40)
    wording: str = entry(N_("Question"), min_length=3, max_length=200)
    answer: QuestionAnswer = entry(N_("Answered by"), default=QuestionAnswer.TEXT)
    choices: list[str] = entry(N_("Choices"), default_factory=list)
    active: bool = entry(N_("Asked"), default=True)


@told(code="code answer", title="wording choices", kept="standing", rest="fact")
class QuestionDef(Row, table=True):
    __tablename__ = "question"  # type: ignore[assignment]
    code: str = Field(primary_key=True, max_length=40)
    schema_version: int = Field(primary_key=True)
    wording: str = Field(max_length=200)
    answer: str = Field(max_length=10)
    choices: list[str] = Field(default_factory=list, sa_type=JSON)
    active: bool = True


@dataclass(frozen=True)
class Question:
    """A question as it is asked now."""

    code: str
    schema_version: int
    wording: str
    answer: QuestionAnswer
    choices: tuple[str, ...]


@dataclass(frozen=True)
class Answered:
    """An answer beside the wording it answered."""

    question: str
    wording: str
    value: str


def _latest(tx: Tx) -> dict[str, QuestionDef]:
    asked = select(QuestionDef).order_by(QuestionDef.schema_version)  # type: ignore[arg-type]
    return {row.code: row for row in tx.exec(asked)}


@command(May.MANAGE_CODES)
def set_question(tx: Tx, draft: QuestionDraft) -> int:
    """Ask a question, reword it, or stop asking it; returns its schema version."""
    if draft.answer is QuestionAnswer.CHOICE and len(set(draft.choices)) < 2:
        raise Invalid(Problem("choices", _("Give at least two choices.")))
    before = _latest(tx).get(draft.code)
    row = QuestionDef(**draft.model_dump(), schema_version=1 if before is None else before.schema_version + 1)
    row.answer = draft.answer.value
    tx.add(row)
    return row.schema_version


@query(May.SIGN_IN)
def questions(tx: Tx) -> list[Question]:
    """The questions asked now, by code."""
    return [
        Question(q.code, q.schema_version, q.wording, QuestionAnswer(q.answer), tuple(q.choices))
        for _code, q in sorted(_latest(tx).items())
        if q.active
    ]


def kept_answers(tx: Tx, contact: UUID, answers: list[AnswerDraft]) -> list[TopicAnswer]:
    """The answers as rows, or Invalid for each that its question does not take."""
    if not answers:
        return []
    asked = {question.code: question for question in questions(tx)}
    problems: list[Problem] = []
    for i, answer in enumerate(answers):
        question = asked.get(answer.question)
        if question is None:
            problems.append(Problem(f"answers.{i}.question", _("This question is not asked.")))
        elif answer.value and (wrong := _wrong(question, answer.value)):
            problems.append(Problem(f"answers.{i}.value", f"{question.wording} {wrong}"))
    if problems:
        raise Invalid(*problems)
    return [
        TopicAnswer(
            contact_id=contact, question=a.question, schema_version=asked[a.question].schema_version, value=a.value
        )
        for a in answers
        if a.value
    ]


def _wrong(question: Question, value: str) -> str:
    """What is wrong with an answer, in words; empty when nothing is."""
    match question.answer:
        case QuestionAnswer.CHOICE if value not in question.choices:
            return _("Choose one of: {choices}.").format(choices=", ".join(question.choices))
        case QuestionAnswer.YES_NO if value not in ("yes", "no"):
            return _("Answer yes or no.")
        case QuestionAnswer.NUMBER:
            return "" if _reads(float, value) else _("Answer with a number.")
        case QuestionAnswer.DATE:
            return "" if _reads(date.fromisoformat, value) else _("Answer with a date, such as 2026-11-22.")
    return ""


def _reads(read: Callable[[str], object], value: str) -> bool:
    try:
        read(value)
    except ValueError:
        return False
    return True


def answered(tx: Tx, contact: UUID) -> tuple[Answered, ...]:
    """The answers of one contact, each with the wording it was given to."""
    asked = select(TopicAnswer).where(TopicAnswer.contact_id == contact)
    said = sorted(tx.exec(asked), key=lambda row: row.question)
    found = [(row, tx.get(QuestionDef, (row.question, row.schema_version))) for row in said]
    return tuple(Answered(row.question, q.wording if q else row.question, row.value) for row, q in found)
