"""The menu bar where the platform has one of its own; elsewhere the rail and the keys are enough."""

from collections.abc import Callable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QMenuBar

from casemgr.i18n import _

Role = QAction.MenuRole


def fill_menu(window: QMainWindow, does: dict[Role, Callable[[], object]]) -> QMenuBar:
    """A menu bar with what macOS moves to its own menu by role; keys are the window's, not the menu's."""
    bar = QMenuBar(window)
    menu = bar.addMenu(_("Window"))
    said = {Role.PreferencesRole: _("Settings"), Role.AboutRole: _("About"), Role.QuitRole: _("Close Casemgr")}
    for role, what in does.items():
        action = QAction(said[role], window)
        action.setMenuRole(role)
        action.triggered.connect(what)
        menu.addAction(action)
    window.setMenuBar(bar)
    return bar
