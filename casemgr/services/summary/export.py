"""The month leaves: sealed, plain with a reason, or as a signed bundle; each tested, registered, then named."""

import dataclasses
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric import ec

from casemgr.core.access import May
from casemgr.core.audit import canonical, said_head
from casemgr.core.desk import Desk
from casemgr.core.jobs import Job, Progress
from casemgr.core.passphrase import generate_passphrase
from casemgr.core.settings import text_setting
from casemgr.i18n import _, language, speaking
from casemgr.records.exports import ExportDraft, Form, register_export, register_plain_export
from casemgr.services import cms
from casemgr.services.bundle_file import pack
from casemgr.services.bundle_manifest import Checkpoint, Facts
from casemgr.services.exported import GOOD_FOR_DAYS, Exported, leave, leave_sealed
from casemgr.services.leaving import Outgoing
from casemgr.services.sealed_pdf import pages_of
from casemgr.services.summary import figures as figures_of
from casemgr.services.summary.figures import Edition, Figures, Imprint
from casemgr.services.summary.pdf import summary_pdf
from casemgr.services.summary.review import Review, review
from casemgr.services.summary.signed import said_signed

SUMMARY, FIGURES = "summary.pdf", "figures.json"


@dataclass(frozen=True)
class Wanted:
    """Which summary is wanted: month such as 2026-10, neighborhood or all, edition, language, notes, recipient."""

    month: str
    neighborhood: UUID | None = None
    edition: Edition = Edition.INTERNAL
    language: str = "en"
    notes: str = ""
    recipient: str = ""


@dataclass(frozen=True)
class Made:
    """A summary as it would be printed: its bytes, notes and signatures, and its figures in the language in force."""

    pdf: Outgoing
    figures: Figures
    review: Review


def make_summary(desk: Desk, wanted: Wanted) -> Made:
    """The summary as the very bytes that will be previewed, printed and saved."""
    reviewed: Review = desk.ask(review, wanted.month, wanted.neighborhood)
    with speaking(wanted.language):
        figures: Figures = desk.ask(figures_of, wanted.month, wanted.neighborhood)
        signed = said_signed(reviewed, figures, wanted.language)
    shown = figures if wanted.language == language() else desk.ask(figures_of, wanted.month, wanted.neighborhood)
    imprint = Imprint(
        edition=wanted.edition,
        agency=desk.ask(text_setting, "agency"),
        store_code=desk.store.code,
        generated_by=desk.actor.name,
        generated_at=figures.cut_off,
        audit_mark=said_head(desk.store.head()),
        notes=(wanted.notes or reviewed.notes) if wanted.edition is Edition.INTERNAL else "",
        language=wanted.language,
        signed=signed,
    )
    return Made(summary_pdf(figures, imprint), shown, reviewed)


def prepare(desk: Desk, wanted: Wanted) -> Job[Made]:
    """The job that makes the summary for a preview."""
    yield Progress(0, 1, _("Making the pages"))
    return make_summary(desk, wanted)


def export_summary(desk: Desk, wanted: Wanted, to: Path, made: Made | None = None) -> Job[Exported]:
    """Save the summary as an AES-256 (R6) PDF under a passphrase of its own; `to` is a folder or a file.

    `made` is the summary that was previewed; without it, it is made now.
    """
    desk.require(May.EXPORT, "summary.export_summary")
    yield Progress(0, 3, _("Making the pages"))
    pdf = (made or make_summary(desk, wanted)).pdf
    yield Progress(1, 3, _("Encrypting"))
    left = leave_sealed(desk, pdf, to, _about(wanted, Form.PDF), partial(desk.do, register_export))
    yield Progress(3, 3)
    return left


def export_plain(desk: Desk, wanted: Wanted, to: Path, reason: str, made: Made | None = None) -> Job[Exported]:
    """Save the summary unencrypted: only with the right to, for a reason, and in the register."""
    desk.require(May.EXPORT_PLAIN, "summary.export_plain")
    yield Progress(0, 2, _("Making the pages"))
    pdf = (made or make_summary(desk, wanted)).pdf
    yield Progress(1, 2, _("Writing it down"))
    about = _about(wanted, Form.PLAIN_PDF, pages=pages_of(pdf), reason=reason)
    left = leave(desk, pdf, to, about, partial(desk.do, register_plain_export), lambda _path: None)
    yield Progress(2, 2)
    return left


def export_bundle(
    desk: Desk,
    signing_key: ec.EllipticCurvePrivateKey,
    wanted: Wanted,
    to: Path,
    recipients: Sequence[cms.Recipient] = (),
) -> Job[Exported]:
    """Save pages and figures as a signed CMS bundle, for certificates, or under a passphrase of its own."""
    desk.require(May.EXPORT, "summary.export_bundle")
    yield Progress(0, 3, _("Making the pages"))
    made = make_summary(desk, wanted)
    head = desk.store.head()
    facts = Facts(
        store_id=desk.store.id,
        made_at=made.figures.cut_off,
        record_ids=(),
        audit=Checkpoint(head.seq, head.hash.hex()),
        recipients=(wanted.recipient,) if wanted.recipient else (),
        caveat="OFFICIAL_USE",
        expires_on=made.figures.cut_off.date() + timedelta(days=GOOD_FOR_DAYS),
    )
    figures = json.dumps(json.loads(canonical(_without_ids(made.figures))), indent=1, ensure_ascii=False)
    packed = pack({SUMMARY: made.pdf, FIGURES: figures.encode()}, facts, signing_key)
    yield Progress(1, 3, _("Encrypting"))
    passphrase = "" if recipients else generate_passphrase()
    sealed = Outgoing(cms.seal(packed, recipients or [cms.Passphrase(passphrase)]), made.pdf.leave)
    yield Progress(2, 3, _("Testing and writing it down"))

    def check(path: Path) -> None:
        if passphrase:
            cms.open_sealed(path.read_bytes(), passphrase=passphrase)

    about = _about(wanted, Form.BUNDLE, pages=pages_of(made.pdf))
    left = leave(desk, sealed, to, about, partial(desk.do, register_export), check)
    yield Progress(3, 3)
    return replace(left, passphrase=passphrase)


def _without_ids(figures: Figures) -> dict[str, Any]:
    """The figures as plain values; which records are behind one stays here."""
    plain = dataclasses.asdict(figures)
    for section in plain["sections"]:
        for figure in section["figures"]:
            del figure["behind"]
    return plain


def note_print(desk: Desk, wanted: Wanted, made: Made) -> Job[None]:
    """Enter in the register that a summary goes to a printer; it is printed only after this."""
    yield Progress(0, 1, _("Writing it down"))
    about = _about(wanted, Form.PRINT, pages=pages_of(made.pdf), size=len(made.pdf))
    desk.do(register_export, about)


def _about(wanted: Wanted, form: Form, *, pages: int = 0, size: int = 0, reason: str = "") -> ExportDraft:
    what = f"summary {wanted.month} {wanted.edition.value}"
    return ExportDraft(form=form, what=what, recipient=wanted.recipient, pages=pages, size=size, reason=reason)
