"""How review packets are listed and read: a reviewer sees those released to them, and no mark (domain 2.16)."""

from collections import Counter
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from casemgr.core.access import May
from casemgr.core.codes import label
from casemgr.core.kind import Area, Due, Kind, Line, Section, SightBy, Words
from casemgr.core.page import SIZE, Page, page
from casemgr.core.tx import Tx
from casemgr.core.verbs import query
from casemgr.i18n import N_, _
from casemgr.records.oversight.packets import (
    PacketDraft,
    change_packet,
    draft_packet,
    marks_of,
    questions_of,
    review_by,
)
from casemgr.records.oversight.tables import (
    MarkState,
    PacketFile,
    PacketMark,
    PacketQuestion,
    PacketSource,
    PacketStatus,
    ReviewPacket,
)


@query(May.READ_PACKETS)
def packets(tx: Tx, after: tuple[datetime, UUID] | None = None, size: int = SIZE) -> Page:
    """The packets the actor may see, latest first."""
    shown: list[Any] = [ReviewPacket.id, ReviewPacket.title, ReviewPacket.month, ReviewPacket.status]
    return page(tx, select(*shown), (ReviewPacket.made_at, ReviewPacket.id), after, size)


def redaction_log(tx: Tx, marks: Any) -> list[tuple[str, str, int]]:
    """What was taken out, by category and exemption, and how often; never the words."""
    counted = Counter((one.category, one.exemption) for one in marks if one.state == MarkState.ACCEPTED)
    return [
        (label(tx, "redaction_category", category), label(tx, "redaction_exemption", exemption), n)
        for (category, exemption), n in sorted(counted.items())
    ]


def _beside(tx: Tx, packet: ReviewPacket) -> list[Section]:
    marks = marks_of(tx, packet.id)
    log = tuple(Line(f"{category} · {n}", exemption) for category, exemption, n in redaction_log(tx, marks))
    asked = tuple(
        Line(f"{one.n}. {one.text}", one.answer or _("not answered yet")) for one in questions_of(tx, packet.id)
    )
    sections = [Section(_("Taken out"), log), Section(_("Questions"), asked)]
    if tx.actor.may(May.DECIDE_FEEDBACK):
        lines = (Line(f"{one.n}. {one.words}", " · ".join(said for said in _stands(tx, one) if said)) for one in marks)
        sections.append(Section(_("Marks"), tuple(lines)))
    if packet.sha256:
        sections.append(Section(_("Digest (SHA-256)"), (Line(packet.sha256),)))
    return sections


def _stands(tx: Tx, mark: PacketMark) -> tuple[str, ...]:
    category, state = label(tx, "redaction_category", mark.category), label(tx, "mark_state", mark.state)
    return category, label(tx, "redaction_exemption", mark.exemption), state, mark.reason


def _due(tx: Tx) -> list[Due]:
    """Gathered packets until a second person has looked at them: not who drafted them."""
    asked = select(ReviewPacket).where(col(ReviewPacket.status) == PacketStatus.DRAFTED.value)
    if not tx.actor.may(May.DECIDE_FEEDBACK):
        return []
    return [
        Due(
            id=one.id,
            at=at,
            what=_("Look at a review packet as second person"),
            owners=frozenset({tx.actor.id} - {one.entered_by, one.gathered_by}),
            unit=one.unit,
        )
        for one in tx.exec(asked)
        if (at := review_by(one)) is not None
    ]


def _words(_tx: Tx, packet: ReviewPacket) -> Words:
    return Words(packet.title, packet.month)


Kind(
    "packets",
    ReviewPacket,
    N_("Review packets"),
    N_("Review packet"),
    read=May.READ_PACKETS,
    draft=PacketDraft,
    new=draft_packet,
    amend=change_packet,
    page=packets,
    columns=("title", "month", "made_at", "status"),
    order=("made_at",),
    icon="file-lock",
    area=Area.OVERSIGHT,
    sight=SightBy(barred=True),
    parts={PacketSource: "packet_id", PacketFile: "packet_id", PacketMark: "packet_id", PacketQuestion: "packet_id"},
    searched=_words,
    states="packet_status",
    beside=_beside,
    due=_due,
)
