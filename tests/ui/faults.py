"""What can be wrong with a window for those who hear it, touch it, use keys alone, or need larger words."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QCalendarWidget,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QScrollBar,
    QStackedWidget,
    QTextEdit,
    QWidget,
)

from ui.fields.labeled import LabeledField
from ui.look import current_look
from ui.widgets.badge import Badge
from ui.widgets.chip import Chip
from ui.widgets.rail_item import RailItem
from ui.widgets.search import SearchBox
from ui.widgets.text import Elided

INPUTS = (QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox)
CONTROLS = (QAbstractButton, *INPUTS)
TAB = Qt.FocusPolicy.TabFocus
LEAST, LEAST_TOUCH = 40, 48
NO_ROLE = {QAccessible.Role.NoRole, QAccessible.Role.Client}

BREAKS = re.compile(r"\s+|(?<=-)")
HAIR = 1
"""A pixel lost to rounding is not a fault."""


def seen(root: QWidget) -> list[QWidget]:
    """All widgets of a window that are shown and belong to us, not to the inside of a widget of Qt."""
    return [w for w in [root, *root.findChildren(QWidget)] if w.isVisible() and not _inner(w)]


def _inner(widget: QWidget) -> bool:
    """Whether a widget is a part Qt made of another: the line of a spin box, a scroll bar, the arrows of a calendar."""
    holder = widget.parentWidget()
    while holder is not None:
        if isinstance(holder, QLineEdit | QComboBox | QAbstractSpinBox | QCalendarWidget):
            return True
        holder = holder.parentWidget()
    return isinstance(widget, QScrollBar) or widget.objectName().startswith("qt_")


def said(widget: QWidget) -> str:
    """A widget as a report names it."""
    words = widget.accessibleName() or str(widget.property("text") or "")
    holders = []
    holder = widget.parentWidget()
    while holder is not None and len(holders) < 2:
        holders.append(type(holder).__name__)
        holder = holder.parentWidget()
    return f"{type(widget).__name__} “{words[:40]}” in {' < '.join(holders)}"


def stops(root: QWidget) -> list[QWidget]:
    """Where the tab key stops, in its order, from the window's beginning."""
    found: list[QWidget] = []
    here: QWidget | None = root
    while here is not None:
        if here.isVisible() and here.isEnabled() and here.focusPolicy() & TAB == TAB and here.focusProxy() is None:
            found.append(here)
        here = here.nextInFocusChain()
        if here is root:
            break
    return found


def nameless(root: QWidget) -> Iterator[str]:
    """Stops of the tab key, and buttons, that have no name or no role for a screen reader."""
    pressed = [w for w in seen(root) if isinstance(w, QAbstractButton)]
    for widget in {*stops(root), *pressed}:
        told = QAccessible.queryAccessibleInterface(widget)
        if told is None or not told.text(QAccessible.Text.Name).strip():
            yield f"no name: {said(widget)}"
        elif told.role() in NO_ROLE and not isinstance(widget, QAbstractScrollArea):
            yield f"no role: {said(widget)}"


def unlabeled(root: QWidget) -> Iterator[str]:
    """Fields one types or chooses in that no label on the window belongs to."""
    for widget in seen(root):
        if not isinstance(widget, INPUTS) or isinstance(widget, SearchBox) or _read_only(widget) or _filter(widget):
            continue
        if any(isinstance(holder, LabeledField) for holder in _line(widget)):
            continue  # Its label belongs to the first of its parts; a test of fields holds that.
        told = QAccessible.queryAccessibleInterface(widget)
        if not any(flag & QAccessible.RelationFlag.Label for _other, flag in told.relations()):
            yield f"no label: {said(widget)}"


def _filter(widget: QWidget) -> bool:
    """Whether a box over a list says itself what it is for, as long as nothing is chosen in it."""
    line = widget.lineEdit() if isinstance(widget, QComboBox) else None
    return line is not None and bool(line.placeholderText())


def _read_only(widget: QWidget) -> bool:
    return isinstance(widget, QPlainTextEdit | QTextEdit) and widget.isReadOnly()


def mouse_only(root: QWidget) -> Iterator[str]:
    """Controls no key comes to: neither a stop of the tab key nor walked to with arrows from one."""
    for widget in seen(root):
        if isinstance(widget, CONTROLS) and widget.isEnabled() and widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
            yield f"mouse only: {said(widget)}"


def lost(root: QWidget) -> Iterator[str]:
    """Stops that pressing the tab key does not come to, or does not leave."""
    expected = stops(root)
    if not expected:
        return
    expected[0].setFocus(Qt.FocusReason.TabFocusReason)
    came: list[QWidget] = []
    for _turn in range(len(expected) + 3):
        here = root.focusWidget()
        if here is None or here in came:
            break
        came.append(here)
        QTest.keyClick(here, Qt.Key.Key_Tab)
    for widget in expected:
        if widget not in came and not any(widget.isAncestorOf(one) for one in came):
            yield f"tab never comes to: {said(widget)} (stuck at {said(came[-1]) if came else 'nothing'})"


def disordered(root: QWidget) -> Iterator[str]:
    """Where the tab key goes back up a column or back along a row."""
    order = stops(root)
    for before, after in pairwise(order):
        one, other = _branches(root, before, after)
        if one is None or other is None or _floating(one) or _floating(other):
            continue
        if _backward(one, other, mirrored=root.isRightToLeft()):
            yield f"tab goes back: {said(before)} -> {said(after)}"


