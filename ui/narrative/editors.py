"""The two kinds of text box the check works on, told apart nowhere else: one line, and many."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QColor, QInputMethodEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from casemgr.narrative import Finding
from ui.look import current_look
from ui.narrative.wave import Waves


def units(text: str, place: int) -> int:
    """Where a place in a text of ours lies in Qt's, which counts a letter outside the basic plane as two."""
    if text.isascii():
        return place
    return place + sum(letter > "\uffff" for letter in text[:place])


def place_of(text: str, at: int) -> int:
    """Where a place in Qt's text lies in ours."""
    if text.isascii():
        return at
    return len(text.encode("utf-16-le")[: 2 * at].decode("utf-16-le", "ignore"))


class Checked(QObject):
    """A text box under the check: `edited` after each change of its words, `moved` when the cursor is elsewhere."""

    edited = Signal()
    moved = Signal()

    def __init__(self, box: QWidget) -> None:
        super().__init__(box)
        self.box = box
        self.composing = False
        box.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While an input method composes, what is typed is not in the text yet."""
        if watched is self.box and isinstance(event, QInputMethodEvent):
            self.composing = bool(event.preeditString())
        return super().eventFilter(watched, event)

    def text(self) -> str:
        """The words in the box."""
        raise NotImplementedError

    def at(self) -> int:
        """Where the cursor stands in them."""
        raise NotImplementedError

    def underline(self, findings: Sequence[Finding]) -> None:
        """Underline these and no others."""
        raise NotImplementedError

    def select(self, found: Finding) -> None:
        """Select the words of a finding."""
        raise NotImplementedError

    def replace(self, found: Finding, words: str) -> None:
        """Put words in the place of a finding, as one step that can be undone."""
        raise NotImplementedError


class CheckedLine(Checked):
    """A box of one line."""

    def __init__(self, box: QLineEdit) -> None:
        super().__init__(box)
        self.line = box
        self._waves = Waves(box)
        box.textChanged.connect(self._changed)
        box.cursorPositionChanged.connect(self.moved)

    def text(self) -> str:
        return self.line.text()

    def at(self) -> int:
        return place_of(self.text(), self.line.cursorPosition())

    def underline(self, findings: Sequence[Finding]) -> None:
        text = self.text()
        self._waves.show_spans([(units(text, one.start), units(text, one.end)) for one in findings])

    def select(self, found: Finding) -> None:
        start, end = units(self.text(), found.start), units(self.text(), found.end)
        self.line.setSelection(start, end - start)

    def replace(self, found: Finding, words: str) -> None:
        self.select(found)
        self.line.insert(words)
        self.line.textEdited.emit(self.line.text())

    def _changed(self) -> None:
        self._waves.show_spans([])
        self.edited.emit()


class CheckedText(Checked):
    """A box of many lines."""

    def __init__(self, box: QPlainTextEdit) -> None:
        super().__init__(box)
        self.area = box
        box.textChanged.connect(self.edited)
        box.cursorPositionChanged.connect(self.moved)

    def text(self) -> str:
        return self.area.toPlainText()

    def at(self) -> int:
        return place_of(self.text(), self.area.textCursor().position())

    def underline(self, findings: Sequence[Finding]) -> None:
        shape = QTextCharFormat()
        shape.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        shape.setUnderlineColor(QColor(current_look().palette.warn.text))
        marks: list[QTextEdit.ExtraSelection] = []
        text = self.text()
        for found in findings:
            mark = QTextEdit.ExtraSelection()
            mark.cursor = self._cursor(text, found)
            mark.format = shape
            marks.append(mark)
        self.area.setExtraSelections(marks)

    def select(self, found: Finding) -> None:
        self.area.setTextCursor(self._cursor(self.text(), found))
        self.area.ensureCursorVisible()

    def replace(self, found: Finding, words: str) -> None:
        cursor = self._cursor(self.text(), found)
        cursor.insertText(words)
        self.area.setTextCursor(cursor)

    def _cursor(self, text: str, found: Finding) -> QTextCursor:
        cursor = self.area.textCursor()
        cursor.setPosition(units(text, found.start))
        cursor.setPosition(units(text, found.end), QTextCursor.MoveMode.KeepAnchor)
        return cursor


def checked(box: QWidget) -> Checked:
    """The box under the check."""
    if isinstance(box, QLineEdit):
        return CheckedLine(box)
    if isinstance(box, QPlainTextEdit):
        return CheckedText(box)
    raise TypeError(f"{type(box).__name__} holds no text to check")
