"""A consent given, refused or narrowed at a person's page, by the general form, which keeps what is typed."""

from uuid import UUID

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from casemgr.i18n import _
from casemgr.records import consents
from casemgr.records.consents import ConsentCard, ConsentDraft, NarrowDraft, RefusalDraft
from ui.desk import UiDesk
from ui.form import Form
from ui.tokens import Text
from ui.widgets.text import words

SIZE = QSize(640, 660)


class ConsentForm(QDialog):
    """`saved` tells a sentence after the answer was recorded."""

    saved = Signal(str)

    def __init__(self, form: Form, title: str, said: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Casemgr"))
        self.form = form
        self._said = said
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(12)
        column.addWidget(words(title, Text.RECORD, wrap=True))
        column.addWidget(form, 1)
        form.saved.connect(self._saved)
        form.left.connect(self.reject)
        self.resize(SIZE.boundedTo(parent.window().size()))
        form.begin()

    def _saved(self, _result: object) -> None:
        self.saved.emit(self._said)
        self.accept()


def giving(desk: UiDesk, person: UUID, parent: QWidget) -> ConsentForm:
    """Ask for all that a consent says."""
    form = Form(desk, ConsentDraft, consents.record_consent, "consents.given", record=person)
    form.fill({"person_id": person})
    return ConsentForm(form, _("New consent"), _("Consent recorded"), parent)


def refusing(desk: UiDesk, person: UUID, parent: QWidget) -> ConsentForm:
    """Write down that someone was asked and said no."""
    form = Form(desk, RefusalDraft, consents.refuse_consent, "consents.refused", record=person)
    form.fill({"person_id": person})
    return ConsentForm(form, _("They said no"), _("Their no is written down; nothing is held against them"), parent)


def narrowing(desk: UiDesk, card: ConsentCard, parent: QWidget) -> ConsentForm:
    """Ask what is left of a consent."""
    form = Form(desk, NarrowDraft, consents.narrow_consent, "consents.narrowed", record=card.id, before=(card.id,))
    kept = ("recipient_ids", "recipient_classes", "categories", "purposes")
    form.fill({name: list(getattr(card, name)) for name in kept})
    return ConsentForm(form, _("Narrow this consent"), _("Consent narrowed; the earlier one stays readable"), parent)
