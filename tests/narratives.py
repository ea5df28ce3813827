"""The labeled notes of tests/data/narrative, and how well the check finds what is labeled in them."""

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from casemgr.narrative import Finding, FindingKind, check

FOLDER = Path(__file__).resolve().parent / "data" / "narrative"
HALVES = ("tuned", "held_out")
_MARK = re.compile(r"\[\[(\w+):(.+?)\]\]")


@dataclass(frozen=True)
class Note:
    """A made-up note, with what stands in it that the check is to find."""

    language: str
    text: str
    spans: tuple[tuple[int, int, FindingKind], ...]


@dataclass
class Score:
    """What was found, of what there is."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    told: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


def read(half: str) -> list[Note]:
    """The notes of one half; `held_out` was written with the other and never tuned on."""
    lines = (FOLDER / f"{half}.jsonl").read_text(encoding="utf-8").splitlines()
    return [unmarked(**json.loads(line)) for line in lines]


def unmarked(language: str, text: str) -> Note:
    """A note from its text with marks such as [[phone:555-0142]]."""
    plain, spans, last = "", [], 0
    for found in _MARK.finditer(text):
        plain += text[last : found.start()]
        spans.append((len(plain), len(plain) + len(found[2]), FindingKind(found[1])))
        plain += found[2]
        last = found.end()
    return Note(language, plain + text[last:], tuple(spans))


def scores(notes: Iterable[Note]) -> dict[tuple[str, str], Score]:
    """Precision and recall by language and kind, and by language with the kind left out as "all"."""
    made: dict[tuple[str, str], Score] = {}
    for note in notes:
        found = check(note.text)
        hits = Counter(_hit(one, note) for one in found)
        for one in found:
            hit = _hit(one, note)
            _count(made, note, one.kind, "right" if hit is not None and hits[hit] == 1 else "wrong", one.text)
        for span in note.spans:
            if span not in hits:
                _count(made, note, span[2], "missed", note.text[span[0] : span[1]])
    return made


def _hit(one: Finding, note: Note) -> tuple[int, int, FindingKind] | None:
    """The labeled span of the same kind that a finding covers by at least half."""
    for span in note.spans:
        shared = min(one.end, span[1]) - max(one.start, span[0])
        if one.kind is span[2] and shared * 2 >= max(span[1] - span[0], one.end - one.start):
            return span
    return None


def _count(made: dict[tuple[str, str], Score], note: Note, kind: FindingKind, what: str, text: str) -> None:
    for key in ((note.language, kind.value), (note.language, "all")):
        score = made.setdefault(key, Score())
        setattr(score, what, getattr(score, what) + 1)
        if what != "right":
            score.told.append(f"{what} {kind.value} “{text}” in: {note.text}")
