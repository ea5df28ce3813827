"""Pages made ahead: while nobody works, without reading what is restricted, and told later what was saved."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from casemgr.core.access import Role
from casemgr.records import people
from ui.ahead import Ahead
from ui.desk import UiDesk
from ui.page import Go
from ui.pages import ahead_for
from ui.person.page import PeoplePage
from ui.preferences import Preferences
from ui.referrals.page import ReferralsPage
from ui.window import MainWindow


@pytest.fixture
def window(qtbot: QtBot, ui_desk_of: Callable[..., UiDesk], tmp_path: Path) -> Iterator[MainWindow]:
    made = MainWindow(ui_desk_of(Role.SUPERVISOR, Role.OFFICER), Preferences(tmp_path))
    made.open()
    made.show()
    qtbot.waitUntil(lambda: not made.desk.busy)
    yield made
    made.hide()
    made.deleteLater()


def test_the_pages_are_there_before_one_goes_to_them(qtbot: QtBot, window: MainWindow) -> None:
    before = window.pages.count()
    ahead = Ahead(window.pages, ahead_for(window.desk.actor), window.desk, lambda: True, window)
    qtbot.waitUntil(lambda: ahead.done)
    assert window.pages.count() == before + len(ahead_for(window.desk.actor))
    assert window.pages.key == "today"
    window.go(Go("people"))
    assert window.pages.count() == before + len(ahead_for(window.desk.actor))


def test_nothing_is_made_while_someone_works(qtbot: QtBot, window: MainWindow) -> None:
    asked: list[bool] = []

    def rests() -> bool:
        asked.append(True)
        return False

    before = window.pages.count()
    ahead = Ahead(window.pages, ahead_for(window.desk.actor), window.desk, rests, window)
    qtbot.waitUntil(lambda: len(asked) > 1)
    assert not ahead.done
    assert window.pages.count() == before


def test_a_page_made_ahead_asks_for_its_list_when_it_is_shown(qtbot: QtBot, window: MainWindow) -> None:
    window.pages.prepare("referrals")
    qtbot.waitUntil(lambda: not window.desk.busy)
    [page] = window.pages.findChildren(ReferralsPage)
    assert not page.review.fetched
    window.go(Go("referrals"))
    qtbot.waitUntil(lambda: page.review.fetched)


def test_what_was_saved_meanwhile_is_on_it(qtbot: QtBot, window: MainWindow) -> None:
    window.pages.prepare("people")
    qtbot.waitUntil(lambda: not window.desk.busy)
    window.desk.do(people.add_person, people.PersonDraft(given="Mira", family="Sample"))
    qtbot.waitUntil(lambda: not window.desk.busy)
    window.go(Go("people"))
    [page] = window.pages.findChildren(PeoplePage)
    qtbot.waitUntil(lambda: page.people.rows.model().rowCount() == 1)
