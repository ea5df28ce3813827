"""What texts of community work are about: places and services, never what someone believes (28 CFR 23.20(b))."""

from collections.abc import Collection

from sqlmodel import SQLModel

from casemgr.core.errors import Invalid, Problem
from casemgr.i18n import _
from casemgr.narrative import FindingKind, asked, check

VIEWS = frozenset({FindingKind.ASSOCIATION})
"""Views, faith and company."""
MAY_BE_MEANT = frozenset({FindingKind.ASSOCIATION, FindingKind.NAME})
"""What may be the name of a place, a group or a service; whoever wrote it can say so."""
NOT_PUBLIC = frozenset(set(FindingKind) - {FindingKind.ADDRESS, FindingKind.HEALTH})
"""What is never on a sheet that is handed out; places and services have addresses and speak of health."""


def refuse_views(draft: SQLModel, *fields: str, meant: bool = False) -> None:
    """Invalid for each of these texts that may tell of a person's views, faith or company.

    `meant` says that whoever wrote it has looked, and it tells of a place, a group or a service.
    """
    _refuse(draft, fields, VIEWS - (MAY_BE_MEANT if meant else frozenset()))


def refuse_private(draft: SQLModel, *fields: str, meant: bool = False) -> None:
    """Invalid for each of these texts, which are handed out, that may tell of a person at all."""
    _refuse(draft, fields, NOT_PUBLIC - (MAY_BE_MEANT if meant else frozenset()))


def _refuse(draft: SQLModel, fields: tuple[str, ...], kinds: Collection[FindingKind]) -> None:
    said = _("“{words}” may tell of someone's views or faith. Write of the place or the service instead.")
    problems = [
        Problem(field, said.format(words=found.text) if found.kind in VIEWS else asked(found))
        for field in fields
        for found in check(getattr(draft, field))
        if found.kind in kinds
    ]
    if problems:
        raise Invalid(*problems)
