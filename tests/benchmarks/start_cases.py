"""The start: a process until its first window is painted, against a bare Qt window."""

import os
import subprocess
import sys
from collections.abc import Iterator

from tests.benchmarks.measure import Case

BARE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication(sys.argv)
window = QMainWindow()
window.resize(1280, 740)
window.show()
QTimer.singleShot(0, app.quit)
app.exec()
"""

OURS = """
import sys
from pathlib import Path
from ui.start import Start, apply_theme
from ui.preferences import Preferences
from PySide6.QtWidgets import QApplication
app = QApplication(sys.argv)
folder = Path(".bench/none")
apply_theme(app, Preferences(folder).look)
start = Start(folder, lambda: None)
start.window.painted.connect(app.quit)
start.window.show()
app.exec()
start.wait()
late = {"sqlalchemy", "sqlmodel", "pydantic", "alembic", "reportlab", "pikepdf", "keyring"} & set(sys.modules)
assert not late, late
"""


def run(*words: str) -> None:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": ""}
    subprocess.run(
        [sys.executable, *words], check=True, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def cases() -> Iterator[Case]:
    """The painted unlock window."""
    yield Case(
        "start to painted unlock window : bare window",
        lambda: run("-c", OURS),
        lambda: run("-c", BARE),
        1.15,
        rounds=5,
        limit=2.0,
    )
