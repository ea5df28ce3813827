"""A shift in which every word typed is a canary: entered, searched, crashed, backed up, exported, shown, and locked."""

import json
import sys
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from casemgr.app import Shift
from casemgr.core import crash, general, unsent
from casemgr.core.access import Role
from casemgr.core.home import Home
from casemgr.core.jobs import run
from casemgr.core.record import new_id
from casemgr.core.stretch import Effort
from casemgr.own_memory import keep_memory_private
from casemgr.records.people import PersonDraft, add_person
from casemgr.records.staff import StaffDraft
from casemgr.services import accounts, seeking
from casemgr.services.backup import back_up
from casemgr.services.summary.export import Wanted, export_summary
from tests.builders import a_contact, a_follow_up, a_leader, a_meeting, a_neighborhood, a_place, an_issue
from tests.stations import ADMIN, ADMIN_PHRASE, OFFICER, OFFICER_PHRASE, opened, set_up
from ui.idle import IdleWatch
from ui.page import Go
from ui.preferences import Preferences
from ui.session import Session
from ui.unlock import SignIn, UnlockWindow

WORDS = ("given", "family", "headline", "note", "place", "promise", "leader", "meeting", "issue", "draft")
CANARIES = tuple(f"qzcanary{word}" for word in WORDS)
BLIND, BLIND_PHRASE = "a.bright", "mango trellis octave plain skies"
PATIENCE_MS = 60_000


def main(folder: Path) -> None:
    keep_memory_private()
    crash.start_log()
    home = set_up(Home(folder / "store"))
    person = _enter(home, folder)
    titles = _show(home, person)
    print(json.dumps({"found": _found_by_the_blind(home), "titles": titles}))


def _enter(home: Home, folder: Path) -> object:
    admin = opened(home)
    quarter = a_neighborhood(admin.desk)
    draft = StaffDraft(user_name=BLIND, full_name="Ada Bright", roles=[Role.ADMINISTRATOR])
    accounts.add_user(admin.desk, home, admin.vault, admin.opened, draft, BLIND_PHRASE)
    admin.end()
    shift = opened(home, OFFICER, OFFICER_PHRASE)
    desk = shift.desk
    given, family, headline, note, place, promise, leader, meeting, issue, typed = CANARIES
    person = desk.do(add_person, PersonDraft(given=given, family=family))
    a_contact(desk, quarter, person, headline=headline, note=note)
    a_place(desk, place)
    a_follow_up(desk, "people", person, what=promise, due_at=desk.store.clock() + timedelta(days=1))
    a_leader(desk, quarter, leader)
    a_meeting(desk, quarter, meeting)
    an_issue(desk, quarter, issue)
    desk.do(unsent.keep, new_id(), "contacts", {"note": typed})
    for word in CANARIES:
        desk.ask(seeking.look, word)
        _crash(word)
    shift.end()
    _leave(home, folder)
    return person


def _crash(word: str) -> None:
    try:
        raise ValueError(word)
    except ValueError as error:
        crash.report(error)


def _leave(home: Home, folder: Path) -> None:
    shift = opened(home)
    for name in ("backups", "out"):
        (folder / name).mkdir()
    run(back_up(shift.desk, home, folder / "backups"))
    month = shift.desk.store.clock().astimezone(shift.desk.store.zone).strftime("%Y-%m")
    run(export_summary(shift.desk, Wanted(month), folder / "out"))
    shift.end()


def _found_by_the_blind(home: Home) -> int:
    """How much of it somebody finds who reads no case."""
    shift: Shift = opened(home, BLIND, BLIND_PHRASE)
    found = sum(len(shift.desk.ask(general.find, word)) for word in CANARIES)
    shift.end()
    return found


def _show(home: Home, person: object) -> list[str]:
    """The titles of all windows while the person is shown, and when the store is locked."""
    app = QApplication([])
    window = UnlockWindow()
    step = SignIn()
    window.show_step(step)
    window.show()
    session = Session(
        window, Preferences(home.folder), home.folder, idle=IdleWatch(), keyring=lambda: None, effort=Effort.TEST
    )
    step.user.edit.setText(ADMIN)
    step.passphrase.edit.setText(ADMIN_PHRASE)
    _until(session.entered, step.button.click)
    titles = []
    if session.window is not None:
        session.window.go(Go("people", person))  # type: ignore[arg-type]
        _until(session.window.desk.changed, None, 1500)
        titles += [shown.windowTitle() for shown in app.topLevelWidgets()]
    _until(session.locked, session.lock)
    titles += [shown.windowTitle() for shown in app.topLevelWidgets()]
    _until(window.gone, session.leave)
    return titles


def _until(signal: object, act: object, longest: int = PATIENCE_MS) -> None:
    loop = QEventLoop()
    signal.connect(loop.quit)  # type: ignore[attr-defined]
    QTimer.singleShot(longest, loop.quit)
    if act is not None:
        QTimer.singleShot(0, act)  # type: ignore[call-overload]
    loop.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
