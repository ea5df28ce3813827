"""Paper: our font, our styles, and the frame of every printed page; the one place that makes paragraphs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from reportlab import rl_config
from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import letter
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph, Table, TableStyle

from casemgr.i18n import RESOURCES, _
from casemgr.services.leaving import Leave, Outgoing, Within

rl_config.useA85 = 0
REGULAR, STRONG = "Atkinson", "Atkinson-Bold"
INK, QUIET, LINE, BAR = HexColor("#14202B"), HexColor("#4A5866"), HexColor("#C5CDD5"), HexColor("#0B5C92")
MARGIN = 18 * mm
WIDTH = letter[0] - 2 * MARGIN

_fonts = [
    TTFont(name, RESOURCES / "fonts" / f"AtkinsonHyperlegibleNext-{file}.ttf")
    for name, file in ((REGULAR, "Regular"), (STRONG, "Bold"))
]
for _font in _fonts:
    pdfmetrics.registerFont(_font)
pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=STRONG, italic=REGULAR, boldItalic=STRONG)
OTHER = {REGULAR: "DejaVuSans", STRONG: "DejaVuSans-Bold"}
"""Writes the words our font has no letters for, such as Vietnamese names."""
KNOWN = frozenset.intersection(*(frozenset(font.face.charToGlyph) for font in _fonts))  # type: ignore[attr-defined]

BODY = ParagraphStyle("body", fontName=REGULAR, fontSize=10, leading=14, textColor=INK)
SMALL = ParagraphStyle("small", BODY, fontSize=8.5, leading=11.5, textColor=QUIET)
TITLE = ParagraphStyle("title", BODY, fontName=STRONG, fontSize=20, leading=25, spaceAfter=2)
HEADING = ParagraphStyle("heading", BODY, fontName=STRONG, fontSize=13, leading=17, spaceBefore=14, spaceAfter=6)
CELL = ParagraphStyle("cell", BODY, fontSize=9.5, leading=12.5)
NUMBER = ParagraphStyle("number", CELL, alignment=TA_RIGHT)
STRONG_CELL = ParagraphStyle("strong cell", CELL, fontName=STRONG, fontSize=8.5, textColor=QUIET)
STRONG_NUMBER = ParagraphStyle("strong number", STRONG_CELL, alignment=TA_RIGHT)


@dataclass(frozen=True)
class PageFrame:
    """What stands on every page: the document's title, its edition line, and its foot, in a size of print in points."""

    title: str
    top: str
    foot: str
    language: str = "en"
    points: float = 8


def para(text: str, style: ParagraphStyle = BODY) -> Paragraph:
    """A paragraph of plain text: whatever a user typed is text, never markup."""
    return Paragraph(re.sub(r"\S+", partial(_written, style), escape(text)), style)


def blank(label: str, style: ParagraphStyle = BODY) -> Paragraph:
    """A label with a line to write on by hand, as far as the page is wide."""
    wide = partial(pdfmetrics.stringWidth, fontName=style.fontName, fontSize=style.fontSize)
    return para(f"{label} {'_' * int((WIDTH - wide(f'{label} ')) / wide('_'))}", style)


def _written(style: ParagraphStyle, word: re.Match[str]) -> str:
    if KNOWN.issuperset(map(ord, word[0])):
        return word[0]
    font = OTHER[style.fontName]
    if font not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(font, RESOURCES / "fonts" / f"{font}.ttf"))
    return f'<font name="{font}">{word[0]}</font>'


def table(head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float], texts: int = 1) -> Table:
    """A table with its head repeated on each page; the first columns are of text, so many, all others of numbers."""
    cells: list[list[Paragraph]] = [[para(h, STRONG_CELL if i < texts else STRONG_NUMBER) for i, h in enumerate(head)]]
    cells += [[para(c, CELL if i < texts else NUMBER) for i, c in enumerate(row)] for row in rows]
    made = Table(cells, colWidths=[w * WIDTH for w in widths], repeatRows=1)
    made.setStyle(
        TableStyle(
            [
                ("LINEBELOW", (0, 0), (-1, -1), 0.5, LINE),
                ("LINEBELOW", (0, 0), (-1, 0), 0.8, QUIET),
                ("TOPPADDING", (0, 0), (-1, -1), 2.5),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
                ("LEFTPADDING", (0, 0), (0, -1), 0),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ]
        )
    )
    return made


class _Numbered(Canvas):
    """A canvas that knows the number of pages when it writes 'page x of y'."""

    def __init__(self, *args: Any, frame: PageFrame, mark: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._pages: list[dict[str, Any]] = []
        self._frame, self._mark = frame, mark

    def showPage(self) -> None:
        self._pages.append(dict(self.__dict__))
        self._startPage()  # type: ignore[attr-defined]  # the documented way to number pages afterwards

    def save(self) -> None:
        for page in self._pages:
            self.__dict__.update(page)
            self._draw_frame(len(self._pages))
            super().showPage()
        super().save()

    def _draw_frame(self, total: int) -> None:
        self.setFillColor(QUIET)
        self.setStrokeColor(LINE)
        by = self._frame.points
        top, foot = letter[1] - 11 * mm - 0.7 * (by - 8), 10 * mm
        said = _("Page {page} of {total}").format(page=self.getPageNumber(), total=total)
        marked = self.stringWidth(self._mark, STRONG, by) + by if self._mark else 0
        self._draw_within(WIDTH - marked, MARGIN, top, self._frame.top)
        self.line(MARGIN, top - 0.5 * by, letter[0] - MARGIN, top - 0.5 * by)
        self.line(MARGIN, foot + 1.25 * by, letter[0] - MARGIN, foot + 1.25 * by)
        beside = WIDTH - self.stringWidth(said, REGULAR, by) - by
        self._draw_within(beside, MARGIN, foot, self._frame.foot)
        self.setFont(REGULAR, by)
        self.drawRightString(letter[0] - MARGIN, foot, said)
        if self._mark:
            self.setFont(STRONG, by)
            self.drawRightString(letter[0] - MARGIN, top, self._mark)

    def _draw_within(self, width: float, x: float, y: float, text: str) -> None:
        """Draw a line of text, smaller only where it would not fit."""
        by = self._frame.points
        wide = self.stringWidth(text, REGULAR, by)
        self.setFont(REGULAR, by if wide <= width else by * width / wide)
        self.drawString(x, y, text)


def document(frame: PageFrame, story: Sequence[Flowable], leave: Leave) -> Outgoing:
    """The PDF of a story, framed, that leaves by this leave; equal input makes equal bytes.

    Pages that tell of people and stay inside the agency are marked as such, each one (CJIS MP-3).
    """
    out, mark = BytesIO(), _("CONFIDENTIAL") if isinstance(leave, Within) else ""
    doc = BaseDocTemplate(
        out,
        pagesize=letter,
        invariant=1,
        pageCompression=1,
        lang=frame.language,
        title=frame.title,
        author="",
        subject="",
        creator="Casemgr",
        producer="Casemgr",
    )
    below, above = 18 * mm + 1.25 * (frame.points - 8), 16 * mm + 1.25 * (frame.points - 8)
    inner = Frame(MARGIN, below, WIDTH, letter[1] - below - above, 0, 0, 0, 0, id="page")
    doc.addPageTemplates([PageTemplate(id="page", frames=[inner])])
    more = {"frame": frame, "mark": mark, "invariant": 1}
    doc.build(list(story), canvasmaker=lambda *a, **k: _Numbered(*a, **(k | more)))
    return Outgoing(out.getvalue(), leave)
