"""Attaching a file to a record, and taking it off again with a reason (domain 2.22)."""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlmodel import col, func, select

from casemgr.core import kept
from casemgr.core.access import Actor, May
from casemgr.core.acts import ACTS
from casemgr.core.draft import Draft, entry
from casemgr.core.errors import BadFile, Invalid, NotAllowed, NotFound, Problem
from casemgr.core.fields import Answer
from casemgr.core.general import kind_named, opened
from casemgr.core.kind import Kind
from casemgr.core.record import new_id
from casemgr.core.tx import Tx
from casemgr.core.verbs import NO_RIGHT, command
from casemgr.i18n import N_, _
from casemgr.records.attachments.documents import cleaned_office, cleaned_pdf
from casemgr.records.attachments.images import redrawn
from casemgr.records.attachments.recordings import bare_m4a, bare_mp3
from casemgr.records.attachments.sorts import Sort, sort_of
from casemgr.records.attachments.table import MOST_FILES, Attachment, Standing

MOST_BYTES = kept.MOST_BYTES
LONGEST_NAME = 100
METADATA, ACTIVE = "metadata", "active"
_UNSAFE = re.compile(r'[\\/:*?"<>|]+')


class AttachDraft(Draft):
    id: UUID = entry(N_("Id"), default_factory=new_id, hidden=True)
    about_kind: str = entry(N_("About: kind of record"), max_length=24, hidden=True)
    about_id: UUID = entry(N_("About: record"), hidden=True)
    name: str = entry(N_("Name of the file"), default="", max_length=400, hidden=True)
    note: str = entry(N_("What it is"), default="", max_length=300, hint=N_("Such as: photo of the broken lamp."))
    evidence_reason: str = entry(
        N_("Keep the original as evidence, because"),
        default="",
        max_length=300,
        hint=N_("Left empty, only the cleaned file is kept: without place, device, author and times."),
        answer=Answer.LONG_TEXT,
    )


class TakeOffDraft(Draft):
    reason: str = entry(N_("Reason"), min_length=5, max_length=300, answer=Answer.LONG_TEXT)


