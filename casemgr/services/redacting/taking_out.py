"""Taking words out of a text: what stands in their place says why, and nothing of them is left."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

BY_ITSELF = 5
"""Shorter words are taken out only where they stand by themselves; longer ones inside others too."""
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")


@dataclass(frozen=True)
class Cut:
    """Words that go, and what stands in their place."""

    words: str
    instead: str


def taken_out(text: str, cuts: Sequence[Cut]) -> str:
    """The text without these words, however they are spaced or capitalized; longer words go first."""
    left = _plain(text)
    for cut in sorted(cuts, key=lambda cut: len(cut.words), reverse=True):
        left = _pattern(cut.words).sub(f"[{cut.instead}]", left) if _plain(cut.words).strip() else left
    return left


def _plain(text: str) -> str:
    """One spelling for each letter, without what no reader sees."""
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", text))


def _pattern(words: str) -> re.Pattern[str]:
    parts = _plain(words).split()
    spaced = r"\s+".join(re.escape(part) for part in parts)
    alone = sum(len(part) for part in parts) < BY_ITSELF
    return re.compile(rf"(?<!\w){spaced}(?!\w)" if alone else spaced, re.IGNORECASE)
