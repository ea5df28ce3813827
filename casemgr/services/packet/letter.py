"""The letter to a service: what it may be told in the words of one language, and how it can answer."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Answer(StrEnum):
    """What a service can say back; each is a step of the referral."""

    ACKNOWLEDGE = "acknowledge"
    ACCEPT = "accept"
    DECLINE = "decline"
    START = "start"
    COMPLETE = "complete"
    FAIL = "fail"


DATED = frozenset({Answer.ACCEPT, Answer.START})
"""The answers that come with a day: of the next step, and of the first service."""


@dataclass(frozen=True)
class Row:
    """One fact under its label."""

    label: str
    value: str


@dataclass(frozen=True)
class Section:
    """The facts of one category."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class NoticeText:
    """A text the law or the agency wants on the first page."""

    title: str
    text: str


@dataclass(frozen=True)
class Choice:
    """One answer to choose: `detail` is a coded reason or outcome, or empty; `spoken` the code to read out by phone."""

    answer: Answer
    detail: str
    label: str
    spoken: str = field(repr=False)


@dataclass(frozen=True)
class ReplyForm:
    """How a service answers, with words of its own only where `notes` asks for them.

    `packet` is 8 bytes in hex and no secret; `token` is 32 secret bytes known to the service and to us.
    """

    packet: str
    token: bytes = field(repr=False)
    choices: tuple[Choice, ...]
    phone: str = ""
    notes: bool = True


@dataclass(frozen=True)
class Letter:
    """A letter in one language; without a form the service is asked for no reply. `log` is where the audit stood."""

    language: str
    agency: str
    number: str
    recipient: str
    sent_on: date
    good_until: date
    greeting: str
    sections: tuple[Section, ...]
    notices: tuple[NoticeText, ...] = ()
    reply: ReplyForm | None = None
    log: str = ""


@dataclass(frozen=True)
class Reply:
    """What a service said: `on` comes with the answers that are dated, `made_at` is the clock of their computer."""

    packet: str
    referral: str
    answer: Answer
    detail: str
    on: date | None
    note: str
    made_at: datetime
