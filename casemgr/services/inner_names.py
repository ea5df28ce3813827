"""Names of files inside a file from elsewhere: which ones are safe to carry and to show."""

import unicodedata
from collections.abc import Collection

MAX_CHARACTERS = 200
_FORBIDDEN = frozenset('\\:*?"<>|')
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})  # controls, bidi and zero-width, surrogates, line ends
_DEVICES = frozenset(
    {"CON", "PRN", "AUX", "NUL", "CLOCK$", "CONIN$", "CONOUT$"}
    | {f"{port}{digit}" for port in ("COM", "LPT") for digit in "0123456789¹²³"}
)


def is_safe(name: str) -> bool:
    """Whether the name is a plain relative one on every system: no climbing, drive, stream, device or disguise."""
    if not 0 < len(name) <= MAX_CHARACTERS or unicodedata.normalize("NFC", name) != name:
        return False
    if any(sign in _FORBIDDEN or unicodedata.category(sign) in _UNSEEN for sign in name):
        return False
    return all(_is_safe_part(part) for part in name.split("/"))


def are_distinct(names: Collection[str]) -> bool:
    """Whether no two names are the same to a system that ignores case or the way accents are written."""
    return len({unicodedata.normalize("NFKC", name).casefold() for name in names}) == len(names)


def _is_safe_part(part: str) -> bool:
    if part != part.strip() or part.endswith(".") or not part:
        return False
    return part.split(".")[0].rstrip().upper() not in _DEVICES
