"""What was typed into the search, taken apart: plain words, and tokens such as `type:referral` in either language."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum


class Token(StrEnum):
    """By what a search is narrowed (domain 2.20)."""

    TYPE = "type"
    NEIGHBORHOOD = "nbhd"
    OFFICER = "officer"
    NEEDS = "needs"
    OVERDUE = "overdue"
    DATE = "date"


WRITTEN: dict[str, dict[Token, str]] = {
    "en": {token: token.value for token in Token},
    "es": {
        Token.TYPE: "tipo",
        Token.NEIGHBORHOOD: "barrio",
        Token.OFFICER: "agente",
        Token.NEEDS: "necesidad",
        Token.OVERDUE: "vencido",
        Token.DATE: "fecha",
    },
}
"""How each token is written, by language; every one of them is understood whatever the window speaks."""
_BY_WORD = {word: token for words in WRITTEN.values() for token, word in words.items()}
_TOKEN = re.compile(rf'(?<!\S)({"|".join(_BY_WORD)}):("[^"]*"?|\S*)', re.IGNORECASE)


@dataclass(frozen=True)
class Said:
    """One token as it was typed: its value without quotes, and where in the text it begins and ends."""

    token: Token
    value: str
    start: int
    end: int


@dataclass(frozen=True)
class Parsed:
    """A search taken apart; `words` are what is left without its tokens."""

    words: str
    said: tuple[Said, ...]

    @property
    def narrowing(self) -> tuple[Said, ...]:
        """The tokens that say something: one without a value is still being typed."""
        return tuple(one for one in self.said if one.value)


def parse(typed: str) -> Parsed:
    """Take apart what was typed; whatever is no token of ours is words."""
    said: list[Said] = []
    left: list[str] = []
    last = 0
    for found in _TOKEN.finditer(typed):
        left.append(typed[last : found.start()])
        last = found.end()
        value = found[2].strip('"').strip()
        said.append(Said(_BY_WORD[found[1].lower()], value, found.start(), found.end()))
    left.append(typed[last:])
    return Parsed(" ".join(" ".join(left).split()), tuple(said))


def written(token: Token, language: str) -> str:
    """A token's word with its colon, in a language."""
    return WRITTEN.get(language, WRITTEN["en"])[token] + ":"


def quoted(value: str) -> str:
    """A value as it may stand behind a colon."""
    return f'"{value}"' if re.search(r"\s", value) else value


def folded(text: str) -> str:
    """A text as values are compared: without case, accents, and what stands between words."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(re.findall(r"\w+", "".join(c for c in plain if not unicodedata.combining(c)).replace("_", " ")))


def fits(value: str, *names: str) -> bool:
    """Whether a value is the beginning of one of these names, or of a name from one of its words on."""
    wanted = folded(value)
    return bool(wanted) and any(f" {folded(name)}".find(f" {wanted}") >= 0 for name in names)


def is_one(value: str, *names: str) -> bool:
    """Whether a value is one of these names, whole."""
    return bool(folded(value)) and folded(value) in map(folded, names)
