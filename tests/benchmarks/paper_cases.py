"""Cases on paper and files: the month's pages, their encryption, a bundle."""

import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from reportlab.pdfgen.canvas import Canvas

from casemgr.services.bundle_file import pack
from casemgr.services.cms import seal
from casemgr.services.paper import REGULAR
from casemgr.services.sealed_pdf import seal_pdf
from casemgr.services.summary.figures import (
    ContactFigures,
    Count,
    Days,
    Edition,
    Figures,
    FunnelFigures,
    Headline,
    Imprint,
    Missing,
    PromiseFigures,
    Rate,
)
from casemgr.services.summary.pdf import summary_pdf
from tests.benchmarks.measure import Case
from tests.bundles import FACTS, KEY
from tests.test_cms import HOLDERS

CONTENT = b"".join(b'{"number": "C-%06d", "headline": "Sample"}' % n for n in range(400_000))
NOON = datetime(2026, 11, 2, 17, tzinfo=UTC)
IMPRINT = Imprint(Edition.INTERNAL, "Sample", "BENCH", "Sample", NOON, "1 · 0000")


def sample() -> Figures:
    """A month of ordinary size."""
    counts = tuple(Count(f"Sample type {i}", 40 - i) for i in range(12))
    rates = tuple(Rate(f"Step {i}", 10, 20) for i in range(5))
    return Figures(
        202610,
        "",
        NOON,
        tuple(Headline(f"Line {i}", 3, 2, 1) for i in range(4)),
        ContactFigures(300, counts, counts, rates, 2, 3),
        FunnelFigures(40, rates, 2, counts, (Days("Accepted", 2.5),), counts),
        PromiseFigures(80, 60, 8, 7, 5),
        (),
        (Missing("drafts", "Drafts", ()),),
    )


def straight() -> bytes:
    """As many pages of as many words straight on the canvas."""
    out = BytesIO()
    canvas = Canvas(out)
    for _page in range(3):
        canvas.setFont(REGULAR, 9)
        for line in range(60):
            for column in range(4):
                canvas.drawString(50 + 120 * column, 50 + 11 * line, f"Sample {line} {column}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def bundle() -> bytes:
    """Packed, listed, signed, and sealed for the holder of a certificate."""
    return seal(pack({"records.json": CONTENT}, FACTS, KEY), [HOLDERS["ec"][1]])


def bare_bundle() -> bytes:
    """Pressed and encrypted, and nothing else."""
    return AESGCM(bytes(32)).encrypt(bytes(12), zlib.compress(CONTENT), None)


def cases() -> Iterator[Case]:
    """The month on paper, and a bundle of records."""
    figures = sample()
    pdf = summary_pdf(figures, IMPRINT)

    def pages() -> bytes:
        return summary_pdf(figures, IMPRINT)

    yield Case("month's pages : straight on the canvas", pages, straight, 1.3, 10, limit=6.0)
    yield Case("encrypting the pages : making them", lambda: seal_pdf(pdf, "A" * 20), pages, 0.15, 10, limit=1.5)
    yield Case("bundle : deflate and AES-GCM alone", bundle, bare_bundle, 1.4, 5, limit=4.0)
