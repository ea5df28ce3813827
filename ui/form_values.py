"""The answers of a form as they are kept unsent, and back; also what cannot be read yet."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from PySide6.QtWidgets import QLineEdit

from casemgr.core.fields import Answer
from ui.fields.field import Field

_TYPED = "typed"


def kept_value(field: Field) -> object:
    """An answer as JSON keeps it; letters that are no answer yet are kept as they were typed."""
    value = field.value()
    editor = field.editor()
    if value is None and not field.blank() and isinstance(editor, QLineEdit):
        return {_TYPED: editor.text()}
    return plain(value)


def plain(value: object) -> object:
    """A value as JSON keeps it."""
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def show_kept(field: Field, answer: Answer, kept: object) -> None:
    """Show an answer that was kept; nothing is signaled."""
    editor = field.editor()
    if isinstance(kept, Mapping) and isinstance(editor, QLineEdit):
        editor.setText(str(kept.get(_TYPED, "")))
        return
    field.set_value(_read(answer, kept))


def _read(answer: Answer, kept: object) -> object:
    if kept is None:
        return None
    try:
        if answer is Answer.DATE:
            return date.fromisoformat(str(kept))
        if answer is Answer.MOMENT:
            return datetime.fromisoformat(str(kept))
        if answer is Answer.REF:
            return UUID(str(kept))
        if answer is Answer.REFS and isinstance(kept, list):
            return tuple(UUID(str(one)) for one in kept)
    except ValueError:
        return None
    return tuple(kept) if isinstance(kept, list) else kept


def answered(value: object) -> bool:
    """Whether a value is an answer at all."""
    return value is not None and value != "" and value != () and value != []
