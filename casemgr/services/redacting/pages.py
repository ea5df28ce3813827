"""The pages of a review packet: made anew from what is left once marked words are out; nothing lies beneath them."""

from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from typing import Any
from uuid import UUID

from reportlab.platypus import Flowable, Spacer
from sqlmodel import col, select

from casemgr.core.access import May
from casemgr.core.codes import label
from casemgr.core.days import long_day
from casemgr.core.errors import BadFile, NotFound
from casemgr.core.settings import text_setting
from casemgr.core.tx import Tx
from casemgr.i18n import N_, _, speaking
from casemgr.records.oversight import (
    MarkState,
    OversightBody,
    PacketFile,
    PacketMark,
    PacketSource,
    ReviewPacket,
    marks_of,
    redaction_log,
)
from casemgr.services.leaving import NoPerson, Outgoing
from casemgr.services.paper import BODY, HEADING, SMALL, TITLE, PageFrame, document, para, table
from casemgr.services.redacting.taking_out import Cut, taken_out
from casemgr.services.sheets import sheet

LINES = 12
"""Lines to write on, on the page for questions."""


@sheet("packets", N_("Review packet"), May.READ_PACKETS, logged=True)
def review_packet(tx: Tx, id: UUID, language: str = "en") -> Outgoing:
    """The pages of a packet: those released, byte for byte; before that, what would be, with no mark left in."""
    packet = tx.get(ReviewPacket, id)
    if packet is None:
        raise NotFound(_("There is no such packet, or you may not see it."))
    kept = tx.exec(select(PacketFile).where(PacketFile.packet_id == id)).first()
    if kept is None:
        return made(tx, packet, language)
    if sha256(kept.content).hexdigest() != packet.sha256:
        raise BadFile(_("The pages of this packet are not those that were released."))
    return Outgoing(kept.content, NoPerson.FIGURES)


def made(tx: Tx, packet: ReviewPacket, language: str) -> Outgoing:
    """The pages made from the texts gathered: words that are marked, or not decided on, are in none of them."""
    with speaking(language):
        marks = [one for one in marks_of(tx, packet.id) if one.state != MarkState.REFUSED]
        cuts = [Cut(one.words, label(tx, "redaction_exemption", one.exemption)) for one in marks]

        def clean(text: str) -> str:
            return taken_out(text, cuts)

        foot = clean(" · ".join((packet.title, packet.month)))
        frame = PageFrame(_("Review packet"), clean(text_setting(tx, "agency")), foot, language)
        return document(frame, list(_story(tx, packet, marks, clean)), NoPerson.FIGURES)


Clean = Callable[[str], str]


def _story(tx: Tx, packet: ReviewPacket, marks: Sequence[PacketMark], clean: Clean) -> Iterator[Flowable]:
    yield para(clean(packet.title), TITLE)
    yield from _scope(tx, packet, clean)
    yield from _numbers(packet, clean)
    asked = select(PacketSource).where(PacketSource.packet_id == packet.id).order_by(col(PacketSource.n))
    for source in tx.exec(asked):
        yield para(clean(source.heading), HEADING)
        for line in clean(source.text).split("\n"):
            yield para(line, BODY)
    yield para(_("What was taken out"), HEADING)
    log = redaction_log(tx, marks)
    if log:
        head = (_("What it told"), _("Exemption"), _("Marks"))
        yield table(head, [(category, ground, str(n)) for category, ground, n in log], (0.5, 0.35, 0.15), texts=2)
    else:
        yield para(_("Nothing was taken out."), BODY)
    yield from _questions()


def _scope(tx: Tx, packet: ReviewPacket, clean: Clean) -> Iterator[Flowable]:
    body = tx.get(OversightBody, packet.body_id)
    topic = label(tx, "concern_allegation", packet.topic) if packet.topic else _("whatever was alleged")
    yield para(_("What is in it"), HEADING)
    for line in (
        _("For: {body}").format(body=clean(body.name) if body is not None else "–"),
        _("Month: {month}").format(month=packet.month),
        _("Closed concerns, at most {n}; topic: {topic}").format(n=packet.sample, topic=topic),
        _("Gathered {day}").format(day=long_day(packet.gathered_at.date())) if packet.gathered_at else "",
    ):
        yield para(line, BODY)
    yield para(_("What is not in it"), HEADING)
    yield para(clean(packet.left_out) or _("Nothing else was left out."), BODY)
    yield para(
        _("Words in square brackets stand where something was taken out, and say on what ground. Ask why about each."),
        SMALL,
    )


def _numbers(packet: ReviewPacket, clean: Clean) -> Iterator[Flowable]:
    for title, rows in packet.numbers:
        said: Any = [(clean(name), clean(n)) for name, n in rows]
        yield para(clean(title), HEADING)
        yield table((_("Figure"), _("Number")), said, (0.75, 0.25))
    yield Spacer(0, 4)
    yield para(_("Each figure counts records of the month; a part of a whole is written as part / whole."), SMALL)


def _questions() -> Iterator[Flowable]:
    yield para(_("Questions and recommendations"), HEADING)
    yield para(_("Write them here and hand the page to the records custodian; nothing else can be changed."), SMALL)
    for _line in range(LINES):
        yield para("_" * 80, BODY)
