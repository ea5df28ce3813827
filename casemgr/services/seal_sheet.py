"""The seal sheet: where the log stands, on paper, to be signed and kept away from the laptop."""

from io import BytesIO

import segno
from reportlab.lib.units import mm
from reportlab.platypus import Image, Spacer, Table

from casemgr.core.access import May
from casemgr.core.audit import said_head
from casemgr.core.audit_anchor import log_mark
from casemgr.core.audit_standing import AuditStanding, audit_standing
from casemgr.core.settings import text_setting
from casemgr.core.tx import Tx
from casemgr.core.verbs import query
from casemgr.i18n import _, plural, speaking
from casemgr.services.leaving import NoPerson, Outgoing
from casemgr.services.paper import BODY, CELL, HEADING, STRONG, TITLE, WIDTH, PageFrame, ParagraphStyle, document, para

MARK = ParagraphStyle("mark", BODY, fontName=STRONG, fontSize=16, leading=24)


@query(May.READ_AUDIT, logged=True)
def seal_sheet(tx: Tx, language: str) -> Outgoing:
    """The sheet as a PDF: the last entry by number and hash, the same as a QR, the last check, and who signs."""
    standing = audit_standing(tx)
    mark, whole = log_mark(tx), standing.head.hash.hex().upper()
    made = f"{tx.now.astimezone(tx.store.zone):%Y-%m-%d %H:%M %Z}"
    with speaking(language):
        story = [
            para(_("Seal of the log"), TITLE),
            para(text_setting(tx, "agency") or _("Casemgr store"), BODY),
            para(_("Made {at}").format(at=made), CELL),
            Spacer(1, 6 * mm),
            _sealed(mark, f"casemgr log {tx.store.id} {standing.head.seq} {whole}"),
            para(" ".join(whole[at : at + 8] for at in range(0, len(whole), 8)), CELL),
            para(_("What this is"), HEADING),
            para(
                _(
                    "Every entry of the log is tied to the one before it. Whoever later changes or takes away an entry "
                    "up to this number, with every key of the store in hand, can no longer meet the letters above."
                )
            ),
            para(_("The last check of the whole log"), HEADING),
            para(_last(standing), BODY),
            para(_("How to hold it against the log"), HEADING),
            para(_("Admin > Audit > Papers, or: casemgr audit anchor {mark}").format(mark=f'"{mark}"')),
            Spacer(1, 16 * mm),
            para(_("Printed by: ____________________________    On: ______________"), BODY),
            Spacer(1, 10 * mm),
            para(_("Seen and kept by: ______________________    On: ______________"), BODY),
        ]
        top = _("Keep away from the laptop: with the clerk, or in the supervisor's safe")
        foot = _("Store code {code} · log {mark}").format(code=tx.store.code, mark=mark)
        return document(PageFrame(_("Seal of the log"), top, foot, language), story, NoPerson.KEYS)


def _sealed(mark: str, code: str) -> Table:
    qr = BytesIO()
    segno.make(code, error="m").save(qr, kind="png", scale=6, border=2)
    qr.seek(0)
    cells = [[para(_("log {mark}").format(mark=mark), MARK), Image(qr, 42 * mm, 42 * mm)]]
    style = [("LEFTPADDING", (0, 0), (0, -1), 0), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
    return Table(cells, colWidths=[WIDTH - 50 * mm, 50 * mm], style=style)


def _last(standing: AuditStanding) -> str:
    last = standing.last
    if last is None:
        return _("It was not checked as a whole yet.")
    at = f"{last.at:%Y-%m-%d %H:%M} UTC"
    if last.broken is not None:
        return _("{at}: entry {seq} does not hold, because {why}.").format(at=at, seq=last.broken, why=last.why)
    held = plural("{n} entry holds", "{n} entries hold", last.entries)
    return _("{at}: {held}, up to {mark}.").format(at=at, held=held, mark=said_head(last.head))
