"""Names of people: words written as names are, where no place, day or office explains the large letter."""

from collections.abc import Iterator, Sequence

from casemgr.narrative.findings import FindingKind, Span
from casemgr.narrative.rules import Rules
from casemgr.narrative.tokens import Token, fold, tokens_of, without_own

SHORTEST = 3
LOOKED_BACK = 3
_TITLE_CASE = 0.6
"""A text with more of its words large than this is written so throughout; then only known names are names."""


def name_spans(tokens: Sequence[Token], rules: Rules, persons: Sequence[str], places: Sequence[str]) -> Iterator[Span]:
    """Names of the persons given, in any letters, and what is written like a name and is none of the places given."""
    known = {fold(t.text) for name in persons for t in tokens_of(name) if len(t.text) >= SHORTEST}
    spots = frozenset(fold(t.text) for name in places for t in tokens_of(name)) - known
    throughout = _throughout(tokens)
    titles = rules.words["short_titles"]
    at = 0
    while at < len(tokens):
        if not tokens[at].titled:
            if tokens[at].folded in known or (at and tokens[at - 1].folded in titles):
                yield from _small(tokens, at, rules, known)
            at += 1
            continue
        run = _run(tokens, at, rules)
        if span := _named(tokens, at, run, rules, known, spots, throughout=throughout):
            yield span
        at += run


def _throughout(tokens: Sequence[Token]) -> bool:
    long = [t for t in tokens if len(t.text) > SHORTEST]
    return len(long) > 3 and sum(t.titled for t in long) > _TITLE_CASE * len(long)


def _run(tokens: Sequence[Token], at: int, rules: Rules) -> int:
    """How many words from here on are written as one name; small particles count only before a large word."""
    n = at + 1
    while n < len(tokens) and tokens[n].near and not tokens[n].first:
        ahead = n
        while ahead < len(tokens) and ahead < n + 2 and rules.has("name_particles", tokens[ahead].folded):
            ahead += 1
        if ahead >= len(tokens) or not tokens[ahead].titled or not tokens[ahead].near:
            break
        n = ahead + 1
    return n - at


def _small(tokens: Sequence[Token], at: int, rules: Rules, known: set[str]) -> Iterator[Span]:
    """A known name in small or in capital letters, or a word after a title."""
    word = tokens[at]
    titled = at > 0 and rules.has("short_titles", tokens[at - 1].folded) and not rules.has("plain", word.folded)
    is_known = word.folded in known and not _a_common_word(word, rules)
    if (titled and len(word.text) >= SHORTEST and not word.text.isdecimal()) or is_known:
        yield Span(word.start, without_own(word), FindingKind.NAME)


def _a_common_word(word: Token, rules: Rules) -> bool:
    return any(rules.has(listed, word.folded) for listed in ("plain", "not_names", "place_words", "also_words"))


def _named(
    tokens: Sequence[Token],
    at: int,
    run: int,
    rules: Rules,
    known: set[str],
    spots: frozenset[str],
    *,
    throughout: bool,
) -> Span | None:
    """The part of a run that names a person."""
    words = list(tokens[at : at + run])
    titled = rules.has("titles", words[0].folded) or (at > 0 and rules.has("titles", tokens[at - 1].folded))
    if run == 1 and words[0].first and not (titled or rules.has("given", words[0].folded) or words[0].folded in known):
        return None
    sure = [w for w in words if w.folded in known and not (w.first and rules.has("also_words", w.folded))]
    if sure:
        hit = [w for w in words if w.folded in known or rules.has("given", w.folded)]
        return Span(hit[0].start, without_own(hit[-1]), FindingKind.NAME)
    if _of_a_place(tokens, at, run, rules) or any(
        rules.has("offices", w.folded) for w in (*tokens[max(0, at - 1) : at], words[0])
    ):
        return None
    if words[0].first and not titled:
        words = _after_the_first(words, rules)
    named = [w for w in words if not _explained(w, rules, spots) and not rules.has("titles", w.folded)]
    alone = len(named) < len(words) and len(named) == 1 and named[0].first and not rules.has("given", named[0].folded)
    words = [] if alone else named
    hinted = [w for w in words if rules.has("given", w.folded) and not (w.first and rules.has("also_words", w.folded))]
    if not words or not (titled or hinted or not (throughout or _where(tokens, at, rules))):
        return None
    return Span(words[0].start, without_own(words[-1]), FindingKind.NAME)


def _explained(word: Token, rules: Rules, spots: frozenset[str]) -> bool:
    return rules.has("not_names", word.folded) or rules.has("plain", word.folded) or word.folded in spots


def _after_the_first(words: list[Token], rules: Rules) -> list[Token]:
    """The first word of a sentence is large anyway: it counts when it is a known name, or before another."""
    first = words[0]
    if rules.has("given", first.folded) and not (len(words) == 1 and rules.has("also_words", first.folded)):
        return words
    verb = first.folded.endswith(("ed", "ing", "ly")) or first.text.endswith(("ó", "é", "ía", "aron", "ieron"))
    if len(words) == 1 or verb or rules.has("starters", first.folded):
        return words[1:]
    return words


def _of_a_place(tokens: Sequence[Token], at: int, run: int, rules: Rules) -> bool:
    """Whether the words belong to a street, a school, a house number, or whatever else is named after someone."""
    words = tokens[at : at + run]
    if any(rules.has("place_words", w.folded) for w in words[1:]):
        return True
    after = tokens[at + run].folded if at + run < len(tokens) and tokens[at + run].near else ""
    if rules.has("place_words", after):
        named_after = rules.has("streets_after", after) or rules.has("places_before", after)
        if named_after or not _person(words, rules):
            return True
    if run > 1 and rules.has("places_before", words[0].folded):
        return True
    if rules.has("place_words", words[0].folded) and not (words[0].first and run > 1 and _person(words, rules)):
        return True
    before = tokens[max(0, at - LOOKED_BACK) : at]
    if before and (before[-1].text[0].isdecimal() and not words[0].first):
        return True
    heads = [n for n, w in enumerate(before) if rules.has("places_before", w.folded)]
    between = before[heads[-1] + 1 :] if heads else ()
    return bool(heads) and not words[0].first and all(rules.has("particles", w.folded) for w in between)


def _person(words: Sequence[Token], rules: Rules) -> bool:
    return any(rules.has("given", w.folded) for w in words)


def _where(tokens: Sequence[Token], at: int, rules: Rules) -> bool:
    """Whether the word before says that a place follows."""
    if at == 0 or tokens[at].first:
        return False
    before = tokens[at - 1].folded
    if rules.has("where", before):
        return True
    if before != "de":
        return False
    return at < 2 or not rules.has("kin", tokens[at - 2].folded)
