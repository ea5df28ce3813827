"""Same person: offered on the page, compared side by side, merged by keys, and put apart again."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from casemgr.core.access import Role
from casemgr.core.desk import Desk
from casemgr.records import people
from tests.builders import a_contact, a_need, a_neighborhood, a_person
from tests.ui.person.waiting import opened, settle
from ui.person.merge_dialog import MergeDialog
from ui.person.merge_lines import FIRST, SECOND, ChoiceLine
from ui.person.page import PeoplePage
from ui.person.pairs_dialog import PairsDialog
from ui.widgets.button import Button
from ui.widgets.rows import ROW, Row

DeskOf = Callable[..., Desk]
PageOf = Callable[..., PeoplePage]
BORN = date(1988, 3, 12)


@pytest.fixture
def lead(desk_of: DeskOf) -> Desk:
    return desk_of(Role.SUPERVISOR, Role.ADMINISTRATOR)


@pytest.fixture
def twins(lead: Desk) -> tuple[UUID, UUID]:
    first = a_person(lead, "Maria", "García", dob=BORN, pronouns="she", phones=["312 555 0134"])
    second = a_person(lead, "María", "Garcia", dob=BORN, pronouns="they", aliases=["Mari"], phones=["312 555 0199"])
    return first, second


def compared(qtbot: QtBot, page: PeoplePage) -> MergeDialog:
    page.person.same.buttons()[0].click()
    dialog = page.findChildren(MergeDialog)[-1]
    settle(qtbot, page)
    return dialog


def line(dialog: MergeDialog, name: str) -> ChoiceLine:
    found = dialog.lines.lines[name]
    assert isinstance(found, ChoiceLine)
    return found


def lines_shown(page: PeoplePage) -> list[str]:
    return [label.text() for label in page.person.same.findChildren(QLabel)]


def test_whoever_may_be_the_same_is_offered_and_merged_by_keys_and_taken_back(
    qtbot: QtBot, lead: Desk, twins: tuple[UUID, UUID], page_of: PageOf
) -> None:
    place = a_neighborhood(lead)
    for _each in range(3):
        a_contact(lead, place, twins[1])
    a_need(lead, twins[1])
    page = opened(qtbot, page_of(lead), twins[1])
    numbers = [lead.ask(people.person, id).number for id in twins]
    assert f"García, Maria · {numbers[0]} · same name · same birth date" in lines_shown(page)
    dialog = compared(qtbot, page)
    assert dialog.lines.lines["kept"].said == tuple(numbers)
    assert line(dialog, "pronouns").said == ("she", "they")
    assert dialog.lines.lines["phones"].mark == "Both kept"
    assert dialog.lines.lines["dob"].mark == ""
    assert dialog.goes.text() == f"From {numbers[1]} to {numbers[0]} go over: 3 contacts, 1 need."
    line(dialog, "pronouns").setFocus()
    QTest.keyClick(line(dialog, "pronouns").sides[FIRST], Qt.Key.Key_2)
    settle(qtbot, page)
    assert line(dialog, "pronouns").chosen == SECOND
    dialog.merge.click()
    settle(qtbot, page)
    assert page.person.id == twins[0]
    card = lead.ask(people.person, twins[0])
    assert (card.pronouns, card.aliases) == ("they", ("Mari",))
    assert page.toast.sentence() == "Merged into one entry"
    settle(qtbot, page)
    assert f"Merged from {numbers[1]} on Oct 14" in lines_shown(page)
    next(one for one in page.toast.findChildren(Button) if one.text() == "Undo").click()
    settle(qtbot, page)
    assert lead.ask(people.person, twins[1]).id == twins[1]
    settle(qtbot, page)
    assert any("same name" in text for text in lines_shown(page))


def test_the_other_entry_may_go_on(qtbot: QtBot, lead: Desk, twins: tuple[UUID, UUID], page_of: PageOf) -> None:
    page = opened(qtbot, page_of(lead), twins[0])
    dialog = compared(qtbot, page)
    QTest.keyClick(line(dialog, "kept").sides[FIRST], Qt.Key.Key_Right)
    settle(qtbot, page)
    assert line(dialog, "pronouns").said == ("she", "they")
    dialog.merge.click()
    settle(qtbot, page)
    assert page.person.id == twins[1]
    assert lead.ask(people.person, twins[0]).id == twins[1]


def test_a_merge_that_is_refused_says_so_and_keeps_what_was_chosen(
    qtbot: QtBot, lead: Desk, twins: tuple[UUID, UUID], page_of: PageOf
) -> None:
    dialog = compared(qtbot, page := opened(qtbot, page_of(lead), twins[0]))
    QTest.keyClick(line(dialog, "pronouns").sides[FIRST], Qt.Key.Key_2)
    settle(qtbot, page)
    lead.do(people.not_the_same, *twins)
    dialog.merge.click()
    settle(qtbot, page)
    assert dialog.isVisible()
    assert "two people" in dialog.warning.sentence()
    assert line(dialog, "pronouns").chosen == SECOND
    lead.do(people.maybe_the_same, *twins)
    dialog.merge.click()
    settle(qtbot, page)
    assert lead.ask(people.person, twins[0]).pronouns == "they"


def test_long_addresses_keep_the_columns_where_they_are(qtbot: QtBot, lead: Desk, page_of: PageOf) -> None:
    long = "maria.guadalupe.fernandez@a-very-long-mail-address-of-a-neighborhood.example.org"
    twins = [a_person(lead, dob=BORN, emails=[one], pronouns=one[:4]) for one in (long, "m@example.org")]
    dialog = compared(qtbot, page := opened(qtbot, page_of(lead), twins[0]))
    dialog.resize(900, 700)
    settle(qtbot, page)
    [_title, first, second] = [label for label in dialog.lines.lines["emails"].findChildren(QLabel)][:3]
    assert second.x() == line(dialog, "pronouns").sides[SECOND].x()
    assert first.accessibleName().endswith(long)
    dialog.leave.click()


def test_a_name_that_was_taken_out_is_not_kept(
    qtbot: QtBot, lead: Desk, twins: tuple[UUID, UUID], page_of: PageOf
) -> None:
    dialog = compared(qtbot, page := opened(qtbot, page_of(lead), twins[0]))
    [mari] = [chip for chip in dialog.also.chips() if chip.value == "Mari"]
    mari.click()
    dialog.merge.click()
    settle(qtbot, page)
    assert lead.ask(people.person, twins[0]).aliases == ()


def test_two_people_are_not_offered_again(qtbot: QtBot, lead: Desk, twins: tuple[UUID, UUID], page_of: PageOf) -> None:
    page = opened(qtbot, page_of(lead), twins[0])
    compared(qtbot, page).not_same.click()
    settle(qtbot, page)
    assert page.person.same.isHidden()
    assert lead.ask(people.same_as, twins[0]) == []


def test_what_was_merged_is_undone_from_the_page(
    qtbot: QtBot, lead: Desk, twins: tuple[UUID, UUID], page_of: PageOf
) -> None:
    page = opened(qtbot, page_of(lead), twins[0])
    compared(qtbot, page).merge.click()
    settle(qtbot, page)
    [unmerge] = [one for one in page.person.same.buttons() if one.text() == "Unmerge"]
    unmerge.click()
    settle(qtbot, page)
    assert {row.id for row in lead.ask(people.people).rows} == set(twins)


def test_an_officer_is_offered_nothing(
    qtbot: QtBot, lead: Desk, twins: tuple[UUID, UUID], desk_of: DeskOf, page_of: PageOf
) -> None:
    page = opened(qtbot, page_of(desk_of(Role.OFFICER)), twins[0])
    assert page.person.same.isHidden()


def test_all_pairs_are_listed_and_one_is_compared_by_keys(
    qtbot: QtBot, lead: Desk, twins: tuple[UUID, UUID], desk_of: DeskOf, page_of: PageOf
) -> None:
    page = page_of(lead)
    page.people.same.click()
    pairs = page.findChildren(PairsDialog)[-1]
    settle(qtbot, page)
    assert [row.title for row in shown(pairs)] == ["García, Maria · Garcia, María"]
    QTest.keyClick(pairs.rows, Qt.Key.Key_Return)
    settle(qtbot, page)
    dialog = page.findChildren(MergeDialog)[-1]
    assert dialog.isVisible()
    dialog.leave.click()
    assert not page_of(desk_of(Role.OFFICER)).people.same.isVisible()


def test_what_protects_is_said_to_hold_whichever_goes_on(
    qtbot: QtBot, lead: Desk, twins: tuple[UUID, UUID], page_of: PageOf
) -> None:
    third = a_person(lead, "Maria", "García", dob=BORN, sensitivity="restricted", contact_preference="dont_reach_out")
    page = opened(qtbot, page_of(lead), third)
    page.person.same.compare(twins[0], third)
    dialog = page.findChildren(MergeDialog)[-1]
    settle(qtbot, page)
    assert dialog.lines.lines["sensitivity"].mark == "The safer one"
    assert not isinstance(dialog.lines.lines["contact_preference"], ChoiceLine)
    dialog.leave.click()


def shown(dialog: PairsDialog) -> list[Row]:
    model = dialog.rows.model()
    return [model.index(place, 0).data(ROW) for place in range(model.rowCount())]
