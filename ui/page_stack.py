"""The pages of the window: made when first gone to, shown one at a time, and the way back through them."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from casemgr.core.changes import Changes
from ui.page import Go, Page
from ui.pages import page_key

FARTHEST_BACK = 30


class PageStack(QStackedWidget):
    """`moved` tells that another page, or another part of it, is shown; the rest is what pages say."""

    moved = Signal()
    said = Signal(str)
    troubled = Signal(object)
    locking = Signal()

    def __init__(self, make: Callable[[str], Page], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._make = make
        self._pages: dict[str, Page] = {}
        self._shown = ""
        self._before: list[str] = []
        self._untold: dict[str, list[Changes]] = {}

    @property
    def key(self) -> str:
        """The name of the page shown; empty before the first."""
        return self._shown

    def page(self) -> Page | None:
        """The page shown."""
        return self._pages.get(self._shown)

    def go(self, to: Go) -> None:
        """Show a place or kind, and there a record or a new one; a name that has no page is passed over."""
        key = page_key(to.where)
        if not key:
            return
        page = self._show(key)
        if to.id is not None:
            page.open(to.id)
            if to.act:
                page.take_up(to.act)
        elif to.new:
            page.begin(to.start)

    def back(self) -> None:
        """One step back: within the page, else to the page before."""
        page = self.page()
        if page is not None and page.back():
            self.moved.emit()
        elif self._before:
            before = self._before.pop()
            self._show(before, remember=False)

    def can_go_back(self) -> bool:
        """Whether there is a step back."""
        page = self.page()
        return bool(self._before) or (page is not None and page.can_go_back())

    def refresh(self, changes: Changes) -> None:
        """Tell every page what was saved; one that was never shown hears of it when it is."""
        for key, page in self._pages.items():
            if key in self._untold:
                self._untold[key].append(changes)
            else:
                page.refresh(changes)

    def prepare(self, key: str) -> None:
        """Make a page before it is gone to; it asks for nothing that may only be read on purpose."""
        if key not in self._pages:
            self._pages[key] = self._made(key)
            self._untold[key] = []
            self._pages[key].warm()

    def keep(self) -> None:
        """Have every page keep what is being typed."""
        for page in self._pages.values():
            page.keep()

    def here(self) -> Go | None:
        """What to come back to."""
        page = self.page()
        return None if page is None else page.here() or Go(self._shown)

    def _show(self, key: str, *, remember: bool = True) -> Page:
        before = self.page()
        if key not in self._pages:
            self._pages[key] = self._made(key)
        if before is not None and key != self._shown:
            before.keep()
            if remember:
                self._before = [*self._before, self._shown][-FARTHEST_BACK:]
        for changes in self._untold.pop(key, ()):
            self._pages[key].refresh(changes)
        self._shown = key
        self.setCurrentWidget(self._pages[key])
        self.moved.emit()
        return self._pages[key]

    def _made(self, key: str) -> Page:
        page = self._make(key)
        page.go.connect(self.go)
        page.said.connect(self.said)
        page.troubled.connect(self.troubled)
        page.renamed.connect(self.moved)
        page.locking.connect(self.locking)
        self.addWidget(page)
        return page
