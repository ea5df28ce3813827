"""Every stretch of a text that names or reaches somebody, for a text that is to leave without them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from casemgr.narrative.addresses import address_spans
from casemgr.narrative.findings import FindingKind, Span
from casemgr.narrative.names import name_spans
from casemgr.narrative.numbers import number_spans
from casemgr.narrative.rules import Rules, rules
from casemgr.narrative.tokens import Token, fold, tokens_of, without_own

_TELLING = frozenset(
    {
        FindingKind.SSN,
        FindingKind.LICENSE,
        FindingKind.BIRTH,
        FindingKind.PHONE,
        FindingKind.EMAIL,
        FindingKind.ADDRESS,
        FindingKind.NAME,
    }
)


def telling(text: str, persons: Sequence[str] = ()) -> list[Span]:
    """All of them, as they come and one over another; `persons` are names of people known to be meant.

    Unlike the check it lets no graver finding hide a name, and takes the names given by their letters: written large,
    or two in a row.
    """
    found: list[Span] = []
    at = 0
    for line in text.split("\n"):
        found += (replace(span, start=span.start + at, end=span.end + at) for span in _of_line(line, persons))
        at += len(line) + 1
    return found


def _of_line(line: str, persons: Sequence[str]) -> Iterator[Span]:
    held, tokens = rules(), tokens_of(line)
    known = {fold(word.text) for name in persons for word in tokens_of(name) if len(word.text) > 1}
    spans = [
        *number_spans(line, tokens, held),
        *address_spans(line, tokens, held),
        *name_spans(tokens, held, persons, ()),
    ]
    yield from (span for span in spans if span.kind in _TELLING)
    for before, word, after in zip([None, *tokens], tokens, [*tokens[1:], None], strict=False):
        beside = (word.near and before, after is not None and after.near and after)
        if word.folded in known and (_written_so(word, held) or any(one and one.folded in known for one in beside)):
            yield Span(word.start, without_own(word), FindingKind.NAME)


def _written_so(word: Token, held: Rules) -> bool:
    """Whether a word is written large as a name is, and not only for beginning a sentence."""
    return (word.titled or word.text.isupper()) and not (word.first and held.has("starters", word.folded))
