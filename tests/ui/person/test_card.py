"""One person: their own card, and what is new about them since one last looked."""

from collections.abc import Callable
from uuid import UUID

from pytestqt.qtbot import QtBot

from casemgr.core.access import Role
from casemgr.core.desk import Desk
from casemgr.records import people
from tests.builders import a_contact, a_neighborhood
from tests.conftest import Clock
from tests.ui.person.waiting import events, opened, settle
from ui.person.card_dialog import CardDialog
from ui.person.page import PeoplePage


def test_the_own_card_is_shown_before_it_is_printed_in_either_language(
    qtbot: QtBot, officer: Desk, jose: UUID, page_of: Callable[..., PeoplePage]
) -> None:
    page = opened(qtbot, page_of(officer), jose)
    page.person.card.click()
    dialog = page.person.findChild(CardDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.print.isEnabled)
    assert dialog.language.value() == "es"
    assert dialog.preview.document.pageCount() == 1
    dialog.language.set_value("en")
    dialog.language.chosen.emit()
    settle(qtbot, page)
    assert "For José" in dialog.preview.document.getAllText(0).text()
    dialog.close()


def test_what_is_new_since_the_last_look_has_a_filter_of_its_own(
    qtbot: QtBot, desk_of: Callable[..., Desk], jose: UUID, page_of: Callable[..., PeoplePage], clock: Clock
) -> None:
    here = a_neighborhood(desk_of(Role.ADMINISTRATOR))
    officer, mate = (desk_of(Role.OFFICER, neighborhoods=frozenset({here})) for _each in range(2))
    a_contact(officer, here, jose, headline="Known already")
    officer.do(people.look_at, jose)
    clock.move(days=2)
    a_contact(mate, here, jose, headline="Written since")
    page = opened(qtbot, page_of(officer), jose)
    chip = next(chip for chip in page.person.filter.chips() if chip.value == "new")
    assert chip.text().endswith("1")
    chip.click()
    assert [(row.line, row.chip) for row in events(page)] == [("Written since", "New")]
