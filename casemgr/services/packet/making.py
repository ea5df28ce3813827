"""A packet is made: the letter sealed as a PDF and, where the agency wants it, as a page that opens itself."""

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from uuid import UUID

from casemgr.core.access import May
from casemgr.core.desk import Desk
from casemgr.core.errors import CaseError, Invalid, Problem
from casemgr.core.jobs import Job, Progress
from casemgr.core.passphrase import generate_passphrase
from casemgr.core.settings import threshold
from casemgr.core.tx import Tx
from casemgr.core.verbs import command, require_actor
from casemgr.i18n import LANGUAGES, Language, _
from casemgr.records import disclosures, exports
from casemgr.records.disclosures import Medium
from casemgr.records.exports import ExportDraft, Form
from casemgr.records.referrals.packets import keep_packet, new_packet
from casemgr.records.referrals.sending import leave_again
from casemgr.records.referrals.steps import the_referral
from casemgr.services.exported import Enter, Exported, leave, leave_sealed
from casemgr.services.leaving import Outgoing
from casemgr.services.packet.gathering import Gathered, check_under_way, gather
from casemgr.services.packet.page import opened, page
from casemgr.services.packet.pages import letter_pdf

PAGES_ALLOWED = "self_opening_pages"
"""The setting by which an agency turns on pages that open themselves."""


@dataclass(frozen=True)
class Packet:
    """The files that left, each under a passphrase of its own; the page only where it was asked for.

    `trouble` says why the page could not be written after the PDF had left.
    """

    pdf: Exported
    page: Exported | None = None
    trouble: str = ""


@command(May.REFER)
def packet_left(tx: Tx, id: UUID, packet: str, token: str, left: ExportDraft) -> UUID:
    """Enter a packet in both registers before its file gets its name, and keep what its replies are known by."""
    row = the_referral(tx, id)
    allowed = leave_again(tx, row)
    if left.form is Form.PAGE and not threshold(tx, PAGES_ALLOWED):
        raise Invalid(Problem("page", _("Pages that open themselves are not turned on in this agency.")))
    check_under_way(row)
    if not row.no_reply:
        keep_packet(tx, row, packet, bytes.fromhex(token))
    receiver = " · ".join(part for part in (row.organization_name, row.service_name) if part)
    if row.person_id is not None and allowed.categories:
        agreed = disclosures.agreed_by(tx, row.id) if allowed.basis else None
        about = {"about_kind": "referrals", "about_id": row.id, "sha256": left.sha256}
        without = {"reason": row.basis_reason, "approved_by": agreed} if allowed.basis else {}
        disclosures.disclose(tx, allowed, row.person_id, receiver, Medium.FILE, **about, **without)
    # The register is read more widely than a referral behind a wall.
    named = "" if row.wall or row.no_reply else left.recipient
    return exports.register_export(tx, left.model_copy(update={"recipient": named}))


def make_packet(
    desk: Desk, referral: UUID, to: Path, language: Language = "en", *, with_page: bool = False
) -> Job[Packet]:
    """Save the packet of a referral that was sent into a folder, under names that say nothing."""
    require_actor(desk.actor, May.REFER)
    if with_page and not desk.ask(threshold, PAGES_ALLOWED):
        raise Invalid(Problem("page", _("Pages that open themselves are not turned on in this agency.")))
    yield Progress(0, 3, _("Making the pages"))
    packet, token = new_packet()
    letters = {spoken: desk.ask(gather, referral, spoken, packet, token.hex()) for spoken in LANGUAGES}
    chosen = letters[language]
    enter = partial(desk.do, packet_left, referral, packet, token.hex())
    yield Progress(1, 3, _("Encrypting"))
    pdf = leave_sealed(desk, letter_pdf(chosen.letter, chosen.leave), to, _about(chosen, Form.PDF), enter)
    yield Progress(2, 3, _("Testing and writing it down"))
    made = Packet(pdf)
    if with_page:
        order = sorted(letters.values(), key=lambda one: one.letter.language != language)
        try:
            made = replace(made, page=_page(desk, order, to, enter))
        except CaseError as trouble:  # The passphrase of the PDF is still to be told.
            made = replace(made, trouble=trouble.sentence)
    yield Progress(3, 3)
    return made


def _about(gathered: Gathered, form: Form) -> ExportDraft:
    number, recipient = gathered.letter.number, gathered.letter.recipient[:120]
    return ExportDraft(form=form, what=_("Referral {number}").format(number=number), recipient=recipient)


def _page(desk: Desk, letters: list[Gathered], to: Path, enter: Enter) -> Exported:
    passphrase = generate_passphrase()
    sealed = Outgoing(page([one.letter for one in letters], passphrase), letters[0].leave)

    def check(path: Path) -> None:
        opened(path.read_bytes(), passphrase)

    return replace(leave(desk, sealed, to, _about(letters[0], Form.PAGE), enter, check), passphrase=passphrase)
