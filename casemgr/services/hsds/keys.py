"""The key of each row: the source's id where it identifies the row, else one derived from its content."""

import json
from collections import Counter
from collections.abc import Iterable
from uuid import UUID, uuid5

from casemgr.i18n import _
from casemgr.records.directory.schema import Table
from casemgr.services.hsds.rows import Place, Rejected
from casemgr.services.hsds.translate import Draft

NAMESPACE = UUID("6f0f4f0a-3c55-5d0f-9d52-5b7a4c9d1e21")
"""Never to be changed: derived keys of every directory imported so far stand on it."""

SOURCE_ID = "source_id"
"""Where a row keeps, in its extra, an id that it shares with other rows."""

_SHARED_AT_MOST = 20


def derived_id(table: str, content: object, ordinal: int = 1) -> str:
    """An id that the same content always gets; identical twins are told apart by their ordinal."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return str(uuid5(NAMESPACE, f"{table}#{ordinal}#{text}"))


class Keys:
    """Gives the rows of one table their keys, the same ones at each reading of the same content.

    In tables others point to, the first row with an id has it and later ones are refused. Elsewhere rows
    that share an id are known by their content, and so is every row once more than one in twenty shares.
    """

    def __init__(self, table: Table, ids: Iterable[str]) -> None:
        counts = Counter(i for i in ids if i)
        self._table = table
        self._shared = {i for i, n in counts.items() if n > 1}
        self._loose = (counts.total() - len(counts)) * _SHARED_AT_MOST > counts.total()
        self._first: dict[str, tuple[str, Place]] = {}
        self._twins: Counter[str] = Counter()

    def give(self, draft: Draft) -> str | Rejected:
        """The row's key, or why it can have none."""
        if draft.id and draft.id in self._shared:
            refused = self._repeats(draft)
            if refused:
                return refused
        if draft.id and (self._table.identity or not (self._loose or draft.id in self._shared)):
            return draft.id
        if draft.id:
            draft.extra[SOURCE_ID] = draft.id
        return self._derived(draft)

    def _repeats(self, draft: Draft) -> Rejected | None:
        content = derived_id(self._table.name, _content(draft))
        known = self._first.setdefault(draft.id, (content, draft.place))
        first = f"{draft.id}: {known[1].file}, {known[1].line}"
        if known[1] is draft.place:
            return None
        if known[0] == content:
            return draft.place.rejected(_("It repeats an earlier row word for word."), first)
        if self._table.identity:
            return draft.place.rejected(_("Its id belongs to an earlier row that says something else."), first)
        return None

    def _derived(self, draft: Draft) -> str:
        content = _content(draft)
        self._twins[repr(content)] += 1
        return derived_id(self._table.name, content, self._twins[repr(content)])


def _content(draft: Draft) -> list[object]:
    return [{name: value for name, value in draft.values.items() if value is not None}, draft.extra]
