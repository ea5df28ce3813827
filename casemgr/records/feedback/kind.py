"""How concerns and commendations are listed, read and awaited; nothing here is by officer (domain 2.15)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from casemgr.core.access import May
from casemgr.core.codes import label
from casemgr.core.days import long_day
from casemgr.core.kind import Area, Due, Kind, Line, Section, SightBy, Words
from casemgr.core.page import SIZE, Page, page
from casemgr.core.settings import threshold
from casemgr.core.tx import Tx
from casemgr.core.verbs import query
from casemgr.i18n import N_, _
from casemgr.records.feedback.drafts import FeedbackDraft
from casemgr.records.feedback.tables import FeedbackItem, FeedbackStatus, Sort
from casemgr.records.feedback.writing import change_feedback, take_feedback
from casemgr.records.staff import staff_names

CLOCK = "concern_acknowledge_days"
"""The setting of the clock that runs until an item is acknowledged."""


@query(May.TAKE_FEEDBACK)
def feedback(tx: Tx, after: tuple[datetime, UUID] | None = None, size: int = SIZE) -> Page:
    """Concerns and commendations the actor may see, latest first."""
    shown: list[Any] = [
        FeedbackItem.id,
        FeedbackItem.number,
        FeedbackItem.kind,
        FeedbackItem.status,
        FeedbackItem.route,
        FeedbackItem.routed_to,
        FeedbackItem.finding,
    ]
    return page(tx, select(*shown), (FeedbackItem.received_at, FeedbackItem.id), after, size)


def acknowledge_by(tx: Tx, item: FeedbackItem) -> datetime:
    """When an item should be acknowledged, or a commendation passed on, at the latest."""
    return item.received_at + timedelta(days=threshold(tx, CLOCK))


def _words(tx: Tx, item: FeedbackItem) -> Words:
    return Words(f"{item.number} {label(tx, 'feedback_kind', item.kind)}", item.incident_place, item.summary)


def _beside(tx: Tx, item: FeedbackItem) -> list[Section]:
    names = staff_names(tx)
    groups = (
        (_("named"), item.officer_ids),
        (_("was with them"), item.partner_ids),
        (_("supervises them"), item.supervisor_ids),
    )
    named = [Line(names[UUID(id)], how, "staff", UUID(id)) for how, ids in groups for id in ids if UUID(id) in names]
    return [
        Section(_("Officers"), tuple(named)),
        Section(_("What became of it"), tuple(Line(*line) for line in _became(tx, item))),
    ]


def _became(tx: Tx, item: FeedbackItem) -> Iterator[tuple[str, str]]:
    zone = tx.store.zone
    if item.status == FeedbackStatus.RECEIVED:
        yield _("To be answered by {day}").format(day=long_day(acknowledge_by(tx, item).astimezone(zone).date())), ""
    if item.acknowledged_at is not None:
        yield _("Acknowledged"), long_day(item.acknowledged_at.astimezone(zone).date())
    if item.routed_at is not None:
        where = label(tx, "feedback_routed_to", item.routed_to)
        yield _("Routed to: {where}").format(where=where), long_day(item.routed_at.astimezone(zone).date())
    if item.finding and item.finding_on is not None:
        said = _("Finding: {finding} ({number})").format(
            finding=label(tx, "concern_finding", item.finding), number=item.ia_number
        )
        yield said, long_day(item.finding_on)
    if item.thanked_at is not None:
        yield _("Passed on to the officer"), item.thanks or long_day(item.thanked_at.astimezone(zone).date())
    if item.notified_on is not None:
        yield _("They were told"), long_day(item.notified_on)


def _due(tx: Tx) -> list[Due]:
    """What is new, until it is acknowledged, passed on, or, where nobody can be answered, routed."""
    asked = select(FeedbackItem).where(col(FeedbackItem.status) == FeedbackStatus.RECEIVED.value)
    return [
        Due(
            id=item.id,
            at=acknowledge_by(tx, item),
            what=_("Pass a commendation on") if item.kind == Sort.COMMENDATION else _("Acknowledge a concern"),
            number=item.number,
            owners=frozenset({item.entered_by} if item.entered_by else ()),
            unit=item.unit,
            neighborhood_id=item.neighborhood_id,
        )
        for item in tx.exec(asked)
    ]


Kind(
    "feedback",
    FeedbackItem,
    N_("Concerns and commendations"),
    N_("Concern or commendation"),
    read=May.TAKE_FEEDBACK,
    draft=FeedbackDraft,
    new=take_feedback,
    amend=change_feedback,
    page=feedback,
    columns=("number", "kind", "received_at", "route", "status", "routed_to", "finding"),
    order=("received_at",),
    letter="K",
    icon="message-square",
    area=Area.OVERSIGHT,
    sight=SightBy(neighborhood="neighborhood_id", beyond_own=May.READ_FEEDBACK, barred=True),
    searched=_words,
    states="feedback_status",
    beside=_beside,
    due=_due,
    retention="feedback",
)
