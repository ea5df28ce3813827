"""How requirements are listed, what stands under each, and what each asks of its reader by a day."""

from datetime import datetime, time, timedelta

from casemgr.core import codes
from casemgr.core.access import May
from casemgr.core.kind import Area, Due, Kind, Line, Section, SightBy, Words
from casemgr.core.tx import Tx
from casemgr.i18n import N_, _
from casemgr.records.training.requirements import (
    Requirement,
    RequirementDraft,
    add_requirement,
    change_requirement,
    requirements,
)
from casemgr.records.training.standing import Standing, standing_of, standings

AHEAD = timedelta(days=60)
"""So long before it falls due a requirement is shown to whom it asks."""


def hours(minutes: int) -> str:
    """Minutes as hours, in the shortest way: 24, 1.5."""
    return f"{minutes / 60:.2f}".rstrip("0").rstrip(".")


def said(one: Standing) -> str:
    """How much is earned of what is asked, and by when the rest."""
    part = _("{earned} of {required} hours").format(earned=hours(one.earned), required=hours(one.required))
    if one.due is None:
        return part
    day = _("due since {day}") if one.short else _("due {day}")
    return f"{part} · {day.format(day=one.due.isoformat())}"


def _words(tx: Tx, row: Requirement) -> Words:
    return Words(row.title, codes.label(tx, "training_topic", row.topic), row.authority)


def _beside(tx: Tx, row: Requirement) -> list[Section]:
    of_this = [one for one in standings(tx) if one.requirement_id == row.id]
    lines = tuple(Line(one.name, said(one), "staff", one.staff_id) for one in of_this)
    return [Section(_("Authority"), (Line(row.authority),)), Section(_("Whom it asks"), lines)]


def _due(tx: Tx) -> list[Due]:
    """What the actor's own training lacks or will lack soon."""
    return [
        Due(
            id=one.requirement_id,
            at=datetime.combine(one.due, time(17), tx.store.zone),
            what=_("Training: {title}").format(title=one.title),
            owners=frozenset({tx.actor.id}),
        )
        for one in standing_of(tx, tx.actor.id)
        if one.due is not None and one.due <= (tx.now + AHEAD).date()
    ]


Kind(
    "requirements",
    Requirement,
    N_("Training required"),
    N_("Training requirement"),
    read=May.READ_TRAINING,
    draft=RequirementDraft,
    new=add_requirement,
    amend=change_requirement,
    page=requirements,
    columns=("title", "topic", "minutes", "cycle_months"),
    order=("title",),
    icon="shield-check",
    area=Area.TRAINING,
    sight=SightBy(everyone=True),
    searched=_words,
    beside=_beside,
    due=_due,
)
