"""Attachments as they lie in the store: whose record, what file, and whether it still hangs there."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlmodel import Field, Index, select

from casemgr.core import kept
from casemgr.core.access import May
from casemgr.core.columns import told
from casemgr.core.kind import Kind, SightBy
from casemgr.core.record import Moment, Record
from casemgr.core.tx import Tx
from casemgr.i18n import N_

MOST_FILES = 100
"""Files one record may have."""


class Standing(StrEnum):
    """Whether a file hangs on its record."""

    ATTACHED = "attached"
    TAKEN_OFF = "taken_off"


@told(
    key="about_kind kept original",
    title="name",
    code="sort status",
    text="note",
    quiet="removed evidence_reason taken_off_reason",
    kept="standing",
    rest="fact",
)
class Attachment(Record, table=True):
    """`kept` and `original` name files of `core.kept`; there is an original only where it is evidence."""

    __table_args__ = (Index("ix_attachment_about", "about_kind", "about_id"),)
    about_kind: str = Field(max_length=24)
    about_id: UUID
    name: str = Field(max_length=120)
    sort: str = Field(max_length=4)
    size: int
    kept: str = Field(max_length=64)
    note: str = Field(default="", max_length=300)
    removed: str = Field(default="", max_length=60)
    original: str = Field(default="", max_length=64)
    evidence_reason: str = Field(default="", max_length=300)
    status: str = Field(default=Standing.ATTACHED.value, max_length=12)
    taken_off_reason: str = Field(default="", max_length=300)
    done_by: UUID | None = None
    taken_off_at: datetime | None = Field(default=None, sa_type=Moment)  # type: ignore[call-overload]


kept.FILES_OF[Attachment] = ("kept", "original")
KIND = Kind(
    "attachments",
    Attachment,
    N_("Attachments"),
    N_("Attachment"),
    read=May.SIGN_IN,
    icon="file",
    sight=SightBy(under=("about_kind", "about_id")),
    listed=False,
)


def forget_unused(tx: Tx) -> None:
    """Drop the keys of files that hang on no record any more, so that nothing opens what is left of them."""
    named = {name for row in tx.all_of(select(Attachment)) for name in (row.kept, row.original)}
    for name in tx.exec(select(kept.KeptFile.name)).all():
        if name not in named:
            kept.forget(tx, name)
