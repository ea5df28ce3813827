"""Beginning a referral in the window: need, service, and the consent or the basis it rests on."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from casemgr.core import unsent
from casemgr.core.access import Role
from casemgr.core.desk import Desk
from casemgr.records import consents
from casemgr.records.referrals import Status
from tests.builders import a_member, a_need, a_person
from tests.ui.referrals.waiting import CTRL, a_consented, focused, shown
from tests.ui.typing import type_text
from ui.referrals.begin import ReferralForm
from ui.referrals.page import ReferralsPage
from ui.widgets.signature import SignaturePad


def begun(qtbot: QtBot, page: ReferralsPage, **start: object) -> ReferralForm:
    page.begin(start)
    qtbot.waitUntil(lambda: not page.desk.busy)
    assert page.form is not None
    return page.form


def test_a_referral_is_made_with_the_need_its_service_and_the_consent_that_covers_it(
    qtbot: QtBot, officer: Desk, shelter: UUID, page_of: Callable[..., ReferralsPage]
) -> None:
    person = a_consented(officer, shelter)
    need = a_need(officer, person)
    page = page_of(desk=officer)
    form = begun(qtbot, page, person_id=person, need_id=need)
    qtbot.waitUntil(lambda: form.services.model.rowCount() == 1)
    form.services.search.setFocus()
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: form.consent.state.text() == "Consent covers this")
    type_text(form.questions.fields["desired_outcomes"].field.editor(), "A bed tonight")
    QTest.keyClick(focused(), Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: page.form is None)
    qtbot.waitUntil(lambda: page.detail.card is not None and shown(page).status is Status.REQUESTED)
    assert (shown(page).need_id, shown(page).person_id) == (need, person)


def test_without_consent_nothing_leaves_and_the_consent_is_recorded_in_place(
    qtbot: QtBot, officer: Desk, shelter: UUID, page_of: Callable[..., ReferralsPage]
) -> None:
    person = a_person(officer)
    page = page_of(desk=officer)
    form = begun(qtbot, page, person_id=person, service_id=shelter)
    type_text(form.questions.fields["desired_outcomes"].field.editor(), "A bed tonight")
    qtbot.waitUntil(lambda: form.consent.state.text() == "No consent")
    form.send.click()
    qtbot.waitUntil(lambda: focused() is form.consent.record)
    form.consent.record.click()
    QTest.keyClicks(focused(), "3")
    type_text(form.consent.writing.fields["witness"].field.editor(), "Ofc. Lin")
    form.consent.writing.fields["not_a_condition_of_service"].set_value(True)
    form.consent.writing.save()
    qtbot.waitUntil(lambda: form.consent.state.text() == "Consent covers this")
    assert form.questions.fields["desired_outcomes"].value() == ("A bed tonight",)
    form.send.click()
    qtbot.waitUntil(lambda: page.detail.card is not None and shown(page).status is Status.REQUESTED)


def test_a_stated_basis_stands_in_for_consent(
    qtbot: QtBot,
    officer: Desk,
    shelter: UUID,
    page_of: Callable[..., ReferralsPage],
    desk_of: Callable[..., Desk],
) -> None:
    person = a_person(officer)
    page = page_of(desk=officer)
    form = begun(qtbot, page, person_id=person, service_id=shelter)
    type_text(form.questions.fields["desired_outcomes"].field.editor(), "Safe tonight")
    qtbot.waitUntil(lambda: form.consent.state_basis.isVisible())
    form.consent.state_basis.click()
    form.consent.basis["basis"].set_value("imminent_threat")
    form.send.click()
    reason = form.consent.basis["basis_reason"]
    qtbot.waitUntil(lambda: reason.problem() == "Write why this basis applies here.")
    type_text(reason.field.editor(), "Says he will be killed tonight")
    form.send.click()
    agreed = form.consent.basis["approved_by"]
    qtbot.waitUntil(lambda: str(agreed.problem()).startswith("Without consent a supervisor has to agree."))
    agreed.set_value(a_member(desk_of(Role.ADMINISTRATOR), roles=[Role.SUPERVISOR]))
    form.send.click()
    qtbot.waitUntil(lambda: page.detail.card is not None and shown(page).basis == "imminent_threat")


def test_what_is_typed_is_kept_encrypted_and_comes_back(
    qtbot: QtBot, officer: Desk, shelter: UUID, page_of: Callable[..., ReferralsPage]
) -> None:
    person = a_person(officer)
    page = page_of(desk=officer)
    form = begun(qtbot, page, person_id=person, service_id=shelter)
    type_text(form.questions.fields["reason"].field.editor(), "Sleeps in the car")
    qtbot.waitUntil(lambda: bool(officer.ask(unsent.kept, "referrals")))
    assert page.back()
    again = begun(qtbot, page)
    qtbot.waitUntil(lambda: again.questions.fields["reason"].value() == "Sleeps in the car")
    assert (again.questions.person, again.services.service) == (person, shelter)
    again.keep_draft.click()
    qtbot.waitUntil(lambda: page.detail.card is not None and shown(page).status is Status.DRAFT)
    qtbot.waitUntil(lambda: officer.ask(unsent.kept, "referrals") == [])


def signing(qtbot: QtBot, form: ReferralForm) -> None:
    """Have them sign on the screen."""
    qtbot.waitUntil(lambda: form.consent.record.isVisible())
    form.consent.record.click()
    QTest.keyClicks(focused(), "2")
    type_text(form.consent.writing.fields["signed_name"].field.editor(), "Maria García")
    draw(form.consent.writing.signature.pad)
    assert form.consent.writing.signature.strokes()


def test_a_signature_holds_for_nobody_else_and_for_nothing_else(
    qtbot: QtBot, officer: Desk, shelter: UUID, page_of: Callable[..., ReferralsPage]
) -> None:
    one, other = a_person(officer), a_person(officer, "Ben")
    form = begun(qtbot, page_of(desk=officer), person_id=one, service_id=shelter)
    signing(qtbot, form)
    shared = form.questions.fields["information_shared"]
    shared.set_value(("identity",))
    form.questions.asked_anew.emit()
    assert not form.consent.writing.signature.strokes(), "they signed for more"
    assert form.consent.recording
    draw(form.consent.writing.signature.pad)
    form.questions.fields["person_id"].set_value(other)
    form.questions.asked_anew.emit()
    assert not form.consent.writing.signature.strokes()
    assert not form.consent.recording
    assert form.consent.writing.fields["signed_name"].value() is None


def test_a_consent_being_written_is_kept_but_not_its_signature(
    qtbot: QtBot, officer: Desk, shelter: UUID, page_of: Callable[..., ReferralsPage]
) -> None:
    page = page_of(desk=officer)
    signing(qtbot, begun(qtbot, page, person_id=a_person(officer), service_id=shelter))
    page.keep()
    assert page.back()
    again = begun(qtbot, page)
    qtbot.waitUntil(lambda: again.consent.writing.fields["signed_name"].value() == "Maria García")
    assert again.consent.recording
    assert again.consent.writing.signature.isVisible()
    assert not again.consent.writing.signature.strokes()


class Keys:
    """Counts what is pressed, as a user presses it; words typed are counted apart."""

    def __init__(self) -> None:
        self.pressed = self.letters = 0

    def press(self, *keys: Qt.Key, ctrl: bool = False) -> None:
        for key in keys:
            self.pressed += 1
            QTest.keyClick(focused(), key, CTRL if ctrl else Qt.KeyboardModifier.NoModifier)

    def digit(self, place: int) -> None:
        self.pressed += 1
        QTest.keyClicks(focused(), str(place))

    def write(self, text: str) -> None:
        self.letters += len(text)
        type_text(focused(), text)


def test_an_officer_refers_by_keyboard_alone_in_twenty_keys_and_a_name(
    qtbot: QtBot, officer: Desk, shelter: UUID, page_of: Callable[..., ReferralsPage]
) -> None:
    """From the person's page: need, service, hope, spoken consent with its witness, sent; and no pointer."""
    person = a_person(officer)
    page = page_of(desk=officer)
    form = begun(qtbot, page, person_id=person)
    keys = Keys()
    keys.digit(1)
    qtbot.waitUntil(lambda: form.services.model.rowCount() == 1 and not page.desk.busy)
    keys.press(Qt.Key.Key_F2, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: form.consent.state.text() == "No consent" and form.consent.record.isVisible())
    keys.press(Qt.Key.Key_F3)
    keys.digit(1)
    keys.press(Qt.Key.Key_F4)
    keys.digit(3)
    keys.press(Qt.Key.Key_Tab)
    keys.write("Lin")
    keys.press(Qt.Key.Key_Tab, Qt.Key.Key_Space)
    keys.press(Qt.Key.Key_Return, ctrl=True)
    qtbot.waitUntil(lambda: form.consent.state.text() == "Consent covers this")
    keys.press(Qt.Key.Key_Return, ctrl=True)
    qtbot.waitUntil(lambda: page.detail.card is not None and shown(page).status is Status.REQUESTED)
    assert [hope.text for hope in shown(page).desired_outcomes] == ["A bed tonight"]
    assert keys.pressed <= 20
    assert keys.letters == 3


