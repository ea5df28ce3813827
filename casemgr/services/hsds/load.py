"""Jobs: compare a published directory with the one that is there, and bring it in."""

from dataclasses import replace
from pathlib import Path

from casemgr.core.access import May
from casemgr.core.desk import Desk
from casemgr.core.jobs import Job, Progress
from casemgr.core.verbs import require_actor
from casemgr.i18n import _
from casemgr.records.directory import load_rows
from casemgr.services.hsds.comparing import COMPARED, Comparison, compare
from casemgr.services.hsds.read import UTF8
from casemgr.services.hsds.report import ImportReport
from casemgr.services.hsds.staging import stage


def compare_directory(desk: Desk, path: Path, *, zone: str | None = None, encoding: str = UTF8) -> Job[Comparison]:
    """What importing a directory would add, change and remove; nothing is written.

    `zone` is the IANA zone of its opening hours, the store's own unless said; `encoding` that of its CSV files.
    """
    require_actor(desk.actor, May.EDIT_DIRECTORY)
    staged = yield from stage(path, zone or desk.store.zone.key, encoding)
    return (yield from compare(desk, staged))


def load_compared(desk: Desk, comparison: Comparison) -> Job[ImportReport]:
    """Write what was compared, all of it or nothing; Conflict when another import came in between."""
    yield Progress(COMPARED, 100, _("Writing"))
    batch = desk.do(load_rows, comparison.load)
    yield Progress(100, 100)
    return replace(comparison.report, id=batch)


def import_directory(
    desk: Desk, path: Path, *, dry_run: bool = False, zone: str | None = None, encoding: str = UTF8
) -> Job[ImportReport]:
    """Bring in a published directory; stopped at any moment before the end, it leaves all as it was."""
    comparison = yield from compare_directory(desk, path, zone=zone, encoding=encoding)
    if dry_run:
        return comparison.report
    return (yield from load_compared(desk, comparison))
