"""One's own means of signing in: the passphrase, the code of a phone, and a short code for the shift."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from casemgr.core import second_factor
from casemgr.core.errors import CaseError, Invalid
from casemgr.core.second_factor import Enrollment
from casemgr.core.settings import text_setting
from casemgr.i18n import _
from ui.desk import UiDesk
from ui.look import current_look
from ui.panes import Scrolled
from ui.sign_in.for_phone import ForPhone
from ui.sign_in.jobs import changing_passphrase, setting_short_code, turning_on
from ui.tokens import Text
from ui.unlock import WIDTH, AskLine
from ui.widgets.button import Weight, button
from ui.widgets.card import Card
from ui.widgets.text import words


class OwnSignIn(Scrolled):
    """`did` tells a sentence, `refused` a CaseError that belongs to no field."""

    did = Signal(str)
    refused = Signal(object)

    def __init__(self, desk: UiDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._enrolled: Enrollment | None = None
        self.old = AskLine(_("Present passphrase"), secret=True)
        self.new = AskLine(_("New passphrase"), secret=True, hint=_("Four or more unrelated words do well."))
        self.again = AskLine(_("The same once more"), secret=True)
        self.change = button(_("Change the passphrase"), Weight.SECONDARY, "key")
        self.begin_phone = button(_("Set up a phone"), Weight.SECONDARY, "phone")
        self.for_phone = ForPhone()
        self.code = AskLine(_("Six digits the phone shows"))
        self.turn_on = button(_("Ask for it from now on"), Weight.SECONDARY, "check")
        self.phone_said = words("", Text.SECOND, wrap=True)
        self.short = AskLine(
            _("Short code for this shift"), secret=True, hint=_("Six digits or more, for eight hours.")
        )
        self.set_short = button(_("Use it until the shift ends"), Weight.SECONDARY, "clock")
        for line in (self.old, self.new, self.again, self.code, self.short):
            line.setMaximumWidth(current_look().px(WIDTH))
        for card in (self._passphrase_card(), self._phone_card(), self._short_card()):
            self.column.addWidget(card)
        self.column.addStretch(1)
        self._show_phone(None)
        self._say_phone(None)
        if desk.shift is not None:
            desk.ask(second_factor.has_second_factor, then=self._say_phone)

    def _passphrase_card(self) -> Card:
        card = _card(_("Passphrase"), "")
        for widget in (self.old, self.new, self.again):
            card.box.addWidget(widget)
        card.box.addLayout(_row(self.change))
        self.change.clicked.connect(self._change)
        return card

    def _phone_card(self) -> Card:
        said = _("A second proof besides the passphrase: six digits from an app on your phone. It needs no network.")
        card = _card(_("Code of the phone"), said)
        card.box.addWidget(self.phone_said)
        card.box.addLayout(_row(self.begin_phone))
        for widget in (self.for_phone, self.code):
            card.box.addWidget(widget)
        card.box.addLayout(_row(self.turn_on))
        self.begin_phone.clicked.connect(self._begin_phone)
        self.turn_on.clicked.connect(self._prove)
        self.code.edit.returnPressed.connect(self._prove)
        return card

    def _short_card(self) -> Card:
        said = _(
            "Opens a locked window on this computer, instead of the passphrase. Five wrong tries, closing the program, "
            "or eight hours end it."
        )
        card = _card(_("Short code"), said)
        card.box.addWidget(self.short)
        card.box.addLayout(_row(self.set_short))
        self.set_short.clicked.connect(self._set_short)
        return card

    def _change(self) -> None:
        for line in (self.old, self.new, self.again):
            line.say("")
        if self.new.text() != self.again.text():
            self.again.say(_("This is not the same as above."), focus=True)
        elif self._desk.shift is not None:
            given = (self._desk.shift, self.old.text(), self.new.text())
            title = _("Changing the passphrase")
            self._desk.jobs.start(title, changing_passphrase, *given, then=self._changed, otherwise=self._not_changed)

    def _changed(self, _nothing: object) -> None:
        for line in (self.old, self.new, self.again):
            line.edit.clear()
        self.did.emit(_("Your passphrase is changed"))

    def _not_changed(self, error: CaseError) -> None:
        line = self.new if isinstance(error, Invalid) else self.old
        line.say(error.sentence, focus=True)

    def _begin_phone(self) -> None:
        self._desk.ask(text_setting, "agency", then=self._enroll)

    def _enroll(self, agency: str) -> None:
        shift = self._desk.shift
        if shift is not None:
            self._show_phone(second_factor.enrollment(shift.opened.name, agency))
            self.code.setFocus()

    def _show_phone(self, enrolled: Enrollment | None) -> None:
        self._enrolled = enrolled
        for widget in (self.for_phone, self.code, self.turn_on):
            widget.setVisible(enrolled is not None)
        self.for_phone.show_phone(enrolled)
        if enrolled is None:
            self.code.edit.clear()

    def _prove(self) -> None:
        self.code.say("")
        if self._enrolled is not None and self._desk.shift is not None:
            given = (self._desk.shift, self._enrolled, self.code.text())
            title = _("Setting up a phone")
            self._desk.jobs.start(title, turning_on, *given, then=self._turned_on, otherwise=self._not_proved)

    def _turned_on(self, _nothing: object) -> None:
        self._show_phone(None)
        self._say_phone(self._desk.actor.id)
        self.did.emit(_("From now on the phone's code is asked for"))

    def _not_proved(self, error: CaseError) -> None:
        self.code.say(error.sentence, focus=True)

    def _say_phone(self, there: object) -> None:
        with_one = _("It is asked for when you sign in. An administrator takes it off if the phone is lost.")
        self.phone_said.setText(with_one if there else _("It is not asked for yet."))

    def _set_short(self) -> None:
        self.short.say("")
        if self._desk.shift is not None:
            given = (self._desk.shift, self.short.text())
            title = _("Setting a short code")
            self._desk.jobs.start(
                title, setting_short_code, *given, then=self._short_set, otherwise=self._short_refused
            )

    def _short_set(self, _nothing: object) -> None:
        self.short.edit.clear()
        self.did.emit(_("The short code opens this window until the shift ends"))

    def _short_refused(self, error: CaseError) -> None:
        self.short.say(error.sentence, focus=True)


def _card(title: str, said: str) -> Card:
    card = Card()
    card.box.setSpacing(12)
    card.box.addWidget(words(title, Text.RECORD))
    if said:
        card.box.addWidget(words(said, Text.SECOND, wrap=True))
    return card


def _row(widget: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(widget)
    row.addStretch(1)
    return row
