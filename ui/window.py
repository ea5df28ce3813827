"""The window: rail, header, the page that is open, and the line at its foot."""

import sys
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QSplitter, QVBoxLayout, QWidget

from casemgr.core.access import ROLE_NAMES, Role
from casemgr.core.changes import Changes
from casemgr.core.errors import CaseError
from casemgr.core.kind import KINDS
from casemgr.i18n import _, plural
from ui.deeds import COVER, LOCK, NIGHT, deeds
from ui.desk import UiDesk
from ui.fields.when import say_time
from ui.find_panel import FindPanel
from ui.help.page import HelpPage
from ui.help.texts import topic_for
from ui.job_bar import JobBar
from ui.lighting import Lighting
from ui.log_alert import LogAlert
from ui.look import current_look
from ui.menu import Role as MenuRole
from ui.menu import fill_menu
from ui.more_page import MorePage
from ui.page import Go, Page
from ui.page_stack import PageStack
from ui.pages import HELP, LOG, MORE, PAGES, SETTINGS, page_for, place_of, places_for
from ui.preferences import Preferences
from ui.problems import CrashPage, TroubleBar
from ui.rights import makeable
from ui.settings_page import ABOUT, SettingsPage
from ui.shade import Shade, ShadeKeys
from ui.shortcuts import Shortcut, answer
from ui.tokens import Look
from ui.unlock import TITLE
from ui.widgets.button import Weight, button
from ui.widgets.header import PageHeader
from ui.widgets.rail import Rail
from ui.widgets.search import SearchBox
from ui.widgets.status import Place as StatusPlace
from ui.widgets.status import StatusLine
from ui.widgets.toast import Toast

SIZE = (1280, 740)
HEADER_HEIGHT = 50


