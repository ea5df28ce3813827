"""Releasing a review packet: its pages made for good, their digest kept, and reviewers let in by name."""

from hashlib import sha256
from uuid import UUID

from casemgr.core.access import May
from casemgr.core.acts import act
from casemgr.core.audit import Happened
from casemgr.core.draft import Draft, entry
from casemgr.core.errors import Invalid, Problem
from casemgr.core.sight import open_to
from casemgr.core.tx import Tx
from casemgr.i18n import LANGUAGES, N_, Language, _
from casemgr.records.oversight import PacketFile, PacketStatus, ReviewPacket
from casemgr.records.staff import Staff
from casemgr.services.redacting.pages import made


class ReleaseDraft(Draft):
    reviewer_ids: list[UUID] = entry(N_("Reviewers who read it here"), default_factory=list, ref="staff", max_length=30)
    language: Language = entry(N_("Language of its pages"), default=LANGUAGES[0])


@act(
    ReviewPacket,
    N_("Release"),
    may=May.PREPARE_PACKETS,
    since={PacketStatus.REVIEWED},
    to=PacketStatus.RELEASED,
)
def release(tx: Tx, packet: ReviewPacket, draft: ReleaseDraft) -> None:
    """Make the pages for good and let the reviewers named see them."""
    for id in draft.reviewer_ids:
        if tx.get(Staff, id) is None:
            raise Invalid(Problem("reviewer_ids", _("There is no such member of staff.")))
    pages = made(tx, packet, draft.language)
    packet.sha256 = sha256(pages).hexdigest()
    packet.released_at, packet.released_to = tx.now, [str(id) for id in draft.reviewer_ids]
    tx.add(PacketFile(packet_id=packet.id, content=bytes(pages)))
    open_to(tx, packet.id, draft.reviewer_ids)
    tx.say(Happened("released", "packets", packet.id, payload={"sha256": packet.sha256}))
