"""Whether a row points to rows that are there; links that lead nowhere are kept as extra text."""

from casemgr.i18n import N_, _
from casemgr.records.directory.schema import TABLES, Column, Table
from casemgr.services.hsds.rows import Rejected
from casemgr.services.hsds.translate import Draft, says_nothing

NOTHING_SAID = N_("It says nothing beyond what it is linked to.")
ABOUT_NOTHING = N_("It does not say what it is about, so it cannot be linked.")
ABOUT_MISSING = N_("What it is about is not in this directory, or was left out.")
LINK_MISSING = N_("It names something that is not in this directory; the link is kept as text.")


class Links:
    """The keys of all rows that are in so far, table by table."""

    def __init__(self) -> None:
        self._known: dict[str, set[str]] = {name: set() for name in TABLES}

    def add(self, table: Table, key: str) -> None:
        """The row is in, and others may point to it."""
        self._known[table.name].add(key)

    def knows(self, table: str, key: str) -> bool:
        """Whether that row is in."""
        return key in self._known[table]

    def lacking(self, draft: Draft) -> Rejected | None:
        """Why a row is of no use by itself, whatever it points to."""
        table, place = draft.table, draft.place
        for name in table.needs:
            if draft.values[name] is None:
                detail = str(draft.extra.get(name, ""))
                return place.rejected(_("It has no {column}.").format(column=name), detail)
        if table.about and all(draft.values[name] is None for name in table.about):
            return place.rejected(_(ABOUT_NOTHING))
        if not table.bare and says_nothing(draft):
            return place.rejected(_(NOTHING_SAID))
        return None

    def check(self, draft: Draft) -> Rejected | None:
        """Take off the links that lead nowhere; refuse the row if it cannot do without them."""
        table, values = draft.table, draft.values
        dangling = [c for c in table.links if values[c.name] is not None and not self._leads(draft, c)]
        for column in dangling:
            draft.set_aside(column.name, str(values[column.name]), _(LINK_MISSING))
        gone = ", ".join(f"{c.name}: {draft.extra[c.name]}" for c in dangling)
        if table.name == "attribute" and not self._target_is_in(draft):
            return draft.place.rejected(_(ABOUT_MISSING), f"{values['link_entity']}: {values['link_id']}")
        if any(values[name] is None for name in table.needs):
            return draft.place.rejected(_(ABOUT_MISSING), gone)
        if table.about and all(values[name] is None for name in table.about):
            return draft.place.rejected(_(ABOUT_MISSING), gone)
        return None

    def _leads(self, draft: Draft, column: Column) -> bool:
        return str(draft.values[column.name]) in self._known[column.refers]

    def _target_is_in(self, draft: Draft) -> bool:
        """An attribute may describe a row of any table; only ids of known kinds of rows can be checked."""
        table = TABLES.get(str(draft.values["link_entity"] or ""))
        return table is None or not table.identity or self.knows(table.name, str(draft.values["link_id"]))
