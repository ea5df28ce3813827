"""A dialog with the very pages before they leave: chosen above, seen in the middle, printed or saved below."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from casemgr.core.errors import CaseError
from casemgr.core.fields import Option
from casemgr.i18n import _
from casemgr.records.exports import ExportDraft
from casemgr.services.exported import Exported
from casemgr.services.leaving import Outgoing
from casemgr.services.own.giving import printed
from ui.desk import UiDesk
from ui.leaving.asking import AskLeaving
from ui.leaving.left import ShowLeft
from ui.preview import PagePreview
from ui.printing import at_the_printer, choose_printer, paint_pdf, printers_there
from ui.tokens import Tone
from ui.widgets.banner import Banner
from ui.widgets.button import Weight, button
from ui.widgets.chip_row import ChipRow


class PreviewDialog(QDialog):
    """`said` tells in a sentence that what is shown was printed, or left as a file, and stands in the registers.

    What is built on it asks for its pages by `ask_pages`, and says how they are entered and saved.
    """

    said = Signal(str)

    def __init__(self, desk: UiDesk, choice: ChipRow, size: QSize, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Casemgr"))
        self.desk = desk
        self.language = ChipRow([Option("en", "English"), Option("es", "Español")], kept=True)
        self.language.name(_("Language of the pages"))
        self.warning = Banner()
        self.preview = PagePreview()
        self.print, self.save = self.leaving_buttons()
        self._choice = choice
        self._asked = 0
        self._pdf: Outgoing | None = None
        self._close = button(_("Close"), Weight.SECONDARY)
        self._close.clicked.connect(self.reject)
        self.print.clicked.connect(self._print)
        self.save.clicked.connect(self._ask_where)
        self.resize(size.boundedTo(parent.window().size()))

    def leaving_buttons(self) -> tuple[QPushButton, QPushButton]:
        """What prints and what saves."""
        return button(_("Print…"), Weight.PRIMARY, "printer"), button(
            _("Save encrypted…"), Weight.SECONDARY, "file-lock"
        )

    def lay_out(self, between: Sequence[QWidget]) -> None:
        """Set everything in its place, these widgets between what is chosen and the warning."""
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self._choice, 1)
        head.addWidget(self.language)
        foot.addStretch(1)
        for each in (self._close, self.save, self.print):
            foot.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(12)
        column.addLayout(head)
        for widget in (*between, self.warning):
            column.addWidget(widget)
        column.addWidget(self.preview, 1)
        column.addLayout(foot)

    def begin_anew(self) -> None:
        """Let nothing leave until other pages came; an answer still on its way is for what was chosen before."""
        self._asked += 1
        self._pdf = None
        self.allow(now=False)
        self.warning.dismiss()

    def ask_pages(
        self,
        what: Callable[..., Any],
        *about: Any,
        then: Callable[[Any], None],
        otherwise: Callable[[CaseError], None],
        **options: Any,
    ) -> None:
        """Ask for pages, in the place of all that was asked before."""
        self.begin_anew()
        came, refused = (partial(self._in_time, self._asked, each) for each in (then, otherwise))
        self.desk.ask(what, *about, then=came, otherwise=refused, **options)

    def _in_time(self, asked: int, then: Callable[[Any], None], answer: Any) -> None:
        if asked == self._asked:
            then(answer)

    def show_pages(self, pdf: Outgoing, cautions: Sequence[str] = ()) -> None:
        """Show what may leave now, and what is to be known before it does."""
        self._pdf = pdf
        self.preview.show_pdf(pdf)
        self.allow(now=True)
        if cautions:
            self.warning.tell(Tone.WARN, " ".join(cautions))

    def show_nothing(self, error: CaseError) -> None:
        """Say why there are no pages."""
        self.preview.clear()
        self.warning.tell(Tone.NEUTRAL, error.sentence)

    def tell(self, error: CaseError) -> None:
        """Say why something did not leave."""
        self.warning.tell(Tone.WARN, error.sentence)

    def allow(self, *, now: bool) -> None:
        """Let the pages leave, or not."""
        self.print.setEnabled(now)
        self.save.setEnabled(now)

    def _print(self) -> None:
        if not printers_there():
            self.warning.tell(Tone.WARN, _("There is no printer on this computer. Nothing was printed."))
            return
        printer = choose_printer(self, to_file=False)  # A plain file of it is not an officer's to leave behind.
        if printer is not None:
            self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """Enter what is shown in the registers, then print it there."""
        if self._pdf is not None:
            self.enter(printed(self._pdf), partial(self._paint, self._pdf, printer))

    def enter(self, left: ExportDraft, then: Callable[[object], None]) -> None:
        """Enter pages that go to a printer in the registers; `then` takes the entry, None where none is made."""
        raise NotImplementedError

    def _paint(self, pdf: Outgoing, printer: QPrinter, entry: object) -> None:
        paint_pdf(pdf, printer)
        entered = [_("Given out, and entered in the registers")] if entry is not None else []
        self.said.emit(". ".join([*entered, at_the_printer()]))

    def _ask_where(self) -> None:
        asked = AskLeaving(self.save_title(), _("Encrypt and save"), self, whom=False)
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.accepted.connect(lambda: self.save_into(asked.folder))
        asked.open()

    def save_title(self) -> str:
        """What is asked before it is saved."""
        return _("Save these pages as an encrypted PDF")

    def save_into(self, folder: Path) -> None:
        """Save what is shown there, encrypted, and show its passphrase once."""
        raise NotImplementedError

    def saved(self, left: Exported) -> None:
        """Tell that it left, and show its passphrase."""
        self.said.emit(_("Given out, and entered in the registers"))
        self.show_left(left)

    def show_left(self, left: Exported) -> None:
        """Show the passphrase of what left, this once."""
        shown = ShowLeft(left, self, self.language.value() or "en")
        shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        shown.open()
