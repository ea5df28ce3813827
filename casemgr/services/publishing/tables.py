"""The tables of a month's open data, from the figures that were signed: what is about people is made safe here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from casemgr.core.columns import Goes
from casemgr.core.register import may_go
from casemgr.records.contacts import Contact
from casemgr.records.neighborhoods import Neighborhood
from casemgr.records.referrals import Referral
from casemgr.services.publishing.cells import Cell, may_show, parts
from casemgr.services.summary.figures import Count, Figures, SectionFigures

PEOPLE = frozenset({"crisis"})
"""Sections that count people; what the others count is done for all to see."""
OF_DOINGS = frozenset({"meetings", "problems", "watch", "education"})


@dataclass(frozen=True)
class Field:
    """One column: its name, its type in a table schema, and what it means."""

    name: str
    type: str
    meaning: str


@dataclass(frozen=True)
class Table:
    """One table: its name, what it holds, its columns and rows; an empty cell is withheld where `status` says so."""

    name: str
    title: str
    fields: tuple[Field, ...]
    rows: tuple[tuple[str, ...], ...]


MONTH = Field("month", "yearmonth", "The month that is counted, in the agency's own time.")
COUNT = Field("count", "integer", "How many; empty where withheld.")
STATUS = Field("status", "string", "shown, together (counts too small to show, in one), or withheld.")


def tables(figures: Figures, least: int) -> tuple[Table, ...]:
    """Every table of a month."""
    month = f"{figures.month // 100}-{figures.month % 100:02d}"
    contacts, funnel = figures.contacts, figures.funnel
    places = tuple(Count(one.label, one.n) for one in contacts.by_neighborhood)  # Never an id of ours.
    needs = ("referrals_by_need", "Referrals sent, by need", "need", funnel.by_need)
    types = ("contacts_by_type", "Contacts by what they were for", "type", contacts.by_type)
    wheres = ("contacts_by_neighborhood", "Contacts by where", "neighborhood", places)
    parted = ((Contact, "contact_type", types), (Neighborhood, "name", wheres), (Referral, "need_domain", needs))
    told = (by for table, column, by in parted if may_go(Goes.OPEN_DATA, table, column))
    return (*(_parted(*by, month, least) for by in told), _measures(figures.sections, month, least))


def _parted(name: str, title: str, by: str, counts: Sequence[Count], month: str, least: int) -> Table:
    labels = {one.code or one.label: one.label for one in counts}
    cells = parts({one.code or one.label: one.n for one in counts}, least)
    fields = (MONTH, Field(by, "string", f"Which {by}."), Field("label", "string", "The same in words."), COUNT, STATUS)
    return Table(name, title, fields, tuple(_row(month, one, labels) for one in cells))


def _row(month: str, one: Cell, labels: dict[str, str]) -> tuple[str, ...]:
    if one.code in labels:
        return month, one.code, labels[one.code], str(one.n), "shown"
    said = "withheld" if one.n is None else "together"
    return month, one.code, "all others together", "" if one.n is None else str(one.n), said


def _measures(sections: Sequence[SectionFigures], month: str, least: int) -> Table:
    fields = (
        MONTH,
        Field("section", "string", "The part of the work."),
        Field("measure", "string", "What is counted, as a code."),
        Field("label", "string", "The same in words."),
        COUNT,
        Field("of", "integer", "Of how many, where it is a part; empty elsewhere and where withheld."),
        STATUS,
    )
    rows = tuple(_measured(sections, month, least))
    return Table("measures", "Meetings, issues, projects, patrols, education and people in crisis", fields, rows)


def _measured(sections: Sequence[SectionFigures], month: str, least: int) -> Iterator[tuple[str, ...]]:
    for section in sections:
        if section.code not in PEOPLE | OF_DOINGS:
            continue
        for one in section.figures:
            if not isinstance(one.n, int) or one.unit:
                continue
            safe = section.code not in PEOPLE or may_show(one.n, one.of, least)
            count, of = (str(one.n), "" if one.of is None else str(one.of)) if safe else ("", "")
            yield month, section.code, one.code, one.label, count, of, "shown" if safe else "withheld"
