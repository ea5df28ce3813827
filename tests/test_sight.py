"""Sight: whichever way a record is asked for, only those it is open to get it, see it counted, or find it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from uuid import UUID

import pytest
from sqlalchemy import exists, func, literal_column, or_, table, text, union_all
from sqlalchemy.orm import aliased
from sqlmodel import column, select

from casemgr.core import general, sight
from casemgr.core.access import LABELS, Actor, Label, Role, Scope
from casemgr.core.desk import Desk
from casemgr.core.guard import Bypass
from casemgr.core.record import new_id
from casemgr.core.store import Store
from casemgr.core.tx import Tx
from casemgr.records import places
from casemgr.records.people.tables import Alias
from casemgr.records.places import Place
from casemgr.records.staff import Staff
from tests.builders import a_person

DeskOf = Callable[..., Desk]
FLATS, MILL = new_id(), new_id()
AUTHOR, OTHER = new_id(), new_id()
NAMED, ORGANIZATION = new_id(), new_id()
BARE = Place.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Spot:
    """A place of the test town, and what decides who sees it."""

    label: Label
    unit: str
    neighborhood: UUID | None
    by: UUID
    open_to: UUID | None

    @property
    def name(self) -> str:
        here = {FLATS: "Flats", MILL: "Mill", None: "Nowhere"}[self.neighborhood]
        author = "author" if self.by == AUTHOR else "other"
        to = {NAMED: "named", ORGANIZATION: "organization", None: "nobody"}[self.open_to]
        return f"{self.label} {self.unit} {here} {author} {to}"

    def seen_by(self, actor: Actor) -> bool:
        """The rule of domain 2.19 and 2.25 in plain words, written once more by other hands."""
        if self.open_to is not None and self.open_to in (actor.id, actor.organization):
            return True
        own = self.by == actor.id
        labels = {"open", "internal", *actor.extra_labels}
        if Role.SUPERVISOR in actor.roles or Role.RECORDS_CUSTODIAN in actor.roles:
            labels |= {"restricted", "juvenile"}
        if Role.COMMANDER in actor.roles:
            labels |= {"restricted"}
        if self.label not in labels and not (own and self.label in ("restricted", "juvenile")):
            return False
        if own or actor.scope == "all":
            return True
        if actor.scope == "unit":
            return bool(actor.unit) and actor.unit == self.unit
        return actor.scope == "neighborhood" and self.neighborhood in actor.neighborhoods


SPOTS = [
    Spot(label, unit, neighborhood, by, to)
    for label, unit, (neighborhood, by, to) in product(
        LABELS,
        ("North", "South"),
        [
            (FLATS, AUTHOR, None),
            (MILL, OTHER, None),
            (None, OTHER, NAMED),
            (MILL, AUTHOR, ORGANIZATION),
            (FLATS, OTHER, None),
        ],
    )
]


def actor(role: Role, scope: Scope, id: UUID = AUTHOR, unit: str = "North", **more: object) -> Actor:
    return Actor(id, "Test Person", frozenset({role}), scope, unit, **more)  # type: ignore[arg-type]


ACTORS = [
    actor(Role.OFFICER, Scope.OWN),
    actor(Role.OFFICER, Scope.UNIT),
    actor(Role.OFFICER, Scope.UNIT, new_id()),
    actor(Role.OFFICER, Scope.UNIT, new_id(), ""),
    actor(Role.OFFICER, Scope.NEIGHBORHOOD, neighborhoods=frozenset({FLATS})),
    actor(Role.OFFICER, Scope.NEIGHBORHOOD, new_id()),
    actor(Role.SUPERVISOR, Scope.UNIT, new_id(), "South"),
    actor(Role.COMMANDER, Scope.ALL, NAMED),
    actor(Role.RECORDS_CUSTODIAN, Scope.ALL, new_id(), "", extra_labels=frozenset({Label.VICTIM_SERVICES})),
    actor(Role.LIAISON, Scope.PARTNER_ORG, new_id(), "", organization=ORGANIZATION),
    actor(Role.OFFICER, Scope.ALL, new_id(), "", extra_labels=frozenset(Label)),
]


@pytest.fixture
def town(store: Store, desk_of: DeskOf) -> Store:
    """The store with every spot in it."""
    for by in (AUTHOR, OTHER):
        desk = desk_of(Role.OFFICER, id=by)
        with store.tx(desk.actor, desk.signer, "places.add_place") as tx:
            for spot in SPOTS:
                if spot.by == by:
                    facts = {"unit": spot.unit, "sensitivity": spot.label, "neighborhood_id": spot.neighborhood}
                    place = Place(name=spot.name, use="park", **facts)  # type: ignore[arg-type]
                    tx.add(place)
                    sight.open_to(tx, place.id, [spot.open_to] if spot.open_to else [])
            tx.finish()
    return store


def through_a_join(tx: Tx) -> Iterator[str]:
    spot, twin = aliased(Place), aliased(Place)
    yield from tx.exec(select(spot.name).join(twin, spot.id == twin.id))  # type: ignore[arg-type]


def through_a_twin(tx: Tx) -> Iterator[str]:
    """Of what one sees anyway, the joined twin: found by its record's name alone, it must be seen itself."""
    twin = aliased(Place)
    own = f"{Label.OPEN} {tx.actor.unit} Flats other nobody"
    yield from tx.exec(select(twin.name).join(Place, Place.name == own))  # type: ignore[arg-type]
    if not tx.exec(select(Place.id).where(Place.name == own)).all():
        yield from tx.exec(select(Place.name))


