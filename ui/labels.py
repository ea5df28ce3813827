"""Labels: the words for codes and for records named by others, asked for once and kept."""

from collections.abc import Iterable
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from casemgr.core import codes, general
from casemgr.core.changes import Changes
from casemgr.core.codes import Choice
from casemgr.core.errors import CaseError
from casemgr.i18n import _
from ui.desk import UiDesk
from ui.wording import sentence_case

UNKNOWN = "…"


class Labels(QObject):
    """Answers at once with what it knows; `came` tells when it knows more."""

    came = Signal()

    def __init__(self, desk: UiDesk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._codes: dict[str, dict[str, str]] = {}
        self._titles: dict[str, dict[UUID, str]] = {}
        self._wanted: dict[str, set[UUID]] = {}
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._ask)
        desk.changed.connect(self._forget)

    def code(self, list_name: str, code: str) -> str:
        """The words for a code."""
        if list_name not in self._codes:
            self._codes[list_name] = {}
            self._desk.ask(codes.choices, list_name, then=partial(self._listed, list_name))
        return self._codes[list_name].get(code, code)

    def record(self, kind: str, id: UUID) -> str:
        """How a record is named; three dots until that is known."""
        known = self._titles.setdefault(kind, {})
        if id not in known:
            known[id] = UNKNOWN
            self._wanted.setdefault(kind, set()).add(id)
            self._soon.start()
        return known[id]

    def _listed(self, list_name: str, choices: Iterable[Choice]) -> None:
        self._codes[list_name] = {choice.code: sentence_case(choice.label) for choice in choices}
        self.came.emit()

    def _ask(self) -> None:
        wanted, self._wanted = self._wanted, {}
        for kind, ids in wanted.items():
            answered = partial(self._titled, kind, ids)
            self._desk.ask(general.titles, kind, tuple(ids), then=answered, otherwise=partial(self._refused, kind, ids))

    def _titled(self, kind: str, ids: Iterable[UUID], titles: dict[UUID, str]) -> None:
        hidden = _("Not shown to you")
        self._titles.setdefault(kind, {}).update({id: titles.get(id, hidden) for id in ids})
        self.came.emit()

    def _refused(self, kind: str, ids: Iterable[UUID], _error: CaseError) -> None:
        self._titled(kind, ids, {})

    def _forget(self, changes: Changes) -> None:
        for kind in changes.touched:
            self._titles.pop(kind, None)
