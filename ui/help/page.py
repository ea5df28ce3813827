"""Help: the pages beside their list; a page about the screen one came from is shown first."""

from collections.abc import Mapping
from html import escape

from PySide6.QtCore import QEvent, QUrl
from PySide6.QtGui import QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QTextBrowser, QVBoxLayout, QWidget

from casemgr.i18n import _
from ui.desk import UiDesk
from ui.help.texts import KEYS, TOPICS, text_of
from ui.look import current_look
from ui.page import Go, Page
from ui.pages import HELP
from ui.panes import TwoPanes
from ui.shortcuts import MAP
from ui.widgets.card import Card
from ui.widgets.row_list import RowList
from ui.widgets.rows import Row, RowModel

LINE_HEIGHT = 125
"""In percent of the font's own."""


class Reader(QTextBrowser):
    """Shows a page in our own look; it opens nothing by itself, from nowhere."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setAccessibleName(_("Help"))

    def set_apart(self) -> None:
        """Give lines and paragraphs the room Markdown says nothing of."""
        look, block = current_look(), self.document().firstBlock()
        self.document().setDocumentMargin(look.px(8))
        while block.isValid():
            form = block.blockFormat()
            form.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            form.setBottomMargin(look.px(8))
            QTextCursor(block).setBlockFormat(form)
            block = block.next()

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        return None


class HelpPage(Page):
    """Links lead to other pages of the help, and nowhere else."""

    def __init__(self, desk: UiDesk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._key = TOPICS[0].key
        self.rows = RowList(_("Pages of the help"), dense=True)
        self._model = RowModel([Row(_(topic.title), icon=topic.icon, key=topic.key) for topic in TOPICS])
        self.rows.setModel(self._model)
        self.reader = Reader()
        pages, words = Card(), Card()
        pages.box.addWidget(self.rows)
        words.box.addWidget(self.reader)
        self.panes = TwoPanes(pages, words)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.panes)
        self.rows.reached.connect(self._reached)
        self.rows.opened.connect(self._opened)
        self.rows.clicked.connect(self.rows.activated)
        self.reader.anchorClicked.connect(self._follow)
        self.panes.turned.connect(self.renamed)
        self.show_topic(self._key)

    @property
    def title(self) -> str:
        return _("Help")

    def begin(self, start: Mapping[str, object]) -> None:
        self.show_topic(str(start.get("topic", "")))
        self.panes.show_second()
        self.reader.setFocus()

    def back(self) -> bool:
        return self.panes.back()

    def can_go_back(self) -> bool:
        return self.panes.can_go_back()

    def here(self) -> Go | None:
        return Go(HELP, new=True, start={"topic": self._key})

    def topic(self) -> str:
        """The page that is shown, by its key."""
        return self._key

    def show_topic(self, key: str) -> None:
        """Show a page; a name that is none is passed over."""
        place = next((place for place, topic in enumerate(TOPICS) if topic.key == key), None)
        if place is None:
            return
        self._key = key
        self.rows.setCurrentIndex(self._model.index(place, 0))
        self._fill()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.PaletteChange) and self._key:
            self._fill()

    def _fill(self) -> None:
        if self._key == KEYS:
            self.reader.setHtml(keyboard_map())
        else:
            self.reader.setMarkdown(text_of(self._key))
            self.reader.set_apart()

    def _reached(self, row: Row) -> None:
        if row.key != self._key:
            self.show_topic(str(row.key))

    def _opened(self, row: Row) -> None:
        self.begin({"topic": row.key})

    def _follow(self, link: QUrl) -> None:
        self.show_topic(link.path().removesuffix(".md"))


def keyboard_map() -> str:
    """Every key and what it does, as a table a screen reader can walk."""
    parts = [f"<h1>{escape(_('Keys'))}</h1>"]
    for title, keys in MAP:
        rows = "".join(
            f"<tr><td><b>{escape(key.written())}</b>&nbsp;&nbsp;</td><td>{escape(_(key.does))}</td></tr>"
            for key in keys
        )
        parts.append(f"<h2>{escape(_(title))}</h2><table cellpadding='4'>{rows}</table>")
    return "".join(parts)
