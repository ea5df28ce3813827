"""Section 5: encounters with people in crisis, who was there, how they ended, and who was met again."""

from collections import Counter
from collections.abc import Collection
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from casemgr.core.codes import known, label
from casemgr.core.tx import Tx
from casemgr.i18n import _
from casemgr.records.contacts import BwcStatus
from casemgr.records.crisis import NOTICE_WITHIN, CrisisEncounter, CrisisStatus, Hold
from casemgr.services.summary.figures import Figure, SectionFigures
from casemgr.services.summary.period import Month

CRISIS, PEOPLE = "crisis", "people"
RAN = BwcStatus.ACTIVATED.value
CARRIED = {RAN, BwcStatus.NOT_ACTIVATED.value}
"""Of those with a camera: it ran, or it did not."""
AGAIN_WITHIN = timedelta(days=365)
_COLUMNS: tuple[Any, ...] = (
    CrisisEncounter.id,
    CrisisEncounter.occurred_at,
    CrisisEncounter.person_id,
    CrisisEncounter.cit_arrived,
    CrisisEncounter.co_responder_arrived,
    CrisisEncounter.dispositions,
    CrisisEncounter.hold,
    CrisisEncounter.arrest,
    CrisisEncounter.force_used,
    CrisisEncounter.partner_noticed_at,
    CrisisEncounter.minutes_on_scene,
    CrisisEncounter.bwc_status,
)
_SEALED = CrisisEncounter.status == CrisisStatus.SEALED.value


def crisis(tx: Tx, month: Month, neighborhood: UUID | None) -> SectionFigures:
    """The sealed encounters of a month; shares are of all of them, or of those whom the question fits."""
    asked = select(*_COLUMNS).where(CrisisEncounter.month == month.number, _SEALED)
    if neighborhood:
        asked = asked.where(CrisisEncounter.neighborhood_id == neighborhood)
    rows = tx.execute(asked.order_by(col(CrisisEncounter.occurred_at), col(CrisisEncounter.id))).all()
    named = [row for row in rows if row.person_id is not None]
    gone = [row for row in rows if row.hold != Hold.NONE]
    worn = [row for row in rows if row.bwc_status in CARRIED]
    figures = (
        Figure("crisis_encounters", _("Encounters"), len(rows), behind=_behind(rows)),
        _part("crisis_cit", _("CIT officer present"), [row for row in rows if row.cit_arrived], rows),
        _part("crisis_co_responder", _("Co-responder present"), [r for r in rows if r.co_responder_arrived], rows),
        _part("crisis_voluntary", _("Went of their own will"), [r for r in gone if r.hold == Hold.VOLUNTARY], gone),
        _part("crisis_camera", _("Body-worn camera running"), [r for r in worn if r.bwc_status == RAN], worn),
        _part("crisis_arrests", _("Arrests"), [row for row in rows if row.arrest], rows),
        _part("crisis_force", _("Force used"), [row for row in rows if row.force_used], rows),
        _part("crisis_noticed", _("Treatment partner told within 72 hours"), [r for r in named if _in_time(r)], named),
        _again(tx, month, named),
        Figure("crisis_minutes", _("Officer time"), sum(row.minutes_on_scene or 0 for row in rows), unit=_("min")),
        *_endings(tx, rows),
    )
    return SectionFigures(5, CRISIS, _("People in crisis"), figures)


def _behind(rows: Collection[Any]) -> tuple[tuple[str, UUID], ...]:
    return tuple((CRISIS, row.id) for row in rows)


def _part(code: str, name: str, rows: Collection[Any], whole: Collection[Any]) -> Figure:
    return Figure(code, name, len(rows), of=len(whole), behind=_behind(rows))


def _in_time(row: Any) -> bool:
    return row.partner_noticed_at is not None and row.partner_noticed_at <= row.occurred_at + NOTICE_WITHIN


def _again(tx: Tx, month: Month, named: Collection[Any]) -> Figure:
    """Of the people met in the month, those met at least twice in the year that ends with it, wherever."""
    people = list(dict.fromkeys(row.person_id for row in named))
    _first, end = month.borders(tx.store.zone)
    met: Counter[UUID] = Counter()
    if people:
        asked = select(CrisisEncounter.person_id).where(
            _SEALED,
            col(CrisisEncounter.person_id).in_(people),
            CrisisEncounter.occurred_at >= end - AGAIN_WITHIN,
            CrisisEncounter.occurred_at < end,
        )
        met.update(id for id in tx.exec(asked) if id is not None)
    again = [id for id in people if met[id] > 1]
    name = _("People met more than once in 365 days")
    return Figure("crisis_again", name, len(again), of=len(people), behind=tuple((PEOPLE, id) for id in again))


def _endings(tx: Tx, rows: Collection[Any]) -> list[Figure]:
    """How they ended, each way that occurred, in the order of the list; one encounter may end in several."""
    found = []
    for code in known(tx, "crisis_disposition"):
        some = [row for row in rows if code in row.dispositions]
        if some:
            found.append(_part(f"crisis_ended_{code}", label(tx, "crisis_disposition", code), some, rows))
    return found
