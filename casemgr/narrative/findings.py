"""What the check finds: a span of the text, its kind, why it is marked, and what may be done with it."""

from dataclasses import dataclass
from enum import StrEnum


class FindingKind(StrEnum):
    """What a marked span looks like; where two overlap, the one named first here holds."""

    SSN = "ssn"
    LICENSE = "license"
    CRIMINAL_RECORD = "criminal_record"
    BIRTH = "birth"
    CASE_NUMBER = "case_number"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    LABEL = "label"
    ASSOCIATION = "association"
    HEALTH = "health"
    NAME = "name"


class Action(StrEnum):
    """What an offer does."""

    REPLACE = "replace"
    MOVE = "move"
    KEEP = "keep"


class Target(StrEnum):
    """Where a span is moved to."""

    PHONE = "phone"
    EMAIL = "email"
    BIRTH = "birth"
    WHO = "who"
    PLACE = "place"
    CAD = "cad"
    RMS = "rms"
    TOPIC = "topic"


@dataclass(frozen=True)
class Offer:
    """One thing that may be done: `text` takes the place of the span; `target` takes it over, a topic by its `code`."""

    action: Action
    text: str = ""
    target: Target | None = None
    code: str = ""


@dataclass(frozen=True)
class Span:
    """A stretch of the text, from `start` up to `end`, and what it looks like.

    `instead` and `code` are a better word and a topic, where the rules know one.
    """

    start: int
    end: int
    kind: FindingKind
    instead: str = ""
    code: str = ""


@dataclass(frozen=True)
class Finding:
    """A span with its words, why it is marked in one plain sentence, and the offers in their order."""

    start: int
    end: int
    kind: FindingKind
    text: str
    reason: str
    offers: tuple[Offer, ...]