def _branches(root: QWidget, before: QWidget, after: QWidget) -> tuple[QRect | None, QRect | None]:
    """The two parts of the window that hold the one and the other, as far up as they differ."""
    holders = _line(before)
    here: QWidget | None = after
    while here is not None and here.parentWidget() not in holders:
        here = here.parentWidget()
    common = here.parentWidget() if here is not None else None
    mine = next((w for w in holders if w.parentWidget() is common), None)
    if here is None or mine is None or common is None or here is mine:
        return None, None
    return mine.geometry(), here.geometry()


def _line(widget: QWidget) -> list[QWidget]:
    line = [widget]
    while (holder := line[-1].parentWidget()) is not None:
        line.append(holder)
    return line


def _floating(rect: QRect) -> bool:
    return rect.isEmpty()


def _backward(one: QRect, other: QRect, *, mirrored: bool) -> bool:
    if one.intersects(other):
        return False
    if min(one.bottom(), other.bottom()) - max(one.top(), other.top()) > min(one.height(), other.height()) // 2:
        return other.left() > one.left() if mirrored else other.left() < one.left()
    return other.top() < one.top() and _share_column(one, other)


def _share_column(one: QRect, other: QRect) -> bool:
    return min(one.right(), other.right()) > max(one.left(), other.left())


def small(root: QWidget, least: int) -> Iterator[str]:
    """Controls that are hard to hit."""
    for widget in seen(root):
        if isinstance(widget, CONTROLS) and not _in_line(widget) and min(widget.width(), widget.height()) < least:
            yield f"{widget.width()} x {widget.height()}: {said(widget)}"


def _in_line(widget: QWidget) -> bool:
    return isinstance(widget, QAbstractButton) and isinstance(widget.parentWidget(), QLineEdit)


def clipped(root: QWidget) -> Iterator[str]:
    """Words that are cut, with nothing that shows them whole."""
    for widget in seen(root):
        if widget.visibleRegion().isEmpty() and not _scrolled(widget):
            continue
        fault = _cut(widget)
        if fault:
            yield f"{fault}: {said(widget)}"


def _cut(widget: QWidget) -> str:
    if isinstance(widget, Elided | RailItem):
        return ""  # Their tool tips say the whole.
    if isinstance(widget, QHeaderView):
        return _cut_section(widget)
    if isinstance(widget, QLabel) and not isinstance(widget, Badge):
        return _cut_label(widget)
    if isinstance(widget, QPushButton | Chip | Badge | QCheckBox | QRadioButton) and not widget.toolTip():
        return _short(widget.sizeHint().width(), widget.width(), "wide")
    return ""


def _cut_label(label: QLabel) -> str:
    if not label.text():
        return ""
    if not label.wordWrap():
        return _short(label.sizeHint().width(), label.width(), "wide") or _short(
            label.sizeHint().height(), label.height(), "high"
        )
    longest = max(label.fontMetrics().horizontalAdvance(word) for word in BREAKS.split(label.text()))
    return _short(longest, label.contentsRect().width(), "wide") or _short(
        label.heightForWidth(label.width()), label.height(), "high"
    )


def _short(needed: int, given: int, way: str) -> str:
    return f"{needed} {way} in {given}" if needed > given + HAIR else ""


def _cut_section(header: QHeaderView) -> str:
    model = header.model()
    for section in range(header.count() if model is not None else 0):
        words = str(model.headerData(section, header.orientation()) or "")
        tip = model.headerData(section, header.orientation(), Qt.ItemDataRole.ToolTipRole)
        room = header.sectionSize(section) - current_look().px(16)
        if not header.isSectionHidden(section) and not tip and header.fontMetrics().horizontalAdvance(words) > room:
            return f"column “{words}” in {room}"
    return ""


def _scrolled(widget: QWidget) -> bool:
    """Whether it is only scrolled out of sight."""
    return any(isinstance(holder, QAbstractScrollArea) for holder in _line(widget)[1:])


def outside(root: QWidget) -> Iterator[str]:
    """Widgets that reach beyond what holds them, where nothing scrolls there."""
    for widget in seen(root):
        holder = widget.parentWidget()
        if holder is None or widget.isWindow() or isinstance(holder, QScrollArea) or _viewport(holder):
            continue
        room = holder.rect().adjusted(-HAIR, -HAIR, HAIR, HAIR)
        if not room.contains(widget.geometry()) and not isinstance(widget, QStackedWidget):
            yield f"{widget.geometry().getRect()} in {holder.rect().getRect()}: {said(widget)}"


def _viewport(widget: QWidget) -> bool:
    area = widget.parentWidget()
    return isinstance(area, QAbstractScrollArea) and area.viewport() is widget


def overlapping(root: QWidget) -> Iterator[str]:
    """Words and controls of one holder that lie on one another."""
    leaves = [w for w in seen(root) if isinstance(w, QLabel | QAbstractButton | QLineEdit)]
    for place, one in enumerate(leaves):
        for other in leaves[place + 1 :]:
            if one.parentWidget() is other.parentWidget() and _rect(one).intersects(_rect(other)):
                yield f"{said(one)} over {said(other)}"


def _rect(widget: QWidget) -> QRect:
    return QRect(widget.mapTo(widget.window(), QPoint()), widget.size()).adjusted(1, 1, -1, -1)


def told(screen: str, faults: Iterable[str]) -> list[str]:
    """The faults of a screen, each with its name."""
    return [f"[{screen}] {fault}" for fault in faults]
