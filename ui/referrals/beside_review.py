"""What the review shows beside referrals: consents, follow-ups, directory entries, people with many referrals."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from casemgr.core.access import May
from casemgr.i18n import _
from casemgr.records import consents, directory, followups, referrals
from casemgr.records.consents import DECISIONS, ConsentCard, ConsentReviewDraft, Decision, Signature, Standing
from casemgr.records.directory import ServiceCard
from casemgr.records.followups import FollowUpCard
from casemgr.records.referrals import UNDER_WAY
from casemgr.services.review.queues import Line, Sort
from casemgr.services.review.script import Told, told_under
from ui.desk import UiDesk
from ui.facts_view import Fact, FactsView, Section
from ui.fields.when import say_day
from ui.labels import Labels
from ui.page import Go
from ui.panes import Scrolled
from ui.referrals.rows import say_status
from ui.today.promise import PromiseCard
from ui.tokens import Text
from ui.widgets.button import Weight, button
from ui.widgets.card import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.signature import SignaturePicture
from ui.widgets.text import words
from ui.wording import sentence_case

LETTERS = {
    Decision.ASKED_AGAIN: "A",
    Decision.LET_END: "C",
    Decision.SHARING_STOPPED: "D",
    Decision.RECIPIENTS_TOLD: "T",
}


class BesideReview(Card):
    """`did` tells a sentence after something was done here, `go` where the user wants to be."""

    did = Signal(str, object)
    go = Signal(object)
    refused = Signal(object)

    def __init__(self, desk: UiDesk, labels: Labels, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._labels = labels
        self._line: Line | None = None
        self._keys: dict[str, Callable[[], None]] = {}
        self._begin = False
        self._letter = ""
        self._facts: Callable[[], Iterable[Section]] | None = None
        self._title = words("", Text.RECORD, wrap=True)
        self._bar = QWidget()
        self._flow = FlowLayout(self._bar)
        self.facts = FactsView()
        self.signature = SignaturePicture()
        self.promise = PromiseCard(desk, labels)
        self._lay_out()
        self.promise.did.connect(self.did)
        self.promise.refused.connect(self.refused)
        labels.came.connect(self._say)

    def _lay_out(self) -> None:
        scroll = Scrolled(spacing=14)
        for widget in (self.promise, self.facts, self.signature):
            scroll.column.addWidget(widget)
        scroll.column.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(10)
        column.addWidget(self._title)
        column.addWidget(self._bar)
        column.addWidget(scroll, 1)
        self.box.addLayout(column)

    @property
    def line(self) -> Line | None:
        """The line shown."""
        return self._line

    def show_line(self, line: Line) -> None:
        """Show what a line of the review is about."""
        same = self._line is not None and self._line.id == line.id
        self._line = line
        self.promise.setVisible(line.sort is Sort.FOLLOW_UP)
        if not same:
            self._offer(())  # No button or letter of the line before acts while this one is being read.
            self._begin, self._letter = False, ""
            self._facts = None
            self.facts.show_sections(())
            self.signature.show_signature(None)
        ask = {
            Sort.CONSENT: self._ask_consent,
            Sort.FOLLOW_UP: self._ask_followup,
            Sort.SERVICE: self._ask_service,
            Sort.PERSON: self._ask_person,
        }
        self._title.setText(line.name or line.number)
        ask[line.sort](line.id)

    def press(self, letter: str) -> None:
        """Do what this letter stands for here, as soon as it is offered."""
        if letter in self._keys:
            self._keys[letter]()
        elif not self._flow.count():
            self._letter = letter

    def begin(self) -> None:
        """Put the focus on the first thing one can do, as soon as it is offered."""
        item = self._flow.itemAt(0)
        first = item.widget() if item is not None else None
        self._begin = first is None
        if first is not None:
            first.setFocus()

    def _offer(self, deeds: Iterable[tuple[str, str, str, Callable[[], None]]]) -> None:
        """Buttons of these words, letters, drawings and deeds."""
        focused = QApplication.focusWidget()
        held = focused is not None and self._bar.isAncestorOf(focused)
        while (item := self._flow.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self._keys = {}
        for place, (text, letter, drawing, deed) in enumerate(deeds):
            made = button(text, Weight.SECONDARY if place else Weight.PRIMARY, drawing, self._bar)
            if letter:
                made.setToolTip(_("Key {letter}").format(letter=letter))
                self._keys[letter] = deed
            made.clicked.connect(deed)
            self._flow.addWidget(made)
            made.show()
        if self._flow.count():
            self._go_on(begin=self._begin or held)

    def _go_on(self, *, begin: bool) -> None:
        """Do what was wanted before anything was offered."""
        letter, self._letter = self._letter, ""
        if begin:
            self.begin()
        if letter in self._keys:
            self._keys[letter]()

    def _show(self, facts: Callable[[], Iterable[Section]]) -> None:
        self._facts = facts
        self._say()

    def _say(self) -> None:
        if self._facts is not None:
            self.facts.show_sections(self._facts())

    def _do(self, said: str, command: Callable[..., Any], *args: object) -> None:
        self._desk.do(command, *args, then=partial(self._done, said), otherwise=self.refused.emit)

    def _done(self, said: str, _result: object) -> None:
        self.did.emit(said, None)

    def _go(self, where: str, id: UUID) -> None:
        self.go.emit(Go(where, id))

    def _ask_consent(self, id: UUID) -> None:
        self._desk.ask(consents.consent, id, then=self._consent_came, otherwise=self.refused.emit)

    def _consent_came(self, card: ConsentCard) -> None:
        if self._line is None or card.id != self._line.id:
            return
        revoked = card.status is Standing.REVOKED
        fit = [Decision.SHARING_STOPPED, Decision.RECIPIENTS_TOLD] if revoked else list(Decision)[:3]
        deeds = []
        if self._desk.actor.may(May.RECORD_CONSENT):
            deeds = [(_(DECISIONS[one]), LETTERS[one], "check", partial(self._decide, card.id, one)) for one in fit]
        self._offer([*deeds, (_("Open person"), "O", "user", partial(self._go, "people", card.person_id))])
        self._desk.ask(told_under, card.id, then=partial(self._told_came, card), otherwise=self.refused.emit)
        self._desk.ask(consents.signature_of, card.id, then=partial(self._signed, card.id))

    def _signed(self, id: UUID, signature: Signature | None) -> None:
        if self._line is not None and self._line.id == id:
            self.signature.show_signature(signature)

    def _told_came(self, card: ConsentCard, told: list[Told]) -> None:
        if self._line is not None and card.id == self._line.id:
            self._show(partial(self._consent_facts, card, told))

    def _consent_facts(self, card: ConsentCard, told: list[Told]) -> Iterable[Section]:
        names = [self._labels.record("organizations", id) for id in card.recipient_ids]
        covers = ", ".join(self._labels.code("information_category", code) for code in card.categories)
        facts = [
            Fact(sentence_case(self._labels.code("consent_status", card.status)), _("Status")),
            Fact(", ".join((*names, *card.recipient_classes)), _("For whom")),
            Fact(covers, _("What may be shared")),
            Fact(say_day(card.expires_on), _("Until")),
        ]
        if card.revocation_reason:
            facts.append(Fact(card.revocation_reason, _("Why withdrawn"), card.revocation_scope))
        yield Section(_("Consent"), tuple(facts))
        yield Section(_("What was shared, and with whom"), tuple(self._told(one) for one in told))

    def _told(self, one: Told) -> Fact:
        shared = ", ".join(self._labels.code("information_category", code) for code in one.categories)
        return Fact(one.organization or _("Nobody named"), one.number, shared)

    def _decide(self, id: UUID, decision: Decision) -> None:
        self._do(_(DECISIONS[decision]), consents.review_consent, id, ConsentReviewDraft(decision=decision))

    def _ask_followup(self, id: UUID) -> None:
        self._desk.ask(followups.followup, id, then=self._followup_came, otherwise=self.refused.emit)

    def _followup_came(self, card: FollowUpCard) -> None:
        if self._line is None or card.id != self._line.id:
            return
        self.promise.show_card(card)
        self.promise.setVisible(card.status == followups.Status.OPEN)
        again = _("Keep trying") if card.status == followups.Status.OPEN else _("Leave it so")
        deeds = [(again, "A", "check", partial(self._do, again, followups.reviewed, card.id, again))]
        if card.person_id is not None:
            deeds.append((_("Open person"), "O", "user", partial(self._go, "people", card.person_id)))
        self._offer(deeds)
        self._show(partial(self._tried, card))

    def _tried(self, card: FollowUpCard) -> Iterable[Section]:
        def line(method: str, result: str) -> str:
            return f"{self._labels.code('contact_medium', method)}: {self._labels.code('attempt_result', result)}"

        zone = self._desk.zone
        yield Section(
            _("Attempts"),
            tuple(Fact(line(a.method, a.result), say_day(a.at.astimezone(zone).date()), a.note) for a in card.attempts),
        )
        if card.result_note:
            yield Section(_("Result"), (Fact(card.result_note),))

    def _ask_service(self, id: UUID) -> None:
        self._desk.ask(directory.service, id, then=self._service_came, otherwise=self.refused.emit)

    def _service_came(self, card: ServiceCard) -> None:
        if self._line is None or card.id != self._line.id:
            return
        deeds = []
        if self._desk.actor.may(May.EDIT_DIRECTORY):
            said = _("Checked: it holds")
            deeds = [(said, "A", "check", partial(self._do, said, directory.mark_checked, card.id))]
        self._offer([*deeds, (_("Open in the directory"), "O", "building", partial(self._go, "services", card.id))])
        numbers = tuple(Fact(one.number, one.type or _("Telephone"), one.description) for one in card.phones)
        named = tuple(Fact(one.name, one.title or _("Contact"), one.email) for one in card.contacts)
        facts = (Fact(card.organization, _("Organization")), Fact(card.local.police_contact_phone, _("For police")))
        held = tuple(fact for fact in facts if fact.said)
        self._show(lambda: (Section(_("Whom to ask"), (*held, *numbers, *named)),))

    def _ask_person(self, id: UUID) -> None:
        self._desk.ask(referrals.of_person, id, then=partial(self._theirs_came, id), otherwise=self.refused.emit)

    def _theirs_came(self, id: UUID, rows: list[Any]) -> None:
        if self._line is None or id != self._line.id:
            return
        under_way = [row for row in rows if row.status in UNDER_WAY]
        self._offer([(_("Open person"), "O", "user", partial(self._go, "people", id))])
        self._show(partial(self._theirs, under_way))

    def _theirs(self, rows: list[Any]) -> Iterable[Section]:
        facts = (Fact(row.service_name, row.number, say_status(self._labels, row.status)) for row in rows)
        yield Section(_("Open referrals"), tuple(facts))
