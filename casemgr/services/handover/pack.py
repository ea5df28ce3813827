"""The hand-over pack: what is open in a neighborhood, for whoever takes it over; the reader's own sight holds."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from reportlab.platypus import Flowable, KeepTogether
from sqlmodel import col, select

from casemgr.core.access import May
from casemgr.core.codes import label
from casemgr.core.days import long_day
from casemgr.core.errors import NotFound
from casemgr.core.settings import text_setting
from casemgr.core.tx import Tx
from casemgr.i18n import N_, _, speaking
from casemgr.records import people
from casemgr.records.followups import FollowUp, is_open
from casemgr.records.neighborhoods import COVER_DAYS, Assignment, Neighborhood
from casemgr.records.referrals import UNDER_WAY, Referral
from casemgr.records.staff import staff_names
from casemgr.services.duties import duties
from casemgr.services.leaving import Outgoing, Within
from casemgr.services.paper import BODY, HEADING, SMALL, TITLE, PageFrame, document, para, table
from casemgr.services.sheets import sheet

MOST = 200
"""Lines of one part of a pack."""


@dataclass(frozen=True)
class Open:
    """One line: a number, what it is, whom it is about where the reader may know, and by when."""

    number: str
    what: str
    person_id: UUID | None
    at: datetime | None


@sheet("assignments", N_("Hand-over pack"), May.READ_CASES, logged=True)
def handover_pack(tx: Tx, id: UUID, language: str = "en") -> Outgoing:
    """The pack of one assignment: promises, referrals, what else is due, and notes on whom to reach how."""
    row = tx.get(Assignment, id)
    place = tx.get(Neighborhood, row.neighborhood_id) if row is not None else None
    if row is None or place is None:
        raise NotFound(_("There is no such assignment."))
    with speaking(language):
        foot = _("Stays inside the agency, with who works this neighborhood. Not to be handed on.")
        frame = PageFrame(_("Hand-over pack"), f"{text_setting(tx, 'agency')} · {place.name}", foot, language)
        story = [*_head(tx, row, place), *_parts(tx, row)]
        return document(frame, story, Within.HANDOVER)


def _head(tx: Tx, row: Assignment, place: Neighborhood) -> Iterator[Flowable]:
    names = staff_names(tx)
    yield para(_("Hand-over: {place}").format(place=place.name), TITLE)
    giver, taker = names.get(row.officer_id, ""), names.get(row.handed_over_to, "") if row.handed_over_to else ""
    since = _("{officer}, since {day}").format(officer=giver, day=long_day(row.start))
    yield para(_("{since}, to {taker}").format(since=since, taker=taker) if taker else since, BODY)
    if row.end is not None:
        both = _("Handed over {day}. For {n} days both cover the neighborhood: go to people together.")
        yield para(both.format(day=long_day(row.end), n=COVER_DAYS), SMALL)
    if row.handover_note:
        yield para(_("What to know"), HEADING)
        yield para(row.handover_note, BODY)


def _parts(tx: Tx, row: Assignment) -> Iterator[Flowable]:
    officers = {row.officer_id, row.handed_over_to} - {None}
    promises = list(_promises(tx, row.neighborhood_id, officers))
    sent = list(_referrals(tx, row.neighborhood_id))
    parts = {_("Open promises"): promises, _("Referrals under way"): sent} | _due(tx, row.neighborhood_id)
    there = {one.person_id for some in parts.values() for one in some if one.person_id is not None}
    names = people.names_of(tx, there)
    for title, some in parts.items():
        yield from _part(tx, title, some, names)
    yield from _notes(tx, there, names)


def _promises(tx: Tx, place: UUID, officers: Iterable[UUID | None]) -> Iterator[Open]:
    asked = select(FollowUp).where(is_open(), FollowUp.neighborhood_id == place)
    asked = asked.where(col(FollowUp.assigned_to).in_(officers)).order_by(col(FollowUp.due_at)).limit(MOST)
    for one in tx.exec(asked):
        yield Open(one.number, one.what, one.person_id, one.due_at)


def _referrals(tx: Tx, place: UUID) -> Iterator[Open]:
    asked = select(Referral).where(Referral.neighborhood_id == place, col(Referral.status).in_(UNDER_WAY))
    for one in tx.exec(asked.order_by(col(Referral.last_event_at)).limit(MOST)):
        status = label(tx, "referral_status", one.status)
        yield Open(one.number, f"{one.service_name} · {status}", one.person_id, None)


def _due(tx: Tx, place: UUID) -> dict[str, list[Open]]:
    """What records of every kind await in the neighborhood, by kind: issues, promises to it, leaders, plans."""
    found: dict[str, list[Open]] = {}
    for duty in duties(tx):
        if duty.due.neighborhood_id == place:
            one = duty.due
            found.setdefault(_(duty.kind.title), []).append(Open(one.number, one.what, one.person_id, one.at))
    return {title: sorted(some, key=_when)[:MOST] for title, some in found.items()}


def _when(one: Open) -> tuple[str, str]:
    return one.at.isoformat() if one.at else "", one.number


def _part(tx: Tx, title: str, some: Sequence[Open], names: dict[UUID, str]) -> Iterator[Flowable]:
    if not some:
        yield KeepTogether([para(title, HEADING), para(_("Nothing open."), BODY)])
        return
    zone = tx.store.zone
    rows = [
        (
            " · ".join(part for part in (one.what, names.get(one.person_id, "") if one.person_id else "") if part),
            one.number,
            long_day(one.at.astimezone(zone).date()) if one.at else "",
        )
        for one in some
    ]
    yield para(f"{title} ({len(rows)})", HEADING)
    yield table((_("What"), _("Number"), _("By")), rows, (0.46, 0.25, 0.29), texts=2)


def _notes(tx: Tx, there: Iterable[UUID], names: dict[UUID, str]) -> Iterator[Flowable]:
    """How some are to be reached safely; who reads the pack and may not know of it finds nothing here."""
    said = [(names[id], people.safe_contact_note(tx, id)) for id in sorted(there) if id in names]
    noted = [(name, note) for name, note in said if note]
    if noted:
        yield para(_("Reach these people only so"), HEADING)
        for name, note in noted:
            yield para(f"{name}: {note}", BODY)
