"""What a form asks: one FieldSpec per field of a draft, the same for window and command line."""

from dataclasses import dataclass
from enum import StrEnum


class Answer(StrEnum):
    """The kind of answer a field takes."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    YES_NO = "yes_no"
    CHOICE = "choice"
    CODE = "code"
    CODES = "codes"
    DATE = "date"
    MOMENT = "moment"
    MINUTES = "minutes"
    REF = "ref"
    REFS = "refs"
    TEXTS = "texts"


@dataclass(frozen=True)
class Option:
    """One thing to choose, and the words for it."""

    value: str
    label: str


@dataclass(frozen=True)
class FieldSpec:
    """One question of a form; `ref` names the kind a reference points to."""

    name: str
    title: str
    answer: Answer
    required: bool = False
    max_length: int | None = None
    minimum: float | None = None
    maximum: float | None = None
    options: tuple[Option, ...] = ()
    code_list: str | None = None
    ref: str | None = None
    hint: str = ""
