"""Exact addresses: a house number with its street, in the order of either language."""

from collections.abc import Iterator, Sequence

from casemgr.narrative.findings import FindingKind, Span
from casemgr.narrative.rules import Rules
from casemgr.narrative.tokens import Token

MOST_WORDS = 4
LONG_NUMBER = 3
"""A number of so many digits is a house number even before small letters."""


def address_spans(text: str, tokens: Sequence[Token], rules: Rules) -> Iterator[Span]:
    """A number before a street, or a street before its number; with the apartment, if it is there."""
    before = rules.words["streets_before"]
    for at, token in enumerate(tokens):
        last = None
        if token.text[0].isdecimal():
            last = _street_after(text, tokens, at, rules)
        elif token.folded in before:
            last = _number_after(text, tokens, at, rules)
        if last is not None:
            yield Span(token.start, tokens[_with_apartment(tokens, last, rules)].end, FindingKind.ADDRESS)


def _number(token: Token) -> bool:
    digits = token.text.rstrip("ABCDabcd")
    return digits.isdecimal() and len(digits) <= 5


def _street_after(text: str, tokens: Sequence[Token], at: int, rules: Rules) -> int | None:
    if not _number(tokens[at]):
        return None
    large = False
    for n in range(at + 1, min(at + 2 + MOST_WORDS, len(tokens))):
        word = tokens[n]
        if "\n" in text[tokens[n - 1].end : word.start] or rules.has("not_in_street", word.folded):
            return None
        if n == at + 1 and rules.has("streets_before", word.folded):
            return _street_name(tokens, n, rules)
        large = large or word.titled
        if n > at + 1 and rules.has("streets_after", word.folded):
            return n if large or len(tokens[at].text) >= LONG_NUMBER else None
        if not word.near and text[tokens[n - 1].end : word.start] not in (". ", ", "):
            return None
    return None


def _street_name(tokens: Sequence[Token], at: int, rules: Rules) -> int | None:
    """The end of “12 calle Roble”: its large words."""
    last = at
    for n in range(at + 1, min(at + 1 + MOST_WORDS, len(tokens))):
        if not (tokens[n].near and (tokens[n].titled or rules.has("particles", tokens[n].folded))):
            break
        last = n if tokens[n].titled else last
    return last if last > at else None


def _number_after(text: str, tokens: Sequence[Token], at: int, rules: Rules) -> int | None:
    named = False
    for n in range(at + 1, min(at + 3 + MOST_WORDS, len(tokens))):
        word = tokens[n]
        gap = text[tokens[n - 1].end : word.start]
        if len(gap) > 4 or "\n" in gap or "." in gap.replace(". ", "", 1) or rules.has("not_in_street", word.folded):
            return None
        if named and _number(word) and len(word.text) > 1:
            return n
        if word.text.isdecimal():
            return None
        named = named or not rules.has("particles", word.folded)
    return None


def _with_apartment(tokens: Sequence[Token], last: int, rules: Rules) -> int:
    said = tokens[last + 1 : last + 3]
    if len(said) == 2 and rules.has("apartments", said[0].folded) and said[1].start - said[0].end <= 3:
        return last + 2
    return last
