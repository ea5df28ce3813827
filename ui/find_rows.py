"""The rows under the search box: deeds, what was found, what may be typed next, and what one keeps."""

from collections.abc import Sequence
from dataclasses import dataclass

from casemgr.core.finding import Hit
from casemgr.i18n import _, language
from casemgr.records.searches import Kept
from casemgr.services.seeking import Suggestion, Token, token_name, written
from ui.fields.choice_box import folded
from ui.finding import row_of
from ui.page import Go
from ui.widgets.rows import Row

MOST_DEEDS, MOST_KEPT = 4, 6


@dataclass(frozen=True)
class Deed:
    """Something to do by name: a place to go to, or an action of the window by its key."""

    label: str
    icon: str
    go: Go | None = None
    key: str = ""
    shortcut: str = ""


@dataclass(frozen=True)
class Saving:
    """The row that keeps a search, or with `kept` forgets it."""

    terms: str
    kept: bool


def heading(title: str) -> Row:
    """A title over the rows that follow."""
    return Row(title, heading=True)


def deed_row(deed: Deed, chip: str = "") -> Row:
    """Something to do, with the keys that do it without this box."""
    return Row(deed.label, icon=deed.icon, chip=chip, end=deed.shortcut, key=deed)


def doable(deeds: Sequence[Deed], typed: str) -> list[Row]:
    """The deeds whose name begins with what was typed, from any of its words on."""
    wanted = folded(typed)
    if not wanted:
        return []
    fit = [deed for deed in deeds if any(start.startswith(wanted) for start in _starts(folded(deed.label)))]
    return [deed_row(deed, _("Do")) for deed in fit[:MOST_DEEDS]]


def suggested(suggestions: Sequence[Suggestion]) -> list[Row]:
    """What may be typed next."""
    return [Row(one.shown, icon="funnel", end=one.label, key=one) for one in suggestions]


def found(hits: Sequence[Hit]) -> list[Row]:
    """Records, each with its kind and why it matched."""
    return [row_of(hit, kind=True) for hit in hits]


def saving(terms: str, kept: Sequence[Kept]) -> Row:
    """The last row: to keep this search, or to forget it where it is kept."""
    is_kept = terms in (one.terms for one in kept)
    title = _("Forget this search") if is_kept else _("Save this search")
    return Row(title, icon="x" if is_kept else "plus", key=Saving(terms, is_kept))


def offered(kept: Sequence[Kept], opened: Sequence[Hit], deeds: Sequence[Deed]) -> list[Row]:
    """What stands under an empty box: searches one keeps, what was opened last, deeds with keys, and the tokens."""
    rows: list[Row] = []
    if kept:
        rows.append(heading(_("Saved searches")))
        rows += [Row(one.terms, icon="search", key=one) for one in kept[:MOST_KEPT]]
    if opened:
        rows.append(heading(_("Opened last")))
        rows += [Row(hit.title, hit.line, icon=row_of(hit, kind=True).icon, key=hit) for hit in opened]
    quick = [deed_row(deed) for deed in deeds if deed.shortcut]
    if quick:
        rows += [heading(_("Do")), *quick]
    tokens = [Suggestion(written(one, language()), written(one, language()), token_name(one)) for one in Token]
    return [*rows, heading(_("Narrow by")), *suggested(tokens)]


def _starts(label: str) -> list[str]:
    """The label, and what is left of it from each further word on."""
    parts = label.split()
    return [" ".join(parts[place:]) for place in range(len(parts))]
