"""What all fields have in common: an answer, a signal when it changes, and a place for trouble."""

from collections.abc import Iterator

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid


class Field(QWidget):
    """One answer being given; None means it is not given. `changed` tells of the user's changes only.

    `left` tells that the focus went elsewhere, `remade` that another editor took the place of the first.
    """

    changed = Signal()
    left = Signal()
    remade = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        app = QApplication.instance()
        if isinstance(app, QApplication) and app.findChild(_Leaving) is None:
            _Leaving(app)

    def value(self) -> object:
        """The answer as a draft takes it."""
        raise NotImplementedError

    def set_value(self, value: object) -> None:
        """Show an answer, or none; nothing is signaled."""
        raise NotImplementedError

    def editor(self) -> QWidget:
        """The widget one types in or presses."""
        raise NotImplementedError

    def fault(self) -> str | None:
        """What is wrong with what was typed, in one sentence."""
        return None

    def blank(self) -> bool:
        """Whether nothing was answered."""
        return self.value() in (None, ())

    def name(self, title: str) -> None:
        """Tell screen readers what is asked."""
        self.editor().setAccessibleName(title)

    def describe(self, words: str) -> None:
        """Tell screen readers more: a hint, or what is wrong."""
        self.editor().setAccessibleDescription(words)

    def mark(self, *, wrong: bool) -> None:
        """Mark the field as wrong, or no longer."""
        editor = self.editor()
        if editor.property("wrong") != ("true" if wrong else "false"):
            editor.setProperty("wrong", "true" if wrong else "false")
            editor.style().unpolish(editor)
            editor.style().polish(editor)


class _Leaving(QObject):
    """Tells a field that the focus went from it elsewhere: one for all, as a field that ends hears no more signals."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        app.focusChanged.connect(self._moved)

    def _moved(self, old: QWidget | None, new: QWidget | None) -> None:
        if new is None:
            return
        entered = list(fields_over(new))
        for field in fields_over(old):
            if field not in entered:
                field.left.emit()


def fields_over(widget: QWidget | None) -> Iterator[Field]:
    """The fields a widget is in, by its pop-up too, the innermost first."""
    while widget is not None and isValid(widget):
        if isinstance(widget, Field):
            yield widget
        widget = widget.parentWidget()
