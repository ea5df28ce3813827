"""Fields for words: one line, several lines, a list of lines."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from casemgr.i18n import _
from ui.fields.field import Field
from ui.fonts import font
from ui.look import current_look


def too_long(text: str, max_length: int | None) -> str | None:
    """What to say when text is longer than allowed; what was typed is never cut."""
    if max_length is None or len(text) <= max_length:
        return None
    return _("At most {limit} characters fit; this has {length}.").format(limit=max_length, length=len(text))


class TextField(Field):
    """One line of text."""

    def __init__(self, max_length: int | None = None, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._max_length = max_length
        self._line = QLineEdit(placeholderText=hint)
        self._line.textEdited.connect(self.changed)
        _fill(self, self._line)

    def value(self) -> str | None:
        return self._line.text().strip() or None

    def set_value(self, value: object) -> None:
        self._line.setText("" if value is None else str(value))

    def editor(self) -> QLineEdit:
        return self._line

    def fault(self) -> str | None:
        return too_long(self._line.text().strip(), self._max_length)


class Lines(QPlainTextEdit):
    """A text box of a given number of lines; the tab key leaves it."""

    def __init__(self, lines: int) -> None:
        super().__init__()
        self._lines = lines
        self.setTabChangesFocus(True)

    def sizeHint(self) -> QSize:
        look = current_look()
        height = QFontMetrics(font(look)).lineSpacing() * self._lines + look.px(22)
        return QSize(look.px(320), height)

    def minimumSizeHint(self) -> QSize:
        return QSize(current_look().px(120), self.sizeHint().height())


class LongTextField(Field):
    """Text of any number of lines."""

    def __init__(self, max_length: int | None = None, lines: int = 4, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._max_length = max_length
        self._box = Lines(lines)
        self._quiet = False
        self._box.textChanged.connect(self._edited)
        _fill(self, self._box)

    def value(self) -> str | None:
        return self._box.toPlainText().strip() or None

    def set_value(self, value: object) -> None:
        self._quiet = True
        self._box.setPlainText("" if value is None else str(value))
        self._quiet = False

    def editor(self) -> QPlainTextEdit:
        return self._box

    def fault(self) -> str | None:
        return too_long(self._box.toPlainText().strip(), self._max_length)

    def _edited(self) -> None:
        if not self._quiet:
            self.changed.emit()


class TextsField(LongTextField):
    """Several short texts, one on each line."""

    def __init__(self, max_length: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(max_length, lines=3, parent=parent)
        self._box.setPlaceholderText(_("One on each line"))

    def value(self) -> tuple[str, ...]:  # type: ignore[override]
        return tuple(line.strip() for line in self._box.toPlainText().splitlines() if line.strip())

    def set_value(self, value: object) -> None:
        super().set_value("\n".join(str(text) for text in value) if isinstance(value, tuple | list) else value)

    def fault(self) -> str | None:
        faults = (too_long(text, self._max_length) for text in self.value())
        return next((fault for fault in faults if fault), None)


def _fill(field: Field, editor: QWidget) -> None:
    box = QVBoxLayout(field)
    box.setContentsMargins(0, 0, 0, 0)
    box.addWidget(editor)
    field.setFocusProxy(editor)
