"""The recovery code: 160 random bits a person can copy from paper, with a check that catches slips."""

import hashlib
import secrets

from casemgr.core.errors import Invalid, Problem
from casemgr.i18n import _

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U."""
CODE_BYTES = 20
CHECK_BITS = 20
CHARACTERS = 36
GROUP = 4

READ_AS = str.maketrans("OIL", "011", " -\t\r\n\u2010\u2011\u2012\u2013\u2014\u2212\u00a0")


def new_code() -> bytes:
    """The bits of a new recovery code."""
    return secrets.token_bytes(CODE_BYTES)


def written(code: bytes) -> str:
    """The code as printed: nine groups of four characters."""
    number = int.from_bytes(code) << CHECK_BITS | _check(code)
    characters = "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(CHARACTERS)))
    return "-".join(characters[at : at + GROUP] for at in range(0, CHARACTERS, GROUP))


def read(text: str) -> bytes:
    """The bits of a code as typed, case, spaces and O, I, L for 0, 1, 1 overlooked; Invalid when mistyped."""
    characters = text.upper().translate(READ_AS)
    strange = next((c for c in characters if c not in ALPHABET), None)
    if strange is not None:
        said = _("The recovery code is mistyped: it never has the character {character}.")
        raise _mistyped(said.format(character=strange))
    if len(characters) != CHARACTERS:
        said = _("The recovery code is mistyped: it has {expected} characters, and this has {count}.")
        raise _mistyped(said.format(expected=CHARACTERS, count=len(characters)))
    number = 0
    for character in characters:
        number = number << 5 | ALPHABET.index(character)
    code = (number >> CHECK_BITS).to_bytes(CODE_BYTES)
    if number & (1 << CHECK_BITS) - 1 != _check(code):
        raise _mistyped(_("The recovery code is mistyped: a character is wrong. Compare it with the sheet."))
    return code


def _check(code: bytes) -> int:
    return int.from_bytes(hashlib.sha256(b"casemgr recovery code" + code).digest()[:3]) >> 4


def _mistyped(sentence: str) -> Invalid:
    return Invalid(Problem("recovery_code", sentence))
