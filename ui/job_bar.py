"""The bar of the job under way: what it is, how far it is, and how to stop it."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from casemgr.core.jobs import Progress
from casemgr.i18n import _
from ui.jobs import JobLane
from ui.tokens import Text
from ui.widgets.button import Weight, button
from ui.widgets.text import Elided

SHOWN_AFTER_MS = 300


class JobBar(QFrame):
    """Appears once a job takes longer than a moment."""

    def __init__(self, jobs: JobLane, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("tone", "info")
        self._jobs = jobs
        self._title = ""
        self._said = Elided("", Text.BODY)
        self._bar = QProgressBar(textVisible=False)
        self._bar.setAccessibleName(_("Progress"))
        self.cancel = button(_("Stop"), Weight.SECONDARY, "x")
        self._soon = QTimer(self, singleShot=True, interval=SHOWN_AFTER_MS)
        self._soon.timeout.connect(self.show)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 8, 6)
        row.setSpacing(12)
        row.addWidget(self._said, 1)
        row.addWidget(self._bar, 1)
        row.addWidget(self.cancel)
        self.cancel.clicked.connect(self._stop)
        jobs.began.connect(self._began)
        jobs.progressed.connect(self._progressed)
        jobs.ended.connect(self._ended)
        self.hide()

    def said(self) -> str:
        """What it says."""
        return self._said.text()

    def _began(self, title: str) -> None:
        self._title = title
        self._say(title)
        self._bar.setRange(0, 0)
        self.cancel.setEnabled(True)
        self._soon.start()

    def _progressed(self, progress: Progress) -> None:
        said = dict.fromkeys(part for part in (self._title, progress.note) if part)
        self._say(" · ".join(said))
        self._bar.setRange(0, max(progress.total, 0))
        self._bar.setValue(min(progress.done, progress.total))

    def _say(self, text: str) -> None:
        self._said.setText(text)
        self._said.setAccessibleName(text)

    def _stop(self) -> None:
        self.cancel.setEnabled(False)
        self._say(_("{title} · stopping").format(title=self._title))
        self._jobs.cancel()

    def _ended(self) -> None:
        self._soon.stop()
        self.hide()
