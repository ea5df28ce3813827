"""The consent form for a referral not sent yet, with its service and what is shared, to be signed by hand."""

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from casemgr.core.fields import Option
from casemgr.i18n import _
from casemgr.records.exports import ExportDraft
from casemgr.services.consent_form.blank import blank_form
from casemgr.services.consent_form.cautions import cautions
from casemgr.services.consent_form.facts import FormPages
from ui.desk import UiDesk
from ui.leaving.preview import PreviewDialog
from ui.widgets.chip_row import ChipRow

SIZE = QSize(760, 720)
USUAL, LARGE = "usual", "large"


class PaperForm(PreviewDialog):
    """Printed only: it names nobody, so it goes in no register, and there is nothing to seal."""

    def __init__(self, desk: UiDesk, service: UUID, shared: Sequence[str], parent: QWidget) -> None:
        self.print_size = ChipRow([Option(USUAL, _("Usual print")), Option(LARGE, _("Large print"))], kept=True)
        self.print_size.name(_("Size of the print"))
        super().__init__(desk, self.print_size, SIZE, parent)
        self._about = service, "", tuple(shared)
        self.lay_out(())
        self.save.hide()
        self.print_size.set_value(USUAL)
        self.language.set_value("en")
        self.print_size.chosen.connect(self._ask)
        self.language.chosen.connect(self._ask)
        self._ask()

    def _ask(self) -> None:
        large, language = self.print_size.value() == LARGE, self.language.value() or "en"
        self.ask_pages(blank_form, language, *self._about, then=self._came, otherwise=self.show_nothing, large=large)

    def _came(self, pages: FormPages) -> None:
        self.show_pages(pages.pdf, cautions(pages))

    def enter(self, left: ExportDraft, then: Callable[[object], None]) -> None:
        """Print it without an entry."""
        then(None)
