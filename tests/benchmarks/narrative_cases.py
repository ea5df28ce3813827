"""The narrative check: how well it finds what the labeled notes hold, and its time beside splitting into words."""

import re
from collections.abc import Iterator

from casemgr.narrative import check
from tests.benchmarks.measure import Case
from tests.narratives import Score, read, scores

THOUSAND = ("Met the owner on Elm. Two lamps are out at the corner; she will call the city. " * 13)[:1000]
LONGEST = THOUSAND * 20
FULL_OF_FINDINGS = ("Call Keisha at 555-0142, 1420 Elm Street; her son is bipolar. " * 17)[:1000]


def in_words(text: str) -> list[str]:
    """The reference: a text split into small words, and nothing asked of them."""
    return [word.casefold() for word in re.findall(r"\w+", text)]


def cases() -> Iterator[Case]:
    """A thousand characters without and with findings, and a note of the greatest length by the thousand."""
    yield Case("narrative check of 1,000 : split into words", lambda: check(THOUSAND), lambda: in_words(THOUSAND), 30)
    yield Case(
        "narrative check of 1,000, full of findings : split",
        lambda: check(FULL_OF_FINDINGS),
        lambda: in_words(FULL_OF_FINDINGS),
        70,
    )
    yield Case("narrative check of 20,000 : twenty of 1,000", lambda: check(LONGEST), _twenty, 1.5, rounds=10)


def _twenty() -> None:
    for _time in range(20):
        check(THOUSAND)


def told() -> Iterator[str]:
    """Precision and recall by half, language and kind, as lines."""
    yield f"{'narrative check':16} {'language':9} {'kind':16} {'precision':>9} {'recall':>7} {'found':>6} {'there':>6}"
    for half in ("tuned", "held_out"):
        for (language, kind), score in sorted(scores(read(half)).items(), key=_all_first):
            yield _line(half, language, kind, score)


def _line(half: str, language: str, kind: str, score: Score) -> str:
    found, there = score.right + score.wrong, score.right + score.missed
    return f"{half:16} {language:9} {kind:16} {score.precision:9.3f} {score.recall:7.3f} {found:6} {there:6}"


def _all_first(item: tuple[tuple[str, str], Score]) -> tuple[str, bool, str]:
    (language, kind), _score = item
    return language, kind != "all", kind
