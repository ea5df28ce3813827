"""Anchors: where the log stood, as a paper or a file that left says it, held against the log of today."""

import re
from dataclasses import dataclass

from sqlalchemy import func, select

from casemgr.core.access import May
from casemgr.core.audit import AUDIT, head, said_head
from casemgr.core.audit_start import start_of
from casemgr.core.errors import Invalid, Problem
from casemgr.core.tx import Tx
from casemgr.core.verbs import query
from casemgr.i18n import N_, _

LEAST, MOST = 12, 64
"""Hexadecimal digits of a hash on paper: fewer say too little."""
_WRITTEN = re.compile(
    r"\s*(?:(\d[\d,.\s]*?)\s*(?:[·:;/]\s*|\s+(?=[0-9a-f]{4}-)))?([0-9a-f][0-9a-f\s-]*)(?:…|\.\.\.)?\s*"
)
_WHY = {
    "ends": N_("The log ends at entry {end}, before the one on the paper: entries are gone, or this is another store."),
    "other": N_("Entry {seq} is there, but it is another than on the paper: the log was written anew."),
    "archived": N_("Entry {seq} was archived with all before it: open the archive and compare it there."),
    "unknown": N_("The log has no such entry: it was written anew, or the paper is of another store."),
}


@dataclass(frozen=True)
class Anchor:
    """Whether the entry a paper names is in the log; `at` is when it was written, `why` what is wrong if it is not."""

    holds: bool
    seq: int | None
    at: str = ""
    why: str = ""


def log_mark(tx: Tx) -> str:
    """Where the log stands, for the foot of a paper."""
    return said_head(head(tx.inside()))


@query(May.READ_AUDIT, logged=True)
def anchored(tx: Tx, written: str) -> Anchor:
    """Whether the log still has the entry that a paper names by its number and the beginning of its hash."""
    seq, digits = _read(written)
    columns = select(AUDIT.c.seq, AUDIT.c.at, AUDIT.c.hash)
    alike = func.substr(func.hex(AUDIT.c.hash), 1, len(digits)) == digits.upper()
    row = tx.inside().execute(columns.where(AUDIT.c.seq == seq if seq is not None else alike)).first()
    end = head(tx.inside()).seq
    if row is not None and row.hash.hex().startswith(digits):
        return Anchor(holds=True, seq=row.seq, at=row.at)
    archived = seq is not None and seq <= start_of(tx.inside()).seq
    reason = "unknown" if seq is None else "ends" if seq > end else "archived" if archived else "other"
    return Anchor(holds=False, seq=seq, why=_(_WHY[reason]).format(seq=seq, end=end))


def _read(written: str) -> tuple[int | None, str]:
    found = _WRITTEN.fullmatch(written.lower())
    digits = re.sub(r"[^0-9a-f]", "", found[2]) if found is not None else ""
    if found is None or not LEAST <= len(digits) <= MOST:
        said = _("Write it as it stands on the paper, such as 18204 · 7F3A-9C21-04BD-77E1.")
        raise Invalid(Problem("written", said))
    return int(re.sub(r"\D", "", found[1])) if found[1] else None, digits