def test_they_sign_on_the_screen_and_it_is_kept_as_strokes(
    qtbot: QtBot, officer: Desk, shelter: UUID, page_of: Callable[..., ReferralsPage]
) -> None:
    person = a_person(officer)
    page = page_of(desk=officer)
    form = begun(qtbot, page, person_id=person, service_id=shelter)
    qtbot.waitUntil(lambda: form.consent.record.isVisible())
    form.consent.record.click()
    QTest.keyClicks(focused(), "2")
    form.consent.writing.fields["not_a_condition_of_service"].set_value(True)
    form.consent.writing.save()
    problem = form.consent.writing.fields["signed_name"].problem
    qtbot.waitUntil(lambda: problem() == "Have them sign in the box, or type their name.")
    draw(form.consent.writing.signature.pad)
    form.consent.writing.save()
    qtbot.waitUntil(lambda: form.consent.state.text() == "Consent covers this")
    [consent] = officer.ask(consents.consents_of, person)
    signature = officer.ask(consents.signature_of, consent.id)
    assert signature is not None
    [stroke] = signature.strokes
    assert len(stroke) >= 10
    assert all(0 <= point.x <= 1 and 0 <= point.y <= 1 for point in stroke)
    assert [point.ms for point in stroke] == sorted(point.ms for point in stroke)


def draw(pad: SignaturePad) -> None:
    """A stroke across the pad, as with a mouse."""
    spots = [QPoint(20 + place * 15, 40 + place % 5) for place in range(13)]
    left, alone = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mousePress(pad, left, alone, spots[0])
    for spot in spots:
        QTest.mouseMove(pad, spot)
    QTest.mouseRelease(pad, left, alone, spots[-1])
