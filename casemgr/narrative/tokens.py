"""A text as words with their places, each folded so that accents and large letters do not matter."""

import re
import unicodedata
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_BEGINS = frozenset('.!?:;\n\r•·("“”¿¡-–—|')
"""After one of these a word may be large for being the first."""
_OWN = ("'s", "’s")


class Token(NamedTuple):
    """A word; `first` says that it begins a sentence, `near` that only a space or hyphen parts it from the last.

    `titled` says that it is written as a name is: one large letter, small ones after it.
    """

    start: int
    end: int
    text: str
    folded: str
    first: bool
    near: bool
    titled: bool


def fold(text: str) -> str:
    """Small letters without accents; a possessive ending is left out."""
    small = text.lower()
    if not small.isascii():
        parts = unicodedata.normalize("NFKD", small)
        small = "".join(letter for letter in parts if not unicodedata.combining(letter))
    return small[:-2] if small.endswith(_OWN) else small


def tokens_of(text: str) -> list[Token]:
    """The words of a text in order."""
    made: list[Token] = []
    last, first, near = 0, True, False
    for found in _WORD.finditer(text):
        start, end = found.span()
        word = text[start:end]
        if made:
            first, near = _parted(text[last:start])
        titled = word[0].isupper() and not word.isupper() and len(word) > 1
        made.append(Token(start, end, word, fold(word), first, near, titled))
        last = end
    return made


def _parted(gap: str) -> tuple[bool, bool]:
    """Whether a sentence begins after this gap between two words, and whether it parts them at all."""
    if gap in (" ", "-"):
        return False, True
    return any(letter in _BEGINS for letter in gap), len(gap) == 2 and gap.strip() in ("", "-")


def without_own(token: Token) -> int:
    """Where the word ends without its possessive ending."""
    return token.end - 2 if token.text.lower().endswith(_OWN) else token.end
