"""The administration page: accounts, the audit, backups, the agency's settings, and what this program is."""

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from casemgr.core.access import May
from casemgr.core.changes import Changes
from casemgr.core.disk import SAID, DiskState, disk_state
from casemgr.core.fields import Option
from casemgr.i18n import N_, _
from ui.admin.about import About
from ui.admin.agency import Agency
from ui.admin.audit import Audit
from ui.admin.backups import Backups
from ui.admin.keys import Keys
from ui.admin.older_logs import OlderLogs
from ui.admin.openings import Openings
from ui.admin.people import People
from ui.admin.searches import Searches
from ui.desk import UiDesk
from ui.labels import Labels
from ui.page import Page
from ui.tokens import Tone
from ui.widgets.banner import Banner
from ui.widgets.chip_row import ChipRow

PEOPLE, KEYS, AUDIT, SEARCHES, BACKUPS = "people", "keys", "audit", "searches", "backups"
AGENCY, OLDER_LOGS, OPENINGS, ABOUT = "agency", "older_logs", "openings", "about"
SECTIONS = (
    (PEOPLE, N_("People and accounts"), May.READ_STAFF),
    (KEYS, N_("Store keys"), May.MANAGE_STAFF),
    (AUDIT, N_("Audit"), May.READ_AUDIT),
    (SEARCHES, N_("Searches"), May.READ_AUDIT, May.READ_CASES),
    (BACKUPS, N_("Backups"), May.BACK_UP),
    (AGENCY, N_("Agency"), May.MANAGE_CODES),
    (OLDER_LOGS, N_("Older logs"), May.IMPORT_LOGS),
    (OPENINGS, N_("Opened by others"), May.READ_CASES, May.LOG_CONTACTS),
    (ABOUT, N_("About"), May.SIGN_IN),
)


class AdminPage(Page):
    """Only what one may do is shown; the desk refuses the rest all the same."""

    def __init__(self, desk: UiDesk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        offered = [(key, title) for key, title, *rights in SECTIONS if all(map(desk.actor.may, rights))]
        self.sections = ChipRow([Option(key, _(title)) for key, title in offered], kept=True, parent=self)
        self._stack = QStackedWidget(self)
        self.people: People | None = None
        self.keys: Keys | None = None
        self.audit: Audit | None = None
        self.searches: Searches | None = None
        self.backups: Backups | None = None
        self.agency: Agency | None = None
        self.older_logs: OlderLogs | None = None
        self.openings: Openings | None = None
        self.disk = Banner()
        self._parts = {key: self._made(key) for key, _title in offered}
        for part in self._parts.values():
            self._stack.addWidget(part)
        self.sections.name(_("Section"))
        self.sections.set_value(offered[0][0])
        self.sections.chosen.connect(self._turn)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.disk)
        column.addWidget(self.sections)
        column.addWidget(self._stack, 1)
        desk.jobs.stopped.connect(self._stopped)
        self._look_at_disk()

    def _look_at_disk(self) -> None:
        """Tell whoever can have it mended that the disk is not encrypted."""
        shift = self.desk.shift
        if shift is not None and self.desk.actor.may(May.MANAGE_STAFF):
            state = disk_state(shift.home.folder)
            if state is DiskState.CLEAR:
                self.disk.tell(Tone.WARN, _(SAID[state]))

    @property
    def title(self) -> str:
        return _("Administration")

    @property
    def line(self) -> str:
        return _("Who may sign in, what was done, and copies for a bad day")

    def refresh(self, changes: Changes) -> None:
        if self.people is not None and changes.of("staff"):
            self.people.reload()

    def turn_to(self, section: str) -> None:
        """Show this section."""
        self.sections.set_value(section)
        self._turn()

    def _made(self, key: str) -> QWidget:
        if key == PEOPLE:
            self.people = People(self.desk, self._stack)
            self.people.did.connect(self.said)
            self.people.go.connect(self.go)
            self.people.refused.connect(self.trouble)
            return self.people
        if key == KEYS:
            self.keys = Keys(self.desk, self._stack)
            self.keys.did.connect(self.said)
            self.keys.refused.connect(self.trouble)
            self.keys.erased.connect(self.locking)
            return self.keys
        if key == AUDIT:
            self.audit = Audit(self.desk, Labels(self.desk, self), self._stack)
            self.audit.refused.connect(self.trouble)
            self.audit.go.connect(self.go)
            self.audit.did.connect(self.said)
            return self.audit
        if key == SEARCHES:
            self.searches = Searches(self.desk, Labels(self.desk, self), self._stack)
            self.searches.refused.connect(self.trouble)
            return self.searches
        if key == BACKUPS:
            self.backups = Backups(self.desk, self._stack)
            return self._heard(self.backups)
        if key == AGENCY:
            self.agency = Agency(self.desk, self._stack)
            return self._heard(self.agency)
        if key == OLDER_LOGS:
            self.older_logs = OlderLogs(self.desk, self._stack)
            return self._heard(self.older_logs)
        if key == OPENINGS:
            self.openings = Openings(self.desk, Labels(self.desk, self), self._stack)
            self.openings.refused.connect(self.trouble)
            return self.openings
        return About(self._stack)

    def _heard(self, part: Backups | Agency | OlderLogs) -> QWidget:
        part.did.connect(self.said)
        part.refused.connect(self.trouble)
        return part

    def _turn(self) -> None:
        section = self.sections.value()
        if section is None:
            return
        self._stack.setCurrentWidget(self._parts[section])
        if section == AUDIT and self.audit is not None:
            self.audit.begin()
        if section == SEARCHES and self.searches is not None:
            self.searches.begin()
        if section == OPENINGS and self.openings is not None:
            self.openings.begin()

    def _stopped(self, _title: str) -> None:
        for part in (self.keys, self.audit, self.backups):
            if part is not None:
                part.free()
