"""Neighborhoods and their beats: where officers become familiar (domain 2.3)."""

from typing import Any
from uuid import UUID

from sqlmodel import select

from casemgr.core.access import May
from casemgr.core.draft import Draft, entry
from casemgr.core.errors import Invalid, NotFound, Problem
from casemgr.core.fields import Answer
from casemgr.core.kind import Area, Kind, SightBy, Words
from casemgr.core.page import SIZE, Page, page
from casemgr.core.tx import Tx
from casemgr.core.verbs import command, query
from casemgr.i18n import N_, _
from casemgr.records.neighborhoods.tables import Beat, Neighborhood


class NeighborhoodDraft(Draft):
    code: str = entry(N_("Code"), min_length=1, max_length=12)
    name: str = entry(N_("Name"), min_length=2, max_length=80)
    description: str = entry(N_("Description"), default="", max_length=1000, answer=Answer.LONG_TEXT)
    population: int | None = entry(N_("Population"), default=None, ge=0, le=10**9)
    boundary: str = entry(N_("Boundary (GeoJSON)"), default="", max_length=200_000, hidden=True)
    beats: list[str] = entry(N_("Beats"), default_factory=list)


def _fill(tx: Tx, place: Neighborhood, draft: NeighborhoodDraft) -> None:
    taken = tx.exec(select(Neighborhood.id).where(Neighborhood.code == draft.code)).first()
    if taken not in (None, place.id):
        raise Invalid(Problem("code", _("Another neighborhood has this code.")))
    for name in ("code", "name", "description", "population", "boundary"):
        setattr(place, name, getattr(draft, name))
    tx.add(place)
    tx.flush()
    there = {beat.code: beat for beat in tx.exec(select(Beat).where(Beat.neighborhood_id == place.id))}
    for code in draft.beats:
        if code not in there:
            tx.add(Beat(neighborhood_id=place.id, code=code))
    for code, beat in there.items():
        if code not in draft.beats:
            tx.delete(beat)


@command(May.MANAGE_PLACES)
def add_neighborhood(tx: Tx, draft: NeighborhoodDraft) -> UUID:
    """Add a neighborhood and its beats."""
    place = Neighborhood(code=draft.code, name=draft.name)
    _fill(tx, place, draft)
    return place.id


@command(May.MANAGE_PLACES)
def change_neighborhood(tx: Tx, id: UUID, draft: NeighborhoodDraft) -> None:
    """Change a neighborhood or its beats."""
    place = tx.get(Neighborhood, id)
    if place is None:
        raise NotFound(_("There is no such neighborhood."))
    _fill(tx, place, draft)


@query(May.READ_STAFF)
def neighborhoods(tx: Tx, after: tuple[str, UUID] | None = None, size: int = SIZE) -> Page:
    """All neighborhoods, by name."""
    shown: list[Any] = [Neighborhood.id, Neighborhood.code, Neighborhood.name, Neighborhood.population]
    columns = select(*shown)
    return page(tx, columns, (Neighborhood.name, Neighborhood.id), after, size, descending=False)


@query(May.READ_STAFF)
def neighborhood_named(tx: Tx, named: str) -> UUID:
    """The id of a neighborhood by its code, its name or the id itself."""
    asked = select(Neighborhood.id, Neighborhood.code, Neighborhood.name)
    found = [id for id, *names in tx.exec(asked) if named.strip().lower() in (str(id), *map(str.lower, names))]
    if len(found) != 1:
        raise Invalid(Problem("neighborhood", _("There is no one neighborhood called “{name}”.").format(name=named)))
    return found[0]


@query(May.READ_STAFF)
def beats(tx: Tx, neighborhood: UUID) -> list[str]:
    """The beats of a neighborhood."""
    asked = select(Beat.code).where(Beat.neighborhood_id == neighborhood).order_by(Beat.code)
    return list(tx.exec(asked))


Kind(
    "neighborhoods",
    Neighborhood,
    N_("Neighborhoods"),
    N_("Neighborhood"),
    read=May.READ_STAFF,
    draft=NeighborhoodDraft,
    new=add_neighborhood,
    amend=change_neighborhood,
    page=neighborhoods,
    fill=lambda tx, place: {"beats": beats(tx, place.id)},
    columns=("code", "name", "population"),
    order=("name",),
    icon="map-pin",
    sight=SightBy(everyone=True),
    parts={Beat: "neighborhood_id"},
    area=Area.NEIGHBORHOODS,
    searched=lambda _tx, place: Words(place.name, place.code, place.description),
)
