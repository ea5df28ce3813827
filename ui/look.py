"""The look in force, kept on the application itself so that whatever paints can ask."""

from PySide6.QtCore import QCoreApplication

from ui.tokens import Look

_PROPERTY = "casemgr_look"


def current_look() -> Look:
    """The look in force; the plain light one before any was applied."""
    app = QCoreApplication.instance()
    look = app.property(_PROPERTY) if app is not None else None
    return look if isinstance(look, Look) else Look()


def keep_look(app: QCoreApplication, look: Look) -> None:
    """Remember the look in force."""
    app.setProperty(_PROPERTY, look)
