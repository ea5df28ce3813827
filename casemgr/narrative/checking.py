"""The check itself: all rules over one text, in time that grows with its length and no faster."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace

from casemgr.narrative.addresses import address_spans
from casemgr.narrative.findings import Finding, FindingKind, Span
from casemgr.narrative.names import name_spans
from casemgr.narrative.numbers import number_spans
from casemgr.narrative.rules import rules
from casemgr.narrative.terms import term_spans
from casemgr.narrative.tokens import tokens_of
from casemgr.narrative.wording import finding

_RANK = {kind: rank for rank, kind in enumerate(FindingKind)}


def version() -> str:
    """The versions of the rules in force, such as en-1+es-1."""
    return rules().version


def check(text: str, persons: Sequence[str] = (), places: Sequence[str] = ()) -> tuple[Finding, ...]:
    """What does not belong into a text, in the order it stands there and without overlaps.

    `persons` are names of people known to be meant; `places` are names that are none of a person. Each line is read
    by itself.
    """
    return Rereading().check(text, persons, places)


class Rereading:
    """Reads a text again and again while it is written: a line that did not change is not looked at twice."""

    def __init__(self) -> None:
        self._names: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
        self._lines: dict[str, tuple[Finding, ...]] = {}

    def check(self, text: str, persons: Sequence[str] = (), places: Sequence[str] = ()) -> tuple[Finding, ...]:
        """As `check` does."""
        names = tuple(persons), tuple(places)
        before = self._lines if names == self._names else {}
        self._names, self._lines = names, {}
        found: list[Finding] = []
        at = 0
        for line in text.split("\n"):
            if line not in self._lines:
                self._lines[line] = before[line] if line in before else _of_line(line, persons, places)
            found += (replace(one, start=one.start + at, end=one.end + at) for one in self._lines[line])
            at += len(line) + 1
        return tuple(found)


def _of_line(line: str, persons: Sequence[str], places: Sequence[str]) -> tuple[Finding, ...]:
    held, tokens = rules(), tokens_of(line)
    spans = [
        *number_spans(line, tokens, held),
        *address_spans(line, tokens, held),
        *term_spans(tokens, held),
        *name_spans(tokens, held, persons, places),
    ]
    return tuple(finding(line, span) for span in _apart(spans))


def _apart(spans: Iterable[Span]) -> list[Span]:
    """One of each that overlap: the graver kind, then the longer one."""
    kept: list[Span] = []
    starts: list[int] = []
    for span in sorted(spans, key=lambda s: (_RANK[s.kind], s.start - s.end, s.start)):
        at = bisect_left(starts, span.start)
        before_ends = kept[at - 1].end if at else 0
        after_starts = starts[at] if at < len(starts) else span.end
        if before_ends <= span.start and span.end <= after_starts:
            kept.insert(at, span)
            starts.insert(at, span.start)
    return kept
