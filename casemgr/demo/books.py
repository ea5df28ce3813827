"""What the demo town is made of, as the files in resources/demo have it; all of it made up."""

from functools import cache
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, JsonValue

from casemgr.core.access import Label, Role, Scope
from casemgr.i18n import RESOURCES
from casemgr.records.directory import LocalDraft
from casemgr.records.neighborhoods import Duty
from casemgr.records.places import PlaceUse

FOLDER = RESOURCES / "demo"
DIRECTORY = FOLDER / "directory.json"


class Leaf(BaseModel):
    """Part of a book; nothing in it changes, and nothing it does not know is passed over."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Origin(Leaf):
    """Names that go together, and how many speak the language they come from."""

    origin: str
    weight: int
    language: str
    speaks: float
    given: tuple[str, ...]
    family: tuple[str, ...]
    double: float = 0.0


class Names(Leaf):
    about: str
    origins: tuple[Origin, ...]
    street_names: tuple[str, ...]
    suffixes: tuple[str, ...]
    pronouns: tuple[str, ...]
    needs_access: tuple[str, ...]


class Quarter(Leaf):
    """A neighborhood, the unit that serves it, and its share of the people in percent."""

    code: str
    name: str
    unit: str
    population: int
    share: int
    beats: tuple[str, ...]
    description: str
    boundary: JsonValue


class Spot(Leaf):
    """A named place."""

    quarter: str
    beat: str
    name: str
    use: PlaceUse
    address: str
    note: str = ""


class Member(Leaf):
    """Someone who works here: `rounds` shifts a week that end at `hour`; none where nothing is entered."""

    user: str
    name: str
    roles: tuple[Role, ...]
    unit: str
    scope: Scope | None = None
    labels: tuple[Label, ...] = ()
    badge: str = ""
    beat: str = ""
    first: bool = False
    duty: Duty = Duty.BEAT_OFFICER
    organization: str = ""
    rounds: int = 0
    hour: int = 12


class Handover(Leaf):
    giver: str
    taker: str
    days_ago: int
    note: str


class Town(Leaf):
    about: str
    agency: str
    zone: str
    code: str
    city: str
    state: str
    postal_code: str
    streets: tuple[str, ...]
    neighborhoods: tuple[Quarter, ...]
    places: tuple[Spot, ...]
    staff: tuple[Member, ...]
    handover: Handover
    services: dict[str, LocalDraft]
    checked_days_ago: dict[str, int]

    def member(self, user: str) -> Member:
        return next(one for one in self.staff if one.user == user)


class Sort(Leaf):
    """One type of contact: how often, what is said, about what, with how many people named."""

    weight: int
    headlines: tuple[str, ...]
    notes: tuple[str, ...]
    topics: tuple[str, ...]
    people: tuple[int, int]
    role: str
    minutes: tuple[int, int]


class Want(Leaf):
    """A need: how it is told, who may help, and what is hoped for."""

    services: tuple[str, ...]
    outcomes: tuple[str, ...]
    label: str


class Talk(Leaf):
    about: str
    types: dict[str, Sort]
    needs: dict[str, Want]
    promises: tuple[str, ...]
    kept: tuple[str, ...]
    not_needed: tuple[str, ...]
    lost: tuple[str, ...]
    attempt_notes: tuple[str, ...]
    answers: tuple[str, ...]
    feedback: tuple[str, ...]
    late_reasons: tuple[str, ...]
    purposes: tuple[str, ...]
    witnesses: tuple[str, ...]


class Step(Leaf):
    """One command of the tour: by whom, with what, and the name of what it makes; or that it must be refused."""

    who: str
    do: str
    given: dict[str, JsonValue]
    name: str = ""
    refused: bool = False


class RecordOf(Leaf):
    """The record a stop leaves, as `who` opens it."""

    who: str
    kind: str
    id: str


class Paper(Leaf):
    """The paper of a stop: a sheet, of a record where `of` names one; a packet; a person's card; a month's data."""

    who: str
    sheet: str = ""
    of: str = ""
    packet: str = ""
    card: str = ""
    data: str = ""


class Statement(Leaf):
    """One statement of the founding study, and how the program shows it."""

    statement: str
    shown_by: str
    steps: tuple[Step, ...]
    record: RecordOf
    figure: str
    paper: Paper


class Tour(Leaf):
    about: str
    statements: tuple[Statement, ...]


B = TypeVar("B", bound=Leaf)


def _read(book: type[B], name: str) -> B:
    return book.model_validate_json((FOLDER / name).read_text(encoding="utf-8"))


@cache
def names() -> Names:
    return _read(Names, "names.json")


@cache
def town() -> Town:
    return _read(Town, "town.json")


@cache
def talk() -> Talk:
    return _read(Talk, "talk.json")


@cache
def tour() -> Tour:
    return _read(Tour, "tour.json")
