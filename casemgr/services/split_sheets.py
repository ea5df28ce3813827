"""The recovery code on five sheets of words: any two of them open the store, one alone tells nothing."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from io import BytesIO
from uuid import UUID

import segno
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Image, PageBreak, Spacer, Table

from casemgr.core.sheets import MADE, NEEDED
from casemgr.i18n import _
from casemgr.services.leaving import NoPerson, Outgoing
from casemgr.services.paper import BODY, CELL, HEADING, STRONG, TITLE, WIDTH, PageFrame, ParagraphStyle, document, para

WORD = ParagraphStyle("word", BODY, fontName=STRONG, fontSize=13, leading=20)
ACROSS = 4


def split_sheets(sheets: Sequence[str], store: UUID, store_code: str, agency: str, made_at: datetime) -> Outgoing:
    """Five pages as a PDF, each to go to somebody else."""
    story: list[Flowable] = []
    for number, words in enumerate(sheets, 1):
        story += [*_page(number, words, agency), Spacer(1, 6 * mm)]
        story.append(para(_("Store {id}").format(id=store), CELL))
        story.append(para(_("Made {at} (UTC)").format(at=f"{made_at:%Y-%m-%d %H:%M}"), CELL))
        story.append(Spacer(1, 12 * mm))
        story.append(para(_("Received by: ____________________________    On: ______________"), BODY))
        if number < len(sheets):
            story.append(PageBreak())
    top = _("CONFIDENTIAL – keep apart from the other sheets")
    foot = _("Store code {code}").format(code=store_code)
    return document(PageFrame(_("Recovery sheets"), top, foot), story, NoPerson.KEYS)


def _page(number: int, words: str, agency: str) -> Iterator[Flowable]:
    yield para(_("Recovery sheet {number} of {count}").format(number=number, count=MADE), TITLE)
    yield para(agency or _("Casemgr store"), BODY)
    yield Spacer(1, 6 * mm)
    yield _words(words)
    yield para(_("What this is"), HEADING)
    yield para(
        _(
            "Any {needed} of these {count} sheets, with the store's files, open everything in it. One alone opens "
            "nothing and tells nothing. Nobody else has a copy, the makers of the program least of all."
        ).format(needed=NEEDED, count=MADE)
    )
    yield para(_("What to do with it"), HEADING)
    for line in (
        _("Give each sheet to somebody else, and keep no two in one place."),
        _("Do not photograph it, scan it or send it."),
        _("When two were used, all five are made anew."),
    ):
        yield para("•  " + line)


def _words(words: str) -> Table:
    """The words in reading order, numbered, and the same as a QR."""
    numbered = [f"{place}. {word}" for place, word in enumerate(words.split(), 1)]
    rows = [[para(word, WORD) for word in numbered[at : at + ACROSS]] for at in range(0, len(numbered), ACROSS)]
    rows[-1] += [para("", WORD)] * (ACROSS - len(rows[-1]))
    qr = BytesIO()
    segno.make(words, error="m").save(qr, kind="png", scale=6, border=2)
    qr.seek(0)
    left = WIDTH - 46 * mm
    return Table(
        [[Table(rows, colWidths=[left / ACROSS] * ACROSS), Image(qr, 44 * mm, 44 * mm)]],
        colWidths=[left, 46 * mm],
        style=[("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (0, -1), 0)],
    )
