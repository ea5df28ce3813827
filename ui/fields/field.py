"""What all fields have in common: an answer, a signal when it changes, and a place for trouble."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QWidget


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
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

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

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        if old is not None and new is not None and self._holds(old) and not self._holds(new):
            self.left.emit()

    def _holds(self, widget: QWidget | None) -> bool:
        """Whether a widget is in this field, its pop-ups included."""
        while widget is not None and widget is not self:
            widget = widget.parentWidget()
        return widget is self
