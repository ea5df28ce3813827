"""Whoever is to be walled off, an intake, and every way by which one may come by it."""

from datetime import date
from typing import Any
from uuid import UUID

import casemgr.app  # noqa: F401  (every sheet)
from casemgr.core import general
from casemgr.core.access import Label, May, Role, Scope
from casemgr.core.desk import Desk
from casemgr.core.errors import CaseError, NotAllowed, NotFound
from casemgr.records import feedback
from casemgr.records.feedback import (
    AcknowledgeDraft,
    CloseDraft,
    FeedbackDraft,
    FindingDraft,
    NamedDraft,
    RouteDraft,
    RoutedTo,
    ThankDraft,
)
from casemgr.services import seeking, today
from casemgr.services.concern_receipt import concern_receipt
from casemgr.services.summary import figures
from tests.samples import made, sample

ALL: dict[str, Any] = {"scope": Scope.ALL, "extra_labels": frozenset(Label)}


def hired(admin: Desk, *roles: Role, unit: str = "North") -> UUID:
    return made(admin, "staff", roles=list(roles), unit=unit)


def taken(desk: Desk, **facts: Any) -> UUID:
    said: dict[str, Any] = {
        "kind": "complaint",
        "route": "phone",
        "reach": "555 0100",
        "summary": "He shouted by the kiosk.",
    } | facts
    return desk.do(feedback.take_feedback, FeedbackDraft(**said))


def listed(desk: Desk, id: UUID) -> bool:
    return id in {row.id for row in desk.ask(general.listing, "feedback").rows}


def read(desk: Desk, id: UUID) -> bool:
    try:
        return desk.ask(general.reading, "feedback", id).id == id
    except NotFound:
        return False


def titled(desk: Desk, id: UUID) -> bool:
    return id in desk.ask(general.titles, "feedback", [id])


def found(desk: Desk, id: UUID) -> bool:
    return id in {hit.id for hit in desk.ask(general.find, "kiosk")}


def looked_for(desk: Desk, id: UUID) -> bool:
    return id in {hit.id for hit in desk.ask(seeking.look, "kiosk").hits}


def counted(desk: Desk, id: UUID) -> bool:
    if not desk.actor.may(May.READ_SUMMARY):
        return False
    month = desk.ask(figures, "2026-10")
    section = next(one for one in month.sections if one.number == 12)
    assert not section.signed
    behind = {about for figure in section.figures for about in figure.behind}
    assert all(figure.n == len(figure.behind) for figure in section.figures if figure.code.startswith("kind_"))
    return ("feedback", id) in behind


def awaited(desk: Desk, id: UUID) -> bool:
    return id in {item.id for board in desk.ask(today.boards) for item in board.items}


def printed(desk: Desk, id: UUID) -> bool:
    try:
        return bool(desk.ask(concern_receipt, id))
    except NotFound:
        return False


def acted(desk: Desk, id: UUID) -> bool:
    """Whether any step at all is possible, or refused for another reason than that there is nothing."""
    steps = (
        (feedback.acknowledge, AcknowledgeDraft()),
        (feedback.name_officers, NamedDraft()),
        (feedback.route, RouteDraft(to=RoutedTo.INTERNAL_AFFAIRS)),
        (feedback.record_finding, FindingDraft(finding="unfounded", finding_on=date(2026, 10, 14), ia_number="IA 1")),
        (feedback.thank, ThankDraft()),
        (feedback.close, CloseDraft()),
        (feedback.change_feedback, sample(desk, "feedback")),
    )
    for step, draft in steps:
        try:
            desk.do(step, id, draft)
        except NotFound:
            continue
        except NotAllowed:
            continue
        except CaseError:
            return True
        return True
    return False


WAYS = (listed, read, titled, found, looked_for, counted, awaited, printed, acted)
