"""The recovery sheet: one page for the safe, printed when a store is made."""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from uuid import UUID

import segno
from reportlab.lib.units import mm
from reportlab.platypus import Image, Spacer, Table

from casemgr.i18n import _
from casemgr.services.leaving import NoPerson, Outgoing
from casemgr.services.paper import BODY, CELL, HEADING, STRONG, TITLE, WIDTH, PageFrame, ParagraphStyle, document, para

CODE = ParagraphStyle("code", BODY, fontName=STRONG, fontSize=17, leading=26)


@dataclass(frozen=True)
class Sheet:
    """What the sheet says; the code in its nine groups."""

    code: str
    store: UUID
    store_code: str
    agency: str
    made_at: datetime


def _code(sheet: Sheet) -> Table:
    """The code to type, and the same as a QR."""
    groups = sheet.code.split("-")
    code = [para("  ".join(groups[i : i + 3]), CODE) for i in range(0, len(groups), 3)]
    qr = BytesIO()
    segno.make(sheet.code, error="m").save(qr, kind="png", scale=6, border=2)
    qr.seek(0)
    return Table(
        [[code, Image(qr, 42 * mm, 42 * mm)]],
        colWidths=[WIDTH - 50 * mm, 50 * mm],
        style=[("LEFTPADDING", (0, 0), (0, -1), 0)],
    )


def recovery_sheet(sheet: Sheet) -> Outgoing:
    """The sheet as a PDF: the code to type, the same as a QR, and what to do with it."""
    story = [
        para(_("Recovery sheet"), TITLE),
        para(sheet.agency or _("Casemgr store"), BODY),
        Spacer(1, 6 * mm),
        _code(sheet),
        para(_("What this is"), HEADING),
        para(
            _(
                "Whoever holds this sheet and the store's files can open everything in it. It is the only way in when "
                "every passphrase is lost. Nobody else has a copy, the makers of the program least of all."
            )
        ),
        para(_("What to do with it"), HEADING),
        *[
            para("•  " + line)
            for line in (
                _("Put it in the supervisor's safe, not in a drawer and not with the laptop."),
                _("Do not photograph it, scan it or send it."),
                _("When it has been used, make a new one: its use is written down."),
                _("Old backups still open with the sheet of their time."),
            )
        ],
        Spacer(1, 8 * mm),
        para(_("Store {id}").format(id=sheet.store), CELL),
        para(_("Made {at} (UTC)").format(at=f"{sheet.made_at:%Y-%m-%d %H:%M}"), CELL),
        Spacer(1, 14 * mm),
        para(_("Received by: ____________________________    On: ______________"), BODY),
    ]
    top = _("CONFIDENTIAL – keep in the safe")
    foot = _("Store code {code}").format(code=sheet.store_code)
    return document(PageFrame(_("Recovery sheet"), top, foot), story, NoPerson.KEYS)
