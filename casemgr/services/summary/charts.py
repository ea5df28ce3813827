"""Figures drawn once, for paper and glass alike: one hue, labels beside the bars, no legend."""

from collections.abc import Sequence

from reportlab.graphics.shapes import Drawing, Rect, String
from reportlab.lib.colors import Color
from reportlab.pdfbase.pdfmetrics import stringWidth

from casemgr.services.paper import BAR, INK, REGULAR, STRONG, WIDTH
from casemgr.services.summary.figures import Count

ROW, THICK, SIZE, LABEL_SHARE = 17.0, 11.0, 9.0, 0.38
MOST_BARS = 12


def bars(counts: Sequence[Count], *, width: float = WIDTH, ink: Color = INK, bar: Color = BAR) -> Drawing:
    """Horizontal bars, one a count, in the order given; at most a dozen, the rest are in the table beside."""
    shown = counts[:MOST_BARS]
    height = ROW * max(1, len(shown)) + 4
    drawing = Drawing(width, height)
    label_width = width * LABEL_SHARE
    room = width - label_width - 40
    most = max((c.n for c in shown), default=0)
    for row, count in enumerate(shown):
        y = height - ROW * (row + 1)
        label = _fitted(count.label, label_width - 10)
        drawing.add(
            String(label_width - 8, y + 3, label, textAnchor="end", fontName=REGULAR, fontSize=SIZE, fillColor=ink)
        )
        length = room * count.n / most if most else 0
        block = Rect(label_width, y, max(length, 0.8), THICK)
        block.fillColor, block.strokeColor = bar, None
        drawing.add(block)
        drawing.add(
            String(label_width + length + 5, y + 3, str(count.n), fontName=STRONG, fontSize=SIZE, fillColor=ink)
        )
    return drawing


def _fitted(label: str, width: float) -> str:
    """The label, shortened with an ellipsis where it does not fit."""
    if stringWidth(label, REGULAR, SIZE) <= width:
        return label
    while label and stringWidth(label + "…", REGULAR, SIZE) > width:
        label = label[:-1]
    return label.rstrip() + "…"
