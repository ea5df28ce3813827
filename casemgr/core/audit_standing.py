"""How far the audit was last checked: the newest entries at each start, the whole of it in its round, both kept."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select

from casemgr.core.access import May
from casemgr.core.audit import AUDIT, Happened, Head, head
from casemgr.core.audit_check import Verdict, stands_at
from casemgr.core.desk import Desk
from casemgr.core.errors import Invalid, Problem, StoreDamaged
from casemgr.core.jobs import Job, Progress
from casemgr.core.settings import threshold
from casemgr.core.tx import Tx
from casemgr.core.verbs import command, query
from casemgr.i18n import _

FEW = 1_000
"""So many new entries are checked again at the next start rather than marked by yet another entry."""


class Part(StrEnum):
    """What a check went through; the name of the entry that keeps its result."""

    NEWEST = "audit_marked"
    WHOLE = "audit_checked"


@dataclass(frozen=True)
class Checked:
    """A check as it is kept: when, by whom, how many entries up to which; `broken` is the entry that did not hold."""

    at: datetime
    by: UUID
    entries: int
    head: Head
    broken: int | None = None
    why: str = ""


@dataclass(frozen=True)
class AuditStanding:
    """The last check of the whole audit, whether the next is due, and where the audit ends now."""

    last: Checked | None
    due: bool
    head: Head


@query(May.SIGN_IN)
def verified_mark(tx: Tx) -> Head:
    """The entry up to which the audit was last found to hold; the start of the chain where it never was."""
    asked = select(AUDIT.c.payload).where(AUDIT.c.action.in_(list(Part)), AUDIT.c.outcome == "success")
    row = tx.inside().execute(asked.order_by(AUDIT.c.seq.desc()).limit(1)).first()
    return Head(0, bytes(32)) if row is None else _head(json.loads(row[0]))


@query(May.READ_AUDIT)
def audit_standing(tx: Tx) -> AuditStanding:
    """How the last check of the whole audit came out, and whether it is time for the next."""
    asked = select(AUDIT.c.at, AUDIT.c.actor, AUDIT.c.payload).where(AUDIT.c.action == Part.WHOLE.value)
    row = tx.inside().execute(asked.order_by(AUDIT.c.seq.desc()).limit(1)).first()
    last = None if row is None else _checked(*row)
    every = timedelta(days=threshold(tx, "audit_check_days"))
    return AuditStanding(last, last is None or last.broken is not None or tx.now - last.at >= every, head(tx.inside()))


@command(May.SIGN_IN)
def keep_check(tx: Tx, part: Part, verdict: Verdict) -> None:
    """Keep what a check found; refused where everything is said to hold up to an entry that is not there."""
    if verdict.broken is None and not stands_at(tx.inside(), verdict.head):
        raise Invalid(Problem("head", _("The audit has no such entry.")))
    said: dict[str, object] = {"entries": verdict.entries, "seq": verdict.head.seq, "hash": verdict.head.hash.hex()}
    if verdict.broken is not None:
        said |= {"broken": verdict.broken.seq, "why": verdict.broken.why}
    tx.say(Happened(part.value, outcome="success" if verdict.broken is None else "failure", payload=said))


def check_whole(desk: Desk) -> Job[Verdict]:
    """Check every entry, signature and record, and keep the result; StoreDamaged where the file itself is not whole."""
    desk.require(May.READ_AUDIT, "audit.verify")
    verdict = yield from desk.store.auditing()
    desk.do(keep_check, Part.WHOLE, verdict)
    yield Progress(verdict.entries, verdict.entries, _("Checking the file"))
    if desk.store.problems():
        said = _("The store's file is damaged. Stop working, keep it as it is, and restore the newest good backup.")
        raise StoreDamaged(said)
    return verdict


def check_newest(desk: Desk) -> Job[Verdict]:
    """Check the entries since the last that was found to hold, whoever works here; many are marked as checked."""
    verdict = yield from desk.store.auditing_after(desk.ask(verified_mark))
    if verdict.entries >= FEW or verdict.broken is not None:
        desk.do(keep_check, Part.NEWEST, verdict)
    return verdict


def _head(said: dict[str, str]) -> Head:
    return Head(int(said["seq"]), bytes.fromhex(said["hash"]))


def _checked(at: str, by: UUID, payload: str) -> Checked:
    said = json.loads(payload)
    when = datetime.fromisoformat(at)
    return Checked(when, by, said["entries"], _head(said), said.get("broken"), said.get("why", ""))
