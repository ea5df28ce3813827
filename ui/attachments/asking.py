"""What is asked about a file: what it is as it is added, and why where it is taken off."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from casemgr.core.draft import Draft, specs
from casemgr.core.errors import CaseError, Invalid
from casemgr.i18n import _
from ui.desk import UiDesk
from ui.fields.build import labeled
from ui.fields.labeled import LabeledField
from ui.picker import Picker
from ui.tokens import Text, Tone
from ui.widgets.banner import Banner
from ui.widgets.button import Weight, button
from ui.widgets.text import words


class AskAbout(QDialog):
    """The questions of a draft; `answered` tells the answers, and it stays until they were taken."""

    answered = Signal(object)

    def __init__(self, desk: UiDesk, draft: type[Draft], title: str, action: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Casemgr"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(520)
        self.trouble = Banner()
        finder = Picker(desk, self)
        self.fields: Mapping[str, LabeledField] = {spec.name: labeled(spec, finder) for spec in specs(draft)}
        self.go, stop = button(action, Weight.PRIMARY), button(_("Cancel"), Weight.SECONDARY)
        self.go.setDefault(True)
        self.go.clicked.connect(self.send)
        stop.clicked.connect(self.reject)
        ends = QHBoxLayout()
        ends.addStretch(1)
        ends.addWidget(stop)
        ends.addWidget(self.go)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(16)
        column.addWidget(words(title, Text.RECORD, wrap=True))
        column.addWidget(self.trouble)
        for field in self.fields.values():
            column.addWidget(field)
        column.addLayout(ends)

    def send(self) -> None:
        """Tell the answers, once each is one."""
        if all([field.check(final=True) for field in self.fields.values()]):
            self.go.setEnabled(False)
            self.answered.emit({name: field.value() or "" for name, field in self.fields.items()})

    def taken(self, _result: object = None) -> None:
        """What was answered is saved."""
        self.accept()

    def refuse(self, error: CaseError) -> None:
        """Say what is wrong, beside the field it is about where there is one."""
        self.go.setEnabled(True)
        problems: Sequence = error.problems if isinstance(error, Invalid) else ()
        beside = [problem for problem in problems if problem.field in self.fields]
        for problem in beside:
            self.fields[problem.field].show_problem(problem.sentence)
        if not beside:
            self.trouble.tell(Tone.WARN, error.sentence)
