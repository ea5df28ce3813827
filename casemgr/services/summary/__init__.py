"""A month in figures, all of one moment: sections 1 to 13 of the summary (domain 2.18)."""

from collections.abc import Callable
from uuid import UUID

from casemgr.core.access import May
from casemgr.core.errors import Invalid, Problem
from casemgr.core.tx import Tx
from casemgr.core.verbs import query
from casemgr.i18n import _
from casemgr.services.summary.contacts import contact_figures, neighborhood_name, total
from casemgr.services.summary.crisis import crisis
from casemgr.services.summary.education import education
from casemgr.services.summary.figures import Figures, Headline, SectionFigures
from casemgr.services.summary.funnel import connected_in, funnel
from casemgr.services.summary.meetings import meetings
from casemgr.services.summary.missing import missing
from casemgr.services.summary.neighborhoods import neighborhoods
from casemgr.services.summary.oversight import oversight
from casemgr.services.summary.period import Month, month
from casemgr.services.summary.problems import problems
from casemgr.services.summary.promises import promises
from casemgr.services.summary.training import training
from casemgr.services.summary.watch import watch
from casemgr.services.summary.youth import youth

SECTIONS: tuple[Callable[[Tx, Month, UUID | None], SectionFigures], ...] = (
    neighborhoods,
    crisis,
    meetings,
    problems,
    watch,
    youth,
    training,
    education,
    oversight,
)
"""Sections 5 to 12, in their order; each is a file of its own and a line here."""


@query(May.READ_SUMMARY)
def figures(tx: Tx, month_text: str, neighborhood: UUID | None = None) -> Figures:
    """The figures of a month such as 2026-10, of one neighborhood or of all the actor sees."""
    now = month(month_text)
    if now.number > tx.store.month_of(tx.now):
        raise Invalid(Problem("month", _("This month has not begun yet.")))
    contacts = contact_figures(tx, now, neighborhood)
    sent = funnel(tx, now, neighborhood)
    due = promises(tx, now, neighborhood)
    return Figures(
        month=now.number,
        neighborhood=neighborhood_name(tx, neighborhood),
        cut_off=tx.now,
        headlines=_headlines(tx, now, neighborhood, contacts.total, sent.started, due.on_time),
        contacts=contacts,
        funnel=sent,
        promises=due,
        sections=tuple(section(tx, now, neighborhood) for section in SECTIONS),
        missing=missing(tx, now, neighborhood),
    )


def _headlines(tx: Tx, now: Month, neighborhood: UUID | None, met: int, sent: int, kept: int) -> tuple[Headline, ...]:
    """Section 1: four figures beside the month before and the same month a year before."""
    before, year = now.back(1), now.back(12)
    others = [
        (
            total(tx, m, neighborhood),
            funnel(tx, m, neighborhood).started,
            connected_in(tx, m, neighborhood),
            promises(tx, m, neighborhood).on_time,
        )
        for m in (before, year)
    ]
    labels = (
        _("Contacts"),
        _("Referrals sent"),
        _("People connected to a service"),
        _("Follow-ups done on time"),
    )
    values = (met, sent, connected_in(tx, now, neighborhood), kept)
    return tuple(Headline(*line) for line in zip(labels, values, *others, strict=True))
