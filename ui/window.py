"""The window: rail, header, the page that is open, and the line at its foot."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from casemgr.core.access import ROLE_NAMES, May, Role
from casemgr.core.changes import Changes
from casemgr.core.errors import CaseError
from casemgr.core.kind import KINDS
from casemgr.i18n import _, plural
from ui.desk import UiDesk
from ui.fields.when import say_time
from ui.find_panel import FindPanel
from ui.find_rows import Deed
from ui.job_bar import JobBar
from ui.look import current_look
from ui.more_page import MorePage
from ui.page import Go, Page
from ui.page_stack import PageStack
from ui.pages import LOG, MORE, PAGES, other_kinds, page_for, place_of, places_for
from ui.preferences import Preferences
from ui.problems import CrashPage, TroubleBar
from ui.rights import makeable
from ui.shade import Shade, ShadeKeys
from ui.shortcuts import Shortcut, said
from ui.theme import apply_theme
from ui.tokens import Look, Theme, Tone
from ui.unlock import TITLE
from ui.widgets.banner import Banner
from ui.widgets.button import Weight, button
from ui.widgets.header import PageHeader
from ui.widgets.rail import Rail
from ui.widgets.search import SearchBox
from ui.widgets.status import Place as StatusPlace
from ui.widgets.status import StatusLine
from ui.widgets.toast import Toast

NIGHT, COVER, LOCK = "night", "cover", "lock"
SIZE = (1280, 740)
SEARCH_WIDTH = 300
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
        self.trouble = TroubleBar()
        self.jobs = JobBar(desk.jobs)
        self.pages = PageStack(self._make_page)
        self.crash = CrashPage()
        self.status = StatusLine()
        self._central = QWidget()
        self._lay_out(demo=demo)
        self._fill_rail()
        self.found = FindPanel(desk, self.search, self._deeds(), self._central)
        self.toast = Toast(self._central)
        self.shade = Shade(self)
        self._connect()
        self._add_shortcuts()
        self._restore_size()
        self._say_who()

    def _lay_out(self, *, demo: bool) -> None:
        self.header.setMinimumHeight(current_look().px(HEADER_HEIGHT))  # The same with a line and without.
        self.search.setMinimumWidth(SEARCH_WIDTH)
        self.header.slot.addWidget(self.search)
        self.header.slot.addWidget(self.log)
        page = QVBoxLayout()
        page.setContentsMargins(20, 14, 20, 12)
        page.setSpacing(14)
        page.addWidget(self.header)
        banner = Banner()
        for widget in (banner, self.trouble, self.jobs):
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
            banner.tell(Tone.INFO, _("Demo: a made-up town and made-up people. Nothing here is about anyone."))

    def _fill_rail(self) -> None:
        for place in places_for(self.desk.actor):
            self.rail.add_page(place.key, _(place.label), place.icon)
        self.rail.add_page(MORE, _("More"), "ellipsis")
        self.rail.add_action(NIGHT, _("Night"), "moon")
        self.rail.add_action(COVER, _("Cover"), "eye-off")
        self.rail.add_action(LOCK, _("Lock"), "lock")
        contacts = KINDS.get("contacts")
        self.log.setVisible(contacts is not None and makeable(self.desk.actor, contacts))

    def _deeds(self) -> list[Deed]:
        """What can be done by name from the box in the header."""
        actor = self.desk.actor
        deeds = [Deed(_(place.label), place.icon, Go(place.key)) for place in places_for(actor)]
        deeds += [Deed(_(kind.title), kind.icon, Go(kind.name)) for kind in other_kinds(actor)]
        makeables = [kind for kind in KINDS.values() if makeable(actor, kind)]
        keys = {"contacts": said(Shortcut.LOG)}
        deeds += [
            Deed(_("New: {kind}").format(kind=_(k.one)), "plus", Go(k.name, new=True), shortcut=keys.get(k.name, ""))
            for k in makeables
        ]
        deeds += [Deed(_("Night"), "moon", key=NIGHT), Deed(_("Lock"), "lock", key=LOCK, shortcut=said(Shortcut.LOCK))]
        if actor.may(May.LOG_CONTACTS):
            deeds.append(Deed(_("End of shift"), "log-out", Go("shift")))
        deeds.append(Deed(_("Cover the screen"), "eye-off", key=COVER, shortcut=said(Shortcut.COVER)))
        return [*deeds, Deed(_("More"), "ellipsis", Go(MORE), shortcut=said(Shortcut.MORE))]

    def _connect(self) -> None:
        self.rail.chosen.connect(self._chosen)
        self.found.called.connect(self._chosen)
        self.found.chosen.connect(self.go)
        self.found.refused.connect(self._show_error)
        self.log.clicked.connect(self.log_contact)
        self.header.went_back.connect(self.pages.back)
        self.pages.moved.connect(self._moved)
        self.pages.said.connect(self.toast.say)
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
            (Shortcut.MORE, self.open_more),
            (Shortcut.QUIT, self.close),
        ):
            QShortcut(QKeySequence(keys.value), self).activated.connect(what)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Back), self).activated.connect(self.pages.back)

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

    def open_more(self) -> None:
        """Show the other kinds, and how the window looks and speaks."""
        self.go(Go(MORE))

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
        """Wear another look from now on."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            self._preferences.look = look
            apply_theme(app, look)
            self._mark_look(look)

    def remember(self) -> None:
        """Keep where the window is on the screen, for the next one."""
        self._preferences.geometry = self.saveGeometry()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.leaving.emit()

    def _make_page(self, key: str) -> Page:
        if key != MORE:
            return page_for(self.desk, key)
        more = MorePage(self.desk, self._preferences)
        more.look_chosen.connect(self.use_look)
        more.language_chosen.connect(self.spoken)
        return more

    def _chosen(self, key: str) -> None:
        if key == LOCK:
            self.locking.emit()
        elif key == COVER:
            self.shade.cover()
        elif key == NIGHT:
            look = self._preferences.look
            self.use_look(replace(look, theme=Theme.LIGHT if look.theme is Theme.DARK else Theme.DARK))
        else:
            self.go(Go(key))

    def _mark_look(self, look: Look) -> None:
        page = self.pages.page()
        if isinstance(page, MorePage):
            page.show_look(look)

    def _moved(self) -> None:
        page = self.pages.page()
        if page is not None:
            self.header.say(page.title, page.line)
            self.header.offer_back(offered=self.pages.can_go_back())
            self.rail.set_current(MORE if self.pages.key == MORE else place_of(self.pages.key))

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
