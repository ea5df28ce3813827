"""Files on a record in the window: added with a question, shown inside it, forgotten when hidden, taken off."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from casemgr.core.access import Role
from casemgr.core.desk import Desk
from casemgr.core.kind import KINDS
from casemgr.records import attachments
from casemgr.records.attachments import attached
from tests.attachments.files import CANARY, a_jpg, a_pdf, a_txt, an_mp3
from tests.attachments.test_attachments import put
from tests.builders import a_person, a_place
from tests.ui.sessions import folder, session_of, set_up_once, sign_in
from ui.attachments.asking import AskAbout
from ui.attachments.panel import AttachmentsPanel
from ui.attachments.viewer import Viewer
from ui.desk import UiDesk
from ui.list_page import ListPage
from ui.person.page import PeoplePage
from ui.session import Session

__all__ = ["folder", "session_of", "set_up_once"]
Opening = Callable[[QWidget], QWidget]
UiDeskOf = Callable[..., UiDesk]


@pytest.fixture
def officer(desk_of: Callable[..., Desk]) -> Desk:
    return desk_of(Role.OFFICER)


@pytest.fixture
def place(officer: Desk) -> UUID:
    return a_place(officer)


@pytest.fixture
def panel(qtbot: QtBot, officer: Desk, place: UUID, ui_desk_of: UiDeskOf, open_window: Opening) -> AttachmentsPanel:
    """The section of a place one may change."""
    page = ListPage(ui_desk_of(desk=officer), KINDS["places"])
    open_window(page)
    page.open(place)
    qtbot.waitUntil(page.pane.attachments.isVisible)
    return page.pane.attachments


def names(panel: AttachmentsPanel) -> list[str]:
    model = panel.rows.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def dialog(qtbot: QtBot, sort: type) -> object:
    """The dialog of this sort that is open, once it is."""

    def there() -> list[QWidget]:
        return [one for one in QApplication.topLevelWidgets() if type(one) is sort and one.isVisible()]

    qtbot.waitUntil(lambda: bool(there()))
    return there()[0]


def viewer_of(qtbot: QtBot, panel: AttachmentsPanel, shown: str) -> Viewer:
    panel.open_file.click()
    viewer = dialog(qtbot, Viewer)
    assert isinstance(viewer, Viewer)
    qtbot.waitUntil(lambda: viewer.stack.currentWidget() is getattr(viewer, shown))
    return viewer


def test_a_dropped_file_is_asked_about_attached_and_listed(
    qtbot: QtBot, officer: Desk, place: UUID, panel: AttachmentsPanel, tmp_path: Path
) -> None:
    photo = tmp_path / "lamp.exe"
    photo.write_bytes(a_jpg())
    dragged = QMimeData()
    dragged.setUrls([QUrl.fromLocalFile(str(photo))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    panel.dropEvent(QDropEvent(QPoint(5, 5), copy, dragged, left, none))
    asked = dialog(qtbot, AskAbout)
    assert isinstance(asked, AskAbout)
    asked.fields["note"].set_value("The lamp at the landing")
    with qtbot.waitSignal(panel.said):
        asked.go.click()
    qtbot.waitUntil(lambda: names(panel) == ["lamp.jpg"])
    (card,) = officer.ask(attached, "places", place).cards
    assert (card.note, card.evidence) == ("The lamp at the landing", "")
    assert CANARY not in officer.ask(attachments.content, card.id).content


def test_a_refusal_is_said_where_it_belongs_and_what_was_typed_stays(
    qtbot: QtBot, panel: AttachmentsPanel, tmp_path: Path
) -> None:
    panel.bring(tmp_path / "gone.jpg")
    assert panel.trouble.isVisible()
    file = tmp_path / "program.jpg"
    file.write_bytes(b"MZ\x90\x00" + bytes(40))
    panel.bring(file)
    assert not panel.trouble.isVisible()
    asked = dialog(qtbot, AskAbout)
    assert isinstance(asked, AskAbout)
    asked.fields["note"].set_value("A photo")
    asked.go.click()
    qtbot.waitUntil(asked.trouble.isVisible)
    assert asked.go.isEnabled()
    asked.fields["evidence_reason"].set_value("x")
    asked.go.click()
    qtbot.waitUntil(lambda: bool(asked.fields["evidence_reason"].problem()))
    assert asked.fields["note"].value() == "A photo"
    asked.reject()


@pytest.mark.parametrize(
    ("content", "shown"), [(a_jpg, "photo"), (a_pdf, "pages"), (a_txt, "words"), (an_mp3, "nothing")]
)
def test_each_is_shown_inside_the_window_and_forgotten_when_it_is_hidden(
    content: Callable[[], bytes],
    shown: str,
    qtbot: QtBot,
    officer: Desk,
    place: UUID,
    panel: AttachmentsPanel,
) -> None:
    put(officer, "places", place, content())
    panel.show_record("places", place)
    qtbot.waitUntil(lambda: len(names(panel)) == 1)
    viewer = viewer_of(qtbot, panel, shown)
    held = {"photo": not viewer.photo.pixmap().isNull(), "pages": viewer.pages.document.pageCount() == 1}
    assert held.get(shown, True)
    assert ("García" in viewer.words.toPlainText()) == (shown == "words")
    with qtbot.waitSignal(viewer.destroyed):
        viewer.hide()
        assert viewer.photo.pixmap().isNull()
        assert viewer.pages.document.pageCount() == 0
        assert viewer.words.toPlainText() == ""


def test_a_lock_closes_the_viewer_and_nothing_of_it_is_there_after_the_next_sign_in(
    qtbot: QtBot, session_of: Callable[..., Session], folder: Path
) -> None:
    session = session_of(folder)
    sign_in(qtbot, session)
    assert session.window is not None
    desk = session.window.desk.beside()
    file = put(desk, "places", a_place(desk), a_txt())
    viewer = Viewer(session.window.desk, file, "note.txt", session.window)
    viewer.open()
    qtbot.waitUntil(lambda: "García" in viewer.words.toPlainText())
    late = Viewer(session.window.desk, file, "note.txt", session.window)
    late.open()
    with qtbot.waitSignal(session.locked):
        session.lock()
        assert viewer.words.toPlainText() == late.words.toPlainText() == ""
    sign_in(qtbot, session)
    assert not [one for one in QApplication.topLevelWidgets() if type(one) is Viewer]


def test_who_may_not_export_is_not_offered_to_save_it(
    qtbot: QtBot, officer: Desk, place: UUID, panel: AttachmentsPanel
) -> None:
    put(officer, "places", place)
    panel.show_record("places", place)
    qtbot.waitUntil(lambda: len(names(panel)) == 1)
    viewer = viewer_of(qtbot, panel, "words")
    assert not viewer.save.isVisible()
    viewer.reject()


@pytest.mark.parametrize("way", ["twice", "key"])
def test_a_row_opens_one_viewer(way: str, qtbot: QtBot, officer: Desk, place: UUID, panel: AttachmentsPanel) -> None:
    put(officer, "places", place)
    panel.show_record("places", place)
    qtbot.waitUntil(lambda: len(names(panel)) == 1)
    rows, left = panel.rows, Qt.MouseButton.LeftButton
    if way == "key":
        rows.setFocus()
        qtbot.keyClick(rows, Qt.Key.Key_Return)
    else:
        middle = rows.visualRect(rows.model().index(0, 0)).center()
        qtbot.mouseClick(rows.viewport(), left, pos=middle)
        qtbot.mouseDClick(rows.viewport(), left, pos=middle)
    viewer = dialog(qtbot, Viewer)
    assert isinstance(viewer, Viewer)
    qtbot.waitUntil(lambda: viewer.stack.currentWidget() is viewer.words)
    assert len([one for one in QApplication.topLevelWidgets() if type(one) is Viewer and one.isVisible()]) == 1
    viewer.reject()


def test_taking_off_asks_why_and_says_so_in_the_list(
    qtbot: QtBot, officer: Desk, place: UUID, panel: AttachmentsPanel
) -> None:
    put(officer, "places", place)
    panel.show_record("places", place)
    qtbot.waitUntil(lambda: len(names(panel)) == 1)
    panel.off.click()
    asked = dialog(qtbot, AskAbout)
    assert isinstance(asked, AskAbout)
    asked.go.click()
    assert asked.fields["reason"].problem()
    asked.fields["reason"].set_value("Belongs to another place")
    with qtbot.waitSignal(panel.said):
        asked.go.click()
    (card,) = officer.ask(attached, "places", place).cards
    assert card.taken_off
    qtbot.waitUntil(lambda: not panel.off.isEnabled())


def test_a_person_shows_theirs_and_who_may_not_add_is_not_asked_to(
    qtbot: QtBot, officer: Desk, desk_of: Callable[..., Desk], ui_desk_of: UiDeskOf, open_window: Opening
) -> None:
    person = a_person(officer)
    put(officer, "people", person)
    page = PeoplePage(ui_desk_of(desk=desk_of(Role.COMMANDER)))
    open_window(page)
    page.open(person)
    panel = page.person.attachments
    page.person.tabs.setCurrentIndex(3)
    qtbot.waitUntil(lambda: names(panel) == ["note.txt"])
    qtbot.waitUntil(panel.isVisible)
    assert not panel.add.isVisible()
    assert not panel.off.isVisible()
