"""Cases on the window: a list painted anew, and how long the rest of the program holds it up while it loads."""

import os
import subprocess
import sys
from collections.abc import Iterator

from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTableView

from tests.benchmarks.measure import Case, Result
from ui.widgets.row_list import RowList
from ui.widgets.rows import Row, RowModel

SIZE = (900, 640)
ROWS, COLUMNS = 200, 5

GAP = """
import sys, threading, time
from PySide6.QtCore import QCoreApplication, QThread, QTimer
import ui.start
from main import rest
app = QCoreApplication(sys.argv)
class Loading(QThread):
    def run(self):
        self.parts = rest()
last, worst = time.perf_counter(), 0.0
def tick():
    global last, worst
    now = time.perf_counter()
    worst, last = max(worst, now - last), now
timer = QTimer(); timer.timeout.connect(tick); timer.start(5)
def turn():
    if next(loading.parts) is not None:
        app.quit()
turns = QTimer(interval=0); turns.timeout.connect(turn)
loading = Loading(); loading.finished.connect(turns.start)
loading.start(); app.exec(); loading.wait()
print(worst * 1000)
"""


def shown(view: QAbstractItemView) -> QAbstractItemView:
    """In a window, as large as a list is there."""
    view.resize(*SIZE)
    view.show()
    QApplication.processEvents()
    return view


def our_list() -> QAbstractItemView:
    model = RowModel([Row(f"Sample {n}", "a second line of words", end="10:30") for n in range(ROWS)])
    rows = RowList("Sample")
    rows.setModel(model)
    return shown(rows)


def qt_table() -> QAbstractItemView:
    model = QStandardItemModel(ROWS, COLUMNS)
    for row in range(ROWS):
        for column in range(COLUMNS):
            model.setItem(row, column, QStandardItem(f"Sample {row} {column}"))
    table = QTableView()
    table.setModel(model)
    model.setParent(table)
    return shown(table)


def longest_gap() -> Result:
    """The longest the window stood still while the rest was loaded beside it, against what is allowed."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": ""}
    said = subprocess.run([sys.executable, "-c", GAP], check=True, env=environment, capture_output=True, text=True)
    return Result("window stands still while loading : 60 ms", float(said.stdout), 60.0, 1.0, 10.0)


def cases() -> Iterator[Case]:
    """One full repaint of a list that is in sight; without a display, on a screen in memory."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication.instance() or QApplication([])
    ours, table = our_list(), qt_table()
    yield Case("list painted : Qt's own table", ours.viewport().repaint, table.viewport().repaint, 0.35, limit=2.0)
    for view in (ours, table):
        view.close()
    del application
