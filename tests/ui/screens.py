"""Every screen there is: what to open, for whom, and a small town to open it on."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from casemgr.core.access import May, Role, Scope
from casemgr.core.desk import Desk
from casemgr.core.kind import KINDS
from tests.builders import (
    a_consent,
    a_contact,
    a_follow_up,
    a_household,
    a_member,
    a_need,
    a_neighborhood,
    a_person,
    a_place,
    a_referral,
    a_service,
)
from ui.admin.audit_papers import AskProof, AuditPapers
from ui.admin.page import SECTIONS, AdminPage
from ui.demo import DemoStep
from ui.demo_town import Pick
from ui.directory.page import DirectoryPage
from ui.help.texts import TOPICS
from ui.labels import Labels
from ui.leaving.asking import AskLeaving
from ui.page import Go
from ui.pages import REVIEW, other_kinds, places_for
from ui.person.consent_forms import giving, refusing
from ui.person.consents import ConsentsDialog
from ui.person.papers import PapersDialog
from ui.recovery import AskBackStep, RecoveryStep
from ui.referrals.packet import PacketDialog
from ui.rights import makeable
from ui.settings_page import GROUPS, SettingsPage
from ui.setup import PassphraseStep, WhoStep
from ui.unlock import SignIn, Step, Waiting, Welcome
from ui.window import MainWindow

WORKING = (Role.OFFICER, Role.LIAISON, Role.SUPERVISOR, Role.ADMINISTRATOR)
"""The roles whose screens differ."""
CODE = "-".join(["7Q4M"] * 9)


@dataclass(frozen=True)
class Screen:
    """Something the window can show, by a name for a report, and how one comes there."""

    name: str
    show: Callable[[MainWindow], object]


@dataclass(frozen=True)
class Town:
    """One record of each kind that has a screen of its own."""

    person: UUID
    service: UUID
    referral: UUID
    place: UUID
    household: UUID

    def record(self, where: str) -> UUID | None:
        """What to open at a place, if there is something."""
        return {
            "people": self.person,
            "directory": self.service,
            "referrals": self.referral,
            "places": self.place,
            "households": self.household,
        }.get(where)


def a_town(desk_of: Callable[..., Desk]) -> Town:
    """A few people with all that can hang on them, seen by whoever sees everything."""
    admin, lead = desk_of(Role.ADMINISTRATOR), desk_of(Role.SUPERVISOR, scope=Scope.ALL)
    a_member(admin)
    hood = a_neighborhood(admin)
    person = a_person(lead, "José", "Núñez Ávila", preferred_language="es", interpreter_needed=True)
    a_person(lead, "Amal", "Haddad")
    service = a_service(lead, description="Beds for one night, and a warm meal.", local={"walk_in": True})
    a_contact(lead, hood, person)
    a_need(lead, person)
    a_consent(lead, person, recipient_classes=["shelters in this town"])
    a_follow_up(lead, "people", person)
    referral = a_referral(lead, service, person)
    return Town(person, service, referral, a_place(lead), a_household(lead))


def screens(window: MainWindow, town: Town) -> Iterator[Screen]:
    """The screens of whoever sits at this window."""
    actor = window.desk.actor
    for place in places_for(actor):
        yield _going(place.key, Go(place.key))
        record = town.record(place.key)
        if record is not None:
            yield _going(f"one of {place.key}", Go(place.key, record))
        kind = KINDS.get(place.kind)
        if kind is not None and makeable(actor, kind):
            yield _going(f"new in {place.key}", Go(place.key, new=True))
        yield from _parts(place.key)
    yield _going("referral of one", Go("referrals", new=True, start={"person_id": town.person}))
    for kind in other_kinds(actor):
        yield _going(kind.name, Go(kind.name))
        record = town.record(kind.name)
        if record is not None:
            yield _going(f"one of {kind.name}", Go(kind.name, record))
        if makeable(actor, kind):
            yield _going(f"new in {kind.name}", Go(kind.name, new=True))
    yield _going("more", Go("more"))
    for group in GROUPS:
        yield Screen(f"settings, {group}", partial(_turn_settings, group=group))
    for topic in TOPICS:
        yield _going(f"help, {topic.key}", Go("help", new=True, start={"topic": topic.key}))
    if actor.may(May.LOG_CONTACTS):
        yield _going("shift", Go("shift"))
    if actor.may(May.READ_AUDIT) and actor.may(May.READ_CASES):
        yield _going("access review", Go(REVIEW))
    yield Screen("find", _find)


def _going(name: str, to: Go) -> Screen:
    return Screen(name, lambda window: window.go(to))


def _parts(key: str) -> Iterator[Screen]:
    """What lies inside some places."""
    if key == "admin":
        for section, *_rest in SECTIONS:
            yield Screen(f"admin, {section}", partial(_turn, section=section))
    elif key == "directory":
        yield Screen("directory, import", _import)


def _turn(window: MainWindow, section: str) -> None:
    window.go(Go("admin"))
    page = window.pages.page()
    if isinstance(page, AdminPage) and section in {chip.value for chip in page.sections.chips()}:
        page.turn_to(section)


def _turn_settings(window: MainWindow, group: str) -> None:
    window.open_settings()
    page = window.pages.page()
    assert isinstance(page, SettingsPage)
    page.turn_to(group)


def _import(window: MainWindow) -> None:
    window.go(Go("directory"))
    page = window.pages.page()
    assert isinstance(page, DirectoryPage)
    page.begin_import()


def _find(window: MainWindow) -> None:
    window.begin_finding()
    window.search.setText("log")
    window.search.returnPressed.disconnect()
    window.search.asked.emit("log")


def unlock_steps() -> list[Step]:
    """Every step of the unlock window."""
    users = (Pick("r.delgado", "Rosa Delgado", "Officer", "x"), Pick("g.moreau", "Gilles Moreau", "Liaison", "x"))
    return [
        SignIn(),
        Welcome(),
        WhoStep(),
        PassphraseStep(("Rosa Delgado",)),
        RecoveryStep(CODE, b""),
        AskBackStep(CODE),
        DemoStep(users),
        Waiting("Casemgr demo", "Getting the demo town ready."),
    ]


def dialogs(parent: QWidget) -> list[QDialog]:
    """Every dialog that asks something."""
    return [
        AskLeaving("Save the month unencrypted", "Save unencrypted", parent, reason=True),
        AskProof(datetime.now(UTC), parent),
    ]


def town_dialogs(window: MainWindow, town: Town) -> Iterator[QDialog]:
    """Every dialog with pages that leave, on someone of the town, and the forms asked from there."""
    desk, labels = window.desk, Labels(window.desk, window)
    yield PapersDialog(desk, town.person, window)
    yield ConsentsDialog(desk, labels, town.person, window)
    yield PacketDialog(desk, town.referral, town.person, window)
    yield giving(desk, town.person, window)
    yield refusing(desk, town.person, window)
    yield AuditPapers(desk, window)


def settled(qtbot: QtBot, window: MainWindow | None = None) -> None:
    """Wait until a window has its answers and has laid them out."""
    if window is not None:
        desk = window.desk
        qtbot.waitUntil(lambda: not desk.busy and not desk.jobs.busy)
    for _turn in range(3):  # A layout may ask for another one.
        QApplication.processEvents()
