"""The figures of a month as plain values: what the window shows, the paper prints and a test adds up."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class Edition(StrEnum):
    """For whom a summary is made; the names of people are in none of them by default."""

    INTERNAL = "internal"
    COMMAND = "command"


@dataclass(frozen=True)
class Count:
    """How many of one sort; `code` names it in every language."""

    label: str
    n: int
    code: str = ""


@dataclass(frozen=True)
class Headline:
    """One figure with the month before and the same month a year before."""

    label: str
    now: int
    month_before: int
    year_before: int


@dataclass(frozen=True)
class Rate:
    """A part of a whole; no percentage of nothing."""

    label: str
    part: int
    whole: int

    @property
    def percent(self) -> int | None:
        return round(100 * self.part / self.whole) if self.whole else None


@dataclass(frozen=True)
class Days:
    """The median of a number of days; None when nobody got that far."""

    label: str
    median: float | None


@dataclass(frozen=True)
class ContactFigures:
    """Section 2: contacts by type and neighborhood, and the share made by the assigned officer."""

    total: int
    by_type: tuple[Count, ...]
    by_neighborhood: tuple[Count, ...]
    assigned_share: tuple[Rate, ...]
    late: int
    not_reached: int


@dataclass(frozen=True)
class FunnelFigures:
    """Section 3: of the referrals sent in the month, how far each had come by the cut-off."""

    started: int
    rates: tuple[Rate, ...]
    stalled: int
    by_need: tuple[Count, ...]
    median_days: tuple[Days, ...]
    declines: tuple[Count, ...]


@dataclass(frozen=True)
class PromiseFigures:
    """Section 4: follow-ups that fell due in the month."""

    due: int
    on_time: int
    late: int
    overdue: int
    lost: int


@dataclass(frozen=True)
class Figure:
    """One figure of a section: `of` makes it a part of a whole, `unit` says what is counted where it is no number of
    records; `behind` are the kind and id of each record it counts, where it counts records."""

    code: str
    label: str
    n: int | float | None
    of: int | None = None
    unit: str = ""
    behind: tuple[tuple[str, UUID], ...] = ()


def said(figure: Figure) -> str:
    """A figure as it stands in a table; a dash where nothing could be counted."""
    if figure.n is None:
        return "–"
    number = f"{figure.n:g}" if figure.of is None else f"{figure.n:g} / {figure.of}"
    return f"{number} {figure.unit}".rstrip()


def share(figure: Figure) -> str:
    """The share a figure is of its whole, where it has one."""
    return f"{round(100 * (figure.n or 0) / figure.of)} %" if figure.of else ""


@dataclass(frozen=True)
class SectionFigures:
    """One of the sections 5 to 12, by its number there; one that is not `signed` differs by who may see its records."""

    number: int
    code: str
    title: str
    figures: tuple[Figure, ...]
    signed: bool = True


@dataclass(frozen=True)
class Missing:
    """Section 13: something that should be there and is not, with the records it is missing from."""

    code: str
    label: str
    records: tuple[tuple[str, UUID], ...]

    @property
    def n(self) -> int:
        return len(self.records)


@dataclass(frozen=True)
class Figures:
    """A month in figures, all of one moment; `month` as 202611, `neighborhood` empty for all."""

    month: int
    neighborhood: str
    cut_off: datetime
    headlines: tuple[Headline, ...]
    contacts: ContactFigures
    funnel: FunnelFigures
    promises: PromiseFigures
    sections: tuple[SectionFigures, ...]
    missing: tuple[Missing, ...]


@dataclass(frozen=True)
class Imprint:
    """What each page of a summary says of itself."""

    edition: Edition
    agency: str
    store_code: str
    generated_by: str
    generated_at: datetime
    audit_mark: str
    notes: str = ""
    language: str = "en"
    signed: tuple[str, ...] = ()
