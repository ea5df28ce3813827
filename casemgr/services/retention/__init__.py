"""Retention: what is due, batches and their approval, orders to expunge, certificates (domain 2.26, 6.7)."""

from casemgr.services.retention.batches import ProposeDraft, approve_disposal, propose_disposal
from casemgr.services.retention.blacking import BlackDraft, black_out
from casemgr.services.retention.due import Lists, Waiting, disposition
from casemgr.services.retention.expunging import carry_out, clean, expunge

__all__ = [
    "BlackDraft",
    "Lists",
    "ProposeDraft",
    "Waiting",
    "approve_disposal",
    "black_out",
    "carry_out",
    "clean",
    "disposition",
    "expunge",
    "propose_disposal",
]
