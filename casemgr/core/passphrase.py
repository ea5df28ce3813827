"""Passphrases: judging a new one, and making one for a file that is sent."""

import re
import secrets
import unicodedata
from collections.abc import Iterable

from zxcvbn import zxcvbn

from casemgr.core.errors import Problem
from casemgr.core.recovery import ALPHABET
from casemgr.i18n import _

SHORTEST = 12
SHORTEST_ALONE = 15
LONGEST = 256
JUDGED = 72
BEST_SCORE = 4
SHORTEST_BANNED = 3
GROUPS = 5
GROUP = 4
SORTS = ("[A-Z]", "[a-z]", "[0-9]", "[^A-Za-z0-9]")
"""What agencies still audited for composition want at least one of each of."""

PRODUCT_WORDS = (
    "casemgr",
    "case manager",
    "case",
    "police",
    "policing",
    "officer",
    "precinct",
    "neighborhood",
)


def judge(
    passphrase: str,
    *,
    known: Iterable[str] = (),
    banned: Iterable[str] = (),
    keyring: bool,
    composed: bool = False,
) -> Problem | None:
    """What is wrong with a new passphrase, or None; `known` are names of user and agency, tried first.

    `banned` are words none may hold, however they are written; `composed` asks for each sort of character (CJIS 5.9).
    """
    text = unicodedata.normalize("NFKC", passphrase)
    shortest = SHORTEST if keyring else SHORTEST_ALONE
    if len(text) < shortest:
        said = _("Use at least {count} characters, for example four unrelated words.")
        return Problem("passphrase", said.format(count=shortest))
    if len(text) > LONGEST:
        return Problem("passphrase", _("Use at most {count} characters.").format(count=LONGEST))
    if any(unicodedata.category(character) in ("Cc", "Cs") for character in text):
        return Problem("passphrase", _("Use only characters that can be typed in one line."))
    if composed and not all(re.search(sort, text) for sort in SORTS):
        said = _("Your agency asks for a capital, a small letter, a digit and a sign. A blank between words is a sign.")
        return Problem("passphrase", said)
    letters = _letters(text)
    if any(_letters(word) in letters for word in banned if len(_letters(word)) >= SHORTEST_BANNED):
        return Problem("passphrase", _("This passphrase holds a word that your agency does not allow. Use others."))
    # Guessing the beginning is no harder than guessing the whole, and the judge slows down with length.
    if zxcvbn(text[:JUDGED], user_inputs=_guesses(known))["score"] < BEST_SCORE:
        said = _("This passphrase is too easy to guess. Use four or more unrelated words, and no names or dates.")
        return Problem("passphrase", said)
    return None


def _letters(text: str) -> str:
    """Letters and digits alone, small and without accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in apart if character.isalnum())


def generate_passphrase() -> str:
    """A passphrase of 100 random bits to be read out: groups of capitals and of small letters in turn."""
    while True:
        groups = ["".join(secrets.choice(ALPHABET) for _place in range(GROUP)) for _group in range(GROUPS)]
        text = "-".join(group.lower() if place % 2 else group for place, group in enumerate(groups))
        # Hardly a draw in a thousand lacks one.
        if all(re.search(sort, text) for sort in SORTS):
            return text


def _guesses(known: Iterable[str]) -> list[str]:
    phrases = [unicodedata.normalize("NFKC", phrase) for phrase in (*known, *PRODUCT_WORDS)]
    words = [word for phrase in phrases for word in re.findall(r"\w{3,}", phrase)]
    return list(dict.fromkeys([*phrases, *words]))
