"""Writing down a crisis encounter: a draft of its officer, changed until it is sealed."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlmodel import select

from casemgr.core import sight
from casemgr.core.access import Label, May, highest
from casemgr.core.errors import Invalid, NotAllowed, NotFound, Problem
from casemgr.core.numbers import next_number
from casemgr.core.tx import Tx
from casemgr.core.verbs import command
from casemgr.i18n import _
from casemgr.records import directory, neighborhoods
from casemgr.records.crisis.drafts import CrisisDraft
from casemgr.records.crisis.tables import CrisisEncounter, CrisisStatus, CrisisText
from casemgr.records.neighborhoods import Neighborhood
from casemgr.records.people import Person, the_person
from casemgr.records.staff import Staff

CLOCKS_DIFFER = timedelta(minutes=5)
ARRESTED = "arrested"
_TEXTS = ("narrative", "kept", "kept_reason", "bwc_reason")
_SETTLED = {"id", "person_id", "occurred_at", "minutes_on_scene", "officer_id", "neighborhood_id", "arrest", *_TEXTS}
_PLAIN = [name for name in CrisisDraft.model_fields if name not in _SETTLED]


@command(May.LOG_CRISIS)
def log_crisis(tx: Tx, draft: CrisisDraft) -> UUID:
    """Write an encounter down as a draft; saving the same one again changes it until it is sealed."""
    kept = next(iter(tx.all_of(select(CrisisEncounter).where(CrisisEncounter.id == draft.id))), None)
    if kept is not None and kept.entered_by != tx.actor.id:
        raise Invalid(Problem("id", _("Another record has this id.")))
    if kept is not None and kept.status != CrisisStatus.DRAFT:
        return kept.id
    values = _values(tx, draft)
    row = kept or CrisisEncounter(id=draft.id, number=next_number(tx, "X"), **values)
    _put(tx, row, values, draft)
    return row.id


@command(May.LOG_CRISIS)
def change_crisis(tx: Tx, id: UUID, draft: CrisisDraft) -> None:
    """Change one's own draft; what is sealed is added to, never edited."""
    row = tx.get(CrisisEncounter, id)
    if row is None:
        raise NotFound(_("There is no such encounter, or you may not see it."))
    if row.status != CrisisStatus.DRAFT:
        raise Invalid(Problem("status", _("A sealed encounter is not edited. Add what is to be put right.")))
    written_by(tx, row)
    _put(tx, row, _values(tx, draft), draft)


def written_by(tx: Tx, row: CrisisEncounter) -> None:
    """NotAllowed for whoever neither wrote the encounter, nor was its officer, nor supervises."""
    if tx.actor.id not in (row.entered_by, row.officer_id) and not tx.actor.may(May.SUPERVISE):
        raise NotAllowed(_("Only its officer or a supervisor may do this with an encounter."))


def text_of(tx: Tx, id: UUID) -> CrisisText:
    """The words of an encounter."""
    return tx.get(CrisisText, id) or CrisisText(id=id)


def _put(tx: Tx, row: CrisisEncounter, values: dict[str, Any], draft: CrisisDraft) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    tx.add(row)
    tx.flush()
    text = text_of(tx, row.id)
    for name in _TEXTS:
        setattr(text, name, getattr(draft, name))
    tx.add(text)
    if row.co_responder_id is not None:
        sight.open_to(tx, row.id, [row.co_responder_id])


def _values(tx: Tx, draft: CrisisDraft) -> dict[str, Any]:
    """The columns a draft fills; Invalid for what cannot be."""
    occurred_at = draft.occurred_at or min(tx.now, draft.cleared_at or tx.now)
    if occurred_at > tx.now + CLOCKS_DIFFER:
        raise Invalid(Problem("occurred_at", _("An encounter cannot lie in the future.")))
    if draft.cleared_at is not None and draft.cleared_at < occurred_at:
        raise Invalid(Problem("cleared_at", _("It was cleared after arriving, not before.")))
    person = the_person(tx, draft.person_id) if draft.person_id is not None else None
    for field, id in (("officer_id", draft.officer_id), ("co_responder_id", draft.co_responder_id)):
        if id is not None and id != tx.actor.id and tx.get(Staff, id) is None:
            raise Invalid(Problem(field, _("Choose someone who works here.")))
    if draft.service_id is not None:
        directory.receiver(tx, draft.service_id)
    officer = draft.officer_id or tx.actor.id
    values: dict[str, Any] = {name: getattr(draft, name) for name in _PLAIN}
    minutes = draft.minutes_on_scene
    if minutes is None and draft.cleared_at is not None:
        minutes = round((draft.cleared_at - occurred_at).total_seconds() / 60)
    return values | {
        "occurred_at": occurred_at,
        "month": tx.store.month_of(occurred_at),
        "minutes_on_scene": minutes,
        "officer_id": officer,
        "neighborhood_id": _neighborhood(tx, draft, officer),
        "person_id": person.id if person is not None else None,
        "arrest": draft.arrest or ARRESTED in draft.dispositions,
        "primary_disposition": draft.primary_disposition or _only(draft.dispositions),
        "sensitivity": _label(person),
    }


def _label(person: Person | None) -> str:
    """Who is named in a crisis is told to few; without a name it is the unit's work like any other."""
    return Label.INTERNAL.value if person is None else highest(Label.RESTRICTED, person.sensitivity)


def _only(codes: list[str]) -> str:
    return codes[0] if len(codes) == 1 else ""


def _neighborhood(tx: Tx, draft: CrisisDraft, officer: UUID) -> UUID:
    if draft.neighborhood_id is not None:
        if tx.get(Neighborhood, draft.neighborhood_id) is None:
            raise Invalid(Problem("neighborhood_id", _("There is no such neighborhood.")))
        return draft.neighborhood_id
    day = (draft.occurred_at or tx.now).astimezone(tx.store.zone).date()
    assigned = neighborhoods.of_officer(tx, officer, day)
    if not assigned:
        raise Invalid(Problem("neighborhood_id", _("Choose the neighborhood.")))
    return assigned[0]
