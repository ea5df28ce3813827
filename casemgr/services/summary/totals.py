"""The totals of a month as numbers under fixed names: what is signed, and what has changed since."""

import hashlib
import json
from collections.abc import Container, Iterator
from dataclasses import dataclass

from casemgr.core.audit import canonical
from casemgr.i18n import N_, _
from casemgr.services.summary.figures import Figures

Number = int | float
_GONE = {
    "type": N_("A type of contact"),
    "place": N_("A neighborhood"),
    "assigned": N_("Contacts made by the assigned officer"),
    "days": N_("Median days from sending"),
    "need": N_("A need"),
    "decline": N_("A reason for declining"),
}


@dataclass(frozen=True)
class Total:
    """One number; its name is the same in every language, its label is in the one in force."""

    name: str
    label: str
    n: Number


@dataclass(frozen=True)
class Change:
    """A total that is no longer what was signed."""

    label: str
    signed: Number
    now: Number


LATER = frozenset({"step.4"})
"""Totals that were not counted yet when older months were signed: that they are there now is no change of theirs."""


def totals(figures: Figures) -> tuple[Total, ...]:
    """Sections 1 to 12 as totals; what is missing is work to do and no part of what is signed.

    Nor is a section whose records not every signer may see: what changed in it would tell of them.
    """
    return (
        *_headlines(figures),
        *_contacts(figures),
        *_funnel(figures),
        *_promises(figures),
        *_sections(figures),
    )


def _headlines(figures: Figures) -> Iterator[Total]:
    for place, headline in enumerate(figures.headlines):
        yield Total(f"headline.{place}", headline.label, headline.now)


def _contacts(figures: Figures) -> Iterator[Total]:
    contacts = figures.contacts
    for count in contacts.by_type:
        yield Total(f"type.{count.code}", count.label, count.n)
    for count in contacts.by_neighborhood:
        yield Total(f"place.{count.code}", count.label, count.n)
    for rate in contacts.assigned_share:
        label = _("Contacts made by the assigned officer")
        yield Total(f"assigned.{rate.label}", f"{label} · {rate.label}", rate.part)
    yield Total("late", _("Contacts entered late"), contacts.late)
    yield Total("not_reached", _("Attempts that reached nobody"), contacts.not_reached)


def _funnel(figures: Figures) -> Iterator[Total]:
    funnel = figures.funnel
    for place, rate in enumerate(funnel.rates):
        yield Total(f"step.{place}", rate.label, rate.part)
    for place, days in enumerate(funnel.median_days):
        if days.median is not None:
            label = _("Median days from sending")
            yield Total(f"days.{place}", f"{label} · {days.label}", days.median)
    for count in funnel.by_need:
        yield Total(f"need.{count.code}", count.label, count.n)
    for count in funnel.declines:
        yield Total(f"decline.{count.code}", count.label, count.n)
    yield Total("stalled", _("Referrals without an event for too long"), funnel.stalled)


def _promises(figures: Figures) -> Iterator[Total]:
    due = figures.promises
    yield Total("due", _("Follow-ups that fell due"), due.due)
    yield Total("on_time", _("Done on time"), due.on_time)
    yield Total("done_late", _("Done late"), due.late)
    yield Total("overdue", _("Overdue at the cut-off"), due.overdue)
    yield Total("lost", _("Lost contact"), due.lost)


def _sections(figures: Figures) -> Iterator[Total]:
    for section in figures.sections:
        for figure in section.figures if section.signed else ():
            if figure.n is not None:
                yield Total(f"{section.code}.{figure.code}", f"{section.title} · {figure.label}", figure.n)


def written(figures: Figures) -> str:
    """The totals as JSON, the same for the same figures in any language."""
    return canonical({total.name: total.n for total in totals(figures)}).decode()


def digest(figures: Figures) -> str:
    """The SHA-256 of the totals of this month and place, in hex."""
    said = canonical({"month": figures.month, "place": figures.neighborhood}).decode()
    return hashlib.sha256(f"{said}\n{written(figures)}".encode()).hexdigest()


def changed(signed: str, figures: Figures) -> tuple[Change, ...]:
    """What is no longer as it was signed; a total that was or is not there counts as none."""
    before: dict[str, Number] = json.loads(signed)
    now = {total.name: total for total in totals(figures)}
    for name in before:
        if name not in now:
            now[name] = Total(name, _gone(name), 0)
    return tuple(
        Change(total.label, before.get(name, 0), total.n)
        for name, total in now.items()
        if before.get(name, 0) != total.n and not _counted_later(name, before, figures)
    )


def _counted_later(name: str, before: Container[str], figures: Figures) -> bool:
    """Whether a total, or the whole of its section, was not counted yet when the month was signed."""
    if name in before:
        return False
    section = next((one for one in figures.sections if one.code == name.partition(".")[0]), None)
    return name in LATER or (
        section is not None and not any(f"{section.code}.{f.code}" in before for f in section.figures)
    )


def _gone(name: str) -> str:
    """What a total was about that is not there any more; only its fixed name is kept, which is no word for a reader."""
    return _(_GONE.get(name.partition(".")[0], N_("A figure that is no longer there")))
