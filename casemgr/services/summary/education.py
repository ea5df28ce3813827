"""Section 11: the public taught, by topic, and what a quiz before and after showed."""

from typing import Any
from uuid import UUID

from sqlmodel import select

from casemgr.core import codes
from casemgr.core.tx import Tx
from casemgr.i18n import _
from casemgr.records.education import EducationSession, Status
from casemgr.services.summary.figures import Figure, SectionFigures
from casemgr.services.summary.period import Month


def education(tx: Tx, month: Month, neighborhood: UUID | None) -> SectionFigures:
    """The sessions held in a month; the change is the mean over all who answered both quizzes."""
    first, end = month.borders(tx.store.zone)
    rules: list[Any] = [EducationSession.starts_at >= first, EducationSession.starts_at < end]
    rules.append(EducationSession.status == Status.HELD.value)
    if neighborhood:
        rules.append(EducationSession.neighborhood_id == neighborhood)
    held = tx.exec(select(EducationSession).where(*rules).order_by(EducationSession.starts_at)).all()  # type: ignore
    figures = [
        Figure("held", _("Sessions held"), len(held), behind=_of(held)),
        Figure("people", _("People there"), sum(one.attendance or 0 for one in held)),
    ]
    for choice in codes.choices(tx, "education_topic"):
        some = [one for one in held if one.topic == choice.code]
        if some:
            figures.append(Figure(f"topic_{choice.code}", choice.label.capitalize(), len(some), behind=_of(some)))
    asked = [one for one in held if one.quiz_n]
    n = sum(one.quiz_n for one in asked)
    gained = sum(one.quiz_n * ((one.quiz_after or 0) - (one.quiz_before or 0)) for one in asked)
    figures.append(Figure("gain", _("Gain between the quizzes"), round(gained / n, 1) if n else None, unit=_("points")))
    return SectionFigures(11, "education", _("Community education"), tuple(figures))


def _of(held: Any) -> tuple[tuple[str, UUID], ...]:
    return tuple(("education", one.id) for one in held)
