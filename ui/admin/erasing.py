"""The end of a store on this computer: named by its code, its record saved, then erased as the window locks."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casemgr.core.errors import CaseError, Invalid
from casemgr.i18n import _, language
from casemgr.services.erasure_record import erasure_record, note_erasing
from casemgr.services.leaving import Outgoing
from ui.desk import UiDesk
from ui.look import current_look
from ui.printing import ask_where, save_file
from ui.tokens import Text
from ui.unlock import WIDTH, AskLine
from ui.widgets.button import Weight, button
from ui.widgets.text import words


class Erasing(QWidget):
    """`erased` tells that the shift is to end now, and the store with it; `refused` a CaseError."""

    erased = Signal()
    refused = Signal(object)

    def __init__(self, desk: UiDesk) -> None:
        super().__init__()
        self._desk = desk
        said = _(
            "Overwrites the keys of the store on this computer and removes its files; backups elsewhere stay. Not "
            "while a hold is in force. The record of it is saved first, for two to sign."
        )
        self.code = AskLine(_("Code of the store"), hint=_("Four signs, at the foot of its papers."))
        self.code.setMaximumWidth(current_look().px(WIDTH))
        self.erase = button(_("Erase this store…"), Weight.SECONDARY, "triangle-alert")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(words(_("Before this computer leaves the agency"), Text.LABEL))
        column.addWidget(words(said, Text.SECOND, wrap=True))
        column.addWidget(self.code)
        column.addWidget(self.erase, 0, Qt.AlignmentFlag.AlignLeft)
        self.erase.clicked.connect(self._ask)
        self.code.edit.returnPressed.connect(self._ask)

    def _ask(self) -> None:
        self.code.say("")
        self._desk.do(note_erasing, self.code.text(), then=self._allowed, otherwise=self._refused)

    def _allowed(self, _nothing: object) -> None:
        self._desk.ask(erasure_record, language(), then=self._save, otherwise=self.refused.emit)

    def _save(self, record: Outgoing) -> None:
        path, shift = ask_where(self, "casemgr-erased.pdf"), self._desk.shift
        if path is None or shift is None:
            return
        try:
            save_file(record, path)
            shift.erase()
        except CaseError as refusal:
            self.refused.emit(refusal)
        else:
            self.erased.emit()

    def _refused(self, error: CaseError) -> None:
        if isinstance(error, Invalid):
            self.code.say(error.sentence, focus=True)
        else:
            self.refused.emit(error)
