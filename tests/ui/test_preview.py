"""The preview shows the pages it was given last, and none of those before."""

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from casemgr.services.leaving import NoPerson, Outgoing
from casemgr.services.paper import PageFrame, document, para
from ui.preview import PagePreview


def pages(word: str) -> Outgoing:
    return document(PageFrame(word, word, word), [para(f"{word} " * 3000)], NoPerson.FORM)


def picture(preview: PagePreview) -> QImage:
    return preview.grab().toImage()


def test_a_page_that_is_still_being_drawn_is_not_shown_for_one_that_came_since(
    qtbot: QtBot, open_window: Callable[..., QWidget]
) -> None:
    first, second = PagePreview(), PagePreview()
    for preview in (first, second):
        open_window(preview, QSize(800, 600))
    first.show_pdf(pages("Earlier"))
    blank = picture(second)
    second.show_pdf(pages("Later"))
    empty = picture(second)
    qtbot.waitUntil(lambda: picture(second) not in (blank, empty))
    picture(first)  # It begins to draw.
    first.show_pdf(pages("Later"))
    qtbot.waitUntil(lambda: picture(first) == picture(second))
