"""The account of disclosures: for someone, who was told what about them, when and on which ground (42 CFR 2.24)."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from dateutil.relativedelta import relativedelta
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from casemgr.core import codes
from casemgr.core.access import May
from casemgr.core.days import long_day
from casemgr.core.errors import Invalid, Problem
from casemgr.core.settings import text_setting
from casemgr.core.tx import Tx
from casemgr.core.verbs import query
from casemgr.disclosing import CONSENT_ONLY
from casemgr.i18n import _, speaking
from casemgr.records import consents, directory, disclosures, people
from casemgr.records.disclosures import MEDIUM_NAMES, Entry, Medium
from casemgr.services.own.giving import OwnPages, Paper, leave_for, spoken, unspoken
from casemgr.services.paper import BODY, HEADING, SMALL, TITLE, PageFrame, document, para

YEARS = 3
"""How far an account goes back unless it is asked for otherwise."""


@query(May.READ_CASES)
def own_account(
    tx: Tx,
    person: UUID,
    language: str = "",
    since: date | None = None,
    until: date | None = None,
    *,
    walled: bool = False,
) -> OwnPages:
    """What was shared about someone in a period, both days included; the last three years unless asked otherwise.

    What went behind a wall is on it only when it is `walled`: the paper may be read by someone else.
    """
    card = people.person(tx, person)
    first, last = _period(tx, since, until)
    entries = disclosures.disclosures_of(tx, card.id, first, last)
    shown = entries if walled else _telling_nothing(tx, entries)
    written = spoken(card.preferred_language, language)
    with speaking(written):
        period = _("From {first} to {last}").format(first=long_day(first), last=long_day(last))
        story = [
            para(_("What we shared about you"), TITLE),
            para(" · ".join([f"{card.given} {card.family}".strip(), card.number]), BODY),
            para(period, BODY),
            *_told(tx, shown, whole=len(shown) == len(entries)),
            Spacer(1, 6 * mm),
            para(_("Ask us about anything here that you do not understand or did not want."), SMALL),
            para(_("Handed over by {name}").format(name=tx.actor.name), SMALL),
        ]
        frame = PageFrame(_("What we shared about you"), text_setting(tx, "agency"), card.number, written)
        pdf = document(frame, story, leave_for(tx, person, Paper.ACCOUNT))
    return OwnPages(
        pdf=pdf,
        language=written,
        left_out=len(entries) - len(shown),
        has_safe_contact_note=card.has_safe_contact_note,
        untranslated=unspoken(card.preferred_language),
    )


def _period(tx: Tx, since: date | None, until: date | None) -> tuple[date, date]:
    last = until or consents.today(tx)
    first = since or last - relativedelta(years=YEARS)
    if first > last:
        raise Invalid(Problem("since", _("The period ends before it begins.")))
    return first, last


def _telling_nothing(tx: Tx, entries: list[Entry]) -> list[Entry]:
    """The entries that name neither a treatment program nor a victim service, nor what only those are told."""
    walls = directory.behind_walls(tx, {one.recipient_id for one in entries if one.recipient_id is not None})
    return [one for one in entries if one.recipient_id not in walls and CONSENT_ONLY.isdisjoint(one.categories)]


def _told(tx: Tx, entries: list[Entry], *, whole: bool) -> Iterator[Flowable]:
    if not whole:
        yield para(_("This paper may not list everything; ask us."), BODY)
    elif not entries:
        yield para(_("In this time nothing about you was shared with anyone."), HEADING)
    for entry in entries:
        day = entry.at.astimezone(tx.store.zone).date()
        yield para(f"{long_day(day)} · {entry.recipient}", HEADING)
        what = ", ".join(codes.label(tx, "information_category", code) for code in entry.categories)
        yield para(_("What: {categories}").format(categories=what), BODY)
        ground = codes.label(tx, "disclosure_basis", entry.basis)
        yield para(_("On the ground of: {ground}").format(ground=ground), BODY)
        way = _(MEDIUM_NAMES[Medium(entry.medium)])
        yield para(_("By what way: {way} · Entry {number}").format(way=way, number=entry.number), SMALL)
