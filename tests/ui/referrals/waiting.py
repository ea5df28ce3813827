"""People and referrals for the referrals page, and when it has settled."""

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from casemgr.core.desk import Desk
from casemgr.records import directory
from casemgr.records.referrals import ReferralCard
from tests.builders import a_consent, a_person
from ui.referrals.page import ReferralsPage

CTRL = Qt.KeyboardModifier.ControlModifier


def a_consented(desk: Desk, service: UUID, given: str = "Maria") -> UUID:
    """Someone who agreed that this service is told who they are and what they need."""
    person = a_person(desk, given)
    organization = desk.ask(directory.service, service).organization_id
    assert organization is not None
    a_consent(desk, person, organization)
    return person


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def shown(page: ReferralsPage) -> ReferralCard:
    assert page.detail.card is not None
    return page.detail.card
