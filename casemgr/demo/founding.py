"""What is there before the first contact: the map, the staff, the directory, and who serves which quarter."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from casemgr.app import Shift
from casemgr.core.desk import Desk
from casemgr.core.jobs import Job
from casemgr.core.settings import REPLY_PHONE, set_text, set_threshold
from casemgr.demo import crew
from casemgr.demo.books import DIRECTORY, Quarter, Spot, Town
from casemgr.demo.days import DAYS, Call, Diary, plain
from casemgr.demo.residents import Home
from casemgr.demo.story import Ground
from casemgr.records import directory, neighborhoods, places
from casemgr.records.agreements import AgreementDraft, add_agreement
from casemgr.records.directory import directory_id
from casemgr.records.neighborhoods import AssignmentDraft, NeighborhoodDraft
from casemgr.records.places import PlaceDraft, PlaceUse
from casemgr.services.hsds.load import import_directory
from casemgr.services.packet.making import PAGES_ALLOWED

SUPERVISOR, LIAISON = "s.okafor", "g.moreau"


@dataclass(frozen=True)
class Founded:
    """The ground, everybody's desk, and the assignment that is handed over later."""

    ground: Ground
    desks: Mapping[str, Desk]
    handed_over: UUID


def found(shift: Shift, town: Town, diary: Diary, homes: list[Home]) -> Job[Founded]:
    """Set the town up as its administrator does."""
    admin = shift.desk
    report = yield from import_directory(admin, DIRECTORY)
    published = organizations()
    providers = {name: directory_id("organization", name) for name in set(published.values())}
    services = {name: directory_id("service", name) for name in published}
    if report.rejected:
        raise ValueError("the demo directory has a row that is refused")
    quarters = {quarter.code: _quarter(admin, quarter) for quarter in town.neighborhoods}
    hired = crew.hire(shift, town, providers)
    handed_over = _assign(admin, town, quarters, hired.ids, diary.ago(DAYS))
    named = _places(town, hired.desks, quarters, homes)
    admin.do_all([(directory.set_local, (services[name], local)) for name, local in town.services.items()])
    admin.do_all([*_settings(), *_agreements(diary, providers)])
    return Founded(Ground(quarters, named, hired.ids, services, published, providers), hired.desks, handed_over)


def _settings() -> Iterator[Call]:
    yield set_text, (REPLY_PHONE, "(555) 555-0199")
    yield set_threshold, (PAGES_ALLOWED, 1)


def _agreements(diary: Diary, providers: Mapping[str, UUID]) -> Iterator[Call]:
    """Two partners there is an agreement with; one of them ends soon."""
    for name, ends in (("plenty-table", 300), ("new-neighbors", 19)):
        draft = AgreementDraft(
            organization_id=providers[name],
            title="Sharing for referrals (DEMO)",
            reference="DEMO 12",
            categories=["identity", "contact_details", "needs", "service_use"],
            begins=diary.ago(DAYS + 1),
            ends=diary.today + timedelta(days=ends),
        )
        yield add_agreement, (draft,)


def organizations() -> dict[str, str]:
    """The organization of each service, by the ids of the directory file."""
    published = json.loads(DIRECTORY.read_text(encoding="utf-8"))["organizations"]
    return {service["id"]: one["id"] for one in published for service in one["services"]}


def _quarter(admin: Desk, quarter: Quarter) -> UUID:
    draft = NeighborhoodDraft(
        code=quarter.code,
        name=quarter.name,
        description=quarter.description,
        population=quarter.population,
        boundary=json.dumps(quarter.boundary),
        beats=list(quarter.beats),
    )
    return admin.do(neighborhoods.add_neighborhood, draft)


def _assign(admin: Desk, town: Town, quarters: Mapping[str, UUID], staff: Mapping[str, UUID], start: date) -> UUID:
    """Everybody with a beat assigned to it; the id of the assignment that will be handed over."""
    assigned = {
        one.user: admin.do(
            neighborhoods.assign_officer,
            AssignmentDraft(
                officer_id=staff[one.user],
                neighborhood_id=quarters[one.beat],
                duty=one.duty,
                start=start - timedelta(days=31 * n),
                primary=one.first,
            ),
        )
        for n, one in enumerate(town.staff)
        if one.beat
    }
    return assigned[town.handover.giver]


def _places(town: Town, desks: Mapping[str, Desk], quarters: Mapping[str, UUID], homes: list[Home]) -> dict[str, UUID]:
    """The named spots and the homes of households, written down by the first officer of each quarter."""
    named: dict[str, UUID] = {}
    for quarter in town.neighborhoods:
        drafts = list(_drafts(town, quarter, quarters[quarter.code], homes))
        officer = next(one.user for one in town.staff if one.beat == quarter.code and one.first)
        ids = desks[officer].do_all([(places.add_place, (draft,)) for draft in drafts])
        named |= {draft.name: id for draft, id in zip(drafts, ids, strict=True)}
    return named


def _drafts(town: Town, quarter: Quarter, id: UUID, homes: list[Home]) -> Iterator[PlaceDraft]:
    spots = [spot for spot in town.places if spot.quarter == quarter.code]
    addresses = [home.address for home in homes if home.address and home.people[0].quarter == quarter.code]
    for spot in spots:
        yield _draft(town, id, spot)
    for n, address in enumerate(addresses):
        beat = quarter.beats[n % len(quarter.beats)]
        yield _draft(town, id, Spot(quarter=quarter.code, beat=beat, name=address, use=PlaceUse.HOME, address=address))


def _draft(town: Town, neighborhood: UUID, spot: Spot) -> PlaceDraft:
    return PlaceDraft(
        name=spot.name,
        use=spot.use,
        neighborhood_id=neighborhood,
        beat=spot.beat,
        address_1=spot.address,
        city=town.city,
        state_province=town.state,
        postal_code=town.postal_code,
        premise_note=spot.note,
    )


def keep_up(town: Town, diary: Diary, founded: Founded) -> None:
    """What goes on beside the contacts: entries of the directory checked, one quarter handed over."""
    for service, days in town.checked_days_ago.items():
        shift = diary.on_or_after(LIAISON, diary.ago(days))
        if shift is not None:
            diary.do(shift, plain(directory.mark_checked, founded.ground.services[service]))
    told = town.handover
    shift = diary.on_or_after(SUPERVISOR, diary.ago(told.days_ago))
    if shift is not None:
        taker = founded.ground.staff[told.taker]
        call = (founded.handed_over, taker, diary.day(shift.end), told.note)
        diary.do(shift, plain(neighborhoods.hand_over, *call))
