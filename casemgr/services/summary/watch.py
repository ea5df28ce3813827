"""Section 8: watch groups at the end of a month, and the patrols that were walked with them."""

from typing import Any
from uuid import UUID

from sqlmodel import select

from casemgr.core.tx import Tx
from casemgr.i18n import _
from casemgr.records.watch import GroupStatus, JointPatrol, PatrolObservation, PatrolStatus, WatchGroup
from casemgr.services.summary.figures import Figure, SectionFigures
from casemgr.services.summary.period import Month


def watch(tx: Tx, month: Month, neighborhood: UUID | None) -> SectionFigures:
    """Active groups as they stand, and patrols of the month that were debriefed with what they noted."""
    first, end = month.borders(tx.store.zone)
    rules: list[Any] = [JointPatrol.starts_at >= first, JointPatrol.starts_at < end]
    rules.append(JointPatrol.status == PatrolStatus.DEBRIEFED.value)
    there: list[Any] = [WatchGroup.status == GroupStatus.ACTIVE.value]
    if neighborhood:
        rules.append(JointPatrol.neighborhood_id == neighborhood)
        there.append(WatchGroup.neighborhood_id == neighborhood)
    walked = tx.exec(select(JointPatrol).where(*rules).order_by(JointPatrol.starts_at)).all()  # type: ignore
    groups = tx.exec(select(WatchGroup).where(*there).order_by(WatchGroup.name)).all()
    ids = {one.id for one in walked}
    noted = [one for one in tx.exec(select(PatrolObservation)).all() if one.patrol_id in ids]
    hurt = [one for one in walked if one.safety_incident]
    figures = (
        Figure("groups", _("Active watch groups"), len(groups), behind=tuple(("watch", one.id) for one in groups)),
        Figure("patrols", _("Joint patrols walked"), len(walked), behind=_of(walked)),
        Figure("hours", _("Volunteer hours"), _hours(walked)),
        Figure("observations", _("Observations of places"), len(noted)),
        Figure("told_on", _("Of these told to someone"), sum(one.action != "none" for one in noted), of=len(noted)),
        Figure("incidents", _("Patrols where someone was in danger or hurt"), len(hurt), behind=_of(hurt)),
    )
    return SectionFigures(8, "watch", _("Watch groups and joint patrols"), figures)


def _hours(walked: Any) -> float:
    return round(sum((one.hours or 0) * (one.volunteers_there or 0) for one in walked), 1)


def _of(walked: Any) -> tuple[tuple[str, UUID], ...]:
    return tuple(("patrols", one.id) for one in walked)
