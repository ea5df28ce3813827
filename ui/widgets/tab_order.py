"""The order of the tab key: widgets made late are reached where they stand, not after everything else."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def anchor(holder: QWidget) -> QWidget:
    """A place in the tab order that is never seen or stopped at; made with the holder, it stands where that does."""
    place = QWidget(holder)
    place.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    place.hide()
    return place


def chain(place: QWidget, *widgets: QWidget) -> None:
    """Reach these widgets one after another from an anchor on."""
    before = place
    for widget in widgets:
        QWidget.setTabOrder(before, widget)
        before = widget
