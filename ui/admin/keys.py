"""The keys of the store: changed, the sheets for the safe, and the codes to read over the phone."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from casemgr.core.errors import CaseError
from casemgr.core.sealed_rounds import Standing, role_key_standing
from casemgr.i18n import _, language, plural
from casemgr.services.leaving import Outgoing
from casemgr.services.lost_laptop import lost_laptop_sheet
from ui.admin.erasing import Erasing
from ui.admin.jobs import changing_keys, making_release_codes, making_sheets
from ui.desk import UiDesk
from ui.panes import Scrolled
from ui.person.facts import LABELS
from ui.printing import ask_where, at_the_printer, print_pdf, save_file
from ui.tokens import Text, Tone
from ui.widgets.banner import Banner
from ui.widgets.button import Weight, button
from ui.widgets.card import Card
from ui.widgets.text import words


class Keys(Scrolled):
    """`did` tells a sentence, `refused` a CaseError, `erased` that the store is to end with this shift."""

    did = Signal(str)
    refused = Signal(object)
    erased = Signal()

    def __init__(self, desk: UiDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._paper: Outgoing | None = None
        self._file_name = ""
        self.change = button(_("Change the keys"), Weight.SECONDARY, "key")
        self.one_sheet = button(_("New recovery sheet"), Weight.SECONDARY, "file-lock")
        self.five_sheets = button(_("Five sheets, any two open"), Weight.SECONDARY, "file-lock")
        self.codes = button(_("Release codes"), Weight.SECONDARY, "phone")
        self.lost = button(_("Sheet for a lost laptop"), Weight.SECONDARY, "hard-drive")
        self.print = button(_("Print…"), Weight.PRIMARY, "printer")
        self.save = button(_("Save PDF…"), Weight.SECONDARY, "download")
        self.labels = words("", Text.SECOND, wrap=True)
        self.made = Banner()
        self.erasing = Erasing(desk)
        self._lay_out()
        self._connect()
        self._ready(None)
        desk.ask(role_key_standing, then=self._show_labels)

    def _show_labels(self, standing: tuple[Standing, ...]) -> None:
        self.labels.setText("\n".join(map(_told, standing)))

    def _lay_out(self) -> None:
        card = Card()
        box = card.box
        box.setSpacing(12)
        box.addWidget(words(_("Store keys"), Text.RECORD))
        for title, said, made in (
            (
                _("The store's keys"),
                _("They change by themselves when an account is closed. Change them too after a loss or a doubt."),
                (self.change,),
            ),
            (
                _("The recovery sheet"),
                _(
                    "The only way in when every passphrase is lost. A new one changes the keys; older sheets open only "
                    "older copies. Five sheets go to five people, and any two of them open the store."
                ),
                (self.one_sheet, self.five_sheets),
            ),
            (
                _("Codes by phone"),
                _("Twenty codes, to read one at a time to somebody whose sign-in is locked away from the office."),
                (self.codes,),
            ),
            (
                _("If this laptop is lost"),
                _("What is on it, who opens it, and what to do at once. Keep the paper away from the laptop."),
                (self.lost,),
            ),
        ):
            box.addWidget(words(title, Text.LABEL))
            box.addWidget(words(said, Text.SECOND, wrap=True))
            box.addLayout(_row(*made))
        box.addWidget(words(_("Keys of the labels told to few"), Text.LABEL))
        box.addWidget(self.labels)
        box.addWidget(self.made)
        box.addLayout(_row(self.print, self.save))
        box.addWidget(self.erasing)
        box.addStretch(1)
        self.column.addWidget(card, 1)

    def _connect(self) -> None:
        self.change.clicked.connect(self._change)
        self.one_sheet.clicked.connect(self._one)
        self.five_sheets.clicked.connect(self._five)
        self.codes.clicked.connect(self._codes)
        self.lost.clicked.connect(self._lost)
        self.erasing.erased.connect(self.erased)
        self.erasing.refused.connect(self.refused)
        self.print.clicked.connect(self._print)
        self.save.clicked.connect(self._save)

    def free(self) -> None:
        """What was under way is over."""
        for each in (self.change, self.one_sheet, self.five_sheets, self.codes):
            each.setEnabled(self._desk.shift is not None)

    def _change(self) -> None:
        self._start(_("Changing the store's keys"), changing_keys, self._changed)

    def _one(self) -> None:
        self._file_name = "casemgr-recovery-sheet.pdf"
        self._start(_("Making a recovery sheet"), making_sheets, self._ready, split=False)

    def _five(self) -> None:
        self._file_name = "casemgr-recovery-sheets.pdf"
        self._start(_("Making five recovery sheets"), making_sheets, self._ready, split=True)

    def _codes(self) -> None:
        self._file_name = "casemgr-release-codes.pdf"
        self._start(_("Making release codes"), making_release_codes, self._ready)

    def _lost(self) -> None:
        self._file_name = "casemgr-if-lost.pdf"
        self._desk.ask(lost_laptop_sheet, language(), then=self._made_sheet, otherwise=self._refused)

    def _start(self, title: str, job: Callable[..., Any], then: Callable[[Any], None], **options: bool) -> None:
        if self._desk.shift is None:
            return
        for each in (self.change, self.one_sheet, self.five_sheets, self.codes):
            each.setEnabled(False)
        self._desk.jobs.start(title, job, self._desk.shift, then=then, otherwise=self._refused, **options)

    def _changed(self, _nothing: object) -> None:
        self._ready(None)
        self.did.emit(_("The store has new keys"))

    def _made_sheet(self, paper: Outgoing) -> None:
        self._offer(paper, _("It is ready. Print it, and keep it where the laptop is not."))

    def _ready(self, paper: Outgoing | None) -> None:
        """Offer a paper of the safe; it is there until the next one, and not kept."""
        self._offer(
            paper, _("It is ready, this once. Print it and put it in the safe; the one before no longer counts.")
        )

    def _offer(self, paper: Outgoing | None, said: str) -> None:
        self.free()
        self._paper = paper
        for each in (self.print, self.save):
            each.setVisible(paper is not None)
        if paper is None:
            self.made.dismiss()
        else:
            self.made.tell(Tone.WARN, said)
            self.print.setFocus()

    def _print(self) -> None:
        if self._paper is not None and print_pdf(self._paper, self):
            self.did.emit(at_the_printer())

    def _save(self) -> None:
        path = ask_where(self, self._file_name) if self._paper is not None else None
        if path is None or self._paper is None:
            return
        try:
            save_file(self._paper, path)
        except CaseError as refusal:
            self.refused.emit(refusal)
        else:
            self.did.emit(_("Saved. Print it, then delete the file."))

    def _refused(self, error: CaseError) -> None:
        self.free()
        self.refused.emit(error)


def _told(one: Standing) -> str:
    """How a label's key stands, in a line."""
    name = _(LABELS[one.label])
    if not one.generation:
        return _("{label}: no key yet. It is made when somebody who opens this label next signs in.").format(label=name)
    held = plural("{n} person or sheet holds it", "{n} people and sheets hold it", one.holders)
    waits = plural("{n} text waits to be sealed", "{n} texts wait to be sealed", one.waiting)
    return f"{name}: {held} · {waits}"


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row