def through_an_outer_join(tx: Tx) -> Iterator[str]:
    twin = aliased(Place)
    asked = select(twin.name).select_from(Place).join(twin, Place.id == twin.id, isouter=True)  # type: ignore[arg-type]
    yield from (name for name in tx.exec(asked) if name is not None)


def through_exists(tx: Tx) -> Iterator[str]:
    """Asking of rows everyone sees whether an unseen one exists."""
    for spot in SPOTS:
        known = exists(select(Place.id).where(Place.name == spot.name))
        asked = select(func.count()).select_from(Place).where(known)
        if tx.exec(asked).one():
            yield spot.name


def through_a_scalar(tx: Tx) -> Iterator[str]:
    for spot in SPOTS:
        asked = select(func.count()).select_from(Place).where(Place.name == spot.name)
        if tx.exec(asked).one():
            yield spot.name


def through_get(tx: Tx) -> Iterator[str]:
    with tx.store.tx(ACTORS[-1]) as all_seeing:
        ids = list(all_seeing.exec(select(Place.id)))
    assert len(ids) == len(SPOTS)
    yield from (place.name for id in ids if (place := tx.get(Place, id)) is not None)


def through_a_union(tx: Tx) -> Iterator[str]:
    both = union_all(select(Place.id, Place.name), select(Place.id, Place.name)).subquery()
    yield from tx.exec(select(Place.name).where(Place.id.in_(select(both.c.id))))  # type: ignore[attr-defined]


def through_a_cte(tx: Tx) -> Iterator[str]:
    inner = select(Place.id, Place.name).cte("inner")
    yield from tx.exec(select(inner.c.name).join(Place, Place.id == inner.c.id))  # type: ignore[call-overload]


READS: dict[str, Callable[[Tx], Iterator[str]]] = {
    "columns": lambda tx: iter(tx.exec(select(Place.name))),
    "records": lambda tx: (place.name for place in tx.exec(select(Place))),
    "an alias": lambda tx: iter(tx.exec(select(aliased(Place).name))),
    "a group": lambda tx: (name for name, _n in tx.exec(select(Place.name, func.count()).group_by(Place.name))),
    "a join": through_a_join,
    "a joined twin": through_a_twin,
    "an outer join": through_an_outer_join,
    "exists": through_exists,
    "a count": through_a_scalar,
    "a get": through_get,
    "a union": through_a_union,
    "a common table": through_a_cte,
}


@pytest.mark.parametrize("way", sorted(READS))
def test_every_read_keeps_to_sight(way: str, town: Store) -> None:
    for who in ACTORS:
        with town.tx(who) as tx:
            assert sorted(READS[way](tx)) == sorted(spot.name for spot in SPOTS if spot.seen_by(who)), who


def test_search_finds_and_lists_what_is_seen_and_no_more(town: Store, desk_of: DeskOf) -> None:
    for who in ACTORS:
        facts = {"scope": who.scope, "unit": who.unit, "neighborhoods": who.neighborhoods}
        more = {"organization": who.organization, "extra_labels": who.extra_labels}
        desk = desk_of(*who.roles, id=who.id, **facts, **more)
        seen = sorted(spot.name for spot in SPOTS if spot.seen_by(desk.actor))
        for words in ("North", "Mill", "internal flats"):
            found = [hit.title for hit in desk.ask(general.find, words, ("places",), 1000)]
            assert sorted(found) == [name for name in seen if all(w.lower() in name.lower() for w in words.split())]
        assert sorted(row.name for row in desk.ask(places.places).rows) == seen


