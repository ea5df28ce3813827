"""A file of a record leaves: inside an encrypted PDF that names the record, entered in the register."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from uuid import UUID

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from casemgr.core.access import May
from casemgr.core.desk import Desk
from casemgr.core.general import kind_named, opened
from casemgr.core.jobs import Job, Progress
from casemgr.core.passphrase import generate_passphrase
from casemgr.core.settings import text_setting
from casemgr.core.tx import Tx
from casemgr.core.verbs import command, query
from casemgr.i18n import _, speaking
from casemgr.records import exports
from casemgr.records.attachments import Content, content
from casemgr.records.exports import ExportDraft, Form
from casemgr.services.exported import Exported, leave
from casemgr.services.leaving import Outgoing, Within
from casemgr.services.paper import BODY, SMALL, TITLE, PageFrame, document, para
from casemgr.services.sealed_pdf import open_check, pages_of, seal_pdf


@query(May.EXPORT)
def attachment_cover(tx: Tx, held: Content, language: str = "en") -> Outgoing:
    """The page that goes with a file: of which record it is, and that it is not to be handed on."""
    kind = kind_named(held.about_kind)
    record = opened(tx, kind, held.about_id)
    with speaking(language):
        number = getattr(record, "number", "") or _(kind.one)
        frame = PageFrame(_("Attachment"), text_setting(tx, "agency"), _("Not to be handed on."), language)
        story: list[Flowable] = [
            para(_("Attachment"), TITLE),
            para(held.name),
            Spacer(1, 4 * mm),
            para(_("From the record {number}.").format(number=number), BODY),
            para(_("The file lies within this PDF. Take it out only where it is protected."), SMALL),
        ]
        return document(frame, story, Within.DUTY)


@command(May.EXPORT)
def enter_attachment(tx: Tx, held: Content, left: ExportDraft) -> UUID:
    """Enter in the register that a file of a record leaves; what is walled is named by nothing."""
    kind = kind_named(held.about_kind)
    record = opened(tx, kind, held.about_id)
    number = "" if kind.sight.barred else getattr(record, "number", "")
    what = " · ".join(said for said in (_("Attachment"), number) if said)
    return exports.register_export(tx, left.model_copy(update={"what": what}))


def save_attachment(desk: Desk, id: UUID, to: Path, *, original: bool = False, language: str = "en") -> Job[Exported]:
    """Save a file of a record inside an encrypted PDF, under a passphrase that is told once; to a folder or a file."""
    yield Progress(0, 1, _("Encrypting"))
    desk.require(May.EXPORT, "attachments_out.save_attachment")
    held = desk.ask(content, id, original=original)
    cover = desk.ask(attachment_cover, held, language)
    passphrase = generate_passphrase()

    def check(path: Path) -> None:
        open_check(path.read_bytes(), passphrase)

    about = ExportDraft(form=Form.PDF, what=_("Attachment"), pages=pages_of(cover))
    sealed = seal_pdf(cover, passphrase, {held.name: held.content})
    left = leave(desk, sealed, to, about, partial(desk.do, enter_attachment, held), check)
    yield Progress(1, 1)
    return replace(left, passphrase=passphrase)