@dataclass(frozen=True)
class Brought:
    """A file from outside: what it was called, and what it holds."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Cleaned:
    """A file as it is kept: its sort, its bytes, and what was taken out of it."""

    sort: Sort
    content: bytes
    removed: tuple[str, ...]


def brought(path: Path) -> Brought:
    """A file read in bounds; BadFile, in a sentence, where it is none, too large, or cannot be read."""
    try:
        if not path.is_file():
            raise BadFile(_("The file {name} cannot be read.").format(name=path.name))
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise BadFile(_("The file {name} cannot be read.").format(name=path.name)) from error
    _check_size(content)
    return Brought(path.name, content)


def _check_size(content: bytes) -> None:
    if not content:
        raise BadFile(_("This file is empty; it was not attached."))
    if len(content) > MOST_BYTES:
        said = _("A file may have {most} MB at most; this one has more.")
        raise BadFile(said.format(most=MOST_BYTES // 2**20))


def cleaned(content: bytes) -> Cleaned:
    """A file as it may be kept, its sort told by what it holds; BadFile for what may not be attached."""
    _check_size(content)
    sort = sort_of(content)
    bare, acted = content, False
    if sort in (Sort.JPG, Sort.PNG):
        bare = redrawn(content, sort)
    elif sort is Sort.PDF:
        bare, acted = cleaned_pdf(content)
    elif sort in (Sort.DOCX, Sort.XLSX):
        bare = cleaned_office(content)
    elif sort in (Sort.M4A, Sort.MP3):
        bare = bare_m4a(content) if sort is Sort.M4A else bare_mp3(content)
        sort = sort_of(bare)  # A tag alone says nothing of what stands behind it.
    _check_size(bare)
    removed = () if sort is Sort.TXT else (METADATA,)
    return Cleaned(sort, bare, (*removed, ACTIVE) if acted else removed)


def attachable(kind: Kind) -> bool:
    """Whether files may hang on records of a kind at all."""
    return kind.sight.under is None and bool(_rights(kind))


def may_attach(kind: Kind, actor: Actor) -> bool:
    """Whether an actor may change records of a kind, and so attach files to them."""
    return attachable(kind) and actor.may(kind.read) and any(actor.may(right) for right in _rights(kind))


def _rights(kind: Kind) -> set[May]:
    """The rights by which a record of a kind is changed: its own amending, else its acts and its making."""
    verbs: list[Any] = (
        [kind.amend] if kind.amend is not None else [one.command for one in ACTS.get(kind.table, {}).values()]
    )
    verbs += [kind.new] if kind.amend is None and kind.new is not None else []
    return {verb.declared.may for verb in verbs}


def refuse_others(kind: Kind, actor: Actor) -> None:
    """NotAllowed for whoever may not change records of this kind."""
    if not attachable(kind):
        raise Invalid(Problem("about_kind", _("No files are attached to records of this kind.")))
    if not may_attach(kind, actor):
        raise NotAllowed(_(NO_RIGHT))


@command(May.SIGN_IN)
def attach(tx: Tx, draft: AttachDraft, content: bytes) -> UUID:
    """Attach a file to a record that one may change; it is cleaned, sealed and on the disk before the row is."""
    kind = kind_named(draft.about_kind)
    refuse_others(kind, tx.actor)
    record = opened(tx, kind, draft.about_id)
    if tx.get(Attachment, draft.id) is not None:
        return draft.id
    _check_reason(draft)
    _check_count(tx, draft)
    file = cleaned(content)
    row = Attachment(
        id=draft.id,
        about_kind=kind.name,
        about_id=record.id,
        name=shown_name(draft.name, file.sort),
        sort=file.sort.value,
        size=len(file.content),
        kept=kept.put(tx, file.content),
        note=draft.note,
        removed=" ".join(file.removed),
        original=kept.put(tx, content) if draft.evidence_reason else "",
        evidence_reason=draft.evidence_reason,
        sensitivity=record.sensitivity,
    )
    tx.add(row)
    return row.id


def _check_reason(draft: AttachDraft) -> None:
    if 0 < len(draft.evidence_reason) < 5:
        raise Invalid(Problem("evidence_reason", _("Say in some words why the original has to be kept.")))


def _check_count(tx: Tx, draft: AttachDraft) -> None:
    hanging = col(Attachment.status) == Standing.ATTACHED.value
    asked = select(func.count()).select_from(Attachment).where(Attachment.about_id == draft.about_id, hanging)
    (there,) = tx.all_of(asked)
    if there >= MOST_FILES:
        said = _("A record may have {most} files; take one off before you add another.")
        raise Invalid(Problem("about_id", said.format(most=MOST_FILES)))


def shown_name(name: str, sort: Sort) -> str:
    """A name to show: the one it came with, without what could mislead, and with the ending its content has."""
    last = Path(name.replace("\\", "/")).name
    plain = "".join(sign for sign in unicodedata.normalize("NFC", last) if unicodedata.category(sign)[0] != "C")
    stem = _UNSAFE.sub(" ", plain.rpartition(".")[0] or plain).strip(" .")[:LONGEST_NAME]
    return f"{stem or _('File')}.{sort.value}"


@command(May.SIGN_IN)
def take_off(tx: Tx, id: UUID, draft: TakeOffDraft) -> None:
    """Take a file off its record: it stays in the history with the reason, and is shown no more."""
    row = the_attachment(tx, id)
    refuse_others(kind_named(row.about_kind), tx.actor)
    if row.status == Standing.TAKEN_OFF:
        raise Invalid(Problem("reason", _("This file was taken off already.")))
    row.status, row.taken_off_reason = Standing.TAKEN_OFF.value, draft.reason
    row.done_by, row.taken_off_at = tx.actor.id, tx.now
    tx.add(row)


def the_attachment(tx: Tx, id: UUID) -> Attachment:
    """The attachment, if its record is within sight."""
    row = tx.get(Attachment, id)
    if row is None:
        raise NotFound(_("There is no such file, or you may not see it."))
    return row
