"""A sheet before it leaves: its very pages, printed or saved encrypted, and entered in the register."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from casemgr.core.fields import Option
from casemgr.i18n import _, language
from casemgr.records.exports import ExportDraft
from casemgr.services.leaving import Outgoing
from casemgr.services.sheets import Sheet, enter_sheet, save_sheet
from ui.desk import UiDesk
from ui.leaving.preview import PreviewDialog
from ui.widgets.chip_row import ChipRow

SIZE = QSize(820, 760)


class SheetDialog(PreviewDialog):
    """The sheet of one record, by its id and the number it is called by, or of a whole list."""

    def __init__(self, desk: UiDesk, sheet: Sheet, parent: QWidget, id: UUID | None = None, number: str = "") -> None:
        title = ChipRow([Option(sheet.name, _(sheet.title))], kept=True)
        title.name(_("Sheet"))
        super().__init__(desk, title, SIZE, parent)
        self._sheet, self._id, self._number = sheet, id, number
        self._shown: Outgoing | None = None
        self.lay_out(())
        title.set_value(sheet.name)
        self.language.set_value(language())
        self.language.chosen.connect(self._ask)
        self._ask()

    def _ask(self) -> None:
        said = self.language.value() or language()
        about = self._sheet.about(self._id)
        self.ask_pages(self._sheet.pages, *about, then=self._came, otherwise=self.show_nothing, language=said)

    def _came(self, pages: Outgoing) -> None:
        self._shown = pages
        self.show_pages(pages)

    def enter(self, left: ExportDraft, then: Callable[[object], None]) -> None:
        """Enter it in the register as printed."""
        self.desk.do(enter_sheet, self._sheet.name, self._number, left, then=then, otherwise=self.tell)

    def save_into(self, folder: Path) -> None:
        """Save it there, encrypted, and show its passphrase once."""
        if self._shown is not None:
            self.desk.jobs.start(
                _("Encrypting"),
                partial(save_sheet, name=self._sheet.name, number=self._number, pages=self._shown, to=folder),
                then=self.saved,
            )
