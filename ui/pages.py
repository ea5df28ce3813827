"""Which page shows what: a page of its own, or the general one of its kind; and the places of the rail."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from casemgr.core.access import Actor, May
from casemgr.core.kind import KINDS, Area, Kind
from casemgr.i18n import N_
from ui.access_review.page import AccessReviewPage
from ui.admin.page import AdminPage
from ui.community_page import CommunityPage
from ui.crisis.page import CrisisPage
from ui.desk import UiDesk
from ui.directory.page import DirectoryPage
from ui.incident import IncidentPage
from ui.list_page import ListPage
from ui.log.page import log_page
from ui.month import MonthPage
from ui.neighborhoods.page import NeighborhoodsPage
from ui.page import Page
from ui.person.page import PeoplePage
from ui.plans.page import PlansPage
from ui.projects.page import ProjectsPage
from ui.referrals.page import ReferralsPage
from ui.retention.page import RetentionPage
from ui.rights import listed
from ui.shift.page import ShiftPage
from ui.today.page import TodayPage
from ui.today.rows import REVIEW
from ui.training.page import TrainingPage

COMMUNITY, INCIDENT = "community", "incident"
COMMUNITY_RIGHTS = (May.READ_COMMUNITY, May.READ_TRAINING)
PAGES: dict[str, Callable[[UiDesk, QWidget], Page]] = {
    "today": TodayPage,
    "log": log_page,
    "people": PeoplePage,
    "admin": AdminPage,
    "referrals": ReferralsPage,
    "services": DirectoryPage,
    "reports": MonthPage,
    "problems": ProjectsPage,
    "neighborhoods": NeighborhoodsPage,
    COMMUNITY: CommunityPage,
    "shift": ShiftPage,
    "crisis": CrisisPage,
    "plans": PlansPage,
    "requirements": TrainingPage,
    "disposals": RetentionPage,
    REVIEW: AccessReviewPage,
    INCIDENT: IncidentPage,
}
"""A place or kind that has a page of its own, by name; all others are shown by the general one."""


@dataclass(frozen=True)
class Place:
    """A place of the rail; `kind` is what the general page shows there where it has no page of its own;
    any one of the `rights` opens it.
    """

    key: str
    label: str
    icon: str
    kind: str = ""
    rights: tuple[May, ...] = (May.SIGN_IN,)


WITHIN = {"shift": "today", REVIEW: "admin"}
"""Pages one comes to from a place of the rail, which stays marked."""
LOG = "log"
MORE, SETTINGS, HELP = "more", "settings", "help"
WINDOWS_OWN = frozenset({MORE, SETTINGS, HELP})
"""Pages the window makes itself."""
PLACES = (
    Place("today", N_("Today"), "calendar-check"),
    Place(LOG, N_("Log"), "clipboard-plus", "contacts"),
    Place("people", N_("People"), "users", "people"),
    Place("referrals", N_("Referrals"), "waypoints", "referrals"),
    Place(COMMUNITY, N_("Community"), "handshake", rights=COMMUNITY_RIGHTS),
    Place("directory", N_("Directory"), "building", "services"),
    Place("reports", N_("Reports"), "chart-column", rights=(May.READ_SUMMARY,)),
    Place("admin", N_("Admin"), "settings", rights=(May.READ_AUDIT,)),
)


AHEAD = ("log", "people", "referrals", "directory", "contacts", "admin")
"""Places and kinds whose pages are made before they are gone to, in this order."""


def ahead_for(actor: Actor) -> tuple[str, ...]:
    """The pages to make ahead for someone."""
    theirs = {place.key for place in places_for(actor)}
    return tuple(page_key(key) for key in AHEAD if key in theirs or (key in KINDS and listed(actor, KINDS[key])))


def places_for(actor: Actor) -> tuple[Place, ...]:
    """The places someone has: those with a page, and with the right to read what is shown there."""
    return tuple(place for place in PLACES if _open_to(actor, place))


def _open_to(actor: Actor, place: Place) -> bool:
    kind = KINDS.get(place.kind)
    if not any(actor.may(right) for right in place.rights):
        return False
    if place.key in PAGES:
        return kind is None or actor.may(kind.read)
    return kind is not None and listed(actor, kind)


def other_kinds(actor: Actor) -> tuple[Kind, ...]:
    """The kinds that have no place of their own, as far as someone may list them."""
    placed = {place.kind for place in PLACES}
    return tuple(kind for kind in KINDS.values() if kind.name not in placed and listed(actor, kind))


def in_community(actor: Actor, kind: Kind) -> bool:
    """Whether someone finds a kind under Community."""
    return kind.area is not Area.RECORDS and any(actor.may(right) for right in COMMUNITY_RIGHTS)


def page_key(where: str) -> str:
    """The name under which a place's or kind's page is made; empty when there is none."""
    if where in WINDOWS_OWN or where in PAGES or where in KINDS:
        return where
    return next((place.kind for place in PLACES if place.key == where and place.kind in KINDS), "")


def page_for(desk: UiDesk, key: str, parent: QWidget) -> Page:
    """A new page for a key that `page_key` gave."""
    return PAGES[key](desk, parent) if key in PAGES else ListPage(desk, KINDS[key], parent)


def place_of(where: str) -> str:
    """The place of the rail that leads to a place or kind."""
    found = next((place.key for place in PLACES if WITHIN.get(where, where) in (place.key, place.kind)), "")
    if not found and where in KINDS and KINDS[where].area is not Area.RECORDS:
        return COMMUNITY
    return found or MORE