class MainWindow(QMainWindow):
    """`locking` tells that a lock is wanted, `leaving` that the user closes it, `spoken` that a language was chosen."""

    locking = Signal()
    leaving = Signal()
    spoken = Signal(str)

    def __init__(self, desk: UiDesk, preferences: Preferences, *, demo: bool = False) -> None:
        super().__init__()
        self.setWindowTitle(TITLE)
        self.desk = desk
        self._preferences = preferences
        self.rail = Rail()
        self.header = PageHeader("")
        self.search = SearchBox(_("Find or do anything"), _("Find or do anything   Ctrl+K"))
        self.log = button(_("Log contact"), Weight.PRIMARY, "plus")
        self.trouble, self.log_alert = TroubleBar(), LogAlert(desk)
        self.jobs = JobBar(desk.jobs)
        self.pages = PageStack(self._make_page)
        self.crash = CrashPage()
        self.status = StatusLine()
        self._central = QWidget()
        self._lay_out(demo=demo)
        self._fill_rail()
        self.found = FindPanel(desk, self.search, deeds(desk.actor), self._central)
        self.toast = Toast(self._central)
        self.shade = Shade(self, self._central)
        self.lighting = Lighting(preferences, self)
        self._connect()
        self._add_shortcuts()
        self._restore_size()
        self._say_who()

    def _lay_out(self, *, demo: bool) -> None:
        self.header.setMinimumHeight(current_look().px(HEADER_HEIGHT))  # The same with a line and without.
        self.search.show_hint_whole()
        self.header.slot.addWidget(self.search)
        self.header.slot.addWidget(self.log)
        page = QVBoxLayout()
        page.setContentsMargins(20, 14, 20, 12)
        page.setSpacing(14)
        page.addWidget(self.header)
        for widget in (self.log_alert, self.trouble, self.jobs):
            page.addWidget(widget)
        page.addWidget(self.pages, 1)
        page.addWidget(self.crash, 1)
        self.crash.hide()
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self.rail)
        across.addLayout(page, 1)
        column = QVBoxLayout(self._central)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(across, 1)
        column.addWidget(self.status)
        self.setCentralWidget(self._central)
        if demo:
            said = _("Demo: a made-up town and made-up people. Nothing here is about anyone.")
            self.status.say(StatusPlace.DEMO, said)

    def _fill_rail(self) -> None:
        for place in places_for(self.desk.actor):
            self.rail.add_page(place.key, _(place.label), place.icon)
        self.rail.add_page(MORE, _("More"), "ellipsis")
        self.rail.add_action(NIGHT, _("Night"), "moon")
        self.rail.add_action(COVER, _("Cover"), "eye-off")
        self.rail.add_action(LOCK, _("Lock"), "lock")
        contacts = KINDS.get("contacts")
        self.log.setVisible(contacts is not None and makeable(self.desk.actor, contacts))

    def _connect(self) -> None:
        self.rail.chosen.connect(self._chosen)
        self.found.called.connect(self._chosen)
        self.found.chosen.connect(self.go)
        self.found.refused.connect(self._show_error)
        self.log.clicked.connect(self.log_contact)
        self.header.went_back.connect(self.pages.back)
        self.pages.moved.connect(self._moved)
        self.pages.said.connect(self.toast.say)
        self.log_alert.well.connect(self.toast.say)
        self.pages.troubled.connect(self._show_error)
        self.pages.locking.connect(self.locking)
        self.crash.went_on.connect(self._go_on)
        self.desk.changed.connect(self._changed)
        self.desk.failed.connect(self._show_error)
        self.desk.crashed.connect(self.show_crash)
        self.desk.jobs.stopped.connect(self._say_stopped)
        ShadeKeys(self).wanted.connect(self.shade.turn)

    def _add_shortcuts(self) -> None:
        for keys, what in (
            (Shortcut.FIND, self.begin_finding),
            (Shortcut.LOG, self.log_contact),
            (Shortcut.CRISIS, partial(self.go, Go("crisis", new=True))),
            (Shortcut.SETTINGS, self.open_settings),
            (Shortcut.HELP, self.open_help),
            (Shortcut.BACK, self.pages.back),
            (Shortcut.QUIT, self.close),
        ):
            answer(self, keys, what)
        if sys.platform == "darwin":
            fill_menu(self, self.menu_deeds())

    def open(self, where: Go | None = None) -> None:
        """Show the first place of the rail, and from there where one was before."""
        self.go(Go(self.rail.items()[0].key))
        if where is not None:
            self.go(where)

    def go(self, to: Go) -> None:
        """Show a place, a record, or the form of a new one."""
        self.trouble.dismiss()
        self._go_on()
        self.pages.go(to)

    def begin_finding(self) -> None:
        """Put the cursor into the box that finds."""
        self.search.setFocus()
        self.search.selectAll()
        self.found.offer()

    def log_contact(self) -> None:
        """Begin a contact, from wherever one is."""
        if not self.log.isHidden():
            self.go(Go(LOG if LOG in PAGES else "contacts", new=True))

    def open_settings(self) -> None:
        """Show how the window looks and speaks."""
        self.go(Go(SETTINGS))

    def open_about(self) -> None:
        """Show what this program is."""
        self.open_settings()
        page = self.pages.page()
        if isinstance(page, SettingsPage):
            page.turn_to(ABOUT)

    def open_help(self) -> None:
        """Show the help about the page that is open."""
        if self.pages.key != HELP:
            self.go(Go(HELP, new=True, start={"topic": topic_for(self.pages.key).key}))

    def menu_deeds(self) -> dict[MenuRole, Callable[[], object]]:
        """What a platform's own menu offers of this window."""
        return {
            MenuRole.PreferencesRole: self.open_settings,
            MenuRole.AboutRole: self.open_about,
            MenuRole.QuitRole: self.close,
        }

    def keep(self) -> None:
        """Keep what is being typed, on every page."""
        self.pages.keep()

    def here(self) -> Go | None:
        """What to come back to after a lock."""
        return self.pages.here()

    def say_locks_in(self, minutes: int) -> None:
        """Say at the foot when the store locks by itself."""
        said = plural("Encrypted · locks in {n} min", "Encrypted · locks in {n} min", minutes)
        self.status.say(StatusPlace.LOCK, said)

    def show_crash(self, code: str) -> None:
        """Show what is our own fault, by its code."""
        self.pages.hide()
        self.crash.show()
        self.crash.show_code(code)

    def use_look(self, look: Look) -> None:
        """Wear another density or size from now on; which theme is worn when is the lighting's."""
        self._preferences.look = look
        self.lighting.wear()

    def remember(self) -> None:
        """Keep where the window is on the screen and how its parts are laid out, for the next one."""
        self._preferences.geometry = self.saveGeometry()
        for split in self.findChildren(QSplitter):
            if split.objectName():
                self._preferences.keep_layout(split.objectName(), split.saveState())

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.leaving.emit()

    def _make_page(self, key: str) -> Page:
        if key == MORE:
            return MorePage(self.desk)
        if key == HELP:
            return HelpPage(self.desk)
        page = self._settings_page() if key == SETTINGS else page_for(self.desk, key, self.pages)
        for split in page.findChildren(QSplitter):
            layout = self._preferences.layout(split.objectName())
            if split.objectName() and not layout.isEmpty():
                split.restoreState(layout)
        return page

    def _settings_page(self) -> SettingsPage:
        page = SettingsPage(self.desk, self._preferences)
        page.look_chosen.connect(self.use_look)
        page.colors_chosen.connect(self.lighting.choose)
        page.language_chosen.connect(self.spoken)
        self.lighting.changed.connect(page.show_look)
        return page

    def _chosen(self, key: str) -> None:
        if key == LOCK:
            self.locking.emit()
        elif key == COVER:
            self.shade.cover()
        elif key == NIGHT:
            self.lighting.turn_moon()
        else:
            self.go(Go(key))

    def _moved(self) -> None:
        page = self.pages.page()
        if page is not None:
            self.header.say(page.title, page.line)
            self.header.offer_back(offered=self.pages.can_go_back())
            self.rail.set_current(place_of(self.pages.key))

    def _changed(self, changes: Changes) -> None:
        self.pages.refresh(changes)
        now = say_time(self.desk.now().time())
        self.status.say(StatusPlace.SAVED, _("Saved on this laptop {time}").format(time=now))

    def _show_error(self, error: CaseError) -> None:
        self.trouble.show_error(error)

    def _say_stopped(self, title: str) -> None:
        self.toast.say(_("{title}: stopped").format(title=title))

    def _go_on(self) -> None:
        self.crash.hide()
        self.pages.show()

    def _say_who(self) -> None:
        actor = self.desk.actor
        roles = [_(ROLE_NAMES[role]) for role in Role if role in actor.roles]
        self.status.say(StatusPlace.WHO, " · ".join([actor.name, *roles[:2]]))
        self.status.say(StatusPlace.LOCK, _("Encrypted"))

    def _restore_size(self) -> None:
        self.resize(*SIZE)
        geometry = self._preferences.geometry
        if not geometry.isEmpty():
            self.restoreGeometry(geometry)
