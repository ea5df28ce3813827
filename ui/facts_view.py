"""Facts to be read: headings, and under each the answers with what they answer."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from casemgr.i18n import _
from ui.look import current_look
from ui.tokens import Text
from ui.widgets.card import rule
from ui.widgets.text import words

TITLE_WIDTH = 190


@dataclass(frozen=True)
class Fact:
    """An answer and what it answers; without a title it runs over the whole width. `second` is a quieter line."""

    said: str
    title: str = ""
    second: str = ""


@dataclass(frozen=True)
class Section:
    """Facts under a heading."""

    heading: str
    facts: tuple[Fact, ...]


class FactsView(QWidget):
    """Sections under one another; those without facts are left out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sections: tuple[Section, ...] = ()
        self._shown: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_sections(self, sections: Iterable[Section]) -> None:
        """Show these; nothing is built anew when they are the same."""
        there = tuple(section for section in sections if section.facts)
        if there == self._sections:
            return
        self._sections = there
        if self._shown is not None:
            self._column.removeWidget(self._shown)
            self._shown.hide()
            self._shown.deleteLater()
        self._shown = _built(there)
        self._column.addWidget(self._shown)

    def said(self) -> dict[str, str]:
        """What is shown, by title; what has none by its heading."""
        return {fact.title or section.heading: fact.said for section in self._sections for fact in section.facts}


def _built(sections: Iterable[Section]) -> QWidget:
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(6)
    grid.setColumnMinimumWidth(0, current_look().px(TITLE_WIDTH))
    grid.setColumnStretch(1, 1)
    row = 0
    for place, section in enumerate(sections):
        if place:
            grid.setRowMinimumHeight(row, 8)
            grid.addWidget(rule(), row + 1, 0, 1, 2)
            row += 2
        grid.addWidget(words(section.heading, Text.ROW), row, 0, 1, 2)
        row += 1
        for fact in section.facts:
            row = _add(grid, row, fact)
    return holder


def _add(grid: QGridLayout, row: int, fact: Fact) -> int:
    said = words(fact.said, Text.BODY, wrap=True)
    said.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    said.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    top = Qt.AlignmentFlag.AlignTop
    if fact.title:
        title = words(fact.title, Text.SECOND, wrap=True)
        grid.addWidget(title, row, 0, top)
        said.setAccessibleName(_("{title}: {answer}").format(title=fact.title, answer=fact.said))
        grid.addWidget(said, row, 1, top)
    else:
        grid.addWidget(said, row, 0, 1, 2)
    if fact.second:
        row += 1
        second = words(fact.second, Text.SECOND, wrap=True)
        grid.addWidget(second, row, 1 if fact.title else 0, 1, 1 if fact.title else 2)
    return row + 1
