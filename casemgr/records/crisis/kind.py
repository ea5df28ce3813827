"""Crisis encounters as a kind: their list, how often someone was met before, and what is read under one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from casemgr.core.access import Label, May
from casemgr.core.codes import label
from casemgr.core.days import long_day
from casemgr.core.kind import Area, Kind, Line, Section, SightBy, Words
from casemgr.core.page import SIZE, Page, page
from casemgr.core.tx import Tx
from casemgr.core.verbs import query
from casemgr.i18n import N_, _, plural
from casemgr.records import followups, plans
from casemgr.records.crisis.drafts import CrisisDraft
from casemgr.records.crisis.steps import KIND
from casemgr.records.crisis.tables import CrisisAddition, CrisisEncounter, CrisisStatus, CrisisText
from casemgr.records.crisis.writing import change_crisis, log_crisis, text_of
from casemgr.records.staff import Staff

SPANS = (30, 90, 365)
"""Days over which it is counted how often someone was met in crisis."""
OFTEN = 2
"""Someone met more often than that in 90 days may be helped by a response plan (domain 2.7)."""
_COLUMNS: tuple[Any, ...] = (
    CrisisEncounter.id,
    CrisisEncounter.number,
    CrisisEncounter.call_type,
    CrisisEncounter.person_id,
    CrisisEncounter.neighborhood_id,
    CrisisEncounter.primary_disposition,
    CrisisEncounter.status,
)


@dataclass(frozen=True)
class Before:
    """How often someone was met in crisis in the 30, 90 and 365 days up to a moment, that one counted."""

    days_30: int
    days_90: int
    days_365: int

    @property
    def often(self) -> bool:
        """Whether that is often enough to think of a plan."""
        return self.days_90 > OFTEN


@query(May.READ_CRISIS)
def encounters(tx: Tx, after: tuple[datetime, UUID] | None = None, size: int = SIZE) -> Page:
    """The encounters the actor may see, latest first."""
    order = (CrisisEncounter.occurred_at, CrisisEncounter.id)
    return page(tx, select(*_COLUMNS), order, after, size)


@query(May.READ_CRISIS)
def met_before(tx: Tx, person_id: UUID, until: datetime | None = None) -> Before:
    """How often someone was met in crisis up to a moment, as far as the actor may see."""
    end = until or tx.now
    asked = select(CrisisEncounter.occurred_at).where(
        CrisisEncounter.person_id == person_id,
        CrisisEncounter.status == CrisisStatus.SEALED.value,
        CrisisEncounter.occurred_at > end - timedelta(days=SPANS[-1]),
        CrisisEncounter.occurred_at <= end,
    )
    days = [(end - at).total_seconds() / 86_400 for at in tx.exec(asked)]
    return Before(*(sum(ago < span for ago in days) for span in SPANS))


def _fill(tx: Tx, row: CrisisEncounter) -> Mapping[str, Any]:
    """The words, for whoever was let in: the unit reads of an encounter without a name what was seen and done."""
    let_in = row.sensitivity != Label.INTERNAL or Label.RESTRICTED in tx.actor.labels
    if not let_in and tx.actor.id not in (row.entered_by, row.officer_id, row.co_responder_id):
        return {"narrative": "", "kept": [], "kept_reason": "", "bwc_reason": ""}
    text = text_of(tx, row.id)
    return {name: getattr(text, name) for name in ("narrative", "kept", "kept_reason", "bwc_reason")}


def _beside(tx: Tx, row: CrisisEncounter) -> list[Section]:
    promised = [Line(one.what, one.number, "followups", one.id) for one in followups.of_parent(tx, KIND, row.id)]
    return [
        Section(_("Met in crisis, this time counted"), tuple(_met(tx, row))),
        Section(_("Put right or added"), tuple(_additions(tx, row.id))),
        Section(_("Promised"), tuple(promised)),
    ]


def _met(tx: Tx, row: CrisisEncounter) -> Iterator[Line]:
    if row.person_id is None:
        return
    before = met_before(tx, row.person_id, row.occurred_at)
    for days, n in zip(SPANS, (before.days_30, before.days_90, before.days_365), strict=True):
        span = _("In {days} days").format(days=days)
        yield Line(span, plural("{n} encounter", "{n} encounters", n))
    mark = plans.plan_of(tx, row.person_id)
    if mark is not None:
        yield Line(_("There is a response plan"), "", "plans", mark.id)
    elif before.often:
        yield Line(_("Met more than twice in 90 days: a response plan may help"))


def _additions(tx: Tx, id: UUID) -> Iterator[Line]:
    asked = select(CrisisAddition).where(CrisisAddition.crisis_id == id)
    for one in tx.exec(asked.order_by(col(CrisisAddition.at), col(CrisisAddition.id))):
        who = tx.get(Staff, one.by)
        day = long_day(one.at.astimezone(tx.store.zone).date())
        yield Line(one.text, " · ".join(part for part in (day, who.full_name if who is not None else "") if part))


def _words(tx: Tx, row: CrisisEncounter) -> Words:
    return Words(row.number, label(tx, "crisis_call_type", row.call_type), f"{row.cad_number} {row.rms_number}")


Kind(
    KIND,
    CrisisEncounter,
    N_("Crisis encounters"),
    N_("Crisis encounter"),
    read=May.READ_CRISIS,
    draft=CrisisDraft,
    new=log_crisis,
    amend=change_crisis,
    page=encounters,
    fill=_fill,
    columns=("number", "occurred_at", "call_type", "person_id", "neighborhood_id", "primary_disposition", "status"),
    order=("occurred_at",),
    letter="X",
    icon="bell",
    sight=SightBy(own=("entered_by", "officer_id"), neighborhood="neighborhood_id"),
    parts={CrisisText: "id", CrisisAddition: "crisis_id"},
    searched=_words,
    area=Area.CRISIS,
    states="crisis_status",
    amended_in=frozenset({CrisisStatus.DRAFT.value}),
    beside=_beside,
    retention="crisis",
)