def test_what_is_opened_later_is_found_from_then_on(town: Store, desk_of: DeskOf) -> None:
    liaison = desk_of(Role.LIAISON, organization=(newcomer := new_id()), unit="")
    assert liaison.ask(general.find, "Flats") == []
    author = desk_of(Role.OFFICER, id=AUTHOR)
    with town.tx(author.actor, author.signer, "places.change_place") as tx:
        spot = tx.exec(select(Place).where(Place.name == "open North Flats author nobody")).one()
        sight.open_to(tx, spot.id, [newcomer])
        tx.finish()
    assert [hit.title for hit in liaison.ask(general.find, "Flats")] == ["open North Flats author nobody"]


def test_parts_share_the_sight_of_their_record(desk_of: DeskOf, store: Store) -> None:
    """An alias is a row of its own, and no way to a person one may not see."""
    a_person(desk_of(Role.OFFICER, unit="North"), aliases=["Lefty"])
    for unit, seen in (("North", ["Lefty"]), ("South", [])):
        with store.tx(actor(Role.OFFICER, Scope.UNIT, new_id(), unit)) as tx:
            assert [row.text for row in tx.exec(select(Alias))] == seen
            assert list(tx.exec(select(aliased(Alias).text))) == seen
            assert tx.exec(select(func.count()).select_from(Alias)).one() == len(seen)


INNER = select(BARE.c.id, BARE.c.name)
PAST: dict[str, object] = {
    "a bare table": BARE.select(),
    "a bare column": select(Staff.id, BARE.c.name),
    "a bare table in a join": select(Staff.id).join(BARE, BARE.c.id == Staff.id),
    "a bare table in a subquery": select(Staff.id, INNER.subquery().c.name),
    "a bare table in a common table": select(Staff.id, INNER.cte().c.name),
    "a bare table in exists": select(Staff.id).where(exists(INNER.where(BARE.c.name == "open"))),
    "a bare table in a condition": select(Staff.id).where(Staff.id.in_(select(BARE.c.id))),  # type: ignore
    "a bare table to count": select(func.count()).select_from(BARE),
    "a bare table to count inside": select(Place.id).where(
        select(func.count()).select_from(BARE).scalar_subquery() > 0
    ),
    "a bare alias": select(Staff.id, BARE.alias().c.name),
    "a mapping laid over a bare table": select(aliased(Place, INNER.subquery()).name),
    "a table by its name": select(Staff.id, table("place", column("name")).c.name),
    "the search index as a function": select(Staff.id, func.search("open").table_valued("title").c.title),
    "text in a condition": select(Staff.id).where(text("EXISTS (SELECT 1 FROM place)")),
    "text as a column": select(Staff.id, literal_column("(SELECT name FROM place LIMIT 1)")),
    "text in an operator": select(Staff.id).where(Staff.full_name.op("|| (SELECT 1) ||")("")),  # type: ignore
    "text behind the select": select(Staff.id).suffix_with("UNION SELECT id FROM place"),
    "text before the columns": select(Staff.id).prefix_with("(SELECT name FROM place),"),
    "a select of text": select(Place).from_statement(text("SELECT * FROM place")),
    "a union outside": union_all(select(Place.id), select(Place.id)),
    "plain text": text("SELECT * FROM place"),
}


@pytest.mark.parametrize("way", sorted(PAST))
def test_no_statement_reads_past_the_mapping(way: str, store: Store) -> None:
    for who in ACTORS:
        with store.tx(who) as tx, pytest.raises(Bypass):
            tx.execute(PAST[way])  # type: ignore[call-overload]


def test_ordinary_questions_pass(store: Store) -> None:
    """The guard stands in nobody's way: functions, windows, JSON, collations and inner selects are fine."""
    role = func.json_each(Staff.roles).table_valued("value")
    working = exists(select(role.c.value).where(role.c.value == "officer"))
    asked = select(Staff.id, func.row_number().over(order_by=Staff.full_name)).where(
        or_(Staff.full_name.collate("NOCASE") == "x", working, Staff.id.in_(select(Place.entered_by)))  # type: ignore
    )
    with store.tx(ACTORS[0]) as tx:
        assert list(tx.exec(asked)) == []
