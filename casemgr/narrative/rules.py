"""The word lists and rules of both languages, read once from resources/narrative; each file names its version."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from casemgr.i18n import LANGUAGES, RESOURCES
from casemgr.narrative.findings import FindingKind
from casemgr.narrative.tokens import fold, tokens_of

SHIPPED = RESOURCES / "narrative"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in a row that mean something, after their first; with a better wording and a topic, if there are."""

    rest: tuple[str, ...]
    kind: FindingKind
    instead: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that announce a number."""

    rest: tuple[str, ...]
    kind: str


@dataclass(frozen=True)
class Rules:
    """Both languages at once: officers mix them."""

    version: str
    phrases: Mapping[str, tuple[Phrase, ...]]
    cues: Mapping[str, tuple[Cue, ...]]
    words: Mapping[str, frozenset[str]]

    def has(self, listed: str, word: str) -> bool:
        """Whether a folded word stands in a list."""
        return word in self.words[listed]


@cache
def rules() -> Rules:
    """The rules that are shipped."""
    said = [json.loads((SHIPPED / f"{name}.json").read_text(encoding="utf-8")) for name in LANGUAGES]
    names = sorted({name for one in said for name in one["words"]})
    return Rules(
        "+".join(f"{name}-{one['version']}" for name, one in zip(LANGUAGES, said, strict=True)),
        _by_first((_split(text), phrase) for one in said for text, phrase in _phrases(one)),
        _by_first((_split(text), Cue((), kind)) for one in said for kind, cues in one["cues"].items() for text in cues),
        {name: frozenset(fold(w) for one in said for w in one["words"].get(name, ())) for name in names},
    )


def _phrases(said: Mapping[str, Any]) -> Iterable[tuple[str, Phrase]]:
    for code, listed in said["health"].items():
        yield from ((text, Phrase((), FindingKind.HEALTH, code=code)) for text in listed)
    for text, instead in said["labels"].items():
        yield text, Phrase((), FindingKind.LABEL, instead)
    yield from ((text, Phrase((), FindingKind.ASSOCIATION)) for text in said["associations"])
    yield from ((text, Phrase((), FindingKind.CRIMINAL_RECORD)) for text in said["criminal_records"])


def _split(text: str) -> tuple[str, ...]:
    return tuple(token.folded for token in tokens_of(text))


def _by_first(listed: Iterable[tuple[tuple[str, ...], Any]]) -> dict[str, tuple[Any, ...]]:
    """What begins with each word, the longest first."""
    made: dict[str, dict[tuple[str, ...], Any]] = {}
    for words, one in listed:
        rest = words[1:]
        made.setdefault(words[0], {}).setdefault(rest, type(one)(rest, *_others(one)))
    return {first: tuple(sorted(found.values(), key=lambda p: -len(p.rest))) for first, found in made.items()}


def _others(one: Phrase | Cue) -> tuple[Any, ...]:
    return (one.kind, one.instead, one.code) if isinstance(one, Phrase) else (one.kind,)
