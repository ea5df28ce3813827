"""Words that say too much: health, associations and views, criminal records, labels."""

from collections.abc import Iterator, Sequence

from casemgr.narrative.findings import FindingKind, Span
from casemgr.narrative.rules import Cue, Phrase, Rules
from casemgr.narrative.tokens import Token

_OF_A_SERVICE = frozenset({FindingKind.HEALTH, FindingKind.ASSOCIATION})
LOOKED_BACK = 3


def follows(tokens: Sequence[Token], at: int, rest: Sequence[str]) -> bool:
    """Whether these words come right after the word at a place."""
    end = at + 1 + len(rest)
    if end > len(tokens):
        return False
    if rest and tokens[at + 1].folded != rest[0]:
        return False
    return all(t.near and t.folded == word for t, word in zip(tokens[at + 1 : end], rest, strict=True))


def matched(tokens: Sequence[Token], at: int, listed: Sequence[Phrase]) -> Phrase | None:
    """The longest phrase that begins at a place."""
    return next((phrase for phrase in listed if follows(tokens, at, phrase.rest)), None)


def cued(tokens: Sequence[Token], at: int, listed: Sequence[Cue]) -> Cue | None:
    """The longest cue that begins at a place."""
    return next((cue for cue in listed if follows(tokens, at, cue.rest)), None)


def term_spans(tokens: Sequence[Token], rules: Rules) -> Iterator[Span]:
    """Every listed phrase, but where it names a service or an event and not what someone has or is."""
    skip = 0
    for at, token in enumerate(tokens):
        if at < skip or token.folded not in rules.phrases:
            continue
        phrase = matched(tokens, at, rules.phrases[token.folded])
        if phrase is None:
            continue
        last = at + len(phrase.rest)
        if phrase.kind is FindingKind.LABEL and _of_a_matter(tokens, last, rules):
            continue
        if phrase.kind in _OF_A_SERVICE and _of_a_service(tokens, at, last, rules):
            continue
        skip = last + 1
        yield Span(token.start, tokens[last].end, phrase.kind, phrase.instead, phrase.code)


def _of_a_matter(tokens: Sequence[Token], last: int, rules: Rules) -> bool:
    """Whether the word goes on as a thing: the subject of a meeting, crazy weather."""
    return any(t.near and rules.has("matters_after", t.folded) for t in tokens[last + 1 : last + 2])


def _of_a_service(tokens: Sequence[Token], at: int, last: int, rules: Rules) -> bool:
    after = tokens[last + 1 : last + 3]
    named = any(rules.has("services_after", t.folded) for t in after[:1])
    named |= len(after) == 2 and after[0].near and after[1].near and rules.has("services_after", after[1].folded)
    before = tokens[max(0, at - LOOKED_BACK) : at]
    return named or any(rules.has("services_before", t.folded) for t in before)
