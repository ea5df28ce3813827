"""The consent form on paper: every element under a heading, ticked or with a line to write on, and who signs."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Spacer, Table

from casemgr.core.days import long_day
from casemgr.core.languages import language_name
from casemgr.i18n import _, speaking
from casemgr.services.consent_form.facts import FormFacts, Point
from casemgr.services.consent_form.words import (
    ASSENT,
    COPY,
    GUARDIAN_ENDS,
    INFORMED,
    INTERMEDIARY,
    INTRODUCTION,
    NO_CONDITION,
    REDISCLOSURE,
    REFUSING,
    RIGHT,
    version,
)
from casemgr.services.leaving import Leave, Outgoing
from casemgr.services.paper import BODY, HEADING, INK, QUIET, SMALL, TITLE, WIDTH, PageFrame, document, para

Strokes = Sequence[Sequence[Point]]
LARGE = 1.8
LARGE_POINTS = 18
"""Large print is of 18 points and more (American Printing House for the Blind)."""


class _Line(Flowable):
    """A line to write on, with what is written there under it, and a signature drawn on it where there is one."""

    def __init__(self, under: str, style: ParagraphStyle, width: float, strokes: Strokes = ()) -> None:
        super().__init__()
        self.width, self.height = width, 11 * mm + style.leading
        self._under = para(under, style)
        self._strokes = strokes

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        _width, below = self._under.wrap(self.width, aH)
        self._below = below
        self.height = 11 * mm + below
        return self.width, self.height

    def draw(self) -> None:
        pen, base = self.canv, self._below + 1
        pen.setStrokeColor(QUIET)
        pen.setLineWidth(0.6)
        pen.line(0, base, self.width, base)
        self._under.drawOn(pen, 0, 0)
        pen.setStrokeColor(INK)
        pen.setLineWidth(1.1)
        pen.setLineCap(1)
        for stroke in self._strokes:
            path = pen.beginPath()
            for place, (x, y) in enumerate(stroke):
                at = x * min(self.width, 60 * mm), base + (1 - y) * 10 * mm
                (path.lineTo if place else path.moveTo)(*at)
            pen.drawPath(path)


class _Form:
    """The parts of one form, in its size of print."""

    def __init__(self, facts: FormFacts) -> None:
        self.facts = facts
        by = LARGE if facts.large else 1.0
        self.body, self.small = _scaled(BODY, by), _scaled(SMALL, by if by == 1 else LARGE_POINTS / SMALL.fontSize)
        self.title, self.heading = _scaled(TITLE, 1.3 if by > 1 else 1), _scaled(HEADING, 1.55 if by > 1 else 0.9)

    def story(self) -> Iterator[Flowable]:
        facts = self.facts
        yield para(_("Consent to share information"), self.title)
        yield para(_(INTRODUCTION), self.body)
        yield from self._part(_("About whom"), [facts.name], _("Name"))
        disclosers = [*facts.disclosers] or [facts.agency]
        yield from self._part(_("Who may share"), disclosers, _("Person or agency"))
        yield self._kept(_("What may be shared: only what is ticked"), [self._ticks()])
        if facts.not_to_share:
            yield para(_("Not to be shared: {what}").format(what=facts.not_to_share), self.body)
        yield from self._part(_("With whom"), facts.recipients, _("Organization or person, or kind of helper"))
        if facts.intermediary:
            yield self._line(_(INTERMEDIARY))
        yield from self._part(_("For what"), facts.purposes, _("Purpose"))
        yield from self._part(_("Until when"), self._until(), _("Day, event or condition with which it ends"))
        yield self._kept(_("Your rights"), self._rights())
        yield self._kept(_("Signature"), [para(_(INFORMED), self.body), *self._signed()])
        yield from self._young()
        yield from self._beside()

    def _kept(self, heading: str, below: Sequence[Flowable]) -> Flowable:
        return KeepTogether([para(heading, self.heading), *below])

    def _part(self, heading: str, said: Sequence[str], under: str) -> Iterator[Flowable]:
        known = [para(one, self.body) for one in said if one]
        yield self._kept(heading, known or [self._line(under)])

    def _line(self, under: str, width: float = WIDTH, strokes: Strokes = ()) -> Flowable:
        return _Line(under, self.small, width, strokes)

    def _ticks(self) -> Table:
        said = [para(f"[ {'X' if ticked else '  '} ]  {words}", self.body) for words, ticked in self.facts.categories]
        wide = 1 if self.facts.large else 2
        rows = [said[i : i + wide] for i in range(0, len(said), wide)]
        rows[-1] += [para("", self.body)] * (wide - len(rows[-1]))
        tight = [*_BARE, ("TOPPADDING", (0, 0), (-1, -1), 1)]
        return Table(rows, colWidths=[WIDTH / wide] * wide, style=[*tight, ("BOTTOMPADDING", (0, 0), (-1, -1), 1)])

    def _until(self) -> list[str]:
        facts = self.facts
        said = [_("{day} at the latest").format(day=long_day(facts.ends))] if facts.ends else []
        return [*said, _("or when this happens: {event}").format(event=facts.event)] if facts.event else said

    def _rights(self) -> list[Flowable]:
        reached = [_("{agency}, by phone: {phone}").format(agency=self.facts.agency, phone=self.facts.phone)]
        first, *others = (_(text) for text in (RIGHT, NO_CONDITION, REFUSING, REDISCLOSURE, COPY))
        said = [first, *(reached if self.facts.phone else []), *others]
        return [para(f"•  {text}", self.body) for text in said]

    def _signed(self) -> Iterator[Flowable]:
        facts = self.facts
        if facts.signed_name:
            yield para(_("Signed with the name {name}").format(name=facts.signed_name), self.body)
        day = long_day(facts.signed_on) if facts.signed_on else ""
        yield self._pair(_("Signature"), day, facts.strokes)

    def _pair(self, under: str, day: str = "", strokes: Strokes = ()) -> Flowable:
        date_line = _("Date: {day}").format(day=day) if day else _("Date")
        signs = self._line(under, 0.64 * WIDTH, strokes)
        cells = [[signs, self._line(date_line, 0.30 * WIDTH)]]
        return Table(cells, colWidths=[0.68 * WIDTH, 0.32 * WIDTH], style=_BARE)

    def _young(self) -> Iterator[Flowable]:
        if self.facts.minor is False:
            return
        lines = [
            para(_(GUARDIAN_ENDS), self.body),
            self._pair(_("Parent, guardian or legal representative: signature")),
            self._line(_("Name, and what gives them the authority")),
            Spacer(1, 3 * mm),
            para(_(ASSENT), self.body),
            self._pair(_("The young person: signature")),
        ]
        yield self._kept(_("For someone under 18"), lines)

    def _beside(self) -> Iterator[Flowable]:
        facts = self.facts
        yield CondPageBreak(40 * mm)
        if facts.witness:
            seen = [para(facts.witness, self.body), self._pair(_("Witness: signature"))]
            yield self._kept(_("Witness"), seen)
        else:
            yield from self._part(_("Witness"), [], _("Name and signature of the witness"))
        spoken = language_name(facts.explained_in, facts.language)
        said = [" · ".join(one for one in (facts.interpreter, spoken) if one)] if facts.interpreter else []
        yield from self._part(_("Interpreter"), said, _("Name of the interpreter, and the language"))
        yield Spacer(1, 3 * mm)


_BARE = [
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 0),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
]


def consent_pages(facts: FormFacts, leave: Leave) -> Outgoing:
    """The form as a PDF, in its language."""
    with speaking(facts.language):
        top = " · ".join(part for part in (facts.agency, facts.number) if part)
        frame = PageFrame(_("Consent to share information"), top, version(facts.language), facts.language)
        if facts.large:
            frame = replace(frame, points=LARGE_POINTS)
        return document(frame, list(_Form(facts).story()), leave)


def _scaled(style: ParagraphStyle, by: float) -> ParagraphStyle:
    return ParagraphStyle(f"{style.name} {by}", style, fontSize=style.fontSize * by, leading=style.leading * by)
