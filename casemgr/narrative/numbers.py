"""Numbers that lead to a person: social security, license, records, birth dates, phones, e-mail, case numbers."""

import re
from collections.abc import Iterator, Sequence

from casemgr.narrative.findings import FindingKind, Span
from casemgr.narrative.rules import Rules
from casemgr.narrative.terms import cued
from casemgr.narrative.tokens import Token

_SSN = re.compile(r"(?<![\d-])\d{3}([-. ])\d{2}\1\d{4}(?![\d-])")
_PHONE = re.compile(
    r"(?<![\w-])(?:\+\d{1,3}[-. ]?)?(?:1[-. ])?(?:\(\d{3}\) ?|\d{3}[-. ])\d{3}[-. ]\d{4}(?![\w-])"
    r"|(?<![\w/.-])\d{3}[-.]\d{4}(?![\w-])|(?<![\w.-])\d{10}(?![\w-])"
)
_LICENSE = re.compile(r"(?<![\w-])[A-Z]\d{7}(?![\w-])")
_DATE = re.compile(r"(?<![\w/.-])(?:\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2})(?![\w/-])")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SPOKEN = re.compile(
    r"[\s:,]{1,3}((?:(?:on|in|el|en)\s)?(?:\d{1,2}\s(?:de\s)?)?[^\W\d_]{3,10}\.?(?:\s\d{1,2}(?:st|nd|rd|th)?)?"
    r"(?:,|\sde|\sdel)?\s(?:19|20)\d\d)(?!\d)"
)
_BIRTH_YEAR = re.compile(r"[\s:,]{1,3}(?:(?:on|in|el|en)\s)?((?:19|20)\d\d)(?!\d)")
_BIRTH_DATE = re.compile(r"[\s:,.]{1,3}(?:[^\W\d_]{1,4}\s)?(\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4})(?![\d/])")
_ID = re.compile(
    r"[\s:#.]{0,3}(?:(?:no|num|number|núm|numero|número|is|es|card|de)\b[\s:#.]{0,3}){0,2}"
    r"([A-Za-z]{0,4}[- ]?\d[\dA-Za-z-]{2,18})"
)
_LAST_FOUR = re.compile(
    r"[\s:#.]{0,3}(?:(?:is|no|number|card|ends|ending|in|last|four|es|termina|en|num|número|con)\b[\s:#.]{0,3}){0,4}"
    r"(\d{4,9})(?!\d)"
)
_SHORT_PHONE = re.compile(r"[\s:,]{1,3}(?:[^\W\d_]{1,6}\s){0,2}(\d{3} ?\d{4}|\d{3} \d{3} \d{4})(?![\d-])")
_NAME_BACKWARD = re.compile(r"[\w.+-]{1,64}")
_HOST = re.compile(r"[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
BORN_SINCE, BORN_UNTIL = 1900, 2013
"""The years of a full date that is taken for a birth date without a word that says so."""
AFTER = 80
"""So many characters after a cue are looked at."""
_BY_CUE = {
    "ssn": (FindingKind.SSN, (_LAST_FOUR,)),
    "license": (FindingKind.LICENSE, (_ID,)),
    "record": (FindingKind.CRIMINAL_RECORD, (_ID,)),
    "birth": (FindingKind.BIRTH, (_BIRTH_DATE, _SPOKEN, _BIRTH_YEAR)),
    "phone": (FindingKind.PHONE, (_SHORT_PHONE,)),
    "cad": (FindingKind.CASE_NUMBER, (_ID,)),
    "rms": (FindingKind.CASE_NUMBER, (_ID,)),
}


def number_spans(text: str, tokens: Sequence[Token], rules: Rules) -> Iterator[Span]:
    """Every number by its own shape, and every one that a word before it announces."""
    for shape, kind in ((_SSN, FindingKind.SSN), (_LICENSE, FindingKind.LICENSE), (_PHONE, FindingKind.PHONE)):
        yield from (Span(*found.span(), kind) for found in shape.finditer(text))
    for found in _DATE.finditer(text):
        if _long_ago(found.group()):
            yield Span(*found.span(), FindingKind.BIRTH)
    yield from _emails(text)
    for at, token in enumerate(tokens):
        if token.folded in rules.cues and (cue := cued(tokens, at, rules.cues[token.folded])) is not None:
            yield from _after(text, tokens[at + len(cue.rest)].end, cue.kind)


def _after(text: str, end: int, cue: str) -> Iterator[Span]:
    """The number a cue announces, if one comes."""
    kind, shapes = _BY_CUE[cue]
    window = text[end : end + AFTER]
    for shape in shapes:
        found = shape.match(window)
        if found is not None and sum(letter.isdigit() for letter in found[1]) > 2:
            start, stop = (end + place for place in found.span(1))
            yield Span(start, stop, kind, code=cue)
            return


def _long_ago(said: str) -> bool:
    """Whether a date lies where people are born: not a court date, not last week."""
    year = _YEAR.search(said)
    return year is not None and BORN_SINCE <= int(year.group()) <= BORN_UNTIL


def _emails(text: str) -> Iterator[Span]:
    at = text.find("@")
    while at >= 0:
        name = _NAME_BACKWARD.match(text[max(0, at - 64) : at][::-1])
        host = _HOST.match(text, at + 1)
        if name is not None and host is not None:
            yield Span(at - len(name.group()), host.end(), FindingKind.EMAIL)
        at = text.find("@", at + 1)
