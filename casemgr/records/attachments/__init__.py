"""Attachments: files on any record, seen by who sees that record, sealed one by one (domain 2.22)."""

from casemgr.records.attachments.attaching import (
    ACTIVE,
    METADATA,
    MOST_BYTES,
    AttachDraft,
    Brought,
    Cleaned,
    TakeOffDraft,
    attach,
    attachable,
    brought,
    cleaned,
    may_attach,
    shown_name,
    take_off,
)
from casemgr.records.attachments.showing import AttachmentCard, Attachments, Content, attached, content
from casemgr.records.attachments.sorts import Sort, sort_of, text_in
from casemgr.records.attachments.table import MOST_FILES, Attachment, Standing, forget_unused

__all__ = [
    "ACTIVE",
    "METADATA",
    "MOST_BYTES",
    "MOST_FILES",
    "AttachDraft",
    "Attachment",
    "AttachmentCard",
    "Attachments",
    "Brought",
    "Cleaned",
    "Content",
    "Sort",
    "Standing",
    "TakeOffDraft",
    "attach",
    "attachable",
    "attached",
    "brought",
    "cleaned",
    "content",
    "forget_unused",
    "may_attach",
    "shown_name",
    "sort_of",
    "take_off",
    "text_in",
]
