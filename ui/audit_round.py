"""The audit is checked by itself: the newest entries at each start, the whole of it once its round is over."""

from datetime import tzinfo

from PySide6.QtCore import QObject, QTimer, Signal

from casemgr.core.access import May
from casemgr.core.audit import said_head
from casemgr.core.audit_check import Verdict
from casemgr.core.audit_standing import AuditStanding, audit_standing, check_newest, check_whole
from casemgr.core.errors import StoreDamaged
from casemgr.i18n import _, plural
from ui.desk import UiDesk
from ui.fields.when import say_day, say_time

AFTER_MS = 20_000


def said_broken(seq: int, why: str) -> str:
    """What to do about an entry that does not hold."""
    said = _("Entry {number} does not hold: {why}. Keep this laptop as it is and call your administrator.")
    return said.format(number=seq, why=why)


def said_standing(found: AuditStanding, zone: tzinfo) -> str:
    """How the last check of the whole audit came out, in one line for a screen or a paper."""
    ends = _("The log ends at {mark}.").format(mark=said_head(found.head))
    if found.last is None:
        return _("The whole audit was not checked yet.") + f" {ends}"
    at = found.last.at.astimezone(zone)
    when = f"{say_day(at.date())}, {say_time(at.time())}"
    if found.last.broken is not None:
        return f"{when}: {said_broken(found.last.broken, found.last.why)} {ends}"
    held = plural("{n} entry holds", "{n} entries hold", found.last.entries)
    return (
        _("Checked as a whole {when}: {held}, up to {mark}.").format(
            when=when, held=held, mark=said_head(found.last.head)
        )
        + f" {ends}"
    )


class AuditRound(QObject):
    """Begins a little after the window is there; `refused` tells what does not hold, and that at once."""

    refused = Signal(object)

    def __init__(self, desk: UiDesk, parent: QObject | None = None, *, after_ms: int = AFTER_MS) -> None:
        super().__init__(parent)
        self._desk = desk
        QTimer.singleShot(after_ms, self, self._begin)

    def _begin(self) -> None:
        self._desk.jobs.start(_("Checking the newest entries"), check_newest, then=self._newest_checked)

    def _newest_checked(self, verdict: Verdict) -> None:
        self._tell(verdict)
        if self._desk.actor.may(May.READ_AUDIT):
            self._desk.ask(audit_standing, then=self._go_on)

    def _go_on(self, found: AuditStanding) -> None:
        if found.due:
            self._desk.jobs.start(_("Checking the audit"), check_whole, then=self._tell)

    def _tell(self, verdict: Verdict) -> None:
        if verdict.broken is not None:
            self.refused.emit(StoreDamaged(said_broken(verdict.broken.seq, verdict.broken.why)))
