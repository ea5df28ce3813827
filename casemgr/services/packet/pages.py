"""The letter on paper: notices first, then what may be told, then how to answer, by phone and short code."""

from collections.abc import Iterator, Sequence
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer, Table, TableStyle

from casemgr.core.days import long_day
from casemgr.disclosing import Allow
from casemgr.i18n import _, speaking
from casemgr.services.leaving import Outgoing
from casemgr.services.packet.letter import DATED, Answer, Letter, ReplyForm, Section
from casemgr.services.paper import (
    BAR,
    BODY,
    CELL,
    HEADING,
    LINE,
    SMALL,
    STRONG,
    STRONG_CELL,
    TITLE,
    WIDTH,
    PageFrame,
    ParagraphStyle,
    document,
    para,
)

CODE = ParagraphStyle("reply code", CELL, fontName=STRONG, fontSize=10.5)


def letter_pdf(letter: Letter, leave: Allow) -> Outgoing:
    """The letter as a PDF in its language, that leaves by this leave."""
    with speaking(letter.language):
        story = [
            para(_("Referral {number}").format(number=letter.number), TITLE),
            para(letter.recipient, BODY),
            *_notices(letter),
            Spacer(1, 3 * mm),
            para(letter.greeting, BODY),
            *(part for section in letter.sections for part in _section(section)),
            *(_answers(letter.reply) if letter.reply is not None else ()),
            *_foot(letter),
        ]
        top = " · ".join(part for part in (letter.agency, _("CONFIDENTIAL")) if part)
        log = _("log {mark}").format(mark=letter.log) if letter.log else ""
        foot = " · ".join(part for part in (letter.number, log) if part)
        return document(PageFrame(_("Referral"), top, foot, letter.language), story, leave)


def _notices(letter: Letter) -> Iterator[Flowable]:
    """What the law wants said stands on the first page, in a frame."""
    if not letter.notices:
        return
    cells = [[[para(notice.title, STRONG_CELL), para(notice.text, CELL)]] for notice in letter.notices]
    framed = Table(cells, colWidths=[WIDTH], spaceBefore=8, spaceAfter=8)
    framed.setStyle(TableStyle([("BOX", (0, 0), (-1, -1), 1, BAR), ("INNERGRID", (0, 0), (-1, -1), 0.5, LINE)]))
    yield framed


def _section(section: Section) -> Iterator[Flowable]:
    rows = [[para(row.label, STRONG_CELL), para(row.value, CELL)] for row in section.rows]
    if rows:
        together: list[Any] = [para(section.title, HEADING), _plain(rows, 0.28)]
        yield KeepTogether(together)


def _answers(form: ReplyForm) -> Iterator[Flowable]:
    yield para(_("How to answer"), HEADING)
    calling = _("Call {phone}, give the number of this referral, and read out one code:").format(phone=form.phone)
    yield para(calling if form.phone else _("Call us, give the number of this referral, and read out one code:"), BODY)
    titles = {
        Answer.DECLINE: _("We cannot take them: {why}"),
        Answer.COMPLETE: _("Ended: {why}"),
        Answer.FAIL: _("Ended: {why}"),
    }
    rows = []
    for choice in form.choices:
        said = titles.get(choice.answer, "{why}").format(why=choice.label)
        said += " " + _("(say the day, too)") if choice.answer in DATED else ""
        rows.append([para(choice.spoken, CODE), para(said, CELL)])
    yield _plain(rows, 0.2)
    yield para(_("Each code can be used once, and only for this referral."), SMALL)


def _foot(letter: Letter) -> Iterator[Flowable]:
    sent, until = long_day(letter.sent_on), long_day(letter.good_until)
    yield para(_("Sent on {sent}. Please destroy this file by {until}.").format(sent=sent, until=until), SMALL)
    yield para(_("Nothing can call a file back once it has left; the day is a request to you."), SMALL)


def _plain(rows: Sequence[Sequence[Flowable]], first: float) -> Table:
    made = Table([list(row) for row in rows], colWidths=[first * WIDTH, (1 - first) * WIDTH])
    lines = [("LINEBELOW", (0, 0), (-1, -1), 0.5, LINE), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    made.setStyle(TableStyle([*lines, ("LEFTPADDING", (0, 0), (0, -1), 0)]))
    return made
